// An assignment of bits: 0101, or the literals that a SAT solver prints.
#include <optional>
#include <sstream>

#include "cli/input_text.hpp"
#include "cli/run_input.hpp"
#include "numerics/error.hpp"
#include "tasks/sparse_threshold.hpp"

namespace separatrix::cli {
namespace {

constexpr std::size_t kLongestBits = std::size_t{1} << 26;
const std::string kExampleOfBits = "--bits 0101";

std::vector<bool> parse_bits(const std::string& text, const std::string& place) {
  std::vector<bool> bits;
  for (std::size_t c = 0; c < text.size(); ++c) {
    if (text[c] != '0' && text[c] != '1')
      throw Error("run", place,
                  quoted(text.substr(c, 1)) + " in column " + std::to_string(c + 1) +
                      " is no bit; write 0s and 1s");
    bits.push_back(text[c] == '1');
  }
  return bits;
}

/// Literals v and -v in any order, over any number of lines, which may begin with "v"; a 0 ends
/// them. Comments (c) and a solver's status (s) may stand between. Variables without a literal
/// are 0.
class Literals {
 public:
  explicit Literals(std::uint64_t variables) : values_(variables) {}

  void read_line(const std::string& line, const std::string& place) {
    std::istringstream words(line);
    std::string word;
    while (words >> word) {
      if (word == "c") return;
      if (word == "s") {
        if (words >> word && word == "UNSATISFIABLE")
          throw Error("run", place, "says UNSATISFIABLE: there is no assignment to run");
        return;
      }
      if (word == "v") continue;
      read_literal(word, place);
    }
  }

  std::vector<bool> bits() const {
    std::vector<bool> bits;
    for (const std::optional<bool>& value : values_) bits.push_back(value.value_or(false));
    return bits;
  }

 private:
  void read_literal(const std::string& word, const std::string& place) {
    const bool negative = word.front() == '-';
    const std::string digits = word.substr(negative ? 1 : 0);
    if (digits.empty() || digits.size() > 18 ||
        digits.find_first_not_of("0123456789") != std::string::npos)
      throw Error("run", place,
                  quoted(word) +
                      " is not a literal; write v or -v for a variable v, or one line "
                      "of 0s and 1s");
    if (ended_) throw Error("run", place, quoted(word) + " follows the 0 that ends the literals");
    const std::uint64_t variable = whole_number(digits, place, ~std::uint64_t{0});
    if (variable == 0) {
      ended_ = true;
      return;
    }
    if (variable > values_.size())
      throw Error(
          "run", place,
          "variable " + digits + " lies beyond the formula's " + std::to_string(values_.size()));
    std::optional<bool>& value = values_[variable - 1];
    if (value == negative)
      throw Error("run", place,
                  quoted(word) + " contradicts " + (negative ? digits : "-" + digits) +
                      ", which stands before it");
    value = !negative;
  }

  std::vector<std::optional<bool>> values_;
  bool ended_ = false;
};

}  // namespace

RunInput read_assignment(const InputOptions& options, TaskOptions task) {
  if (task.id == "sparse-threshold" && task.cnf.empty() && task.dnf.empty())
    throw Error("run", "TASK",
                "sparse-threshold needs a formula: give --cnf FILE or --dnf FILE, or name a family "
                "as in sparse-threshold:majority");
  const std::string text =
      options.bits ? *options.bits : read_standard_input(kExampleOfBits, kLongestBits);
  // One word of 0s and 1s is a bit per variable; solvers write an end and so more than one word.
  const std::string word = trimmed(text);
  if (!options.bits && word.empty())
    throw Error("run", "standard input",
                "is blank; pipe in an assignment, or give " + kExampleOfBits);
  const bool as_bits = options.bits || word.find_first_not_of("01") == std::string::npos;
  const std::string place = options.bits ? "--bits" : "standard input";
  std::vector<bool> bits;
  if (as_bits) bits = parse_bits(word, place);
  if (task.n == 0 && task.cnf.empty() && task.dnf.empty() && task.id != "sparse-threshold") {
    if (!as_bits)
      throw Error("run", "--n", "is missing; literals leave open how many bits there are");
    task.n = bits.size();
  }

  RunInput read;
  read.task = make_task(task.request(true));
  const auto& sparse = dynamic_cast<const SparseThreshold&>(*read.task);
  const std::uint64_t variables = sparse.formula().variables;
  if (!as_bits) {
    Literals literals(variables);
    const std::vector<std::string> lines = lines_of(text);
    for (std::size_t l = 0; l < lines.size(); ++l) literals.read_line(lines[l], line_place(l + 1));
    bits = literals.bits();
  }
  if (bits.size() != variables)
    throw Error("run", place,
                "has " + std::to_string(bits.size()) + " bits and the formula has " +
                    std::to_string(variables) + " variables; give a bit for each");
  read.input = sparse.input(bits);
  read.notes.push_back(std::to_string(variables) + " variables, " +
                       std::to_string(sparse.formula().feature_count()) +
                       " features, N = " + std::to_string(sparse.n()));
  return read;
}

}  // namespace separatrix::cli

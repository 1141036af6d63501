// DIMACS files as thresholds of clauses.
//
// "p cnf V C", then C clauses: literals v or -v with 1 <= v <= V, each clause ended by 0. Clauses
// may run over lines and share them. Lines that begin with c are comments; a line that begins with
// % ends the file (SATLIB writes one).

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>

#include "numerics/error.hpp"
#include "tasks/sparse_threshold.hpp"

namespace separatrix {
namespace {

constexpr std::size_t kMaxText = std::size_t{1} << 26;
constexpr int kMaxVariables = 1 << 30;
constexpr unsigned kMaxWidth = 12;  // a clause's truth table has 2^width entries

constexpr std::string_view kSpace = " \t\r\f\v";

/// Cuts the next word off the front of `line`; empty at its end.
std::string_view next_word(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(kSpace), line.size()));
  const std::string_view word = line.substr(0, line.find_first_of(kSpace));
  line.remove_prefix(word.size());
  return word;
}

/// The word for a message: printable and short.
std::string shown(std::string_view word) {
  std::string text(word.substr(0, 20));
  std::ranges::replace_if(
      text, [](char c) { return c < ' ' || c > '~'; }, '?');
  return "'" + text + (word.size() > 20 ? "..'" : "'");
}

bool read_int(std::string_view word, int& value) {
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  return error == std::errc{} && end == word.data() + word.size();
}

class Parser {
 public:
  Parser(const std::string& origin, bool conjunctive, unsigned width)
      : origin_(origin), conjunctive_(conjunctive), width_(width == 0 ? kMaxWidth : width) {
    if (width_ > kMaxWidth)
      throw Error(function(), "width",
                  "clauses of more than 12 variables are not supported: their truth tables have "
                  "2^width entries");
  }

  void read(std::string_view text) {
    if (text.size() > kMaxText)
      throw Error(function(), argument(),
                  origin_ + " is larger than 64 MiB; use a smaller formula");
    for (bool more = true; more && !text.empty();) {
      ++line_;
      const std::size_t end = text.find('\n');
      more = read_line(text.substr(0, end));
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
  }

  SparseFormula finish() {
    if (header_line_ == 0)
      throw Error(function(), argument(),
                  origin_ + ", line " + std::to_string(std::max<std::size_t>(1, line_)) +
                      ": there is no header; begin with a line 'p cnf VARIABLES CLAUSES'");
    if (!clause_.empty()) {
      line_ = clause_line_;
      throw refused("this clause is not ended; write a 0 after its last literal");
    }
    if (formula_.clauses.size() != clauses_) {
      line_ = header_line_;
      throw refused("the header announces " + std::to_string(clauses_) +
                    " clauses and the text has " + std::to_string(formula_.clauses.size()) +
                    "; correct the header or add what is missing");
    }
    formula_.name = conjunctive_ ? "cnf" : "dnf";
    formula_.reading =
        conjunctive_ ? SparseFormula::Clauses::all_hold : SparseFormula::Clauses::some_holds;
    formula_.bound = conjunctive_ ? static_cast<std::int64_t>(clauses_) - 1 : 0;
    return std::move(formula_);
  }

 private:
  const char* function() const { return conjunctive_ ? "parse_cnf" : "parse_dnf"; }
  const char* argument() const { return conjunctive_ ? "--cnf" : "--dnf"; }

  Error refused(const std::string& problem) const {
    return {function(), argument(), origin_ + ", line " + std::to_string(line_) + ": " + problem};
  }

  /// False at the end marker.
  bool read_line(std::string_view line) {
    std::string_view rest = line;
    std::string_view word = next_word(rest);
    if (word.empty() || word.front() == 'c') return true;
    if (word.front() == '%') return false;
    if (word == "p") {
      read_header(rest);
      return true;
    }
    if (header_line_ == 0)
      throw refused(shown(word) +
                    " stands before the header; begin with a line 'p cnf VARIABLES CLAUSES'");
    for (; !word.empty(); word = next_word(rest)) read_literal(word);
    return true;
  }

  void read_header(std::string_view rest) {
    if (header_line_ != 0)
      throw refused("a second header; the first is in line " + std::to_string(header_line_) +
                    ", keep one of them");
    const std::string_view format = next_word(rest);
    if (format != "cnf" && (conjunctive_ || format != "dnf"))
      throw refused("the format " + shown(format) + " is not known here; write 'p " +
                    (conjunctive_ ? "cnf" : "dnf") + " VARIABLES CLAUSES'");
    int variables = 0;
    int clauses = 0;
    if (!read_int(next_word(rest), variables) || !read_int(next_word(rest), clauses) ||
        !next_word(rest).empty() || variables < 0 || clauses < 0)
      throw refused("the header needs two whole numbers: 'p " + std::string(format) +
                    " VARIABLES CLAUSES'");
    if (variables > kMaxVariables)
      throw refused("more than 2^30 variables; renumber them without gaps");
    header_line_ = line_;
    formula_.variables = static_cast<std::uint64_t>(variables);
    clauses_ = static_cast<std::size_t>(clauses);
  }

  void read_literal(std::string_view word) {
    int literal = 0;
    if (!read_int(word, literal) || literal < -kMaxVariables || literal > kMaxVariables ||
        (literal == 0 && word != "0"))
      throw refused(shown(word) +
                    " is not a literal; write v or -v for a variable v, and 0 after "
                    "each clause");
    if (formula_.clauses.size() == clauses_)
      throw refused("clause " + std::to_string(clauses_ + 1) +
                    " begins, and the header announces " + std::to_string(clauses_) +
                    "; correct the header in line " + std::to_string(header_line_));
    if (static_cast<std::uint64_t>(std::abs(literal)) > formula_.variables)
      throw refused("variable " + std::to_string(std::abs(literal)) + " lies beyond the " +
                    std::to_string(formula_.variables) + " of the header in line " +
                    std::to_string(header_line_));
    if (literal != 0) {
      if (clause_.empty()) clause_line_ = line_;
      clause_.push_back(literal);
      return;
    }
    add_clause();
    clause_.clear();
  }

  /// The clause as a feature: its truth table over its distinct variables. A clause with v and -v
  /// gets a constant table, one without literals a table of one entry.
  void add_clause() {
    FeatureRun feature{1, {}, {}};
    std::vector<int> variables;
    for (const int literal : clause_) variables.push_back(std::abs(literal) - 1);
    std::ranges::sort(variables);
    variables.erase(std::unique(variables.begin(), variables.end()), variables.end());
    if (variables.size() > width_) {
      const std::size_t width = variables.size();
      throw refused("the clause that ends here has " + std::to_string(width) +
                    " variables and the width is at most " + std::to_string(width_) +
                    (width <= kMaxWidth ? "; allow more or split it" : "; split it"));
    }
    for (const int v : variables) feature.reads.push_back({static_cast<std::uint64_t>(v), 1});
    for (std::uint64_t index = 0; index < std::uint64_t{1} << variables.size(); ++index) {
      const auto holds = [&](int literal) {
        const auto place = std::ranges::lower_bound(variables, std::abs(literal) - 1);
        return (((index >> (place - variables.begin())) & 1) != 0) == (literal > 0);
      };
      feature.table.push_back(conjunctive_ ? std::ranges::any_of(clause_, holds)
                                           : std::ranges::all_of(clause_, holds));
    }
    formula_.width = std::max(formula_.width, static_cast<unsigned>(variables.size()));
    formula_.features.push_back(std::move(feature));
    formula_.clauses.push_back(clause_);
  }

  std::string origin_;
  bool conjunctive_;
  std::size_t width_;
  SparseFormula formula_;
  std::vector<int> clause_;  // the one being read
  std::size_t clauses_ = 0;  // as announced
  std::size_t line_ = 0;
  std::size_t header_line_ = 0;
  std::size_t clause_line_ = 0;
};

SparseFormula parse(const std::string& text, const std::string& origin, bool conjunctive,
                    unsigned width) {
  Parser parser(origin, conjunctive, width);
  parser.read(text);
  return parser.finish();
}

}  // namespace

SparseFormula parse_cnf(const std::string& text, const std::string& origin, unsigned width) {
  return parse(text, origin, true, width);
}

SparseFormula parse_dnf(const std::string& text, const std::string& origin, unsigned width) {
  return parse(text, origin, false, width);
}

}  // namespace separatrix

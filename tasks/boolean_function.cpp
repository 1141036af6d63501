#include "tasks/boolean_function.hpp"

#include "numerics/error.hpp"
#include "tasks/zeroing.hpp"

namespace separatrix {
namespace {

void check_variables(std::uint64_t n) {
  if (n == 0 || n > BooleanFunction::kMostVariables)
    throw Error("BooleanFunction", "--n",
                "a truth table is for 1 to 24 variables, not " + std::to_string(n));
}

std::string bit_text(const Input& input) {
  std::string bits;
  for (const Token& token : input) bits += token.value == 1 ? '1' : '0';
  return bits;
}

}  // namespace

BooleanFunction::BooleanFunction(std::string id, std::uint64_t n, std::vector<bool> table)
    : id_(std::move(id)), n_(n), table_(std::move(table)) {
  check_variables(n);
  if (table_.size() != std::uint64_t{1} << n)
    throw Error("BooleanFunction", "table",
                "a function of " + std::to_string(n) + " variables has " +
                    std::to_string(std::uint64_t{1} << n) + " entries, not " +
                    std::to_string(table_.size()));
}

Input BooleanFunction::input(const std::vector<bool>& bits) const {
  if (bits.size() != n_)
    throw Error("BooleanFunction::input", "--bits",
                "the function has " + std::to_string(n_) + " variables: give as many bits, not " +
                    std::to_string(bits.size()));
  Input input;
  for (const bool bit : bits) input.push_back({0, bit ? 1U : 0U});
  return input;
}

Answer BooleanFunction::reference(const Input& input) const {
  if (input.size() != n_)
    throw Error("BooleanFunction::reference", "input",
                "an input is " + std::to_string(n_) + " bits, not " + std::to_string(input.size()));
  std::uint64_t entry = 0;
  for (const Token& token : input) {
    if (token.kind != 0 || token.value > 1)
      throw Error("BooleanFunction::reference", "input", "a token is not a bit");
    entry = 2 * entry + token.value;
  }
  return {table_[entry]};
}

Frame BooleanFunction::frame(std::uint64_t index) const {
  if (index != 0) throw Error("BooleanFunction::frame", "index", "there is one frame, number 0");
  Frame frame;
  frame.values = 2;
  frame.pattern.assign(n_, Token{0, 0});
  for (std::size_t i = 0; i < n_; ++i) frame.content.push_back(i);
  return frame;
}

Input BooleanFunction::sample(const std::string& sampler, Random& random) const {
  if (sampler != "random")
    throw Error("BooleanFunction::sample", "--sampler",
                "there is no sampler '" + sampler + "'; use random");
  std::vector<bool> bits(n_);
  for (std::size_t i = 0; i < n_; ++i) bits[i] = random.coin();
  return input(bits);
}

std::vector<Input> BooleanFunction::simpler(const Input& input) const {
  std::vector<std::vector<std::size_t>> bits(n_);
  for (std::size_t i = 0; i < n_; ++i) bits[i] = {i};
  return zeroed(input, bits);
}

std::vector<std::string> BooleanFunction::run_arguments(const Input& input) const {
  return {id_, "--bits", bit_text(input), "--n", std::to_string(n_)};
}

nlohmann::ordered_json BooleanFunction::show(const Input& input) const {
  return {{"bits", bit_text(input)}};
}

BooleanFunction truth_table(const std::string& text, std::uint64_t n) {
  check_variables(n);
  std::vector<bool> table;
  std::size_t line = 1;
  std::size_t column = 0;
  for (const char c : text) {
    ++column;
    if (c == '\n') {
      ++line;
      column = 0;
    } else if (c == '0' || c == '1') {
      table.push_back(c == '1');
    } else if (c != ' ' && c != '\t' && c != '\r') {
      throw Error("truth_table", "--truth-table",
                  "line " + std::to_string(line) + ", column " + std::to_string(column) +
                      ": only 0 and 1 stand in a truth table");
    }
  }
  if (table.size() != std::uint64_t{1} << n)
    throw Error("truth_table", "--truth-table",
                "has " + std::to_string(table.size()) + " entries; --n " + std::to_string(n) +
                    " needs 2^" + std::to_string(n) + " = " +
                    std::to_string(std::uint64_t{1} << n));
  return {"truth-table", n, std::move(table)};
}

BooleanFunction random_function(std::uint64_t seed, std::uint64_t n) {
  check_variables(n);
  std::vector<bool> table(std::uint64_t{1} << n);
  for (std::uint64_t entry = 0; entry < table.size(); ++entry)
    table[entry] = (random_word(seed, 0, entry / 64) >> (entry % 64) & 1) != 0;
  return {"random-function:" + std::to_string(seed), n, std::move(table)};
}

}  // namespace separatrix

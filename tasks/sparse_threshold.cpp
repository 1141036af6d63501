#include "tasks/sparse_threshold.hpp"

#include <algorithm>
#include <cstdlib>

#include "numerics/error.hpp"
#include "tasks/near_bound.hpp"
#include "tasks/satisfying.hpp"
#include "tasks/zeroing.hpp"

namespace separatrix {
namespace {

constexpr std::uint64_t kMaxN = std::uint64_t{1} << 40;
constexpr std::size_t kMaxWidth = 12;

/// A formula may come from anywhere: every feature must read variables that exist and have a value
/// for all that it reads. O(runs), whatever their length.
void check(const SparseFormula& formula) {
  const auto refused = [](const std::string& problem) {
    return Error("SparseThreshold", "formula", problem);
  };
  for (const std::vector<int>& clause : formula.clauses)
    for (const int literal : clause)
      if (literal == 0 ||
          static_cast<std::uint64_t>(std::abs(std::int64_t{literal})) > formula.variables)
        throw refused("a clause names a variable that the formula does not have");
  for (const FeatureRun& feature : formula.features) {
    if (feature.reads.size() > std::min<std::size_t>(kMaxWidth, formula.width))
      throw refused("a feature reads more variables than the formula's width, or more than 12");
    if (feature.table.size() != std::size_t{1} << feature.reads.size())
      throw refused("a feature that reads k variables needs a table of 2^k values");
    if (std::ranges::any_of(feature.table, [](std::int64_t v) { return v < 0; }))
      throw refused("the values of features must not be negative");
    for (const FeatureRun::Reads& read : feature.reads)
      if (read.step > 1 || read.first >= formula.variables ||
          (feature.count > 0 && read.step * (feature.count - 1) >= formula.variables - read.first))
        throw refused("a feature reads a variable that the formula does not have");
  }
}

bool holds(int literal, const Input& input) {
  return (input[static_cast<std::size_t>(std::abs(literal))].value == 1) == (literal > 0);
}

std::string bit_text(const Input& input, std::uint64_t variables) {
  std::string bits;
  for (std::uint64_t v = 0; v < variables; ++v) bits += input[v + 1].value == 1 ? '1' : '0';
  return bits;
}

}  // namespace

std::uint64_t SparseFormula::feature_count() const {
  std::uint64_t count = 0;
  for (const FeatureRun& feature : features) count += feature.count;
  return count;
}

SparseThreshold::SparseThreshold(SparseFormula formula, std::uint64_t n)
    : formula_(std::move(formula)) {
  check(formula_);
  const std::uint64_t least = std::max(formula_.variables, formula_.feature_count());
  n_ = n == 0 ? least : n;
  if (n_ < least)
    throw Error("SparseThreshold", "--n",
                "the formula has " + std::to_string(formula_.variables) + " variables and " +
                    std::to_string(formula_.feature_count()) + " features: give at least " +
                    std::to_string(least) + ", or leave it out");
  if (n_ == 0 || n_ > kMaxN)
    throw Error("SparseThreshold", "--n",
                "a threshold of features needs from 1 to 2^40 inputs, not " + std::to_string(n_));
}

Input SparseThreshold::input(const std::vector<bool>& bits) const {
  if (bits.size() < formula_.variables || bits.size() > n_)
    throw Error("SparseThreshold::input", "--bits",
                "the formula has " + std::to_string(formula_.variables) +
                    " variables: give as many bits, not " + std::to_string(bits.size()));
  Input input{{kBos, 0}};
  input.reserve(n_ + 1);
  for (const bool bit : bits) input.push_back({kBit, bit ? 1U : 0U});
  input.resize(n_ + 1, Token{kBit, 0});
  return input;
}

bool SparseThreshold::from_file() const { return formula_.name == "cnf" || formula_.name == "dnf"; }

nlohmann::ordered_json SparseThreshold::parameters() const {
  nlohmann::ordered_json parameters{{"n", n_},
                                    {"formula", formula_.name},
                                    {"variables", formula_.variables},
                                    {"features", formula_.feature_count()},
                                    {"width", formula_.width},
                                    {"bound", formula_.bound}};
  if (from_file()) parameters["clauses"] = formula_.clauses;
  return parameters;
}

Answer SparseThreshold::reference(const Input& input) const {
  if (input.size() != n_ + 1 || input[0].kind != kBos || input[0].value != 0)
    throw Error("SparseThreshold::reference", "input",
                "an input is the token before the input and then " + std::to_string(n_) + " bits");
  for (std::size_t i = 1; i < input.size(); ++i)
    if (input[i].kind != kBit || input[i].value > (i <= formula_.variables ? 1U : 0U))
      throw Error("SparseThreshold::reference", "input",
                  "after the first token there are bits, and zeros beyond the formula's variables");

  // DIMACS by its own definition.
  const auto literal_holds = [&](int literal) { return holds(literal, input); };
  if (formula_.reading == SparseFormula::Clauses::all_hold)
    return {std::ranges::all_of(formula_.clauses, [&](const std::vector<int>& clause) {
      return std::ranges::any_of(clause, literal_holds);
    })};
  if (formula_.reading == SparseFormula::Clauses::some_holds)
    return {std::ranges::any_of(formula_.clauses, [&](const std::vector<int>& clause) {
      return std::ranges::all_of(clause, literal_holds);
    })};

  std::int64_t sum = 0;
  for (const FeatureRun& feature : formula_.features)
    for (std::uint64_t t = 0; t < feature.count; ++t) {
      std::uint64_t index = 0;
      for (std::size_t r = 0; r < feature.reads.size(); ++r)
        index += input[1 + feature.reads[r].first + feature.reads[r].step * t].value << r;
      sum += feature.table[index];
    }
  return {sum > formula_.bound};
}

std::optional<Integer> SparseThreshold::domain_size() const {
  if (formula_.variables > kMostDomainBits) return std::nullopt;
  return power(Integer(2), static_cast<unsigned>(formula_.variables));
}

Frame SparseThreshold::frame(std::uint64_t index) const {
  if (index != 0) throw Error("SparseThreshold::frame", "index", "there is one frame, number 0");
  Frame frame;
  frame.values = 2;
  frame.pattern = input(std::vector<bool>(formula_.variables));
  frame.content.resize(formula_.variables);
  for (std::size_t v = 0; v < frame.content.size(); ++v) frame.content[v] = v + 1;
  return frame;
}

std::vector<DigitRule> SparseThreshold::digit_rules(std::uint64_t) const {
  DigitRule rule{formula_.features, formula_.bound, false};
  for (FeatureRun& feature : rule.features)
    for (FeatureRun::Reads& read : feature.reads) ++read.first;  // behind the first token
  return {std::move(rule)};
}

Input SparseThreshold::sample(const std::string& sampler, Random& random) const {
  if (std::ranges::count(samplers(), sampler) == 0)
    throw Error("SparseThreshold::sample", "--sampler",
                "there is no sampler '" + sampler + "'; use random, near or satisfying");
  if (sampler == "satisfying" && formula_.reading == SparseFormula::Clauses::all_hold)
    return input(satisfying_assignment(formula_.clauses, formula_.variables, random));
  std::vector<bool> bits(formula_.variables);
  for (std::size_t v = 0; v < bits.size(); ++v) bits[v] = random.coin();
  if (sampler != "random") move_near_bound(formula_, bits, random);
  return input(bits);
}

std::vector<Input> SparseThreshold::simpler(const Input& input) const {
  std::vector<std::vector<std::size_t>> bits(formula_.variables);
  for (std::size_t v = 0; v < bits.size(); ++v) bits[v] = {v + 1};
  return zeroed(input, bits);
}

std::vector<std::string> SparseThreshold::run_arguments(const Input& input) const {
  // A file is named by the command line, which knows its path.
  return {from_file() ? id() : id() + ":" + formula_.name, "--bits",
          bit_text(input, formula_.variables), "--n", std::to_string(n_)};
}

nlohmann::ordered_json SparseThreshold::show(const Input& input) const {
  return {{"bits", bit_text(input, formula_.variables)}};
}

}  // namespace separatrix

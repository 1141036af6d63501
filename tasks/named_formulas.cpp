// Named families of sparse thresholds. All but parity and random clauses are runs of one feature,
// so that they cost the same at every n.

#include <algorithm>
#include <array>
#include <bit>

#include "numerics/error.hpp"
#include "numerics/random.hpp"
#include "tasks/sparse_threshold.hpp"

namespace separatrix {
namespace {

constexpr std::uint64_t kMaxN = std::uint64_t{1} << 40;
constexpr std::uint64_t kMaxParity = 12;  // its truth table has 2^K entries
constexpr std::uint64_t kMostClauses = std::uint64_t{1} << 20;
constexpr std::uint64_t kMostSeed = (std::uint64_t{1} << 63) - 1;

/// The K of "parity:K", from `least` to `most`.
std::uint64_t parameter(const std::string& name, std::size_t prefix, std::uint64_t least,
                        std::uint64_t most) {
  const Integer value = parse_integer(name.substr(prefix), "TASK");
  if (value < least || value > most)
    throw Error("named_formula", "TASK",
                "the number in '" + name + "' must lie between " + std::to_string(least) + " and " +
                    std::to_string(most));
  return value.convert_to<std::uint64_t>();
}

/// The feature x_t for every t.
FeatureRun every_bit(std::uint64_t n) { return {n, {{0, 1}}, {0, 1}}; }

/// The feature g(x_t, x_{n/2+t}) for every t < n/2.
FeatureRun every_pair(std::uint64_t n, std::vector<std::int64_t> table) {
  return {n / 2, {{0, 1}, {n / 2, 1}}, std::move(table)};
}

/// n clauses over n variables, each with three different variables and random signs.
SparseFormula random_3cnf(const std::string& name, std::uint64_t seed, std::uint64_t n) {
  if (n < 3 || n > kMostClauses)
    throw Error("named_formula", "--n", "'" + name + "' needs from 3 to 2^20 bits");
  Random random(seed, n);
  const std::string count = std::to_string(n);
  std::string dimacs = "p cnf " + count + " " + count + "\n";
  for (std::uint64_t clause = 0; clause < n; ++clause) {
    std::array<std::uint64_t, 3> chosen{};
    for (auto next = chosen.begin(); next != chosen.end();) {
      *next = 1 + random.below(n);
      if (std::find(chosen.begin(), next, *next) == next) ++next;
    }
    for (const std::uint64_t variable : chosen)
      dimacs += (random.coin() ? "-" : "") + std::to_string(variable) + " ";
    dimacs += "0\n";
  }
  SparseFormula formula = parse_cnf(dimacs, name, 3);
  formula.name = name;
  return formula;
}

}  // namespace

SparseFormula named_formula(const std::string& name, std::uint64_t n) {
  if (n == 0 || n > kMaxN)
    throw Error("named_formula", "--n", "a named formula needs from 1 to 2^40 bits");
  const std::string at_least = "at-least:";
  const std::string parity = "parity:";
  const std::string random = "random-3cnf:";
  if (name.starts_with(random))
    return random_3cnf(name, parameter(name, random.size(), 0, kMostSeed), n);
  const bool paired = name == "equality" || name == "disjointness";
  if (paired && n % 2 != 0)
    throw Error("named_formula", "--n",
                "'" + name + "' compares two halves: give an even number of bits");
  const auto bits = static_cast<std::int64_t>(n);

  SparseFormula formula{name, n, paired ? 2U : 1U, {every_bit(n)}, 0, {}};
  if (name == "majority") {
    formula.bound = bits / 2;  // the sum exceeds n/2 if and only if it exceeds its floor
  } else if (name.starts_with(at_least)) {
    formula.bound = static_cast<std::int64_t>(parameter(name, at_least.size(), 0, n)) - 1;
  } else if (name.starts_with(parity)) {
    const std::uint64_t k = parameter(name, parity.size(), 1, std::min(kMaxParity, n));
    FeatureRun odd{1, {}, {}};
    for (std::uint64_t v = 0; v < k; ++v) odd.reads.push_back({v, 1});
    for (std::uint64_t index = 0; index < std::uint64_t{1} << k; ++index)
      odd.table.push_back(std::popcount(index) % 2);
    formula.features = {std::move(odd)};
    formula.width = static_cast<unsigned>(k);
  } else if (name == "equality") {
    formula.features = {every_pair(n, {1, 0, 0, 1})};
    formula.bound = bits / 2 - 1;
  } else if (name == "disjointness") {
    formula.features = {every_pair(n, {0, 0, 0, 1})};
  } else if (name == "and") {
    formula.bound = bits - 1;
  } else if (name != "or") {
    throw Error(
        "named_formula", "TASK",
        "there is no formula '" + name +
            "'; there are: majority, at-least:B, parity:K, equality, disjointness, and, or, "
            "random-3cnf:SEED");
  }
  return formula;
}

}  // namespace separatrix

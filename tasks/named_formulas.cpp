// Named families of sparse thresholds. All but parity are runs of one feature, so that they cost
// the same at every n.

#include <algorithm>
#include <bit>

#include "numerics/error.hpp"
#include "tasks/sparse_threshold.hpp"

namespace separatrix {
namespace {

constexpr std::uint64_t kMaxN = std::uint64_t{1} << 40;
constexpr std::uint64_t kMaxParity = 12;  // its truth table has 2^K entries

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

}  // namespace

SparseFormula named_formula(const std::string& name, std::uint64_t n) {
  if (n == 0 || n > kMaxN)
    throw Error("named_formula", "--n", "a named formula needs from 1 to 2^40 bits");
  const std::string at_least = "at-least:";
  const std::string parity = "parity:";
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
            "'; there are: majority, at-least:B, parity:K, equality, disjointness, and, or");
  }
  return formula;
}

}  // namespace separatrix

#include "matrix_bounds.hpp"

#include <algorithm>
#include <map>

#include "bound_claim.hpp"
#include "tasks.hpp"

namespace checker {
namespace {

using namespace conventions;

struct Range {
  std::uint64_t lower = 0;
  std::optional<std::uint64_t> upper;
  bool methods_at_least = true;  ///< whoever states a bound has tried these methods at least

  void at_least(std::uint64_t bits) { lower = std::max(lower, bits); }
  void at_most(std::uint64_t bits) { upper = std::min(upper.value_or(bits), bits); }
};

using Ranges = std::map<std::string, Range>;

void add_digit(Ranges& ranges, const Digit& digit) {
  const std::size_t fooling = digit.fooling_ones.size + digit.fooling_zeros.size;
  const std::uint64_t both =
      ceil_log2(std::max<std::size_t>(digit.ones.rank + digit.zeros.rank, fooling));
  ranges[kBothKnow].at_least(both);
  ranges[kOneKnows].at_least(both == 0 ? 0 : both - 1);
  for (const auto& set : {digit.fooling_ones, digit.fooling_zeros})
    if (set.both_differ && set.size > 0) ranges[kOneKnows].at_least(ceil_log2(set.size));
  ranges[kFromAlice].at_least(ceil_log2(digit.ones.matrix.rows.size()));
  ranges[kFromBob].at_least(ceil_log2(digit.ones.matrix.columns));
}

void add_proofs(Ranges& ranges, const Digit& digit, bool complete) {
  for (const bool value : {true, false}) {
    Range& range = ranges[value ? kProofOfOne : kProofOfZero];
    range.methods_at_least = false;
    const auto& set = value ? digit.fooling_ones : digit.fooling_zeros;
    if (set.size > 0) range.at_least(ceil_log2(set.size));
    const std::size_t lines = std::min(different_rows(digit.ones.matrix, value),
                                       different_rows(transposed(digit.ones.matrix), value));
    if (complete) range.at_most(ceil_log2(std::max<std::size_t>(1, lines)));
  }
}

void add_naming(Ranges& ranges, const MatrixFacts::Kinds& kinds) {
  const std::uint64_t rows = ceil_log2(kinds.rows);
  const std::uint64_t columns = ceil_log2(kinds.columns);
  const std::uint64_t less = std::min(rows, columns);
  ranges[kBothKnow].at_most(less + ceil_log2(kinds.answers));
  ranges[kRandom].at_most(less + ceil_log2(kinds.answers));
  ranges[kOneKnows].at_most(less);
  ranges[kFromAlice].at_least(rows);
  ranges[kFromAlice].at_most(rows);
  ranges[kFromBob].at_least(columns);
  ranges[kFromBob].at_most(columns);
  ranges[kRandomFromAlice].at_most(rows);
  ranges[kRandomFromBob].at_most(columns);
}

Ranges what_follows(const MatrixFacts& facts) {
  Ranges ranges;
  for (const char* random : {kRandomFromAlice, kRandomFromBob, kRandom}) ranges[random];
  for (const Digit& digit : facts.digits) add_digit(ranges, digit);
  if (facts.digits.size() == 1) add_proofs(ranges, facts.digits[0], facts.kinds.has_value());
  if (facts.kinds) add_naming(ranges, *facts.kinds);
  return ranges;
}

std::string bits(const mpz_class& number) { return number.get_str(); }

/// Counts what is proved of one bound and adds the rest to `beyond`.
void compare(const Bound& stated, const Range& range, std::size_t& proved, std::string& beyond) {
  const std::string what = "result.bounds, " + stated.convention + ": ";
  const auto refuse_unless = [&](bool holds, const std::string& reason) {
    require(holds, what + reason);
  };
  const auto left_out = [&](const std::string& bound) {
    beyond += (beyond.empty() ? "" : ", ") + stated.convention + " " + bound;
  };
  require(stated.lower || stated.upper, what + "states nothing");
  if (stated.lower && stated.upper)
    refuse_unless(*stated.lower <= *stated.upper, "the lower bound exceeds the upper one");
  if (stated.lower) {
    const mpz_class& lower = *stated.lower;
    refuse_unless(lower >= 0, "a negative bound");
    refuse_unless(!range.upper || lower <= *range.upper,
                  bits(lower) + " bits are not needed, a protocol takes " +
                      std::to_string(range.upper.value_or(0)));
    refuse_unless(!range.methods_at_least || lower >= range.lower,
                  "the certificate proves " + std::to_string(range.lower) + " bits");
    if (lower <= range.lower)
      ++proved;
    else
      left_out(">= " + bits(lower) + " (proved: " + std::to_string(range.lower) + ")");
  }
  if (stated.upper) {
    const mpz_class& upper = *stated.upper;
    refuse_unless(upper >= range.lower, bits(upper) + " bits are too few, " +
                                            std::to_string(range.lower) + " are needed");
    refuse_unless(!range.methods_at_least || !range.upper || upper <= *range.upper,
                  "a protocol takes " + std::to_string(range.upper.value_or(0)) + " bits");
    if (range.upper && upper >= *range.upper)
      ++proved;
    else
      left_out("<= " + bits(upper) +
               (range.upper ? " (proved: " + std::to_string(*range.upper) + ")" : ""));
  }
}

}  // namespace

std::string compare_bounds(const Claim& claim, const MatrixFacts& facts,
                           const std::string& partition) {
  Ranges ranges = what_follows(facts);
  std::size_t stated = 0;
  std::size_t proved = 0;
  std::string beyond;
  for (const Bound& bound : claim.bounds) {
    require(bound.quantity == "communication", "result.bounds: not bounds of communication");
    const auto range = ranges.find(bound.convention);
    require(range != ranges.end(), "result.bounds: the convention \"" + bound.convention +
                                       "\" is unknown, or stands twice");
    require_partition(bound.partition, partition);
    compare(bound, range->second, proved, beyond);
    stated += (bound.lower ? 1U : 0U) + (bound.upper ? 1U : 0U);
    ranges.erase(range);
  }
  require(proved > 0, "none of the stated bounds follows");
  return std::to_string(proved) + " of " + std::to_string(stated) + " stated bounds proved" +
         (beyond.empty() ? "" : "; NOT COVERED: " + beyond);
}

std::uint64_t proved_bits(const MatrixFacts& facts, const std::string& convention) {
  return what_follows(facts)[convention].lower;
}

}  // namespace checker

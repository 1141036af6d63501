#include "analysis/clopper_pearson.hpp"

#include "numerics/error.hpp"
#include "numerics/interval.hpp"

namespace separatrix {
namespace {

/// P[Bin(runs, p) <= failures] for 0 < p < 1, term by term from (1-p)^runs upwards.
Interval lower_tail(std::uint64_t runs, std::uint64_t failures, const Rational& p) {
  const Interval odds(Rational(p / (1 - p)));
  Interval term = exp(Interval(runs) * log(Interval(Rational(1 - p))));
  Interval sum = term;
  for (std::uint64_t i = 0; i < failures; ++i) {
    term *= Interval(runs - i) / Interval(i + 1) * odds;
    sum += term;
  }
  return sum;
}

}  // namespace

Rational failure_rate_upper(std::uint64_t runs, std::uint64_t failures,
                            const Rational& confidence) {
  if (runs == 0) throw Error("failure_rate_upper", "runs", "there must be at least one run");
  if (failures > runs)
    throw Error("failure_rate_upper", "failures", "there cannot be more failures than runs");
  if (confidence <= 0 || confidence >= 1)
    throw Error("failure_rate_upper", "confidence", "the confidence must lie between 0 and 1");
  if (failures == runs) return 1;
  // The tail falls as p grows; bisect on the grid 2^-40, keeping `high` certainly large enough.
  const Integer grid = Integer(1) << 40;
  const Interval level(Rational(1 - confidence));
  Integer low = 0;
  Integer high = grid;
  while (high - low > 1) {
    const Integer middle = (low + high) / 2;
    const Interval tail = lower_tail(runs, failures, Rational(middle, grid));
    (less_equal(tail, level) == Tri::yes ? high : low) = middle;
  }
  return Rational(high, grid);
}

}  // namespace separatrix

#include "bounds/welch.hpp"

#include <algorithm>

#include "bounds/distance_window.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// C(k + s - 1, s): the dimension of the s-th symmetric power of R^k.
Integer symmetric_power(std::uint64_t k, unsigned s) {
  Integer value = Integer(k) + s - 1;
  mpz_bin_ui(value.backend().data(), value.backend().data(), s);
  return value;
}

}  // namespace

bool welch_excludes(std::uint64_t n, const Rational& gamma, std::uint64_t k, unsigned s) {
  const Integer c = symmetric_power(k, s);
  if (c >= n) return false;
  return power(numerator(gamma), 2 * s) * (n - 1) * c < power(denominator(gamma), 2 * s) * (n - c);
}

std::optional<unsigned> welch_moment(std::uint64_t n, const Rational& gamma, std::uint64_t k) {
  for (unsigned s = 1; symmetric_power(k, s) < n; ++s)
    if (welch_excludes(n, gamma, k, s)) return s;
  return std::nullopt;
}

WelchBound dimension_welch(std::uint64_t n, const Rational& gamma) {
  require_gamma("dimension_welch", gamma);
  if (n < 1 || n > max_vectors)
    throw Error("dimension_welch", "n", "the number of vectors must be from 1 to 2^40");
  std::uint64_t open = std::max(1U, ceil_log2(2 * n));
  std::optional<unsigned> moment = welch_moment(n, gamma, open);
  if (!moment) return {open, std::nullopt};
  // Exclusion is monotone in k, so gallop and bisect; k = n is never excluded, since C >= n.
  std::uint64_t excluded = open;
  while (const auto found = welch_moment(n, gamma, open)) {
    moment = found;
    excluded = open;
    open *= 2;
  }
  while (open - excluded > 1) {
    const std::uint64_t middle = excluded + (open - excluded) / 2;
    if (const auto found = welch_moment(n, gamma, middle)) {
      moment = found;
      excluded = middle;
    } else {
      open = middle;
    }
  }
  return {open, moment};
}

}  // namespace separatrix

#include "constructions/attention_scale.hpp"

#include "numerics/error.hpp"
#include "numerics/interval.hpp"

namespace separatrix {
namespace {

const Integer kStep = 64;

/// The smallest multiple of 1/64 above every point of the enclosure.
Rational just_above(const Interval& bound) {
  return Rational(floor(Rational(bound.upper() * kStep)) + 1, kStep);
}

/// An enclosure of ln N.
Interval log_of(std::uint64_t n) { return log(Interval(n)); }

bool suffices(const std::vector<Rivals>& rivals, const Rational& odds, const Rational& eta) {
  Interval noise;
  for (const Rivals& r : rivals) noise += Interval(r.count) * exp(Interval(Rational(-eta * r.gap)));
  return less(noise, Interval(odds)) == Tri::yes;
}

}  // namespace

Rational paper_scale(std::uint64_t n) {
  return just_above(Interval(2) * log(Interval(3 * Integer(n))));
}

Rational stated_equality_scale(std::uint64_t n, const Rational& kc) {
  return just_above(log_of(n) + Interval(kc) * log(Interval(2 * Integer(n))));
}

Rational rounding_scale(std::uint64_t n, const Rational& kc, const Rational& margin) {
  if (n < 2) throw Error("rounding_scale", "--n", "there must be at least two tokens");
  if (margin <= 0)
    throw Error("rounding_scale", "--vectors",
                "the addresses have no margin: two of them score as high as the target");
  const Interval grid = exp(Interval(kc) * log_of(n));
  const Interval others = Interval(n - 1) * (Interval(2) * grid - Interval(1));
  return just_above(log(others) / Interval(margin));
}

Rational smallest_scale(const std::vector<Rivals>& rivals, const Rational& noise) {
  if (noise <= 0 || noise >= 1)
    throw Error("smallest_scale", "noise", "the noise must lie strictly between 0 and 1");
  for (const Rivals& r : rivals)
    if (r.gap <= 0)
      throw Error("smallest_scale", "--vectors",
                  "the addresses have no margin: two of them score as high as the target");
  const Rational odds = noise / (1 - noise);
  // The noise falls as eta grows, so double and then bisect on the multiples of 1/64.
  Integer high = 1;
  while (!suffices(rivals, odds, Rational(high, kStep))) high *= 2;
  Integer low = 0;
  while (high - low > 1) {
    const Integer middle = (low + high) / 2;
    (suffices(rivals, odds, Rational(middle, kStep)) ? high : low) = middle;
  }
  return Rational(high, kStep);
}

Rational smallest_scale(std::uint64_t n, const Rational& margin, const Rational& own) {
  return smallest_scale({{n, margin}, {1, own}}, Rational(1, 4));
}

}  // namespace separatrix

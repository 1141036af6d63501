#include "constructions/attention_scale.hpp"

#include "numerics/error.hpp"
#include "numerics/interval.hpp"

namespace separatrix {
namespace {

const Integer kStep = 64;

bool suffices(const std::vector<Rivals>& rivals, const Rational& rest, const Rational& eta) {
  Interval noise;
  for (const Rivals& r : rivals)
    noise += Interval(r.count) * exp(Interval(Rational(-eta * r.margin)));
  return less(noise, Interval(rest)) == Tri::yes;
}

}  // namespace

Rational paper_scale(std::uint64_t n) {
  const Interval bound = Interval(Rational(2)) * log(Interval(Rational(3 * Integer(n))));
  return Rational(floor(Rational(bound.upper() * kStep)) + 1, kStep);
}

Rational smallest_scale(std::uint64_t n, const Rational& margin, const Rational& own) {
  return smallest_scale({{Integer(n), margin}, {Integer(1), own}}, Rational(1, 3));
}

Rational smallest_scale(const std::vector<Rivals>& rivals, const Rational& rest) {
  if (rest <= 0) throw Error("smallest_scale", "rest", "some weight must be left for the others");
  for (const Rivals& r : rivals)
    if (r.margin <= 0)
      throw Error("smallest_scale", "--vectors",
                  "the addresses have no margin: two of them score as high as the target");
  // The noise falls as eta grows, so double and then bisect on the multiples of 1/64.
  Integer high = 1;
  while (!suffices(rivals, rest, Rational(high, kStep))) high *= 2;
  Integer low = 0;  // not looked at: a scale is positive
  while (high - low > 1) {
    const Integer middle = (low + high) / 2;
    (suffices(rivals, rest, Rational(middle, kStep)) ? high : low) = middle;
  }
  return Rational(high, kStep);
}

}  // namespace separatrix

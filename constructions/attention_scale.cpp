#include "constructions/attention_scale.hpp"

#include "numerics/error.hpp"
#include "numerics/interval.hpp"

namespace separatrix {
namespace {

const Integer kStep = 64;

bool suffices(std::uint64_t n, const Rational& margin, const Rational& own, const Rational& eta) {
  const Interval noise = Interval(Rational(n)) * exp(Interval(Rational(-eta * margin))) +
                         exp(Interval(Rational(-eta * own)));
  return less(noise, Interval(Rational(1, 3))) == Tri::yes;
}

}  // namespace

Rational paper_scale(std::uint64_t n) {
  const Interval bound = Interval(Rational(2)) * log(Interval(Rational(3 * Integer(n))));
  return Rational(floor(Rational(bound.upper() * kStep)) + 1, kStep);
}

Rational smallest_scale(std::uint64_t n, const Rational& margin, const Rational& own) {
  if (margin <= 0 || own <= 0)
    throw Error("smallest_scale", "--vectors",
                "the addresses have no margin: two of them score as high as the target");
  // The noise falls as eta grows, so double and then bisect on the multiples of 1/64.
  Integer high = 1;
  while (!suffices(n, margin, own, Rational(high, kStep))) high *= 2;
  Integer low = 0;  // never suffices: exp(0) = 1 > 1/3
  while (high - low > 1) {
    const Integer middle = (low + high) / 2;
    (suffices(n, margin, own, Rational(middle, kStep)) ? high : low) = middle;
  }
  return Rational(high, kStep);
}

}  // namespace separatrix

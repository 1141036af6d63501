#include "squashing.hpp"

#include <algorithm>

namespace checker {
namespace {

/// Over the reals. Bounds that a certificate states may have 192 bits; ours are closer.
constexpr unsigned kBits = 256;
constexpr long kFar = 1L << 14;

/// The largest number <= x > 0, or the smallest one >= x (`up`), of that many significant bits.
mpq_class shortened(const mpq_class& x, unsigned bits, bool up) {
  if (x == 0) return 0;
  const long size = static_cast<long>(mpz_sizeinbase(x.get_num_mpz_t(), 2)) -
                    static_cast<long>(mpz_sizeinbase(x.get_den_mpz_t(), 2));
  const long shift = static_cast<long>(bits) - size;
  const mpq_class unit = shift >= 0 ? ratio(1, power_of_two(static_cast<unsigned long>(shift)))
                                    : mpq_class(power_of_two(static_cast<unsigned long>(-shift)));
  const mpq_class units = x / unit;
  return mpq_class(up ? ceil_of(units) : floor_of(units)) * unit;
}

Enclosure sigmoid(const mpq_class& x, unsigned bits) {
  if (x == 0) return {mpq_class(1, 2), mpq_class(1, 2)};
  if (abs(x) > kFar) {
    const mpq_class tiny = ratio(1, power_of_two(kFar));
    return x < 0 ? Enclosure{0, tiny} : Enclosure{1 - tiny, 1};
  }
  const Enclosure e = exp_of(mpq_class(-x), bits + 2);
  return {shortened(1 / (1 + e.high), bits, false), shortened(1 / (1 + e.low), bits, true)};
}

Enclosure bounds(Squashing f, const mpq_class& x, unsigned bits) {
  if (f == Squashing::sigmoid) return sigmoid(x, bits);
  const Enclosure half = sigmoid(2 * x, bits);
  return {2 * half.low - 1, 2 * half.high - 1};
}

/// f(x), rounded.
mpq_class on_grid(Squashing f, const Numbers& numbers, const mpq_class& x) {
  if (x == 0) return f == Squashing::tanh ? mpq_class(0) : numbers.round(mpq_class(1, 2));
  for (unsigned bits = 64;; bits *= 2) {
    const Enclosure real = bounds(f, x, bits);
    if (numbers.rounds_down()) {
      // The multiples of the step that a number strictly between the bounds may be rounded to.
      const mpz_class least = floor_of(real.low * numbers.scale());
      const mpz_class most = ceil_of(real.high * numbers.scale()) - 1;
      if (least == most) return ratio(least, numbers.scale());
    } else {
      const Enclosure rounded = numbers.round(real);
      if (rounded.low == rounded.high) return rounded.low;
    }
  }
}

}  // namespace

Enclosure squash(Squashing f, const Numbers& numbers, const Enclosure& x) {
  if (f == Squashing::relu || f == Squashing::clip) {
    const auto cut = [f](const mpq_class& v) -> mpq_class {
      if (v <= 0) return 0;
      return f == Squashing::clip && v >= 1 ? mpq_class(1) : v;
    };
    return {cut(x.low), cut(x.high)};
  }
  if (numbers.grid()) {
    const mpq_class low = on_grid(f, numbers, x.low);
    return {low, x.low == x.high ? low : on_grid(f, numbers, x.high)};
  }
  const Enclosure low = bounds(f, x.low, kBits);
  return {low.low, x.low == x.high ? low.high : bounds(f, x.high, kBits).high};
}

}  // namespace checker

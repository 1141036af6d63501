#include "numerics/rounding.hpp"

#include <bit>
#include <cmath>
#include <limits>

namespace separatrix {

namespace {

// count 2^quantum as a double; a count that was rounded up to the next power of two is still exact.
double assemble(double count, int quantum, const BinaryFormat& format) {
  const double magnitude = std::ldexp(count, quantum);
  return magnitude < std::ldexp(1.0, format.max_exponent) * 2
             ? magnitude
             : std::numeric_limits<double>::infinity();
}

Rational scaled(const Rational& x, int exponent) {
  Rational result;
  if (exponent >= 0)
    mpq_mul_2exp(result.backend().data(), x.backend().data(), static_cast<mp_bitcnt_t>(exponent));
  else
    mpq_div_2exp(result.backend().data(), x.backend().data(), static_cast<mp_bitcnt_t>(-exponent));
  return result;
}

// The e with 2^e <= x < 2^(e+1), for x > 0.
long binary_exponent(const Rational& x) {
  const Integer top = numerator(x);
  const Integer bottom = denominator(x);
  const auto bits = [](const Integer& i) {
    return static_cast<long>(mpz_sizeinbase(i.backend().data(), 2));
  };
  const long guess = bits(top) - bits(bottom);  // 2^(guess-1) < x < 2^(guess+1)
  const Integer left = guess >= 0 ? top : Integer(top << static_cast<unsigned long>(-guess));
  const Integer right = guess >= 0 ? Integer(bottom << static_cast<unsigned long>(guess)) : bottom;
  return left >= right ? guess : guess - 1;
}

}  // namespace

std::string_view to_string(Rounding rounding) {
  return rounding == Rounding::down ? "down" : "nearest";
}

Integer round_to_integer(const Rational& x, Rounding rounding) {
  return round_quotient(numerator(x), denominator(x), rounding);
}

Integer round_quotient(const Integer& a, const Integer& b, Rounding rounding) {
  Integer quotient = floor_div(a, b);
  if (rounding == Rounding::nearest) {
    const Integer remainder = a - quotient * b;
    const Integer missing = b - remainder;
    if (remainder > missing || (remainder == missing && mpz_odd_p(quotient.backend().data()) != 0))
      ++quotient;
  }
  return quotient;
}

double nearest_binary(const Rational& x, const BinaryFormat& format) {
  if (x == 0) return 0.0;
  const Rational magnitude = x < 0 ? Rational(-x) : x;
  const long exponent = binary_exponent(magnitude);
  double result = 0.0;
  if (exponent > format.max_exponent) {
    result = std::numeric_limits<double>::infinity();
  } else if (exponent >= format.min_exponent - format.precision) {
    const int quantum = format.quantum(static_cast<int>(exponent));
    const Integer count = round_to_integer(scaled(magnitude, -quantum), Rounding::nearest);
    result = assemble(static_cast<double>(count.convert_to<std::uint64_t>()), quantum, format);
  }  // below half of the smallest subnormal number: zero
  return x < 0 ? -result : result;
}

double nearest_binary(Uint128 m, int exponent, const BinaryFormat& format) {
  const auto upper = static_cast<std::uint64_t>(m >> 64);
  const auto lower = static_cast<std::uint64_t>(m);
  const int width = upper != 0 ? 128 - std::countl_zero(upper) : 64 - std::countl_zero(lower);
  const int quantum = format.quantum(exponent + width - 1);
  const int shift = quantum - exponent;  // at least 1: m has more bits than the significand
  if (shift > 67) return 0.0;            // m < 2^67 is less than half of 2^shift
  std::uint64_t count = static_cast<std::uint64_t>(m >> shift);
  const Uint128 rest = m - (static_cast<Uint128>(count) << shift);
  const Uint128 half = Uint128{1} << (shift - 1);
  if (rest > half || (rest == half && (count & 1U) != 0)) ++count;
  return assemble(static_cast<double>(count), quantum, format);
}

}  // namespace separatrix

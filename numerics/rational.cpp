#include "numerics/rational.hpp"

#include <algorithm>
#include <bit>

#include "numerics/error.hpp"
#include "numerics/rounding.hpp"

namespace separatrix {

Integer floor_div(const Integer& a, const Integer& b) {
  if (b <= 0) throw Error("floor_div", "b", "the divisor must be positive");
  Integer q;
  mpz_fdiv_q(q.backend().data(), a.backend().data(), b.backend().data());
  return q;
}

Integer floor(const Rational& x) { return floor_div(numerator(x), denominator(x)); }

Integer ceil(const Rational& x) { return -floor(Rational(-x)); }

namespace {

bool all_digits(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return '0' <= c && c <= '9'; });
}

// Digits only. Boost's own conversion reads "025" as octal 21; GMP is told the base instead.
Integer from_digits(const std::string& digits) {
  Integer value;
  mpz_set_str(value.backend().data(), digits.c_str(), 10);
  return value;
}

constexpr std::size_t kMaxDigits = 4096;  // a longer number is a mistake, not a constant

}  // namespace

Integer parse_integer(std::string_view text, std::string_view what) {
  std::string_view s = text;
  const bool negative = !s.empty() && s.front() == '-';
  if (negative) s.remove_prefix(1);
  if (!all_digits(s))
    throw Error("parse_integer", what,
                "'" + std::string(text) + "' is not a whole number; write 17 or -3");
  const Integer value = from_digits(std::string(s));
  return negative ? Integer(-value) : value;
}

Rational parse_rational(std::string_view text, std::string_view what) {
  const auto malformed = [&](std::string_view shown) {
    return Error("parse_rational", what,
                 "'" + std::string(shown) + "' is not a number; write 3, 1/4 or 0.25");
  };
  std::string_view s = text;
  if (s.size() > kMaxDigits) throw malformed("(more than 4096 characters)");
  const bool negative = !s.empty() && s.front() == '-';
  if (negative) s.remove_prefix(1);
  Rational value;
  if (const auto slash = s.find('/'); slash != std::string_view::npos) {
    const auto top = s.substr(0, slash);
    const auto bottom = s.substr(slash + 1);
    if (!all_digits(top) || !all_digits(bottom)) throw malformed(text);
    const Integer denominator = from_digits(std::string(bottom));
    if (denominator == 0) throw malformed(text);
    value = Rational(from_digits(std::string(top)), denominator);
  } else if (const auto point = s.find('.'); point != std::string_view::npos) {
    const auto whole = s.substr(0, point);
    const auto fraction = s.substr(point + 1);
    if (!all_digits(whole) || !all_digits(fraction)) throw malformed(text);
    value = Rational(from_digits(std::string(whole) + std::string(fraction)),
                     power(10, static_cast<unsigned>(fraction.size())));
  } else {
    if (!all_digits(s)) throw malformed(text);
    value = Rational(from_digits(std::string(s)));
  }
  return negative ? Rational(-value) : value;
}

std::string to_string(const Rational& x) { return x.str(); }

double approximate(const Rational& x) { return nearest_binary(x, kBinary64); }

unsigned ceil_log2(std::uint64_t n) {
  if (n == 0) throw Error("ceil_log2", "n", "n must be at least 1");
  return static_cast<unsigned>(std::bit_width(n - 1));
}

Integer power(const Integer& base, unsigned exponent) {
  return boost::multiprecision::pow(base, exponent);
}

}  // namespace separatrix

// Exact integers and rationals: every constant of a construction is one of these.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/multiprecision/gmp.hpp>

namespace separatrix {

using Integer =
    boost::multiprecision::number<boost::multiprecision::gmp_int, boost::multiprecision::et_off>;
using Rational = boost::multiprecision::number<boost::multiprecision::gmp_rational,
                                               boost::multiprecision::et_off>;

/// Largest integer <= x, smallest integer >= x.
Integer floor(const Rational& x);
Integer ceil(const Rational& x);

/// Floor division of integers, b > 0: the largest q with q b <= a.
Integer floor_div(const Integer& a, const Integer& b);

/// Reads "17" or "-3", always to base 10 (Boost would take a leading zero for octal). Throws Error
/// (argument named `what`) on anything else.
Integer parse_integer(std::string_view text, std::string_view what);

/// Reads "3", "-1/4" or "0.25" exactly. Throws Error (argument named `what`) on anything else.
Rational parse_rational(std::string_view text, std::string_view what);

/// "3" or "-1/4": the exact value, in lowest terms.
std::string to_string(const Rational& x);

/// Nearest double, for printing only; no verdict may depend on it.
double approximate(const Rational& x);

/// ceil(log2 n) for n >= 1.
unsigned ceil_log2(std::uint64_t n);

/// Integer power.
Integer power(const Integer& base, unsigned exponent);

}  // namespace separatrix

// Enclosures of exp in exact rational arithmetic.
//
// Statement. For rational x and bits >= 1, `exp_of(x, bits)` is [low, high] with low <= exp(x) <=
// high, and high / low <= 1 + 2^-bits for x >= -2^12. Below that low = 0 and high = 2^-(2^12).
//
// Proof. exp(-x) = 1 / exp(x), rounded outward to a multiple of a power of two that is small
// against it; so let x >= 0, and let y = x / 2^s <= 1/2. Write y_0 <= y <= y_1 for its neighbours
// among the multiples of the unit u = 2^-w; exp is increasing. Of the Taylor series t_0 = 1, t_i =
// t_{i-1} y / i every term is rounded to a multiple of u, down at y_0 and up at y_1. All terms are
// positive, so the sum at y_0 lies below exp(y). The terms behind t_n add up to at most t_n (y +
// y^2 + ..) <= t_n because y <= 1/2, so the sum at y_1 plus t_n lies above exp(y). The sum stops at
// t_n <= u; fewer than w + 2 terms are needed, because t_i <= 2^-i, and each is off by few u.
// exp(x) is the square of the square .. of exp(y), s times; squares of positive numbers are
// monotone, and after each the ends are rounded outward to w significant bits. A square doubles the
// relative width and rounding adds at most 4 u to it; with w = bits + 2 s + 24 the width that is
// left is below 2^-bits. The bounds do not rest on this estimate of the width, only their
// usefulness does. Below -2^12: e > 2.
#pragma once

#include <gmpxx.h>

namespace checker {

/// The real numbers from low to high, low <= high.
struct Enclosure {
  mpq_class low, high;
};

/// Rejected for x > 2^20: no certificate needs a larger value.
Enclosure exp_of(const mpq_class& x, unsigned bits);
/// exp is increasing: from the lower bound at x.low to the upper bound at x.high.
Enclosure exp_of(const Enclosure& x, unsigned bits);

/// floor(x) and ceil(x).
mpz_class floor_of(const mpq_class& x);
mpz_class ceil_of(const mpq_class& x);
/// a / b in lowest terms, b != 0.
mpq_class ratio(const mpz_class& a, const mpz_class& b);
/// 2^e.
mpz_class power_of_two(unsigned long e);

}  // namespace checker

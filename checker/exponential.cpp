#include "exponential.hpp"

#include "json.hpp"

namespace checker {

mpz_class floor_of(const mpq_class& x) {
  mpz_class q;
  mpz_fdiv_q(q.get_mpz_t(), x.get_num_mpz_t(), x.get_den_mpz_t());
  return q;
}

mpz_class ceil_of(const mpq_class& x) {
  mpz_class q;
  mpz_cdiv_q(q.get_mpz_t(), x.get_num_mpz_t(), x.get_den_mpz_t());
  return q;
}

mpq_class ratio(const mpz_class& a, const mpz_class& b) {
  mpq_class quotient(a, b);
  quotient.canonicalize();
  return quotient;
}

mpz_class power_of_two(unsigned long e) {
  mpz_class power;
  mpz_ui_pow_ui(power.get_mpz_t(), 2, e);
  return power;
}

namespace {

constexpr long kMostArgument = 1L << 20;
constexpr long kLeastArgument = 1L << 12;  // of exp(-x)

/// A positive number units * 2^exponent.
struct Dyadic {
  mpz_class units;
  long exponent = 0;
};

/// Rounded to at most `bits` significant bits.
void shorten(Dyadic& x, unsigned long bits, bool up) {
  const std::size_t size = mpz_sizeinbase(x.units.get_mpz_t(), 2);
  if (size <= bits) return;
  const unsigned long drop = size - bits;
  if (up)
    mpz_cdiv_q_2exp(x.units.get_mpz_t(), x.units.get_mpz_t(), drop);
  else
    mpz_fdiv_q_2exp(x.units.get_mpz_t(), x.units.get_mpz_t(), drop);
  x.exponent += static_cast<long>(drop);
}

mpq_class value(const Dyadic& x) {
  if (x.exponent >= 0)
    return mpq_class(x.units * power_of_two(static_cast<unsigned long>(x.exponent)));
  return ratio(x.units, power_of_two(static_cast<unsigned long>(-x.exponent)));
}

/// A bound on exp(y / 2^w) in multiples of 2^-w, from above (`up`) or below; 0 <= y <= 2^w / 2.
mpz_class series(const mpz_class& y, unsigned long w, bool up) {
  mpz_class sum = power_of_two(w);
  mpz_class term = sum;
  for (unsigned long i = 1; term > 1; ++i) {
    term *= y;
    const mpz_class divisor = power_of_two(w) * i;
    if (up)
      mpz_cdiv_q(term.get_mpz_t(), term.get_mpz_t(), divisor.get_mpz_t());
    else
      mpz_fdiv_q(term.get_mpz_t(), term.get_mpz_t(), divisor.get_mpz_t());
    sum += term;
  }
  return up ? mpz_class(sum + term) : sum;
}

/// x >= 0.
Enclosure exp_of_positive(const mpq_class& x, unsigned bits) {
  unsigned s = 0;
  while (x > mpq_class(power_of_two(s)) / 2) ++s;
  const unsigned long w = bits + 2UL * s + 24;
  const mpq_class y = x * mpq_class(power_of_two(w)) / mpq_class(power_of_two(s));
  Dyadic low{series(floor_of(y), w, false), -static_cast<long>(w)};
  Dyadic high{series(ceil_of(y), w, true), -static_cast<long>(w)};
  for (unsigned i = 0; i < s; ++i)
    for (Dyadic* end : {&low, &high}) {
      end->units *= end->units;
      end->exponent *= 2;
      shorten(*end, w, end == &high);
    }
  return {value(low), value(high)};
}

}  // namespace

Enclosure exp_of(const mpq_class& x, unsigned bits) {
  require(x <= kMostArgument, "an exponential is too large for this program");
  if (x == 0) return {1, 1};
  if (x > 0) return exp_of_positive(x, bits);
  if (x < -kLeastArgument) return {0, ratio(1, power_of_two(kLeastArgument))};
  const Enclosure inverse = exp_of_positive(-x, bits + 1);
  // 1 / high and 1 / low, as multiples of a power of two: short numbers to go on with.
  const mpz_class size = ceil_of(inverse.high);
  const mpz_class unit = power_of_two(bits + 3 + mpz_sizeinbase(size.get_mpz_t(), 2));
  return {ratio(floor_of(unit / inverse.high), unit), ratio(ceil_of(unit / inverse.low), unit)};
}

Enclosure exp_of(const Enclosure& x, unsigned bits) {
  return {exp_of(x.low, bits).low, exp_of(x.high, bits).high};
}

}  // namespace checker

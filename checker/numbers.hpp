// The numbers a model is run in: the reals, or the grid Q_p of the paper (App. B.2).
//
// With S = N^Kc, a whole number, the grid is the multiples of 1/S from -S to S. Every operation of
// a model on the grid is an exact operation followed by one rounding, which goes down (floor) or to
// nearest (ties to even) and saturates at -S and S. Rounding is monotone, so the rounded value of
// what lies in an enclosure lies between its rounded ends. Over the reals nothing is rounded, and
// only exp is known by bounds.
#pragma once

#include <cstdint>
#include <string>

#include "exponential.hpp"

namespace checker {

class Numbers {
 public:
  /// `name` as in a result's "arithmetic": interval, or fixed:Kc:down, fixed:Kc:nearest with the
  /// task's N (at least 2 is taken). NotChecked for float formats; Rejected for another word.
  Numbers(const std::string& name, std::uint64_t n);

  bool grid() const { return grid_; }
  bool rounds_down() const { return grid_ && !nearest_; }
  /// S, which is also the largest number; grids only.
  const mpz_class& scale() const { return scale_; }
  /// ceil(log2(2 S^2 + 1)); 0 for the reals.
  std::uint64_t precision_bits() const;

  mpq_class round(const mpq_class& x) const;
  Enclosure round(const Enclosure& x) const;
  /// exp, correctly rounded on a grid. Over the reals the enclosure of 192 bits.
  Enclosure exp(const Enclosure& x) const;

 private:
  mpq_class exp_on_grid(const mpq_class& x) const;

  bool grid_ = false;
  bool nearest_ = false;
  mpz_class scale_ = 1;
};

Enclosure point(const mpq_class& x);
Enclosure hull(const Enclosure& a, const Enclosure& b);
Enclosure operator+(const Enclosure& a, const Enclosure& b);
Enclosure operator*(const mpq_class& c, const Enclosure& a);
Enclosure operator*(const Enclosure& a, const Enclosure& b);

/// The first six decimals of x >= 0, rounded down.
std::string six_decimals(const mpq_class& x);

/// Reads "[a, b]" with decimal ends (as in 0.25 or 1.5e-9). Rejected, naming `what`, unless a <= b
/// and they differ by at most 2 units of the last of that many digits.
Enclosure read_printed(const std::string& printed, const std::string& what, unsigned digits = 12);
/// Rejected, naming `what`, unless the printed bounds, read so, contain `x`.
void require_printed(const std::string& printed, const Enclosure& x, const std::string& what,
                     unsigned digits = 12);

}  // namespace checker

// The p-bit numbers Q_p of [BHBK24, App. B.2]: multiples of N^-Kc in [-N^Kc, N^Kc].
//
// With S = N^Kc an integer, a number is v/S for an integer |v| <= S^2, and a sum of products is
// s/S^2 for an integer s, exact until its one rounding. All operations are integer operations; the
// roundings (floor, or nearest with ties to even) and the saturation are monotone.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "numerics/arithmetic.hpp"
#include "numerics/error.hpp"
#include "numerics/int128.hpp"
#include "numerics/rational.hpp"
#include "numerics/rounding.hpp"

namespace separatrix {

/// The grid Q_p: step 1/S, range [-S, S], S = n^kc.
struct Grid {
  std::uint64_t n;
  Rational kc;
  Integer scale;  ///< S
  Rounding rounding;
};

/// Throws Error (argument "Kc") unless kc > 0, n^kc is an integer and has at most 4096 bits.
Grid make_grid(std::uint64_t n, const Rational& kc, Rounding rounding);

/// Bits needed to name every number of the grid: ceil(log2(2 S^2 + 1)).
unsigned precision_bits(const Grid& grid);

/// Whether __int128 suffices for Fixed<Int128> with sums of at most `terms` products, `add`s and
/// counts of `add_scaled` together, that is, whether terms S^4 < 2^127.
/// Proof that nothing overflows then: |v| <= S^2 for every value, so a product adds at most S^4 to
/// a sum, `add` at most S^3, `add_scaled` at most count S^3; ratio forms v S^2, at most S^4;
/// round_quotient goes one above its operands only after a division that shrank them; subtract
/// forms at most 2 S^2.
bool fits_int128(const Grid& grid, std::uint64_t terms);

/// The v' for which v'/S is exp(v/S) rounded to the grid, correctly in both roundings.
Integer exp_on_grid(const Grid& grid, const Integer& v);

/// The same for |v| < 2^120 and scale < 2^56, by machine integers; nothing in the rare case that
/// the bounds on exp straddle a rounding boundary. The result is not yet saturated from above.
std::optional<Int128> exp_on_small_grid(Int128 scale, Int128 v, Rounding rounding);

/// Arithmetic on a grid. Int is Int128, where `fits_int128` allows it, or Integer.
template <class Int>
class Fixed {
 public:
  struct Value {
    Int units{0};  ///< the number is units / S
    friend bool operator==(const Value& a, const Value& b) { return a.units == b.units; }
    friend bool operator<(const Value& a, const Value& b) { return a.units < b.units; }
  };
  struct Sum {
    Int units{0};  ///< the sum is units / S^2
    friend bool operator==(const Sum& a, const Sum& b) { return a.units == b.units; }
    friend bool operator<(const Sum& a, const Sum& b) { return a.units < b.units; }
  };
  static constexpr bool exact_sums = true;

  /// Throws Error if S^4 does not fit Int.
  explicit Fixed(const Grid& grid)
      : grid_(std::make_shared<const Grid>(grid)),
        scale_(narrow(checked(grid).scale)),
        limit_(scale_ * scale_) {}

  const Grid& grid() const { return *grid_; }

  Value constant(const Rational& r) const {
    const Rational units = r * Rational(grid_->scale);
    const Rational limit(grid_->scale * grid_->scale);
    if (units >= limit) return {limit_};
    if (units <= -limit) return {Int(-limit_)};
    return {narrow(round_to_integer(units, grid_->rounding))};
  }
  Sum zero() const { return {}; }
  void add_product(Sum& s, const Value& v, const Value& w) const {
    accumulate(s.units, v.units, w.units);
  }
  void add(Sum& s, const Value& v) const { accumulate(s.units, v.units, scale_); }
  void add_scaled(Sum& s, const Value& v, std::uint64_t count) const {
    accumulate(s.units, v.units, Int(scale_ * Int(count)));
  }
  Value round(const Sum& s) const {
    return saturated(round_quotient(s.units, scale_, grid_->rounding));
  }
  Value subtract(const Value& v, const Value& w) const { return saturated(v.units - w.units); }
  Value max(const Value& v, const Value& w) const { return v < w ? w : v; }
  Value relu(const Value& v) const { return v.units < 0 ? Value{} : v; }

  Value exp(const Value& v) const {
    if constexpr (kMachine) {
      if (const auto units = exp_on_small_grid(scale_, v.units, grid_->rounding))
        return saturated(*units);
    }
    return {narrow(exp_on_grid(*grid_, widen(v.units)))};
  }

  Value ratio(const Value& e, const Sum& z) const {
    if (!(z.units > 0)) throw Error("Fixed::ratio", "z", "the divisor must be positive");
    return saturated(round_quotient(Int(e.units * limit_), z.units, grid_->rounding));
  }

  Tri at_least(const Value& v, const Rational& r) const { return known(lower(v) >= r); }
  Tri at_most(const Value& v, const Rational& r) const { return known(lower(v) <= r); }
  bool finite(const Value&) const { return true; }
  Rational lower(const Value& v) const { return Rational(widen(v.units), grid_->scale); }
  Rational upper(const Value& v) const { return lower(v); }

  std::string name() const {
    return "fixed:" + to_string(grid_->kc) + ":" + std::string(to_string(grid_->rounding));
  }
  unsigned precision_bits() const { return separatrix::precision_bits(*grid_); }

 private:
  static constexpr bool kMachine = std::same_as<Int, Int128>;

  // sum += a b
  static void accumulate(Int& sum, const Int& a, const Int& b) {
    if constexpr (kMachine)
      sum += a * b;
    else  // without a temporary
      mpz_addmul(sum.backend().data(), a.backend().data(), b.backend().data());
  }
  static const Grid& checked(const Grid& grid) {
    if (kMachine && !fits_int128(grid, 1))
      throw Error("Fixed", "grid", "the grid is too fine for 128 bits; use Fixed<Integer>");
    return grid;
  }
  static Int narrow(const Integer& x) {
    if constexpr (kMachine)
      return to_int128(x);
    else
      return x;
  }
  static Integer widen(const Int& x) {
    if constexpr (kMachine)
      return to_integer(x);
    else
      return x;
  }
  Value saturated(Int units) const {
    if (units > limit_) return {limit_};
    if (units < -limit_) return {Int(-limit_)};
    return {std::move(units)};
  }

  std::shared_ptr<const Grid> grid_;
  Int scale_;  // S
  Int limit_;  // S^2
};

static_assert(PointArithmetic<Fixed<Int128>> && PointArithmetic<Fixed<Integer>>);

}  // namespace separatrix

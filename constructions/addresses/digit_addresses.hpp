// Quadratic and digit addresses: constant width, entries as large as N^2.
//
// Write i in r digits d_1 .. d_r to the base B = ceil(N^{1/r}). The address is
//     a(i) = (d_1, d_1^2, .., d_r, d_r^2, 1)                     (2r + 1 entries, at most (B-1)^2)
// and the centred form
//     f(q, i) = - sum_t (d_t(q) - d_t(i))^2
//             =   sum_t (2 d_t(q) d_t(i) - d_t(i)^2) - sum_t d_t(q)^2
// is 0 at i = q and at most -1 elsewhere: the margin is eta whatever N is. With r = 1 these are the
// quadratic addresses of SPEC section 3. The scale eta multiplies the query's linear entries and
// the constants, so that no entry exceeds max(2 eta (B-1), r (B-1)^2).
#pragma once

#include "constructions/addresses/addresses.hpp"

namespace separatrix {

class DigitAddresses final : public Addresses {
 public:
  /// Error if n = 0, digits = 0 or (B-1)^2 does not fit 62 bits.
  DigitAddresses(std::uint64_t n, unsigned digits);

  std::uint64_t base() const noexcept { return base_; }
  unsigned digits() const noexcept { return digits_; }

  std::string id() const override;
  nlohmann::ordered_json describe() const override;
  std::uint64_t size() const override { return n_; }
  std::size_t dimension() const override { return 2 * std::size_t{digits_} + 1; }
  void address(std::uint64_t i, std::span<std::int64_t> out) const override;
  Integer max_entry(std::size_t c) const override;
  /// Nothing but the base is stored: digits and squares are computed from the position.
  Integer stored_bits() const override;
  std::optional<FormRange> range(const std::vector<MatrixEntry>& form) const override;

  LookupForm lookup_form(const Rational& eta) const override;
  Rational target_score() const override { return 0; }
  std::optional<Rational> margin() const override { return Rational(1); }

 private:
  std::uint64_t n_;
  unsigned digits_;
  std::uint64_t base_;
};

}  // namespace separatrix

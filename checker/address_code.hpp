// Addresses a(0), .., a(N-1) by their description, and the values of bilinear forms on them.
//
// Sign vectors (a family of certificates "sign-vectors"): the form c <a(q), a(i)> is c k at i = q
// and lies between c times the extreme inner products elsewhere, which are computed here from the
// rows themselves: over all pairs for random-sign and table. Row i of a linear code (and of the
// hypercube) is the sum modulo 2 of the generators at the binary digits of i, so the product of two
// rows depends on i XOR j = d only, and a walk over the words d != 0 of ceil(log2 N) digits finds
// the extremes. Each d occurs among the first N rows: without the highest digit as 0 and d, with it
// as top = 2^(digits - 1) < N and d XOR top < top.
//
// `quadratic` and `digits:r`: i is written in r digits d_1, .., d_r to the base B, the least with
// B^r >= N, the lowest digit first, and a(i) = (d_1, d_1^2, .., d_r, d_r^2, 1). The form
//   b - c sum_t (d_t(q) - d_t(i))^2 = b + c sum_t (2 d_t(q) d_t(i) - d_t(i)^2 - d_t(q)^2), c >= 0,
// is b at i = q. Elsewhere some digit differs by 1 at least, and each by B - 1 at most, so the form
// lies between b - c r (B-1)^2 and b - c.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "exponential.hpp"
#include "json.hpp"
#include "sign_family.hpp"

namespace checker {

/// The entries of a matrix F that are not 0, by (row, column): the form a(q)^T F a(i).
using Form = std::map<std::pair<std::size_t, std::size_t>, mpq_class>;

/// What a form is at i = q, and between which values it lies at i != q (empty if N = 1).
struct FormValues {
  mpq_class self;
  std::optional<Enclosure> other;
};

class AddressCode {
 public:
  /// From {"family", "n", ..}. NotChecked for a family whose rows this program does not know.
  AddressCode(const Json& description, const std::string& what);

  std::uint64_t size() const { return n_; }
  std::size_t dimension() const { return dimension_; }
  bool signs() const { return digits_ == 0; }
  const std::string& family() const { return family_; }
  std::optional<std::uint64_t> seed() const { return seed_; }
  const Json& description() const { return description_; }
  /// Bits to be stored so that every address can be computed: the generators of a code, N k for
  /// rows without structure, the base of two or more digits.
  mpz_class stored_bits() const;
  /// The largest absolute value of entry c.
  mpz_class largest_entry(std::size_t c) const;
  /// The address a(i), i < N.
  std::vector<mpq_class> address(std::uint64_t i) const;
  /// NotChecked for a form other than those above, and for more pairs than this program looks at.
  FormValues values(const Form& form) const;
  /// Extreme inner products of sign vectors, computed once. N >= 2.
  const Distances& distances() const;

 private:
  Signs row(std::uint64_t i) const;
  FormValues sign_values(const Form& form) const;
  FormValues digit_values(const Form& form) const;

  Json description_;
  std::string family_;
  std::uint64_t n_ = 0;
  std::size_t dimension_ = 0;
  std::optional<std::uint64_t> seed_;
  unsigned digits_ = 0;      // of `quadratic` and `digits:r`; 0 for sign vectors
  std::uint64_t base_ = 0;   // B
  bool code_ = false;        // rows_ are generators
  std::vector<Signs> rows_;  // of a code its generators, of a table its rows
  mutable std::optional<Distances> distances_;
};

}  // namespace checker

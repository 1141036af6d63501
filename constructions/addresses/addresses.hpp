// Addresses that an attention head can look up.
#pragma once

#include "models/address_code.hpp"

namespace separatrix {

/// The maps of a head that scores address a(i) for the address a(q) with
/// `eta * (something that is largest at i = q by a margin of at least margin())`.
struct LookupForm {
  std::size_t dimension = 0;  // coordinates of the head
  Coefficients query;         // from the query token's address
  Coefficients key;           // from the key token's address
};

/// An address code together with its bilinear form.
class Addresses : public AddressCode {
 public:
  /// Logits eta * f(q, i). For sign vectors f is the inner product divided by k (1 at i = q); for
  /// quadratic and digit addresses f is minus a sum of squared differences (0 at i = q).
  virtual LookupForm lookup_form(const Rational& eta) const = 0;
  /// f(q, q): 1 or 0.
  virtual Rational target_score() const = 0;
  /// Exact lower bound on f(q, q) - f(q, i) over all i != q; nullopt if none is known.
  virtual std::optional<Rational> margin() const = 0;
};

}  // namespace separatrix

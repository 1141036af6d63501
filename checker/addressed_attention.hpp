// The attention of a head whose query asks for one address, bounded by kinds of tokens.
//
// Statement. Let the query of a token be u + U a(t) and the key of the token at position j be
// v + V a(j), with constant vectors u, v (v may depend on the token's kind) and addresses a of one
// code. If V^T u = 0 and U^T v = 0 the logit is <u, v> + a(t)^T U^T V a(j): one number at j = t, and
// at every other j in a range that the code knows. Nothing else of the tokens matters.
//
// On a grid all of u, U, v, V are stored in it and addresses are whole, so that entries of queries
// and keys are multiples of the grid's step; where none exceeds the largest number none is rounded.
// The logit is then rounded once, which is monotone.
//
// Weight. If the target's logit lies in [t, T] and the others' at most r_c < t, c naming kinds of
// n_c tokens, the target's weight is at least
//     exp(t - T) / (1 + sum_c n_c exp(r_c - T)),
// because e^l / (e^l + R) rises with l (here even t = T); on a grid logit minus maximum, exp, the
// weight are each rounded, all monotone. The other weights add up to at most 1 minus that: over the
// reals and where weights are rounded down, all of them add up to at most 1. Rounded to nearest they
// may not; but the denominator is at least exp(0) = 1, the target's, so that each weight is at most
// its own exponential, and the sum of n_c exp(r_c - t) is a bound.
#pragma once

#include "transformer.hpp"

namespace checker {

/// Exact values of a logit for queries of one kind and keys of one kind.
struct AddressedLogit {
  mpq_class target;               ///< the key stands at the position asked for
  std::optional<Enclosure> other;  ///< at any other
};

/// The address that queries of that kind ask with. NotChecked unless there is exactly one, and it
/// depends on the position only.
const AddressOf& asked_address(const Transformer& model, const Head& head, std::size_t kind);

/// `model` is rounded into `numbers`. NotChecked where the logit is not of the form above, or where
/// entries may saturate.
AddressedLogit addressed_logit(const Transformer& model, const Numbers& numbers, const Head& head,
                               std::size_t query_kind, std::size_t key_kind);

struct OtherTokens {
  std::string name;
  std::uint64_t count = 0;
  Enclosure logit;
};

struct TargetWeight {
  mpq_class least;  ///< the target's weight lies in [least, 1]
  mpq_class rest;   ///< the others' together in [0, rest]
};

/// Rejected if some other may score as high as the target, or nothing is left for the target.
TargetWeight target_weight(const Numbers& numbers, const mpq_class& target,
                           const std::vector<OtherTokens>& others, const std::string& head);

/// The bounds of `x` moved out to multiples of 2^-320.
Enclosure outward(const Enclosure& x);

}  // namespace checker

// Exact logits between classes of tokens.
//
// A class says of each subspace of the stream what its tokens hold there: exact numbers, or the
// address of a labelled index (the index differs from token to token; equal labels mean equal
// indices, different labels different ones). Everything else is 0. With query = Wq x + bq and key =
// Wk y + bk the logit is the bilinear form sum_r query_r key_r, which splits into one form per pair
// of subspaces: numbers meet numbers (exact), addresses meet addresses of the same code (exact
// bounds from address_code.hpp). Numbers that meet addresses have to cancel, or the logit is not
// decided.
//
// On a grid every entry of query and key is rounded. With stored coefficients on the grid and whole
// numbers in the stream, an entry is a number of the grid already, and rounding does nothing as
// long as sum |coefficient| |entry| <= S. The logit, an exact sum, is rounded once, by the caller.
#pragma once

#include "transformer.hpp"

namespace checker {

struct Content {
  std::vector<mpq_class> numbers;     ///< or, if empty,
  const AddressCode* code = nullptr;  ///< an address of this code
  int label = 0;
};

struct TokenClass {
  std::string name;
  std::map<std::size_t, Content> contents;  ///< by first coordinate of the subspace
};

/// Encloses the unrounded logit of the key token for the query token; attained bounds where the
/// code's are. `head` holds stored (rounded) coefficients. NotChecked, naming the head, where no
/// bound is known.
Enclosure logit(const Head& head, const TokenClass& query, const TokenClass& key);

/// Grids: NotChecked unless the entries that `map` gives for the class are exact, as above.
void require_exact_entries(const Numbers& numbers, const AffineMap& map, const TokenClass& token);

/// What softmax gives to a target whose logit is exactly `target` if every other token has a logit
/// of at most its class's bound, below the target's.
struct Weights {
  Enclosure least;  ///< the target's weight with all others present; fewer only raise it
  mpq_class rest;   ///< all other weights together are at most this, whoever is present
};
struct Rivals {
  std::uint64_t count = 0;
  mpq_class most;  ///< their largest logit, unrounded
};
/// Over the reals the weight is 1 / (1 + sum n_j exp(l_j - l)) and the others have the rest. On a
/// grid the logits are rounded, l is the row's maximum, and with e_j = exp(l_j - l), rounded, the
/// target's is round(1 / Z), Z = 1 + sum n_j e_j exact. Another weight is round(e_j / Z) <= e_j,
/// because Z >= 1; rounded down all weights together are at most 1.
Weights softmax(const Numbers& numbers, const mpq_class& target, const std::vector<Rivals>& rivals);

}  // namespace checker

// Which bracket the second layer of a bounded-Dyck Transformer looks at, and how surely.
//
// Setting. A string's prefix whose depths stay in 0..k, where an opening bracket ends at depth 1..k
// and a closing one at 0..k - 1, or such a prefix and the first bracket that leaves: a closing one
// at depth -1, an opening one at k + 1. Behind layer 1 a token's stream is e(x) + rest(kind, s, t)
// (dyck_depths.hpp). Required of layer 2's only head, for all these kinds and depths at every place
// t = 1..N: query and value do not depend on t, the key is key(kind, s) + t * slope, and query and
// key do not depend on the type. So the logit of a key at place t is score(kind, s) + r t, where r
// and the scores depend on the query alone.
//
// Statement. Let a query ask for depth l, let an opening bracket of depth l stand at or before it,
// the last one at place t*, let r > 0, let a be the score of (opening, l) and o the largest score
// of the other kinds and depths. The weight on all tokens but t* is at most
//     delta = exp(-2r) / (1 - exp(-2r)) + exp(-(a - o - r(N - 1))) / (1 - exp(-r)).
// Proof. Relative to the term of t*, another token at place u weighs exp(-gap), and the sum of
// these bounds the weight elsewhere. An opening bracket of depth l follows depth l - 1, so between
// two of them a bracket closes: the m-th before t* stands at most at t* - 2m, with a gap of at
// least 2rm. Any other token has gap >= a - o + r (t* - u) with t* >= 1; the m-th last place is at
// most N - m + 1, which leaves a - o - r (N - m). Both sums are below geometric series.
//
// Hence the head's value is the bracket's own plus eps (v - own), 0 <= eps <= delta, where v is in
// the hull of all values.
#pragma once

#include <map>
#include <optional>

#include "dyck_depths.hpp"

namespace checker {

using Box = std::vector<Enclosure>;

/// From min(a, b) to max(a, b) by coordinates; `a` may be empty, which is no box at all.
void widen(Box& a, const Box& b);

class DyckMatching {
 public:
  /// NotChecked where a requirement fails.
  DyckMatching(const Layer& layer, const DepthStreams& streams, std::uint64_t length, long depth);

  /// Outputs of layer 2's network for symbol `own` in the state `bracket` that asks for depth
  /// `asked` and finds an opening bracket of type `copied`; without one, any mixture of all values.
  Box outputs(std::size_t own, const Bracket& bracket, long asked,
              std::optional<std::size_t> copied);

  /// What a query asked for, in the order of first use.
  struct Asked {
    Bracket query;
    long depth;
    mpq_class slope, score;
    std::optional<mpq_class> best_other;
    Enclosure delta;  ///< of the bound; at most 1
  };
  const std::vector<Asked>& asked() const { return asked_; }

 private:
  void read(std::uint64_t length);
  Enclosure noise(const Bracket& bracket, long depth);
  Vector value(std::size_t symbol, const Bracket& bracket) const;

  const Layer& layer_;
  const Head& head_;
  const DepthStreams& streams_;
  std::uint64_t length_;
  long depth_;
  std::array<Vector, 2> query_of_kind_, key_of_kind_;
  std::map<Bracket, Vector> query_, key_, value_, hidden_;  // of rest(..), the key at t = 0
  Vector slope_;
  Box all_values_;
  std::vector<Asked> asked_;
};

}  // namespace checker

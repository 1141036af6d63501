// Layer 2 of a bounded-Dyck Transformer: which bracket it looks at, and how surely.
//
// Statement. Let the depths of a prefix stay in 0..k and let every token's query, key (up to a term
// t * slope), value and network input depend on (kind, depth) only, t being its place. For a query
// that asks for the last opening bracket of depth l, let r > 0 be the logit's slope in t, a the
// logit of an opening bracket of depth l at place 0 and o the largest logit of any other (kind,
// depth) there. Then the weight of all tokens but that bracket is at most
//     delta = exp(-2r) / (1 - exp(-2r)) + exp(-(a - o - r (N - 1))) / (1 - exp(-r)),
// relative to the bracket's own.
// Proof. Between two opening brackets of one depth a closing one leads back, so the m-th earlier
// one is at least 2m places behind: exp(-2rm). Any other token is ahead by at most N - 1 places,
// the m-th best of them by at most N - m: exp(-(a - o - r (N - m))). Both sums are below the
// geometric series, and dividing by Z, which is at least the bracket's own term, only helps. Hence
// each coordinate of the head's output is the bracket's value plus a number in [0, delta] times
// something in the hull of all values minus that value.
#pragma once

#include <map>
#include <optional>

#include <nlohmann/json.hpp>

#include "analysis/dyck_depths.hpp"
#include "numerics/interval.hpp"
#include "parallel/work.hpp"

namespace separatrix {

class DyckMatching {
 public:
  /// Depths 0..depth are legal; also looks at the first token that leaves them. Throws Undecided
  /// where a hypothesis fails.
  DyckMatching(const Transformer& model, const DepthStreams& streams, std::uint64_t length,
               std::int64_t depth, Work& work);

  /// What the network's hidden units hold for the symbol `own` of this depth that copies symbol
  /// `copied` from an opening bracket of depth `asked` (nullopt: any mixture of all values), ReLU
  /// applied.
  std::vector<Interval> units(std::size_t own, const DepthClass& bracket, std::int64_t asked,
                              std::optional<std::size_t> copied);

  /// Enclosure of delta for a query of this class; at most 1.
  const Interval& noise(const DepthClass& bracket, std::int64_t asked);

  /// Per query class: what was asked for, slope, score and noise.
  const nlohmann::ordered_json& written() const { return written_; }

 private:
  using Vector = std::vector<Rational>;
  void read(const DepthStreams& streams, std::uint64_t length, Work& work);
  void enclose_values();
  Vector value(std::size_t symbol, const DepthClass& bracket) const;

  const Head& head_;
  const DepthStreams& streams_;
  std::uint64_t length_;
  std::int64_t depth_;
  SparseMap query_map_, key_map_, value_map_, hidden_map_, output_map_;
  std::vector<Vector> query_of_kind_, key_of_kind_;
  std::map<DepthClass, Vector> query_, key_, value_, hidden_;  // but for the symbol's own part
  Vector key_slope_;
  std::vector<Interval> all_values_;
  std::map<std::pair<DepthClass, std::int64_t>, Interval> noise_;
  nlohmann::ordered_json written_ = nlohmann::ordered_json::array();
};

/// Whether the class can stand in a prefix whose depths are legal: an opening bracket ends at depth
/// 1..depth, a closing one at 0..depth - 1.
bool is_legal(const DepthClass& bracket, std::int64_t depth);

}  // namespace separatrix

// The stream of a bracket behind a layer that only counts.
//
// Statement. Let the first layer of a causal Transformer have residual connections around both of
// its parts, let every head's logits be 0, and let neither the heads' values nor the network's
// hidden units tell two opening or two closing brackets apart. Let a token's embedding be
// e(x) + p(t), x its symbol and t = 1, 2, .. its place. Then the stream of the t-th token is
//     e(x) + rest(kind of x, s, t),
// s being the number of opening less that of closing brackets among the first t.
// Proof. Equal logits make attention the mean over the t tokens that a causal mask leaves. Of a
// head's value V(e(x) + p(t)) + b only the kind of x matters, and (t + s) / 2 of the t brackets
// open, so the mean is
//     ((t + s)/2 V e(open) + (t - s)/2 V e(close)) / t + sum_{u <= t} (V p(u) + b) / t.
// The network sees e(x) through its hidden units alone, and there by the kind; around both parts
// e(x) itself is passed on.
#pragma once

#include <array>
#include <compare>

#include "transformer.hpp"

namespace checker {

using Vector = std::vector<mpq_class>;

/// to += factor * what.
void add(Vector& to, const Vector& what, const mpq_class& factor = 1);
/// W x, and W x + b.
Vector linear(const AffineMap& map, const Vector& x);
Vector affine(const AffineMap& map, const Vector& x);
/// Whether all logits are 0, because one side is.
bool attends_uniformly(const Head& head);

/// A bracket by its kind and the depth behind it.
struct Bracket {
  bool closing = false;
  long depth = 0;
  auto operator<=>(const Bracket&) const = default;
  std::string name() const;
};

class DepthStreams {
 public:
  /// Symbols 0 .. types - 1 open, types .. 2 types - 1 close; at most `length` tokens. NotChecked
  /// where a hypothesis fails. The model must outlive this.
  DepthStreams(const Transformer& model, std::size_t types, std::uint64_t length);

  std::size_t types() const { return types_; }
  const Vector& of_symbol(std::size_t symbol) const { return of_symbol_[symbol]; }
  /// Of any depth, reachable or not; t from 1 to length.
  Vector rest(const Bracket& bracket, std::uint64_t t) const;
  /// W e(x) for opening and for closing x. NotChecked, naming `what`, if types differ.
  std::array<Vector, 2> of_kind(const AffineMap& map, const std::string& what) const;

 private:
  struct Mean {
    const AffineMap* output;
    std::array<Vector, 2> of_kind;  // V e
    std::vector<Vector> of_places;  // [t]: sum of V p(u) + b over u <= t
  };
  const Layer& layer_;
  std::size_t types_;
  std::vector<Vector> of_symbol_;  // e
  std::vector<Vector> of_place_;   // p, from place 1 at index 0
  std::vector<Mean> means_;
};

}  // namespace checker

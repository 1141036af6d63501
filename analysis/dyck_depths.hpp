// The stream behind a layer that only counts: a function of place, kind of bracket and depth.
//
// Statement. Let a causal Transformer read brackets, let every head of layer 1 attend uniformly,
// and let its values and the layer's network tell opening from closing brackets but no types. Then
// the stream of the t-th token behind layer 1 is
//     of_symbol(x) + rest(kind of x, s, t),
// s being the depth after t tokens, whatever the string before.
// Proof. A mean over t tokens is (opens v_open + closes v_close + sum of position parts) / t with
// opens = (t + s)/2 and closes = (t - s)/2; both connections around the layer add the token's own
// embedding, and the network sees the type nowhere. All of it is computed in exact rationals.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "models/transformer.hpp"

namespace separatrix {

/// An affine map by its nonzero entries, applied in exact rationals.
class SparseMap {
 public:
  explicit SparseMap(const AffineMap& map);

  /// W x and W x + b.
  std::vector<Rational> linear(std::span<const Rational> x) const;
  std::vector<Rational> apply(std::span<const Rational> x) const;

  const std::vector<MatrixEntry>& entries() const { return entries_; }
  const std::vector<Rational>& bias() const { return bias_; }

 private:
  std::vector<MatrixEntry> entries_;
  std::vector<Rational> bias_;
};

/// Whether the head's logits are all 0.
bool attends_uniformly(const Head& head);

/// Closing or opening, and the depth behind the bracket.
struct DepthClass {
  bool closing = false;
  std::int64_t depth = 0;
  auto operator<=>(const DepthClass&) const = default;
};

class DepthStreams {
 public:
  /// Brackets of `types` types (symbols as in languages/dyck.hpp), at most `length` of them. Throws
  /// Undecided where the hypotheses fail.
  DepthStreams(const Transformer& model, std::size_t types, std::uint64_t length);

  std::size_t types() const { return types_; }
  const std::vector<Rational>& of_symbol(std::size_t symbol) const { return of_symbol_[symbol]; }
  /// t from 1; any depth, reachable or not.
  std::vector<Rational> rest(const DepthClass& bracket, std::uint64_t t) const;
  /// W of_symbol(x), which must not depend on the type: one for opening, one for closing brackets.
  /// Throws Undecided, naming `what`, if it does.
  std::vector<std::vector<Rational>> of_kind(const SparseMap& map, const std::string& what) const;

 private:
  struct UniformHead {
    std::vector<std::vector<Rational>> of_kind;       // values of opening, closing brackets
    std::vector<std::vector<Rational>> of_positions;  // [t]: sum of the position parts
    SparseMap output;
  };
  void split_embedding();
  void follow_head(const Head& head);

  const Transformer& model_;
  std::size_t types_;
  std::uint64_t length_;
  std::vector<std::vector<Rational>> of_symbol_;    // [symbol]
  std::vector<std::vector<Rational>> of_position_;  // [position]
  std::vector<UniformHead> heads_;
  SparseMap hidden_, output_;
};

}  // namespace separatrix

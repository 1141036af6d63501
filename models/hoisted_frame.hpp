// A forward pass whose attention weights are computed once for all contents of a frame.
//
// If every head of a model is addressing (models/content.hpp), its weights do not depend on the
// values of the content tokens. A frame fixes all other tokens; what is left of a forward pass is
// then the weighted sums of values and the ReLU networks.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "models/forward.hpp"

namespace separatrix {

/// Keys of the first layer's heads for the tokens of one kind at positions 0 .. length-1. Only for
/// addressing heads, whose keys do not depend on the token's value; shared by all frames.
template <Arithmetic A>
class KeyCache {
 public:
  KeyCache(const ForwardPass<A>& pass, std::uint32_t kind, std::uint64_t length) : kind_(kind) {
    const Layer& layer = pass.model().layers.front();
    for (std::size_t h = 0; h < layer.heads.size(); ++h) {
      keys_.emplace_back();
      for (std::uint64_t j = 0; j < length; ++j)
        keys_.back().push_back(pass.layer(0).heads[h].key.apply(
            pass.arithmetic(), pass.embed({kind, 0}, j, &layer.heads[h].key)));
    }
  }

  /// nullptr if the token is of another kind or beyond the cached positions.
  const std::vector<typename A::Value>* find(std::size_t head, const Token& token,
                                             std::size_t position) const {
    if (token.kind != kind_ || position >= keys_[head].size()) return nullptr;
    return &keys_[head][position];
  }

 private:
  std::uint32_t kind_;
  std::vector<std::vector<std::vector<typename A::Value>>> keys_;  // [head][position]
};

/// Borrows the pass. The model's heads must all be addressing for the kinds of the tokens that
/// vary.
template <Arithmetic A>
class HoistedFrame {
 public:
  using Value = typename A::Value;
  using Vector = std::vector<Value>;

  HoistedFrame(const ForwardPass<A>& pass, const Input& pattern, const KeyCache<A>* keys = nullptr)
      : pass_(&pass), last_(pattern.size() - 1) {
    pass.model().validate_input(pattern);
    if (one_layer())
      hoist_last_row(pattern, keys);
    else
      hoist_all_rows(pattern);
  }

  bool one_layer() const noexcept { return pass_->model().layers.size() == 1; }
  std::size_t heads() const noexcept { return pass_->model().layers.back().heads.size(); }
  std::size_t length() const noexcept { return last_ + 1; }

  /// The weight of position j at the last position, last layer.
  const Value& weight(std::size_t head, std::size_t j) const {
    return rows_.back()[head][last_][j];
  }

  /// The weights at query position i of layer l, one per position that it sees; empty where they
  /// are not needed: in the last layer anywhere but at the last position.
  const Vector& row(std::size_t l, std::size_t head, std::size_t i) const {
    return rows_[l][head][i];
  }

  /// The output stream at the last position for one content of the frame.
  Vector output(const Input& input) const {
    std::vector<Vector> stream;
    stream.reserve(input.size());
    for (std::size_t i = 0; i < input.size(); ++i) stream.push_back(pass_->embed(input[i], i));
    for (std::size_t l = 0; l < rows_.size(); ++l)
      stream = pass_->propagate(l, stream, rows_[l], l + 1 == rows_.size() ? last_ : 0);
    return stream.back();
  }

 private:
  void hoist_last_row(const Input& pattern, const KeyCache<A>* keys) {
    const Layer& layer = pass_->model().layers.front();
    const A& arithmetic = pass_->arithmetic();
    rows_.emplace_back();
    for (std::size_t h = 0; h < layer.heads.size(); ++h) {
      const CompiledHead<A>& head = pass_->layer(0).heads[h];
      const Vector query =
          head.query.apply(arithmetic, pass_->embed(pattern.back(), last_, &layer.heads[h].query));
      Vector logits;
      for (std::size_t j = 0; j < pattern.size(); ++j) {
        const Vector* cached = keys ? keys->find(h, pattern[j], j) : nullptr;
        logits.push_back(logit<A>(
            arithmetic, query,
            cached ? *cached
                   : head.key.apply(arithmetic, pass_->embed(pattern[j], j, &layer.heads[h].key))));
      }
      rows_.back().emplace_back(pattern.size());
      rows_.back().back()[last_] = softmax<A>(arithmetic, logits);
    }
  }

  void hoist_all_rows(const Input& pattern) {
    std::vector<Vector> stream;
    for (std::size_t i = 0; i < pattern.size(); ++i) stream.push_back(pass_->embed(pattern[i], i));
    const std::size_t layers = pass_->model().layers.size();
    for (std::size_t l = 0; l < layers; ++l) {
      const std::size_t first = l + 1 == layers ? last_ : 0;
      rows_.push_back(pass_->attention(l, stream, first));
      stream = pass_->propagate(l, stream, rows_.back(), first);
    }
  }

  const ForwardPass<A>* pass_;
  std::size_t last_;
  std::vector<AttentionRows<A>> rows_;  // [layer]
};

}  // namespace separatrix

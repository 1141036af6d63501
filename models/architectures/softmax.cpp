#include "models/architectures/softmax.hpp"

#include <algorithm>

namespace separatrix::architectures {
namespace {

enum Round : std::size_t { kToken, kMaximum, kNormaliser, kValues };

class SoftmaxParty final : public Party {
 public:
  SoftmaxParty(const SoftmaxLayer& model, std::span<const HeldToken> own, std::size_t length)
      : model_(&model),
        length_(length),
        own_(own_rows(model.numbers(), model.weights().embedding, own, length)) {
    if (own_.has_last) last_token_ = own.back().token;
  }

  Integers contribution(std::size_t round) const override {
    if (round == kToken) return {own_.has_last ? Int128(last_token_) : Int128(0)};
    Integers all;
    for (const OfHead& head : heads_) {
      const Integers of_head = contribution(round, head);
      all.insert(all.end(), of_head.begin(), of_head.end());
    }
    return all;
  }

  void learn(std::size_t round, std::span<const Int128> totals) override {
    const Numbers& numbers = model_->numbers();
    if (round == kToken) return learn_token(static_cast<std::uint64_t>(totals[0]));
    std::size_t next = 0;
    for (OfHead& head : heads_) {
      if (round == kMaximum) {
        for (Value& one : head.weights)
          one = numbers.exp(numbers.subtract(one, Value{totals[next]}));
        ++next;
      } else if (round == kNormaliser) {
        Sum z{};
        numbers.add(z, Value{totals[next++]});
        for (Value& one : head.weights) one = numbers.ratio(one, z);
      } else {
        for (std::size_t i = 0; i < head.width; ++i)
          attended_.push_back(numbers.round(Sum{totals[next++]}));
      }
    }
  }

  Row output() const override {
    return apply(model_->numbers(), model_->weights().after, own_.rows.back(), attended_);
  }

 private:
  /// Of the own positions: logits, then exps, then weights.
  struct OfHead {
    Row weights;
    std::vector<Row> values;
    std::size_t width = 0;
  };

  void learn_token(std::uint64_t token) {
    const Numbers& numbers = model_->numbers();
    const Row last = embed(numbers, model_->weights().embedding, token, length_ - 1);
    for (const SoftmaxHead& head : model_->weights().heads) {
      OfHead own{{}, {}, head.value.rows};
      const Row query = times(numbers, head.query, last);
      for (const Row& row : own_.rows) {
        own.weights.push_back(logit(numbers, query, times(numbers, head.key, row)));
        own.values.push_back(times(numbers, head.value, row));
      }
      heads_.push_back(std::move(own));
    }
  }

  Integers contribution(std::size_t round, const OfHead& head) const {
    if (round == kMaximum) {
      Int128 most = value_range(model_->numbers()).low;
      for (const Value& one : head.weights) most = std::max(most, one.units);
      return {most};
    }
    if (round == kNormaliser) {
      Int128 sum = 0;
      for (const Value& one : head.weights) sum += one.units;
      return {sum};
    }
    Integers sums(head.width, 0);
    for (std::size_t t = 0; t < head.values.size(); ++t)
      for (std::size_t i = 0; i < head.width; ++i)
        sums[i] += head.weights[t].units * head.values[t][i].units;
    return sums;
  }

  const SoftmaxLayer* model_;
  std::size_t length_;
  OwnRows own_;
  std::uint64_t last_token_ = 0;
  std::vector<OfHead> heads_;
  Row attended_;
};

}  // namespace

std::vector<Field> SoftmaxLayer::fields(std::size_t round, std::size_t length) const {
  const Int128 scale = to_int128(numbers_.grid().scale);
  const auto tokens = Int128(length);
  if (round == kToken) return {{{0, Int128(symbols()) - 1}, Combine::sum, {Speaker::Who::last}}};
  std::vector<Field> all;
  for (const SoftmaxHead& head : weights_.heads) {
    if (round == kMaximum) {
      all.push_back({value_range(numbers_), Combine::max});
    } else if (round == kNormaliser) {
      all.push_back({{0, tokens * scale}, Combine::sum});
    } else {
      const Int128 excess = numbers_.grid().rounding == Rounding::nearest ? tokens / 2 : Int128(0);
      const Int128 most = (scale + excess) * scale * scale;
      all.insert(all.end(), head.value.rows, {{-most, most}, Combine::sum, {Speaker::Who::other}});
    }
  }
  return all;
}

std::unique_ptr<Party> SoftmaxLayer::party(std::span<const HeldToken> own,
                                           std::size_t length) const {
  return std::make_unique<SoftmaxParty>(*this, own, length);
}

SoftmaxWeights draw_softmax(Draw& draw, const AttentionSizes& sizes) {
  PositionedEmbedding embedding = draw_embedding(draw, sizes);
  std::vector<SoftmaxHead> heads = draw_heads(draw, sizes);
  return {std::move(embedding), std::move(heads), draw_after(draw, sizes)};
}

}  // namespace separatrix::architectures

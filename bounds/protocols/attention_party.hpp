// One player of the protocols for a one-layer Transformer: what it may see, say and hear.
//
// A party has its own tokens, the public model, the ranges of the fields, and what it has heard;
// nothing else. Every `say_` writes the fields that the `hear_` of the same name reads at the other
// end. The rounding points are those of the forward pass (models/attention.hpp,
// models/forward.hpp), and the order of the steps is that of attention_protocol.hpp.
#pragma once

#include <algorithm>
#include <concepts>
#include <optional>
#include <span>
#include <vector>

#include "bounds/attention_protocol.hpp"
#include "bounds/protocols/wire.hpp"
#include "models/forward.hpp"
#include "numerics/fixed.hpp"

namespace separatrix {

/// What both players know besides the model: how many tokens are whose, and hence the ranges.
struct AttentionPublic {
  std::size_t length = 0;
  HeadRanges ranges;
  Integer tokens;   // different tokens
  Integer answers;  // the number 2^digits, which stands for no answer
};

/// Digits of an answer of a one-layer model.
inline std::size_t decoded_digits(const Transformer& model) {
  return model.stream_before(1).dimension(model.readout.subspace);
}

/// One player: the own tokens, the public model, and what the messages said.
template <class Int>
class AttentionParty {
 public:
  using A = Fixed<Int>;
  using Value = typename A::Value;
  using Sum = typename A::Sum;

  AttentionParty(const ForwardPass<A>& pass, const Held& held, const AttentionPublic& common)
      : pass_(&pass), arithmetic_(pass.arithmetic()), held_(held), common_(&common) {
    for (const Held::Place& place : held_.places()) {
      pass.model().validate_input({place.token});
      streams_.push_back(pass.embed(place.token, place.position));
    }
  }

  bool holds_last() const { return held_.holds(common_->length - 1); }
  std::size_t heads() const { return pass_->model().layers[0].heads.size(); }
  std::size_t tokens() const { return held_.size(); }

  // Step 1.
  void say_last(BitWriter& out) const {
    out.put(number_of(pass_->model(), held_.at(common_->length - 1)), 0, common_->tokens - 1);
  }
  void hear_last(BitReader& in) {
    know_last(token_of(pass_->model(), in.get(0, common_->tokens - 1)));
  }
  void know_own_last() { know_last(held_.at(common_->length - 1)); }

  // Step 2. A player without tokens has no logit: the least number stands for its maximum.
  void say_maximum(std::size_t h, BitWriter& out) const {
    out.put(widen(heads_[h].maximum), -common_->ranges.logit, common_->ranges.logit);
  }
  void hear_maximum(std::size_t h, BitReader& in) {
    heads_[h].others_maximum = narrow(in.get(-common_->ranges.logit, common_->ranges.logit));
  }
  void reduce_by_both_maxima(std::size_t h) {
    reduce(h, std::max(heads_[h].maximum, heads_[h].others_maximum));
  }
  /// The reply of the improved protocol: 0, the distance, or "too far".
  void say_gap(std::size_t h, BitWriter& out) const {
    const Integer gap = widen(heads_[h].maximum) - widen(heads_[h].others_maximum);
    out.put(std::clamp(gap, Integer(0), common_->ranges.gap), 0, common_->ranges.gap);
  }
  void hear_gap(std::size_t h, BitReader& in) {
    const Integer gap = in.get(0, common_->ranges.gap);
    if (gap == common_->ranges.gap)
      heads_[h].exps.assign(tokens(), Value{});  // they all round to 0
    else
      reduce(h, Int(heads_[h].maximum + narrow(gap)));
  }

  // Step 3.
  void say_sum(std::size_t h, BitWriter& out) const {
    out.put(widen(own_sum(h)), 0,
            holds_last() ? common_->ranges.sum_last : common_->ranges.sum_other);
  }
  void hear_sum(std::size_t h, BitReader& in) {
    const Integer& most = holds_last() ? common_->ranges.sum_other : common_->ranges.sum_last;
    know_sum(h, narrow(in.get(0, most)));
  }

  // Step 4: in units of 1/S^2, one number for each row of the value map.
  void say_values(std::size_t h, BitWriter& out) const {
    for (const Sum& sum : heads_[h].values)
      out.put(widen(sum.units), -common_->ranges.value, common_->ranges.value);
  }
  void hear_values(std::size_t h, BitReader& in) {
    for (Sum& sum : heads_[h].values)
      sum.units += narrow(in.get(-common_->ranges.value, common_->ranges.value));
  }

  /// All of it, by the player who holds all tokens.
  void attend_alone(std::size_t h) {
    reduce(h, heads_[h].maximum);
    know_sum(h, Int(0));
  }

  /// What the model does after its value sums; they must be those of all tokens by now.
  std::optional<Answer> finish() const {
    std::vector<std::vector<Value>> outputs;
    for (const HeadState& head : heads_) {
      outputs.emplace_back();
      for (const Sum& sum : head.values) outputs.back().push_back(arithmetic_.round(sum));
    }
    const bool residual = pass_->model().layers[0].residual;
    const auto incoming =
        residual ? std::span<const Value>(last_stream_) : std::span<const Value>{};
    return pass_->decode(pass_->apply_mlp(0, pass_->combine(0, outputs, incoming)));
  }

  void say_answer(const std::optional<Answer>& answer, BitWriter& out) const {
    Integer number = answer ? Integer(0) : common_->answers;
    if (answer)
      for (const bool digit : *answer) number = 2 * number + (digit ? 1 : 0);
    out.put(number, 0, common_->answers);
  }
  std::optional<Answer> hear_answer(BitReader& in) const {
    Integer number = in.get(0, common_->answers);
    if (number == common_->answers) return std::nullopt;
    Answer answer(decoded_digits(pass_->model()));
    for (std::size_t d = answer.size(); d-- > 0; number /= 2) answer[d] = number % 2 == 1;
    return answer;
  }

 private:
  struct HeadState {
    std::vector<Int> logits;  // of the own tokens, units
    Int maximum{0};
    Int others_maximum{0};
    std::vector<Value> exps;
    std::vector<Sum> values;  // sums of weight * value
  };

  static Integer widen(const Int& x) {
    if constexpr (std::same_as<Int, Integer>)
      return x;
    else
      return to_integer(x);
  }
  static Int narrow(const Integer& x) {
    if constexpr (std::same_as<Int, Integer>)
      return x;
    else
      return to_int128(x);
  }

  /// The place of a token among all tokens, and back.
  static Integer number_of(const Transformer& model, const Token& token) {
    Integer number = token.value;
    for (std::uint32_t kind = 0; kind < token.kind; ++kind) number += model.vocabulary[kind].values;
    return number;
  }
  static Token token_of(const Transformer& model, Integer number) {
    std::uint32_t kind = 0;
    for (; number >= model.vocabulary[kind].values; ++kind) number -= model.vocabulary[kind].values;
    return {kind, number.convert_to<std::uint64_t>()};
  }

  void know_last(const Token& last) {
    last_stream_ = pass_->embed(last, common_->length - 1);
    for (std::size_t h = 0; h < heads(); ++h) {
      const CompiledHead<A>& head = pass_->layer(0).heads[h];
      const std::vector<Value> query = head.query.apply(arithmetic_, last_stream_);
      HeadState state;
      state.maximum = narrow(-common_->ranges.logit);
      for (const auto& x : streams_) {
        const std::vector<Value> key = head.key.apply(arithmetic_, x);
        state.logits.push_back(logit<A>(arithmetic_, query, key).units);
        state.maximum = std::max(state.maximum, state.logits.back());
      }
      heads_.push_back(std::move(state));
    }
  }

  /// Logit minus maximum, exp: the rounding points of `softmax`.
  void reduce(std::size_t h, const Int& maximum) {
    HeadState& head = heads_[h];
    for (const Int& l : head.logits)
      head.exps.push_back(arithmetic_.exp(arithmetic_.subtract(Value{l}, Value{maximum})));
  }

  Int own_sum(std::size_t h) const {
    Int sum{0};
    for (const Value& e : heads_[h].exps) sum += e.units;
    return sum;
  }

  void know_sum(std::size_t h, const Int& others) {
    HeadState& head = heads_[h];
    Sum z = arithmetic_.zero();
    arithmetic_.add(z, Value{Int(own_sum(h) + others)});
    const CompiledMap<A>& value = pass_->layer(0).heads[h].value;
    head.values.assign(value.rows(), arithmetic_.zero());
    for (std::size_t j = 0; j < streams_.size(); ++j) {
      const Value weight = arithmetic_.ratio(head.exps[j], z);
      const std::vector<Value> v = value.apply(arithmetic_, streams_[j]);
      for (std::size_t c = 0; c < v.size(); ++c)
        arithmetic_.add_product(head.values[c], weight, v[c]);
    }
  }

  const ForwardPass<A>* pass_;
  const A& arithmetic_;
  Held held_;
  const AttentionPublic* common_;
  std::vector<std::vector<Value>> streams_;  // of the own tokens
  std::vector<Value> last_stream_;
  std::vector<HeadState> heads_;
};

}  // namespace separatrix

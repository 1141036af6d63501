// One step and one run of a recurrent net, templated on the number type.
//
// Rounding points (SPEC section 1): each parameter; each gate pre-activation (exact sum, one
// rounding); each activation; each state entry. Of an LSTM: c' = round(f c + i g), one rounding of
// the exact sum, and h' = round(o tanh(c')) after tanh has been rounded; of a GRU: d = g - h
// rounded, h' = round(h + z d), and r h is rounded before the candidate reads it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "models/compiled_map.hpp"
#include "models/recurrent.hpp"
#include "models/squash_memo.hpp"
#include "numerics/arithmetic.hpp"
#include "numerics/error.hpp"
#include "numerics/squashing.hpp"

namespace separatrix {

/// What a net remembers: h, and c of an LSTM (else empty).
template <Arithmetic A>
struct RecurrentState {
  std::vector<typename A::Value> hidden;
  std::vector<typename A::Value> cell;
};

/// A recurrent net with its parameters rounded into arithmetic A. Borrows the net. May be used from
/// several threads, each with a memo of its own.
template <Arithmetic A>
class RecurrentPass {
 public:
  using Value = typename A::Value;
  using Vector = std::vector<Value>;
  using State = RecurrentState<A>;

  /// Throws Error unless the net is valid.
  RecurrentPass(A arithmetic, const RecurrentNetwork& net)
      : arithmetic_(std::move(arithmetic)), net_(&net) {
    net.validate();
    for (const auto& table : net.embedding) {
      embedding_.emplace_back();
      for (const auto& row : table) embedding_.back().push_back(rounded(row));
    }
    if (const auto* simple = std::get_if<SimpleCell>(&net.cell)) {
      gates_.emplace_back(arithmetic_, simple->update);
    } else if (const auto* lstm = std::get_if<LstmCell>(&net.cell)) {
      for (const AffineMap* map : {&lstm->forget, &lstm->input, &lstm->output, &lstm->candidate})
        gates_.emplace_back(arithmetic_, *map);
    } else {
      const auto& gru = std::get<GruCell>(net.cell);
      for (const AffineMap* map : {&gru.update, &gru.reset, &gru.candidate})
        gates_.emplace_back(arithmetic_, *map);
    }
    if (net.readout.hidden) hidden_.emplace(arithmetic_, *net.readout.hidden);
    output_.emplace(arithmetic_, net.readout.output);
  }

  const A& arithmetic() const noexcept { return arithmetic_; }
  const RecurrentNetwork& net() const noexcept { return *net_; }

  State initial() const { return {rounded(net_->initial), rounded(net_->initial_cell)}; }

  /// The state after one more token. Error if the token is not in the vocabulary.
  State step(const State& state, const Token& token, SquashMemo<A>& memo) const {
    if (std::holds_alternative<SimpleCell>(net_->cell)) return simple_step(state, token, memo);
    if (std::holds_alternative<LstmCell>(net_->cell)) return lstm_step(state, token, memo);
    return gru_step(state, token, memo);
  }
  State step(const State& state, const Token& token) const {
    SquashMemo<A> memo;
    return step(state, token, memo);
  }

  /// The outputs before decoding, one per digit, each rounded once.
  Vector output(const State& state) const {
    if (!hidden_) return output_->apply(arithmetic_, state.hidden);
    Vector units = hidden_->apply(arithmetic_, state.hidden);
    for (Value& unit : units) unit = arithmetic_.relu(unit);
    return output_->apply(arithmetic_, units);
  }

  /// The digits; nullopt if one lies between the thresholds, is not finite, or (enclosing
  /// arithmetics) is not decided.
  std::optional<Answer> decode(std::span<const Value> output) const {
    Answer answer;
    for (const Value& v : output) {
      if (!arithmetic_.finite(v)) return std::nullopt;
      if (arithmetic_.at_least(v, net_->readout.high) == Tri::yes)
        answer.push_back(true);
      else if (arithmetic_.at_most(v, net_->readout.low) == Tri::yes)
        answer.push_back(false);
      else
        return std::nullopt;
    }
    return answer;
  }

  /// The state after the whole input.
  State run(const Input& input, SquashMemo<A>& memo) const {
    net_->validate_input(input);
    State state = initial();
    for (const Token& token : input) state = step(state, token, memo);
    return state;
  }
  State run(const Input& input) const {
    SquashMemo<A> memo;
    return run(input, memo);
  }

 private:
  Vector rounded(const std::vector<Rational>& row) const {
    Vector values;
    values.reserve(row.size());
    for (const Rational& entry : row) values.push_back(arithmetic_.constant(entry));
    return values;
  }

  /// What the gates read: `hidden` followed by the token's row of the embedding.
  Vector joined(const Vector& hidden, const Token& token) const {
    if (token.kind >= embedding_.size() || token.value >= embedding_[token.kind].size())
      throw Error("RecurrentPass::step", "token", "the token is not in the vocabulary");
    const Vector& row = embedding_[token.kind][token.value];
    Vector both;
    both.reserve(hidden.size() + row.size());
    both.insert(both.end(), hidden.begin(), hidden.end());
    both.insert(both.end(), row.begin(), row.end());
    return both;
  }

  Vector gate(std::size_t g, Squashing f, const Vector& both, SquashMemo<A>& memo) const {
    Vector values = gates_[g].apply(arithmetic_, both);
    for (Value& v : values) v = memo(f, arithmetic_, v);
    return values;
  }

  Value product(const Value& v, const Value& w) const {
    auto sum = arithmetic_.zero();
    arithmetic_.add_product(sum, v, w);
    return arithmetic_.round(sum);
  }

  State simple_step(const State& state, const Token& token, SquashMemo<A>& memo) const {
    const Vector both = joined(state.hidden, token);
    const Activation activation = std::get<SimpleCell>(net_->cell).activation;
    if (activation == Activation::sigmoid) return {gate(0, Squashing::sigmoid, both, memo), {}};
    if (activation == Activation::tanh) return {gate(0, Squashing::tanh, both, memo), {}};
    Vector next = gates_[0].apply(arithmetic_, both);
    for (Value& v : next)
      v = activation == Activation::saturated ? saturate(arithmetic_, v) : arithmetic_.relu(v);
    return {std::move(next), {}};
  }

  State lstm_step(const State& state, const Token& token, SquashMemo<A>& memo) const {
    const Vector both = joined(state.hidden, token);
    const Vector forget = gate(0, Squashing::sigmoid, both, memo);
    const Vector input = gate(1, Squashing::sigmoid, both, memo);
    const Vector output = gate(2, Squashing::sigmoid, both, memo);
    const Vector candidate = gate(3, Squashing::tanh, both, memo);
    State next;
    for (std::size_t u = 0; u < forget.size(); ++u) {
      auto sum = arithmetic_.zero();
      arithmetic_.add_product(sum, forget[u], state.cell[u]);
      arithmetic_.add_product(sum, input[u], candidate[u]);
      next.cell.push_back(arithmetic_.round(sum));
      next.hidden.push_back(
          product(output[u], memo(Squashing::tanh, arithmetic_, next.cell.back())));
    }
    return next;
  }

  State gru_step(const State& state, const Token& token, SquashMemo<A>& memo) const {
    const Vector both = joined(state.hidden, token);
    const Vector update = gate(0, Squashing::sigmoid, both, memo);
    const Vector reset = gate(1, Squashing::sigmoid, both, memo);
    Vector kept;
    for (std::size_t u = 0; u < reset.size(); ++u)
      kept.push_back(product(reset[u], state.hidden[u]));
    const Vector candidate = gate(2, Squashing::tanh, joined(kept, token), memo);
    State next;
    for (std::size_t u = 0; u < update.size(); ++u) {
      auto sum = arithmetic_.zero();
      if constexpr (std::same_as<A, RealIntervals>) {
        // The same real number, (1 - z) h + z g: h occurs once, so that boxes do not grow by it.
        const Value kept_part = arithmetic_.subtract(arithmetic_.constant(1), update[u]);
        arithmetic_.add_product(sum, kept_part, state.hidden[u]);
        arithmetic_.add_product(sum, update[u], candidate[u]);
      } else {
        arithmetic_.add(sum, state.hidden[u]);
        arithmetic_.add_product(sum, update[u],
                                arithmetic_.subtract(candidate[u], state.hidden[u]));
      }
      next.hidden.push_back(arithmetic_.round(sum));
    }
    return next;
  }

  A arithmetic_;
  const RecurrentNetwork* net_;
  std::vector<std::vector<Vector>> embedding_;  // [kind][value]
  std::vector<CompiledMap<A>> gates_;           // in the order in which the cell lists them
  std::optional<CompiledMap<A>> hidden_;
  std::optional<CompiledMap<A>> output_;
};

}  // namespace separatrix

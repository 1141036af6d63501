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
#include "numerics/arithmetic.hpp"
#include "numerics/squashing.hpp"

namespace separatrix {

/// What a net remembers: h, and c of an LSTM (else empty).
template <Arithmetic A>
struct RecurrentState {
  std::vector<typename A::Value> hidden;
  std::vector<typename A::Value> cell;
};

/// A recurrent net with its parameters rounded into arithmetic A. Borrows the net.
template <Arithmetic A>
class RecurrentPass {
 public:
  using Value = typename A::Value;
  using Vector = std::vector<Value>;
  using State = RecurrentState<A>;

  RecurrentPass(A arithmetic, const RecurrentNetwork& net);

  const A& arithmetic() const noexcept { return arithmetic_; }
  const RecurrentNetwork& net() const noexcept { return *net_; }

  State initial() const;
  /// The state after one more token.
  State step(const State& state, const Token& token) const;
  /// The outputs before decoding, one per digit, each rounded once.
  Vector output(const State& state) const;
  /// The digits; nullopt if one lies between the thresholds, is not finite, or (enclosing
  /// arithmetics) is not decided.
  std::optional<Answer> decode(std::span<const Value> output) const;
  /// The state after the whole input.
  State run(const Input& input) const;

 private:
  A arithmetic_;
  const RecurrentNetwork* net_;
};

}  // namespace separatrix

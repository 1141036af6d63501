// Recurrent nets as data: a cell, the subspaces of its state, and what is read off the state
// (SPEC sections 1 and 6).
//
// Every step reads one token. The token's row of the embedding, x, joins the state h in one space,
// and each gate is an affine map from there to the state: "pre-activation of push.1 = scale (code
// - closing - 1/2)" reads like the construction it belongs to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "models/affine_map.hpp"
#include "models/layout.hpp"
#include "models/tokens.hpp"
#include "numerics/rational.hpp"

namespace separatrix {

/// What a simple cell applies to its pre-activation. `saturated` is clip(x, 0, 1).
enum class Activation { sigmoid, tanh, saturated, relu };

/// Elman's cell: h' = activation(update(h, x)).
struct SimpleCell {
  Activation activation = Activation::sigmoid;
  AffineMap update;
};

/// c' = f c + i g, h' = o tanh(c'), with gates f, i, o = sigmoid(map(h, x)) and g = tanh(map(h,
/// x)). The state's layout names the units; h and c have one entry each per unit.
struct LstmCell {
  AffineMap forget, input, output, candidate;
};

/// h' = h + z (g - h), with z, r = sigmoid(map(h, x)) and g = tanh(candidate(r h, x)), all products
/// unit by unit.
struct GruCell {
  AffineMap update, reset, candidate;
};

using Cell = std::variant<SimpleCell, LstmCell, GruCell>;

/// Every coordinate of `output` is one digit: 1 at or above `high`, 0 at or below `low`, and a
/// wrong answer in between. If there is a ReLU layer, `output` reads that instead of the state.
struct RecurrentReadout {
  std::optional<AffineMap> hidden;  ///< state -> ReLU units
  AffineMap output;                 ///< state (or ReLU units) -> digits
  Rational low{1, 4};
  Rational high{3, 4};
};

struct RecurrentNetwork {
  std::string construction;  ///< id of the construction that built it, or the user's name for it
  std::string task;          ///< id of the task it answers
  std::vector<TokenKind> vocabulary;
  Layout input;                                               ///< subspaces of x
  std::vector<std::vector<std::vector<Rational>>> embedding;  ///< [kind][value]: x
  Layout state;                                               ///< subspaces of h
  std::vector<Rational> initial;       ///< h_0; c_0 of an LSTM is `initial_cell`
  std::vector<Rational> initial_cell;  ///< LSTM only, else empty
  Cell cell;
  RecurrentReadout readout;

  /// The space that the gates read: the subspaces of the state, then those of the input.
  Layout joined() const;
  /// Number of hidden units, the dimension of the state.
  std::size_t units() const { return state.dimension(); }
  /// Throws Error naming the first part that does not fit its neighbours.
  void validate() const;
  /// Error if a token is outside the vocabulary. The empty input is fine: its answer is read off
  /// the initial state.
  void validate_input(const Input& input) const;
};

}  // namespace separatrix

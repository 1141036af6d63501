// Recurrent nets as certificates carry them (format separatrix/recurrent/1), and one step of theirs
// on boxes.
//
// A net reads one symbol per step; x is its row of the embedding, and (h, x) is what a gate, an
// affine map, reads:
//   simple   h' = f(W (h, x) + b), f = sigmoid, tanh, clip to [0, 1] ("saturated") or ReLU
//   lstm     c' = sigmoid(forget) c + sigmoid(input) tanh(candidate), h' = sigmoid(output) tanh(c')
//   gru      h' = h + sigmoid(update) (tanh(candidate) - h), where the candidate reads
//            (sigmoid(reset) h, x)
// The answer's digits are read off h by an affine map, of ReLU units of h if it has a hidden layer:
// 1 at or above `high`, 0 at or below `low`.
//
// On a grid every parameter is rounded; each gate's exact sum, each value of f, each product o
// tanh(c'), r h and g - h, and the exact sums f c + i g and h + z (g - h) are rounded once. All
// these roundings are monotone, so on boxes each operation is done at its ends. Over the reals the
// update of a GRU is taken as (1 - z) h + z g, the same number, of which boxes grow less.
#pragma once

#include <optional>

#include "affine_map.hpp"
#include "squashing.hpp"

namespace checker {

struct RecurrentNet {
  enum class Cell { simple, lstm, gru };

  std::string construction, task;
  Space input, state;
  std::vector<std::vector<mpq_class>> embedding;  ///< [symbol]: x
  std::vector<mpq_class> initial, initial_memory;
  Cell cell = Cell::simple;
  Squashing activation = Squashing::sigmoid;  ///< of a simple cell
  std::vector<AffineMap>
      gates;  ///< update; forget, input, output, candidate; update, reset, candidate
  std::optional<AffineMap> hidden;
  AffineMap output;
  mpq_class low, high;

  std::size_t units() const { return state.dimension; }
  std::size_t symbols() const { return embedding.size(); }
  /// Entries of all matrices and biases as full ones.
  mpz_class parameters() const;
  /// What it takes to store every number that the model writes: `precision_bits` each, or, for 0,
  /// a sign and the binary digits of numerator and of a denominator that is not 1.
  mpz_class representation_bits(std::uint64_t precision_bits) const;
  /// Every parameter rounded but the thresholds, which compare.
  RecurrentNet rounded(const Numbers& numbers) const;
};

/// NotChecked for several kinds of tokens.
RecurrentNet read_recurrent_net(const Json& value);

/// Bounds of h, and of c for an LSTM.
struct StateBox {
  std::vector<Enclosure> hidden, memory;
};

StateBox initial_state(const RecurrentNet& net);

/// The next values of one unit whose gates' sums, not yet rounded, are enclosed by `gates`: h', and
/// c' of an LSTM whose c is enclosed by `memory`. Not for GRUs.
struct UnitImage {
  Enclosure hidden, memory;
};
UnitImage unit_image(const RecurrentNet& net, const Numbers& numbers,
                     const std::vector<Enclosure>& gates, const Enclosure& memory);

/// The image of a box. The net's parameters are rounded already.
StateBox step(const RecurrentNet& net, const Numbers& numbers, const StateBox& box,
              std::size_t symbol);

/// The answer's coordinates.
std::vector<Enclosure> outputs(const RecurrentNet& net, const Numbers& numbers,
                               const std::vector<Enclosure>& hidden);

/// Whether everything in these bounds reads as these digits, '0' and '1'.
bool reads(const RecurrentNet& net, const std::vector<Enclosure>& outputs,
           const std::string& digits);

}  // namespace checker

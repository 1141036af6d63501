// Architectures in which an activation reads few activations of the layer below: convolutions,
// sliding windows, segments with a memory.
//
// Activation (l, t) is the row of layer l at position t; layer 0 holds the tokens. What the output
// (L, T-1) needs is a graph. Statement. Over a prefix cut, the activations on Alice's side that are
// read by a needed one on Bob's side are all that has to cross: Alice computes and sends them, a
// token by its symbol and an activation by its row; Bob computes his own and answers. Proof: by
// induction over the layers Bob has every row that his activations read.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <vector>

#include "models/architectures/positioned_embedding.hpp"

namespace separatrix::architectures {

/// Activation of layer `layer` at `position`; layer 0: the token.
struct Place {
  std::size_t layer = 0;
  std::size_t position = 0;
  auto operator<=>(const Place&) const = default;
};

class LocalModel {
 public:
  LocalModel(Numbers numbers, PositionedEmbedding embedding)
      : numbers_(std::move(numbers)), embedding_(std::move(embedding)) {}
  virtual ~LocalModel() = default;

  const Numbers& numbers() const { return numbers_; }
  const PositionedEmbedding& embedding() const { return embedding_; }
  std::size_t width() const { return embedding_.symbols.columns; }
  std::uint64_t symbols() const { return embedding_.symbols.rows; }
  virtual std::size_t layers() const = 0;
  /// The positions of layer - 1 that activation (layer, position) reads, layer >= 1, increasing,
  /// none above `position`. What lies before the first position is a constant and not listed.
  virtual std::vector<std::size_t> reads(std::size_t layer, std::size_t position) const = 0;
  /// The row of (layer, position) from those that it reads, in that order. Below layer 1 rows are
  /// embeddings.
  virtual Row row(std::size_t layer, std::size_t position, std::span<const Row> read) const = 0;

 protected:
  Numbers numbers_;

 private:
  PositionedEmbedding embedding_;
};

/// Which activations are needed for the output at position length - 1, by increasing layer and
/// position.
std::vector<Place> needed(const LocalModel& model, std::size_t length);
/// Of those at positions below `cut`: the ones that are read from `cut` on (and the output itself
/// if it is among them). Error (argument "cut") if cut > length.
std::vector<Place> crossing(const LocalModel& model, std::size_t length, std::size_t cut);
using Rows = std::map<Place, Row>;
/// Adds the rows of the needed activations at the positions of `tokens`, the first of which is
/// `first`, to those that are known already.
void compute(const LocalModel& model, std::size_t length, std::size_t first,
             std::span<const std::uint64_t> tokens, Rows& rows);
/// The output row. Error (argument "tokens") for no tokens.
Row run(const LocalModel& model, std::span<const std::uint64_t> tokens);

}  // namespace separatrix::architectures

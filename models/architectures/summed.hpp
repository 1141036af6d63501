// Architectures of one layer whose last row is a function of sums over all positions: long
// convolutions, linear attention, attention-free layers.
//
// Statement. For every partition of the positions two parties compute the output: where the terms
// of the sums depend on the last row, its holder first sends the last token; then the other party
// sends the partial sums over its positions. Proof: the only layer reads embeddings, so a term
// depends on the token at its position and at most on the last token; the sums are exact, so the
// two parts add up to the sums of the model.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "models/architectures/rounds.hpp"

namespace separatrix::architectures {

class SummedLayer {
 public:
  virtual ~SummedLayer() = default;

  /// Whether the terms depend on the last row.
  virtual bool asks() const = 0;
  /// What the terms need of the last row; an empty row unless the layer asks.
  virtual Row query(const Row& last) const;
  /// The ranges of the sums over any positions of an input of `length` tokens.
  virtual Ranges totals(std::size_t length) const = 0;
  /// sums += the term of `position`, whose row is x.
  virtual void add_term(std::span<Int128> sums, const Row& query, const Row& x,
                        std::size_t position, std::size_t length) const = 0;
  /// The row at the last position, from its own row and the sums over all positions.
  virtual Row output(const Row& last, std::span<const Int128> totals) const = 0;
};

/// The embedding of a symbol, one layer, and at the last position what follows it: where `residual`
/// is set the layer's input is added to its output, then the network is applied.
class SummedModel final : public RoundsModel {
 public:
  struct Parts {
    Numbers numbers;
    Matrix embedding;  ///< symbols x width
    std::unique_ptr<SummedLayer> layer;
    bool residual = false;
    std::optional<FeedForward> network{};
  };
  explicit SummedModel(Parts parts) : parts_(std::move(parts)) {}

  const Numbers& numbers() const override { return parts_.numbers; }
  std::uint64_t symbols() const override { return parts_.embedding.rows; }
  std::size_t rounds() const override { return parts_.layer->asks() ? 2 : 1; }
  std::vector<Field> fields(std::size_t round, std::size_t length) const override;
  std::unique_ptr<Party> party(std::span<const HeldToken> own, std::size_t length) const override;

 private:
  Parts parts_;
};

}  // namespace separatrix::architectures

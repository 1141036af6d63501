// End-to-end memory network [SSWF15]: hops over a memory of all tokens, in the rounds form.
#pragma once

#include "models/architectures/softmax_parts.hpp"

namespace separatrix::architectures {

/// What a hop sees of a token at a position.
struct Hop {
  PositionedEmbedding key;
  PositionedEmbedding value;
};

/// u_1 = question[last token]; u_{k+1} = u_k + sum_t e_t C_t / sum_t e_t with
/// e_t = exp(min(<u_k, A_t> - bound, 0)), A and C the key and value rows of hop k at position t;
/// the output is u_{K+1}.
///
/// Rounding: A_t and C_t; the logit; its difference to the bound; e_t; both sums are exact, and
/// their quotient is rounded once; u_{k+1}. If all e_t are 0 on the grid, nothing is read: 0. The
/// bound is a public constant, so that no maximum has to be known. The memory holds all T tokens,
/// the question too (in the source it does not: the sums here have one more term).
class MemoryNetwork final : public RoundsModel {
 public:
  MemoryNetwork(Numbers numbers, Matrix question, std::vector<Hop> hops, Value bound)
      : numbers_(std::move(numbers)),
        question_(std::move(question)),
        hops_(std::move(hops)),
        bound_(bound) {}

  const Numbers& numbers() const override { return numbers_; }
  std::uint64_t symbols() const override { return question_.rows; }
  /// The question, then one round for each hop: m sums of products and the sum of all e_t. After
  /// the last hop only the holder of the last position has to know them.
  std::size_t rounds() const override { return 1 + hops_.size(); }
  std::vector<Field> fields(std::size_t round, std::size_t length) const override;
  /// Error (argument "length") if a table of positions is shorter.
  std::unique_ptr<Party> party(std::span<const HeldToken> own, std::size_t length) const override;

 private:
  class Holder;

  Numbers numbers_;
  Matrix question_;
  std::vector<Hop> hops_;
  Value bound_;
};

}  // namespace separatrix::architectures

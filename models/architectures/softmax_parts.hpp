// The parts of softmax attention on the grid: heads, the two forms of a softmax with their
// roundings, and what follows the heads at a position.
//
// Form of SPEC section 1, `softmax` (models/attention.hpp): the maximum is subtracted, each exp and
// each weight exp/Z is rounded, and so is each output coordinate. Its weights need the maximum and
// Z of all keys, so it is used where all keys are known.
//
// Form in sums, `add_attended` and `quotient`: exps of logit - bound, for a bound that is a part of
// the model, are multiplied with the values and summed exactly; one division at the end rounds
// once. Where logit > bound the exp counts as 1. So it is the softmax, but for the roundings, on
// all inputs whose logits stay below the bound. A sum over T keys is, part by part, an integer:
//  - an exp is 0..s units of 1/s, s being the grid's scale, as exp(x) <= 1 for x <= 0 and rounding
//    is monotone; a sum of them 0..T s;
//  - a value is at most s^2 units in size; a sum of exp * value lies in [-T s^3, T s^3], in units
//    of 1/s^2.
#pragma once

#include <optional>

#include "models/architectures/positioned_embedding.hpp"
#include "models/architectures/rounds.hpp"
#include "models/attention.hpp"

namespace separatrix::architectures {

/// Queries, keys and values of one head, each entry rounded once.
struct SoftmaxHead {
  Matrix query;  ///< width of the head x width
  Matrix key;
  Matrix value;
};

/// What follows the heads at one position: y = out heads, x + y if residual, then the network.
struct AfterHeads {
  Matrix out;  ///< width x sum of the heads' widths
  bool residual = false;
  std::optional<FeedForward> network{};
};
Row apply(const Numbers& numbers, const AfterHeads& after, const Row& x, const Row& heads);

/// sum_j weight_j row_j, rounded once per coordinate.
Row mixed(const Numbers& numbers, const Row& weights, std::span<const Row> rows);
/// The heads of one query over rows that are all known, one head after the other.
Row attend(const Numbers& numbers, std::span<const SoftmaxHead> heads, const Row& x,
           std::span<const Row> rows);

/// Adds exp(logit(query, key) - bound) value to the first sums and the exp to the last one:
/// value.size() + 1 sums in all.
void add_attended(const Numbers& numbers, const Value& bound, const Row& query, const Row& key,
                  const Row& value, std::span<Int128> sums);
/// Their quotients, rounded once each; zeros if all exps are 0.
Row quotient(const Numbers& numbers, std::span<const Int128> sums);
/// The fields of such sums over at most `tokens` keys, for values of `width` entries.
void append_attended(std::vector<Field>& fields, const Numbers& numbers, std::size_t width,
                     std::uint64_t tokens, const Speaker& speaker);

/// The rows of a party's own positions.
struct OwnRows {
  std::vector<std::size_t> positions;
  std::vector<Row> rows;
  bool has_last = false;
};
/// Embeds the tokens. Error (argument "length") if the model has no row for a position.
OwnRows own_rows(const Numbers& numbers, const PositionedEmbedding& embedding,
                 std::span<const HeldToken> own, std::size_t length);

/// The sizes of random models; the heads share the width.
struct AttentionSizes {
  std::uint64_t symbols = 2;
  std::size_t longest = 1;
  std::size_t width = 1;
  std::size_t heads = 1;
};
PositionedEmbedding draw_embedding(Draw& draw, const AttentionSizes& sizes);
std::vector<SoftmaxHead> draw_heads(Draw& draw, const AttentionSizes& sizes);
/// With a residual connection and with a network, each with probability 1/2.
AfterHeads draw_after(Draw& draw, const AttentionSizes& sizes);

}  // namespace separatrix::architectures

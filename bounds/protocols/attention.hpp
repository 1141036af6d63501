// A one-layer Transformer as a conversation of two players [BHBK24, T4].
//
// Statement. Divide the tokens of an input of a one-layer Transformer between Alice and Bob in any
// way. On a grid Q_p, in either rounding, each of the two protocols of attention_protocol.hpp ends
// with both players knowing exactly the answer of the model, after as many bits as its formula
// says.
//
// Hypotheses, checked: one layer, and tokens without features (a feature is any rational number, so
// step 1 would have no bound). Causal or not: the last position sees all tokens. The length of the
// input and who holds which position are public.
//
// Proof idea. Sums are exact before their one rounding, so a sum over all tokens is a number of
// Alice plus a number of Bob. A player's numbers depend on the own tokens, on x_N and on the
// maximum and the normaliser, which the messages make known. Why the ranges of the fields suffice
// is proved in attention_protocol.hpp; the wire refuses what lies outside.
//
// Messages. Paper: x_N; then both players' maxima of all heads, both players' sums, both players'
// value sums. Improved: x_N; O's maxima; K's replies and sums; O's sums and value sums; the answer.
#pragma once

#include <optional>

#include "bounds/attention_protocol.hpp"
#include "bounds/protocols/wire.hpp"
#include "models/forward.hpp"
#include "numerics/fixed.hpp"

namespace separatrix {

enum class AttentionProtocol { paper, improved };

/// What each player says the answer is; none where the model gives none.
struct BothAnswers {
  std::optional<Answer> alice;
  std::optional<Answer> bob;
  bool operator==(const BothAnswers&) const = default;
};

/// Number of different tokens. Error (argument "model") if tokens have features or there are more
/// than 2^64 - 1.
std::uint64_t token_count(const Transformer& model);

/// Runs a protocol over `wire`. Int is Int128 or Integer. Error (argument "model") if a hypothesis
/// fails, (argument "held") unless the players hold every position of one input once, or if a
/// message does not fit its fields.
template <class Int>
BothAnswers run_attention_protocol(const ForwardPass<Fixed<Int>>& pass, AttentionProtocol protocol,
                                   const Held& alice, const Held& bob, Wire& wire);

extern template BothAnswers run_attention_protocol(const ForwardPass<Fixed<Int128>>&,
                                                   AttentionProtocol, const Held&, const Held&,
                                                   Wire&);
extern template BothAnswers run_attention_protocol(const ForwardPass<Fixed<Integer>>&,
                                                   AttentionProtocol, const Held&, const Held&,
                                                   Wire&);

/// The bits that the protocol takes on a model's inputs when the holder of the last token has
/// `last` tokens and the other player `other`, by the formula.
std::uint64_t attention_protocol_bits(const Transformer& model, const Grid& grid,
                                      AttentionProtocol protocol, std::uint64_t other,
                                      std::uint64_t last);

}  // namespace separatrix

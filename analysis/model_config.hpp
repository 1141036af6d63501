// A model's description, as published with its weights, and the state that it carries from token to
// token.
//
// Statement. Cut the input of a causal model between two tokens, c tokens before the cut. All that
// the later outputs learn of those c tokens is the state: hidden vectors, state-space states, the
// last inputs of short convolutions, key-value caches. If layer i keeps n_i(c) numbers of b_i bits,
// the model is a one-way protocol of B(c) = sum_i n_i(c) b_i bits over the cut [BHBK24, T2]. The
// residual stream does not cross: within a layer it stays at its position, and positions are known
// to both parties.
//
// Sizes. n_i(c) is a constant, a constant times min(c, window), or a constant times c, derived for
// each kind of layer in model_families.cpp and own_model.cpp. So for all c up to 2^42
//     B(c) <= fixed_bits + bits_per_token c,   with equality once every window is full.
//
// What is counted is the model run token by token. A scan that keeps more digits inside has more
// bits: types wider than the weights' are assumed where public implementations have them, and said.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/expression.hpp"

namespace separatrix {

/// A part of the state of one layer.
struct StatePart {
  std::string what{};      ///< "keys and values"
  Expression numbers = 0;  ///< in the sizes of the layer and c, the tokens before the cut
  std::optional<std::uint64_t> own_bits{};  ///< of one number, where implementations keep a type
};

/// Heads of softmax attention over all positions, for the two-way bound of one layer.
struct AttentionHeads {
  std::uint64_t heads = 1;
  std::uint64_t value_width = 1;  ///< coordinates of a head's value map
};

/// Layers of one kind, all alike.
struct LayerOutline {
  std::string kind{};  ///< id of an architecture of the atlas
  std::uint64_t count = 1;
  std::vector<StatePart> state{};
  Assignment sizes{};                         ///< of the variables of `numbers`, without c
  std::optional<AttentionHeads> attention{};  ///< of softmax attention over all positions
  /// Of a sliding window: at most so many tokens before its own are read at a position.
  std::optional<std::uint64_t> window{};
};

struct ModelOutline {
  std::string model_type;
  std::uint64_t precision = 0;  ///< p, bits of a number
  std::string precision_from;   ///< "torch_dtype float16", "--precision"
  bool one_precision = false;   ///< every number has p bits: own_bits of parts are put aside
  std::optional<std::uint64_t> vocabulary;
  std::vector<LayerOutline> layers;
  /// One line: why no prefix of the input is summed up by a state; then there are no layers.
  std::optional<std::string> not_causal;
  std::vector<std::string> assumptions;  ///< one line each
  std::vector<std::string> used;         ///< fields that were read, in the order of the file
  std::vector<std::string> not_used;     ///< known fields on which the state does not depend
  std::vector<std::string> unknown;      ///< fields that this program does not know

  std::uint64_t layer_count() const;
};

/// Bits of the state after c tokens: at most fixed_bits + bits_per_token * c for c <= 2^42, and at
/// least bits_per_token * c.
struct StateBits {
  Integer fixed_bits;
  Integer bits_per_token;
  bool operator==(const StateBits&) const = default;
};

/// Numbers of a part after c tokens, in one layer.
Integer numbers_of(const StatePart& part, const LayerOutline& layer, const Integer& c);
/// Bits of one number of a part.
std::uint64_t bits_of(const StatePart& part, const ModelOutline& outline);

/// Of one part in one layer, of numbers that are counted as one bit each.
StateBits growth_of(const StatePart& part, const LayerOutline& layer);
/// Of all layers.
StateBits state_bits(const ModelOutline& outline);

/// Number of last tokens, the one that is answered at included, on which the output depends at
/// most; none where some layer is no sliding window.
std::optional<Integer> last_tokens_seen(const ModelOutline& outline);

/// Bits of the state as a formula in c and p, sizes put in.
Expression state_formula(const ModelOutline& outline);

/// The model types that are understood.
std::vector<std::string> known_model_types();

/// Reads a config.json. `precision` overrides the type of every number. Error (argument: the path
/// of the field, or `where`) for what is no JSON object, an unknown model_type, a needed field that
/// is missing, and a field that has the wrong type, is out of range or contradicts another.
ModelOutline parse_model_config(std::string_view text, std::optional<std::uint64_t> precision,
                                std::string_view where);

}  // namespace separatrix

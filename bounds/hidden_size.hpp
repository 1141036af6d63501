// From bits of communication to hidden size [BHBK24, T2-T5, T10-T12].
//
// Statement. Let D be a lower bound on the communication of a task.
//  1. A recurrent model with m units of p bits is a one-way protocol of m p bits over every prefix
//     cut (T2): Alice holds the prefix, runs the model and sends the state; Bob runs it on and
//     answers. If m p < D for one cut, no such model computes the task; hence m >= ceil(D / p). The
//     transitions may depend on time and may be any functions at all. A unit is a number of the
//     state here: an LSTM keeps two of them, c and h, for each of its units.
//  2. A one-layer Transformer with H heads, each with m coordinates of its value map, in numbers of
//     p bits, is a two-way protocol of B(m, H, p, N) bits for every partition of the N tokens (T4),
//     after which both players know the answer. If B < D, D of the same convention, no such
//     Transformer computes the task.
//
// B is counted in three ways:
//     claimed    3 m (p + log2 N) H bits. The claim as the paper states it; the audit shows where
//                its own steps cost more. An exclusion by it rests on that claim.
//     counted    the four steps as counted from the paper's argument: bits_by_precision.
//     improved   the shorter protocol with the answer sent back: improved_bits_by_precision. The
//                strongest count that is proved; which arithmetics it is proved for stands there.
//
// Sizes. m p, and the counted and improved B, are exact integers. The claimed B is real; D is an
// integer, so B < D exactly if floor(B) < D, and floor(3 m H log2 N) is computed exactly.
// All counts do not decrease with m, H, p and N (each step is a sum of such terms), so the least m
// with B >= D exists and every smaller one is excluded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "bounds/known_complexity.hpp"

namespace separatrix {

/// How the bits of the protocol for a one-layer Transformer are counted.
enum class ProtocolCount { claimed, counted, improved };

std::string_view to_string(ProtocolCount count);

/// A kind of model and its size.
struct ModelSize {
  enum class Model { rnn, transformer_1 };
  Model model = Model::rnn;
  std::uint64_t width = 1;      ///< units m; for a Transformer coordinates of a head's value map
  std::uint64_t precision = 1;  ///< p, bits per number
  std::uint64_t heads = 1;      ///< of a Transformer
};

/// The protocol that a kind of model gives: one-way for recurrent models, else two-way.
Protocol protocol_of(ModelSize::Model model);

/// Bits that cross: m p for recurrent models, else B rounded down for the tokens, symbols and
/// digits of `known`. Error (argument "width", "precision" or "heads") for a 0, (argument
/// "precision") for 2^32 bits or more of a Transformer, and (argument "known") where steps are
/// counted and a token has infinitely many values.
Integer model_bits(const ModelSize& size, const KnownComplexity& known, ProtocolCount count);

/// The least m with m p >= bits: ceil(bits / p), 0 if no bits are needed. Error for p = 0 and for
/// a negative number of bits.
Integer least_units(const Integer& bits, std::uint64_t p);

/// The least m >= 1 with B(m, heads, p, N) >= known.lower_bits. Errors as model_bits.
Integer least_head_width(ProtocolCount count, const KnownComplexity& known, std::uint64_t p,
                         std::uint64_t heads);

/// Whether a model is too small for a bound, with the inequality that says so.
struct Exclusion {
  bool excluded = false;  ///< bits < needed: no model of this size computes the task
  Integer bits;           ///< of the model, rounded down
  Integer needed;         ///< D
  std::string text;       ///< "128 units x 64 bits = 8192 bits < 8193 = D"
};

/// `known` must be of the protocol of the model; `count` is for Transformers. Errors as model_bits.
Exclusion exclusion(const KnownComplexity& known, const ModelSize& size, ProtocolCount count);

}  // namespace separatrix

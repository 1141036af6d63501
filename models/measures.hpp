// Sizes of a model, computed from the model.
#pragma once

#include <cstdint>

#include "models/recurrent.hpp"
#include "models/transformer.hpp"
#include "numerics/rational.hpp"

namespace separatrix {

/// SPEC section 1. `width` = max(m, d) with m the largest head dimension and d the largest stream.
struct ModelMeasures {
  std::uint64_t width = 0;
  std::uint64_t heads = 0;  // most heads of a layer
  std::uint64_t layers = 0;
  unsigned precision_bits = 0;  // p; 0 in real arithmetic
  Integer parameters;           // entries of all weight matrices and biases, written out in full
  Integer representation_bits;  // what has to be stored: see `measure` below
  /// What a recurrent net carries from one token to the next, p bits for each number of h and, in
  /// an LSTM, of c: the mp of the lower bounds. 0 for Transformers and in real arithmetic.
  Integer state_bits;
};

/// `precision_bits` = p of the arithmetic the model is run in, 0 for exact reals.
///
/// The representation size counts what the model *stores*: each number of a block (a scaled
/// identity is one number), each entry of an embedding table, and for every address code the data
/// its generator needs. A number costs p bits; with p = 0 it costs the bits of its numerator and
/// denominator and one for the sign.
ModelMeasures measure(const Transformer& model, unsigned precision_bits);

/// The sizes of a recurrent net: `width` is its number of hidden units, and it has one layer and no
/// head. `parameters` counts the gates and the readout; the initial state is stored too.
ModelMeasures measure(const RecurrentNetwork& net, unsigned precision_bits);

/// No sum that a pass over an input of `length` tokens forms has more terms: over the tokens, along
/// a row of a map with its bias and the residual connection, or over the heads' values. The width
/// of a ReLU network counts: a short input does not make for short sums.
std::uint64_t longest_sum(const Transformer& model, std::uint64_t length);

/// The same for a recurrent net, whatever the length of its input: along a row of a gate with its
/// bias, within an LSTM's or a GRU's state entry, or in the readout.
std::uint64_t longest_sum(const RecurrentNetwork& net);

}  // namespace separatrix

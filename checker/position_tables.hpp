// What the positions of a two-layer model on a grid hand to the second layer: exact tables.
//
// With the attention weights of layer 1 as numbers (grid_attention.hpp), the number v_i of position
// i depends on its own token (residual connection) and on the tokens to which it gives a weight.
// For a set D of some of these, fix what D holds: the others' terms of each head's sum lie between
// their least and greatest, which makes a box of attended streams. If the ReLU network is constant
// on the box for every configuration of D (constant_network.hpp), v_i is a function of D, and its
// table is found by running the layer at one corner of each box. D grows, from the own token, by
// the tokens of largest weight, until that is so.
#pragma once

#include "grid_attention.hpp"
#include "token_sums.hpp"

namespace checker {

/// The exact sum of the v_i over all positions, in units of the grid's step. `stored` is rounded
/// into `numbers`. NotChecked where the model has not the shape of the argument, or a position
/// depends on more than 4096 configurations.
TokenSum sum_of_positions(const Transformer& stored, const Numbers& numbers,
                          const FeatureTask& task);

}  // namespace checker

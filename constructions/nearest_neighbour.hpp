// T7 [BHBK24]: two-layer Transformers that find the label of the nearest neighbour.
//
// Statement. For labelled points x_1 y_1 .. x_{k-1} y_{k-1} x_k of unit norm, N/2 < k <= N, with
// <x_k, x_i> largest at i = j* by a margin of at least gamma, a Transformer with two layers and one
// head per layer answers y_{j*}. Keys of MQAR and associative recall are points with gamma = 2/d:
// hypercube vectors of d = ceil(log2 |S|) signs, their inner products divided by d.
//
// The paper's model (`neighbour_paper`). Tokens
//     z_{2i-1} = [x_i | 0   |  1 | T(2i-1) | T(2i) | 0_k],
//     z_{2i}   = [0   | y_i | -2 | T(2i)   | T(2i) | 0_k]
// in the subspaces point, label, flag, position, next, found. Layer 1 scores <x_k, x_i> + 3 for
// points and -6 for labels, -10 <T, T'> keeps a token from attending to itself, and the value
// 2 T(2i) comes from `next`; eta = (5 / (4 gamma)) ln 18N puts 9/10 on the nearest, so that
// clip(a) = ReLU(a + 1) - ReLU(a - 1) - 1 restores each sign of T(2j*) exactly. Layer 2 looks up
// the label whose position is T(2j*). T has to be accurate to gamma/100 on both sides, which costs
// k = 8 (100 / gamma)^2 ln 4N signs (`paper_dimension`): width d + 2 + 3k.
//
// The repaired model (`neighbour_by_copy`), ours: [point | label | is_label | address]. A label at
// position 2i carries the address of position 2i-1, as the point there does. Layer 1: every token
// attends to the point of its own pair and adds x_i to its `point`, which is empty in labels (and
// doubles the query, harmlessly); `is_label` keeps labels from attending to themselves. Layer 2:
// the query scores the labels by <x_k, copied x_i>. No gamma in the width: d + 5 with quadratic
// addresses; scales O(log(N / gamma)) and O(log(N) / gamma).
//
// Departures from the paper. Entries of T are +-1, its factors 1/sqrt k stand in the scales; inner
// products of keys are divided by d in the query.
#pragma once

#include <cstdint>
#include <memory>

#include "constructions/addresses/addresses.hpp"
#include "models/transformer.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// The scales of the two layers.
struct NeighbourScales {
  Rational first;
  Rational second;
};

/// gamma of a nearest-neighbour task, 2/d of a recall task with d key digits. Error (argument TASK)
/// for any other task, here and below.
Rational neighbour_margin(const Task& task);

/// Number of addresses that the models need.
std::uint64_t copy_addresses(const Task& task);   // one per position
std::uint64_t paper_addresses(const Task& task);  // and one for the label that the query lacks

/// The paper's scales: the smallest multiples of 1/64 above (5 / (4 gamma)) ln 18N, N points, and
/// above T1's 2 ln 3N', N' positions.
NeighbourScales paper_neighbour_scales(const Task& task);
/// The smallest multiples of 1/64 that provably suffice: layer 1 leaves weight gamma/32 elsewhere,
/// so that noise takes at most a quarter of the margin 2 gamma of layer 2; layer 2 leaves 1/4.
/// Error if the addresses have no known margin.
NeighbourScales copy_scales(const Task& task, const Addresses& code);

/// ceil(8 (100 / gamma)^2 ln 4N) for N = n points (2N vectors): the k that the lemma asks for to
/// have T accurate to gamma/100. Nothing is built. Error unless n >= 1 and 0 < gamma.
Integer paper_dimension(std::uint64_t n, const Rational& gamma);

/// The models. Error if the code is too small, a scale is not positive, or (paper) the addresses
/// are not sign vectors.
Transformer neighbour_paper(const Task& task, std::shared_ptr<const Addresses> code,
                            const NeighbourScales& scales);
Transformer neighbour_by_copy(const Task& task, std::shared_ptr<const Addresses> code,
                              const NeighbourScales& scales);

}  // namespace separatrix

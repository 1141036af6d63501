// Inner products of an unstructured family: XOR and popcount for each of the N(N-1)/2 pairs.
//
// Rows are stored in groups of eight with their words interleaved, so that the eight rows of a
// group sit in the lanes of one vector and a pair costs one XOR, one popcount and one addition per
// word and lane. Tiles of 64 rows stay in the first-level cache while all later groups stream past.
// Tile row a has more pairs than tile row b > a, so the two at equal distance from both ends share
// one unit of work.
#pragma once

#include "constructions/vectors/coherence.hpp"

namespace separatrix::vectors {

/// Extremes over all pairs of a family of at least two vectors, with the first pairs in
/// lexicographic order that attain them. Memory: 8 N ceil(k/64) bytes.
Coherence all_pairs(const SignFamily& family, Work& work);

}  // namespace separatrix::vectors

// The protocols of the atlas, run on random models.
#pragma once

#include <string>
#include <vector>

#include "bounds/architectures/architecture.hpp"
#include "evidence/result.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// Tokens of the longest inputs of the random models.
inline constexpr std::uint64_t kLongestTrial = 9;

/// One row and one kind of cut on `count` triples of a model, an input and a partition, as a result
/// of kind `bound`: sampled if the two parties always give the model's output, bit for bit, with at
/// most as many bits as the formula says and none against its direction; else refuted, with the
/// first triple.
Result run_atlas_protocol(const Architecture& row, const CutBits& cut, std::uint64_t count,
                          std::uint64_t seed, Work& work);

/// All cuts of these rows.
std::vector<Result> run_atlas_protocols(const std::vector<const Architecture*>& rows,
                                        std::uint64_t count, std::uint64_t seed, Work& work);

}  // namespace separatrix

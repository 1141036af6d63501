// Bounds on the communication of a function for one partition of its positions, each with its
// convention, from the measures of its matrix [KN97].
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "bounds/communication/problem.hpp"
#include "evidence/result.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// The names under which bounds stand in records: who must know the answer, one-way or two-way.
namespace conventions {
inline constexpr const char* kQuantity = "communication";
inline constexpr const char* kBothKnow = "deterministic, two-way, both know the answer";
inline constexpr const char* kOneKnows = "deterministic, two-way, one knows the answer";
inline constexpr const char* kFromAlice = "deterministic, one-way from Alice, Bob answers";
inline constexpr const char* kFromBob = "deterministic, one-way from Bob, Alice answers";
inline constexpr const char* kFromPrefix =
    "deterministic, one-way from the prefix, the receiver answers";
inline constexpr const char* kProofOfOne = "nondeterministic, a proof of the answer 1";
inline constexpr const char* kProofOfZero = "nondeterministic, a proof of the answer 0";
inline constexpr const char* kRandomFromAlice =
    "randomised, one-way from Alice, public coins, error 1/3";
inline constexpr const char* kRandomFromBob =
    "randomised, one-way from Bob, public coins, error 1/3";
// Randomised players who each answer by the own input as well may do with one bit less
// (discrepancy.hpp): that both know the answer would not be enough for the bound.
inline constexpr const char* kRandom =
    "randomised, two-way, public coins, error 1/3, the transcript tells the answer";
}  // namespace conventions

/// halves, odd-even or prefix:K where the partition is one of these, else its word ABBA..
std::string partition_name(const Split& split);

/// A result of kind `bound`: all measures of the matrix of each answer digit as notes, and the
/// bounds that follow; an answer of several digits costs at least what its dearest digit does.
/// `certified` with a certificate of kind "communication-matrix": for each digit the matrix of the
/// different rows and columns, the first word of each (symbols in the order of the positions held;
/// left out if `alphabets`, one for each position, is empty), its ranks and fooling sets. Beyond
/// 2^16 entries it is left out, with a note. Undecided if the work was stopped. Error (argument
/// "problem") for a problem without an answer digit.
Result communication_result(const TaskInstance& task, const ProblemMatrix& problem,
                            std::span<const std::size_t> alphabets, const Split& split, Work& work);

/// The cut into a prefix and a suffix, neither empty, that costs the holder of the prefix most
/// bits, exactly. `widths`: numbers of residual functions after 0, 1, .. symbols. Error (argument
/// "widths") for fewer than two symbols.
Bound dearest_prefix_cut(const std::vector<std::size_t>& widths);

}  // namespace separatrix

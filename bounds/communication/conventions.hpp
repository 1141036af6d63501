// The names under which bounds on communication stand in records.
#pragma once

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

}  // namespace separatrix

// The claim of a result that consists of bounds, and names in it.
#pragma once

#include "claim.hpp"

namespace checker {

namespace conventions {
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
inline constexpr const char* kRandom =
    "randomised, two-way, public coins, error 1/3, the transcript tells the answer";
}  // namespace conventions

/// Rejected if the result claims anything but bounds (evidence, measures, ..), rests on a citation,
/// or has no bound. A hidden size is refused too, unless the check proves it (`sized`),
/// and a construction, unless the check reads it (`described`).
Claim read_bound_claim(const Json& result, bool sized = false, bool described = false);

/// Rejected unless there is one bound, of this quantity, convention and partition, and it states
/// these bits exactly; no upper bound if `upper` is empty.
void require_only_bound(const Claim& claim, const Bound& bound);

/// Rejected unless `name` stands for the partition `word` of letters A and B: the word itself,
/// "halves" (Alice the first, smaller one), "odd-even" or "prefix:K".
void require_partition(const std::string& name, const std::string& word);

}  // namespace checker

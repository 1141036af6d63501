// The rows of the audit. The claimed constant is an argument, so that a test can plant a true and a
// false claim and see the verdict follow.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/effort.hpp"
#include "evidence/result.hpp"
#include "numerics/rational.hpp"
#include "parallel/work.hpp"

namespace separatrix::audit {

/// T4: the protocol of a one-layer head costs at most `factor` m (p + log2 N) bits.
std::vector<Result> communication_bits(std::uint64_t factor, Effort effort, Work& work);

/// T4: the same claim, on the wire.
std::vector<Result> measured_bits(std::uint64_t factor, Effort effort, Work& work);

/// T5, T10: hence m H >= (N - 1) / (factor (p + log2 N)) for Dyck-(2,2).
std::vector<Result> hidden_size(std::uint64_t factor, Effort effort, Work& work);

/// The minimal complete automaton of Dyck-(2,2) has `states` states.
std::vector<Result> dyck_automaton(std::uint64_t states, Effort effort, Work& work);

/// P9: m p >= N, where N is one of these numbers of a recall with M pairs over M keys.
struct RecallReading {
  std::string name;        ///< what N counts
  std::uint64_t per_pair;  ///< N = per_pair M + constant
  std::uint64_t constant;
};
std::vector<Result> recall_count(const std::vector<RecallReading>& readings, Effort effort,
                                 Work& work);

/// Q_p needs at most 2 Kc log2 N + `extra` bits.
std::vector<Result> precision_bits(std::uint64_t extra, Effort effort, Work& work);

/// L1: protocols for Dyck-(2,2), odd against even positions, need at least N + `offset` bits.
std::vector<Result> dyck_communication(std::int64_t offset, Effort effort, Work& work);

/// T6: the scale eta = factor (ln N + Kc ln 2N), factor 1 as stated: against the derived inequality
/// eta >= 2 ln((N-1)(2 N^Kc - 1)); and whether every weight really rounds (to nearest) to 1 at the
/// target and to 0 elsewhere, for the lemma's worst case (mu = 1/2), for exact self products
/// (mu = 3/4), and on the actual vectors of the paper's family.
std::vector<Result> equality_scale(const Rational& factor, Effort effort, Work& work);

/// T6 by the letter under rounding: inputs +-1, weights of the lemma's worst case (every other
/// logit eta/2 below the target's), the difference |x - copy| / 2 by two ReLUs, uniform average,
/// answer "unequal" at threshold / N and above; the paper has threshold 1. One result per semantics
/// (`per operation`: each exp is rounded first, SPEC section 1; `weight only`: exact up to the
/// weight, which is rounded once, the paper's argument) and rounding; then the program's own model
/// with its restoring gate, certified on the same grids.
std::vector<Result> equality_rounding(const Rational& threshold, Effort effort, Work& work);

/// T7: the width is O(log N), read as: k / log2 N at most grows by `factor` from N = 2^8 to 2^40.
std::vector<Result> neighbour_width(const Rational& factor, Effort effort, Work& work);

/// T13: one network of `units` units serves all positions from the paper's embedding.
std::vector<Result> position_features(std::uint64_t units, Effort effort, Work& work);

}  // namespace separatrix::audit

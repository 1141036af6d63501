// The rows of the audit. The claimed constant is an argument, so that a test can plant a true and a
// false claim and see the verdict follow.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/effort.hpp"
#include "evidence/result.hpp"
#include "parallel/work.hpp"

namespace separatrix::audit {

/// T4: the protocol of a one-layer head costs at most `factor` m (p + log2 N) bits.
std::vector<Result> communication_bits(std::uint64_t factor, Effort effort, Work& work);

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

}  // namespace separatrix::audit

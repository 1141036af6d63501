// What the claims about recurrent models share: a construction set against its task.
#pragma once

#include <string>
#include <vector>

#include "analysis/claims.hpp"
#include "analysis/verify.hpp"
#include "constructions/recurrent/catalogue.hpp"
#include "tasks/catalogue.hpp"

namespace separatrix::claims {

struct RecurrentCase {
  std::string task;
  std::uint64_t n = 0;
  RecurrentRequest model{};  // also names `automaton` and `residual`
  Mode mode = Mode::certified;
  std::string arithmetic = "interval";
  std::string sampler{};  // sampled: the task's name for it; empty: its first
};

/// One step per case, in order; a title names task, model, size and arithmetic.
std::vector<ClaimStep> recurrent_steps(const std::vector<RecurrentCase>& cases);

}  // namespace separatrix::claims

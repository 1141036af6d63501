// Running the steps of `separatrix paper`: two side by side, each kept as soon as it ends.
#pragma once

#include <cstdio>
#include <vector>

#include "cli/paper_journal.hpp"
#include "cli/paper_plan.hpp"
#include "cli/progress.hpp"

namespace separatrix::cli {

/// Runs what the journal has not kept and returns all results in the order of the plan; prints one
/// line per step, in that order too. Once `work` is stopped no step begins, and what was cut short
/// is returned but not kept.
///
/// Some steps of minutes use one thread. So two steps run at a time where there are two threads,
/// one from the front of the plan and one from its end, where the long ones are; what they ask for
/// in parallel shares the same threads. Memory is that of two steps, for any number of threads.
std::vector<Result> run_plan(const std::vector<PaperStep>& plan, Journal& journal, std::FILE* out,
                             Steps& steps, Work& work);

}  // namespace separatrix::cli

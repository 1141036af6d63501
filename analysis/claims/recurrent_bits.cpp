// R5: the smallest recurrent models, built and run on every input; R7: automata in a hidden state.
#include "analysis/claims/recurrent_case.hpp"

namespace separatrix::claims {

std::vector<ClaimStep> smallest_recurrent(Effort effort) {
  const RecurrentRequest smallest{.construction = "residual"};
  std::vector<RecurrentCase> cases;
  for (const char* task :
       {"equality", "inequality", "disjointness", "index-lookup", "index-lookup:query-first",
        "random-function:1", "random-function:2", "sparse-threshold:majority"})
    cases.push_back(
        {task, std::string(task).starts_with("random") ? 12U : 16U, smallest, Mode::exhaustive});
  if (effort == Effort::full)
    cases.push_back({"random-function:1", 16, smallest, Mode::exhaustive});
  return recurrent_steps(cases);
}

std::vector<ClaimStep> automata(Effort effort) {
  const RecurrentRequest bits{.construction = "automaton"};
  const RecurrentRequest net{.construction = "dfa-rnn"};
  std::vector<RecurrentCase> cases;
  for (const char* task : {"dyck:2:2", "dyck:2:3", "language:(ab)*", "language:(a|b)*abb(a|b)*"})
    for (const RecurrentRequest& model : {bits, net}) cases.push_back({task, 12, model});
  cases.push_back({"dyck:3:6", 12, bits});
  if (effort == Effort::full) cases.push_back({"dyck:3:4", 12, net});
  return recurrent_steps(cases);
}

}  // namespace separatrix::claims

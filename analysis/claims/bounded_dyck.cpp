// R1, R2 [HHGLM20], R3 [BAG20b], R4 [YPPN21]: evidence that recurrent nets of constant size, and
// Transformers of logarithmic width, recognise and generate Dyck-(n,k).
//
//  - certified for strings of every length: over the reals by invariant boxes, one-hot up to
//    Dyck-(8,6), and with codes of logarithmic length for Dyck-(128,20), which has more states than
//    can be listed; on the paper's grid by listing the states that are reached;
//  - exhaustive on the grid, all 4^12 strings;
//  - sampled in float formats, adversarial strings included.
#include "analysis/claims/case.hpp"
#include "analysis/claims/recurrent_case.hpp"

namespace separatrix::claims {
namespace {

/// What is shown of both constructions of HHGLM20, recogniser and generator.
std::vector<RecurrentCase> stack_cases(const std::string& construction, Effort effort) {
  const RecurrentRequest one_hot{.construction = construction};
  const RecurrentRequest log{.construction = construction, .encoding = "log"};
  const RecurrentRequest binary{.construction = construction, .encoding = "binary"};
  std::vector<RecurrentCase> cases;
  for (const std::string role : {"dyck", "dyck-next"}) {
    cases.push_back({role + ":2:2", 12, one_hot});
    cases.push_back({role + ":2:2", 12, one_hot, Mode::certified, "fixed:3:down"});
    cases.push_back({role + ":5:3", 12, log});
    cases.push_back({role + ":8:6", 64, one_hot});
    cases.push_back({role + ":2:2", 12, one_hot, Mode::exhaustive, "fixed:3:down"});
    cases.push_back({role + ":3:2", 8, binary, Mode::exhaustive, "fixed:4:down"});
  }
  cases.push_back({"dyck:128:20", 1024, log});
  cases.push_back({"dyck-next:128:20", 1024, binary});
  cases.push_back({"dyck:8:6", 200, log, Mode::sampled, "float32", "paper"});
  cases.push_back({"dyck:8:6", 200, log, Mode::sampled, "float32", "wrong-type"});
  cases.push_back({"dyck:8:6", 200, log, Mode::sampled, "bfloat16", "too-deep"});
  if (effort == Effort::full) {
    cases.push_back({"dyck:128:20", 1024, binary});
    cases.push_back({"dyck-next:128:20", 1024, log});
    cases.push_back({"dyck:2:2", 14, one_hot, Mode::exhaustive, "fixed:3:down"});
  }
  return cases;
}

}  // namespace

std::vector<ClaimStep> dyck_rnn(Effort effort) {
  std::vector<RecurrentCase> cases = stack_cases("rnn", effort);
  for (const std::string activation : {"tanh", "saturated"})
    cases.push_back({"dyck:8:6", 64, {.construction = "rnn", .activation = activation}});
  return recurrent_steps(cases);
}

std::vector<ClaimStep> dyck_lstm(Effort effort) {
  return recurrent_steps(stack_cases("lstm", effort));
}

std::vector<ClaimStep> dyck_relu(Effort effort) {
  const RecurrentRequest relu{.construction = "relu-rnn"};
  std::vector<RecurrentCase> cases{
      {"dyck:2:2", 12, relu},
      {"dyck-next:2:2", 12, relu},
      {"dyck:3:5", 64, relu},
      {"dyck-next:3:5", 64, relu},
      {"dyck:2:2", 12, relu, Mode::exhaustive, "float64"},
      {"dyck:2:2", 1000, relu, Mode::sampled, "float32", "wrong-type"}};
  if (effort == Effort::full)
    for (const std::string role : {"dyck", "dyck-next"}) cases.push_back({role + ":8:6", 64, relu});
  return recurrent_steps(cases);
}

std::vector<ClaimStep> dyck_transformer(Effort effort) {
  const ModelRequest layers = addressed_by("", "transformer");
  const auto certified = [&](const std::string& id, std::uint64_t n) {
    return Case{{.id = id, .n = n}, layers};
  };
  const auto run = [&](const std::string& id, std::uint64_t n, Mode mode,
                       const std::string& arithmetic, const std::string& sampler) {
    return Case{{.id = id, .n = n}, layers, mode, arithmetic, sampler};
  };
  std::vector<Case> cases{certified("dyck:2:2", 1024),
                          certified("dyck-next:2:2", 1024),
                          certified("dyck:8:6", 1024),
                          certified("dyck-next:8:6", 1024),
                          run("dyck:2:2", 6, Mode::exhaustive, "fixed:3:down", ""),
                          run("dyck-next:2:2", 6, Mode::exhaustive, "fixed:3:down", ""),
                          run("dyck:2:2", 64, Mode::sampled, "float64", "wrong-type")};
  if (effort == Effort::full)
    cases.push_back(run("dyck:2:2", 8, Mode::exhaustive, "fixed:3:down", ""));
  return verify_steps(cases);
}

std::vector<ClaimStep> one_layer(Effort effort) {
  const ModelRequest one = addressed_by("", "one-layer");
  const auto run = [&](const std::string& id, std::uint64_t n) {
    return Case{{.id = id, .n = n}, one, Mode::exhaustive, "fixed:3:down"};
  };
  std::vector<Case> cases{run("equality", 12), run("disjointness", 12), run("dyck:2:2", 6),
                          run("dyck:1:2", 12)};
  cases.push_back({{.id = "dyck:2:2", .n = 32}, one, Mode::sampled, "fixed:3:down", "wrong-type"});
  if (effort == Effort::full) {
    cases.push_back(run("equality", 16));
    cases.push_back(run("disjointness", 16));
    cases.push_back(run("dyck:2:2", 8));
  }
  return verify_steps(cases);
}

}  // namespace separatrix::claims

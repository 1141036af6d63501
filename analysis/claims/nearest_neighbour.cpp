// T7 [BHBK24]: evidence that a two-layer Transformer finds the label of the nearest neighbour.
//
//  - the paper's construction with its own vectors, accurate to gamma/100: certified where these
//    are short enough to be built, and at a useful size the dimension that they would need;
//  - the construction that copies points to labels, without gamma in its width: certified for all
//    inputs of the domain, margins down to 1/1024; multi-query and associative recall likewise;
//  - sampled on the paper's grid and in the float formats of practice.
#include "analysis/claims/case.hpp"
#include "analysis/verify_result.hpp"

namespace separatrix::claims {
namespace {

TaskRequest points(std::uint64_t n, std::uint64_t dimension, const Rational& gamma) {
  return {.id = "nearest-neighbour", .n = n, .dimension = dimension, .gamma = gamma};
}

/// Keys of the smallest alphabet that has enough of them.
TaskRequest keys(const std::string& id, std::uint64_t n) {
  return {.id = id, .n = n, .alphabet = 0};
}

Case by_paper(const TaskRequest& task) { return {task, addressed_by("", "paper")}; }

Case by_copy(const TaskRequest& task, const std::string& family = "") {
  return {task, addressed_by(family, "copy")};
}

Case sampled(const TaskRequest& task, const std::string& arithmetic,
             const std::string& sampler = "") {
  return {task, addressed_by("", "copy"), Mode::sampled, arithmetic, sampler};
}

}  // namespace

std::vector<ClaimStep> nearest_neighbour(Effort effort) {
  constexpr std::uint64_t k20 = std::uint64_t{1} << 20;
  const Rational coarse(1, 16);
  const Rational fine(1, 1024);
  std::vector<Case> cases{by_paper(points(4, 2, Rational(3, 2))),
                          by_paper(keys("mqar", 4)),
                          by_paper(keys("associative-recall", 2)),
                          by_copy(points(1024, 16, coarse)),
                          by_copy(points(1024, 16, fine)),
                          by_copy(points(1024, 16, coarse), "linear-code"),
                          by_copy(points(k20, 16, fine)),
                          by_copy(keys("mqar", 1024)),
                          by_copy(keys("associative-recall", 1024)),
                          by_copy(keys("associative-recall", k20)),
                          sampled(points(16, 8, coarse), "fixed:3:down"),
                          sampled(keys("mqar", 16), "fixed:3:down"),
                          sampled(points(32, 16, coarse), "float32"),
                          sampled(points(32, 16, coarse), "float32", "adversarial"),
                          sampled(keys("associative-recall", 32), "float16", "adversarial")};
  if (effort == Effort::full) {
    cases.push_back(by_paper(points(4, 2, Rational(1))));
    cases.push_back(sampled(points(256, 16, fine), "float64", "adversarial"));
  }
  std::vector<ClaimStep> steps = verify_steps(cases);
  const TaskRequest useful = points(1024, 16, coarse);
  steps.push_back({"nearest-neighbour, paper, N = 1024, gamma 1/16", [useful](Work&) {
                     return *paper_neighbour_out_of_reach(*make_task(useful),
                                                          parse_format("interval"));
                   }});
  return steps;
}

}  // namespace separatrix::claims

// T5, T10 and T12: the width that one layer needs, from the communication of odd against even
// positions (Dyck-(2,2)) and of the two halves (inequality), and the protocol of T4.
//
// C13.1: two layers have no such protocol. Equality of the parts of any partition (L5) costs
// D = N/2 + 1 bits, but a two-layer Transformer of m p H = O((log N)^2) computes it; so a protocol
// of C m p H g(N) bits for all two-layer Transformers has C g(N) >= D / (m p H).
#include <fmt/format.h>

#include "analysis/claims/bound_steps.hpp"
#include "analysis/claims/case.hpp"
#include "analysis/communication.hpp"
#include "analysis/verify_result.hpp"

namespace separatrix::claims {
namespace {

constexpr std::uint64_t kLongest = std::uint64_t{1} << 20;
constexpr auto kOneLayer = ModelSize::Model::transformer_1;

ModelSize one_layer(std::uint64_t precision, std::uint64_t heads) {
  return {kOneLayer, 1, precision, heads};
}

/// m p H of a certified model beside the bits that its function costs.
Result against_protocols(const Case& c, Work& work) {
  const Setting s = set_up(c, work);
  const SamplePlan plan{s.task->samplers().front(), 1, 1};
  const Outcome outcome = verify(s.built.model, *s.task, Mode::certified, s.format, plan, work);
  const Subject about = subject(s.built, *s.task, s.format);
  Result result = closed_form_bound(c.task, Protocol::two_way, {}).value();
  result.theorem = "C13.1";
  result.construction = about.construction;
  result.measures = about.measures;
  result.arithmetic = to_string(s.format);
  const Measures& size = about.measures;
  const std::uint64_t product = size.width * size.precision_bits * size.heads;
  const Integer needed = *result.bounds.front().lower_bits;
  const std::uint64_t log = ceil_log2(c.task.n);
  result.notes.push_back(fmt::format(
      "m p H = {} x {} x {} = {} for {} bits: a protocol of C m p H g(N) bits for every two-layer "
      "Transformer has C g(N) >= {}/{}; that is {}/{} of N / (log2 N)^2",
      size.width, size.precision_bits, size.heads, product, needed.str(), needed.str(), product,
      Integer(needed * log * log).str(), Integer(Integer(product) * c.task.n).str()));
  result.status = outcome.status;
  result.reason.reset();
  if (outcome.status == Status::undecided) result.reason = outcome.reason;
  result.certificate = outcome.certificate;
  if (outcome.status == Status::refuted)
    result.counterexample = Counterexample{
        "the model is wrong", s.task->show(outcome.failure->input), {"separatrix", "paper"}};
  return result;
}

ClaimStep two_layer_step(std::uint64_t n, const std::string& family, const std::string& partition) {
  const Case c{{.id = "permuted-equality", .n = n, .partition = partition},
               addressed_by(family),
               Mode::certified,
               "fixed:3:down"};
  return {fmt::format("permuted-equality:{}, {}, N = {}, m p H", partition, family, n),
          [c](Work& work) { return against_protocols(c, work); }};
}

}  // namespace

std::vector<ClaimStep> attention_bounds(Effort effort) {
  std::vector<ClaimStep> steps{
      closed_form_step("T5", {.id = "dyck:2:2", .n = 1024}, Protocol::two_way, one_layer(32, 1)),
      closed_form_step("T5", {.id = "dyck:2:2", .n = 1024}, Protocol::two_way, one_layer(16, 4)),
      curve_step("T10", "dyck:2:2", kOneLayer, 32, kLongest),
      closed_form_step("T12", {.id = "inequality", .n = 1024}, Protocol::two_way, one_layer(32, 1)),
      curve_step("T12", "inequality", kOneLayer, 32, kLongest)};
  if (effort == Effort::full)
    for (const std::uint64_t precision : {8, 64})
      steps.push_back(curve_step("T10", "dyck:2:2", kOneLayer, precision, kLongest));
  return steps;
}

std::vector<ClaimStep> two_layer_protocols(Effort effort) {
  std::vector<ClaimStep> steps;
  for (const char* partition : {"odd-even", "random:1"}) {
    steps.push_back(two_layer_step(256, "random-sign", partition));
    steps.push_back(two_layer_step(256, "quadratic", partition));
  }
  steps.push_back(two_layer_step(1024, "quadratic", "random:1"));
  // A partition has a run of addresses for each position, which the certificate carries.
  steps.push_back(two_layer_step(4096, "quadratic", "odd-even"));
  if (effort == Effort::full) steps.push_back(two_layer_step(16384, "quadratic", "odd-even"));
  return steps;
}

}  // namespace separatrix::claims

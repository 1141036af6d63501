#include "analysis/claims/bound_steps.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "analysis/communication.hpp"
#include "analysis/hidden_curve.hpp"
#include "analysis/task_family.hpp"

namespace separatrix::claims {
namespace {

using Json = nlohmann::ordered_json;

std::string name_of(const TaskRequest& task) {
  return task.alphabet == 0 || task.alphabet == 2
             ? task.id
             : fmt::format("{}, alphabet {}", task.id, task.alphabet);
}

Json automaton_json(const Dfa& dfa) {
  Json accepting = Json::array();
  for (std::size_t s = 0; s < dfa.states; ++s)
    if (dfa.accepting[s]) accepting.push_back(s);
  return {{"states", dfa.states},
          {"start", dfa.start},
          {"accepting", accepting},
          {"transitions", dfa.transitions}};
}

Json pairs_json(const PairAutomaton& f) {
  Json json = automaton_json(f.dfa);
  json["alice"] = f.alice;
  json["bob"] = f.bob;
  return json;
}

/// ceil(log2 count) for count >= 1.
unsigned bits_of(const Integer& count) { return count == 1 ? 0 : msb(Integer(count - 1)) + 1; }

}  // namespace

void add_bound(Result& result, Bound bound) {
  result.kind = Kind::bound;
  result.bounds.push_back(std::move(bound));
}

void refute(Result& result, const std::string& what, nlohmann::ordered_json data) {
  result.status = Status::refuted;
  result.counterexample = Counterexample{what, std::move(data), {"separatrix", "paper"}};
}

Result bound_result(const std::string& theorem, const std::string& task, std::uint64_t n) {
  Result result;
  result.kind = Kind::analyze;
  result.theorem = theorem;
  result.task = TaskInstance{};
  result.task->name = task;
  result.task->n = n;
  return result;
}

void set_exhaustive(Result& result, const Integer& inputs, const Integer& failures) {
  Evidence evidence;
  evidence.domain_size = inputs;
  evidence.inputs_run = inputs;
  evidence.failures = failures;
  result.evidence = evidence;
  result.status = failures == 0 ? Status::exhaustive : Status::refuted;
}

ClaimStep matrix_step(const std::string& theorem, const TaskRequest& task,
                      const std::string& partition) {
  return {fmt::format("{}, N = {}, matrix, {}", name_of(task), task.n,
                      partition == "search" ? "partition found by search" : partition),
          [=](Work& work) {
            auto results = lower_bounds({task, partition, {}}, work);
            const auto is_matrix = [](const Result& result) {
              return std::ranges::count(result.bounds, conventions::kFromAlice,
                                        &Bound::convention) > 0;
            };
            const auto matrix = std::ranges::find_if(results, is_matrix);
            Result result;
            if (matrix != results.end()) {
              result = std::move(*matrix);
            } else {
              result.kind = Kind::analyze;
              result.task = family_instance(task, task.n);
              result.reason = "interrupted before the matrix was known";
            }
            result.theorem = theorem;
            return result;
          }};
}

ClaimStep closed_form_step(const std::string& theorem, const TaskRequest& task, Protocol protocol,
                           const std::optional<ModelSize>& model) {
  std::string title = fmt::format("{}, N = {}, {}", name_of(task), task.n,
                                  protocol == Protocol::one_way ? "one-way" : "two-way");
  if (model)
    title += model->model == ModelSize::Model::rnn
                 ? fmt::format(", rnn, p = {}", model->precision)
                 : fmt::format(", one layer, H = {}, p = {}", model->heads, model->precision);
  return {title, [=](Work&) {
            Result result = closed_form_bound(task, protocol, model).value();
            result.theorem = theorem;
            return result;
          }};
}

ClaimStep curve_step(const std::string& theorem, const std::string& task, ModelSize::Model model,
                     std::uint64_t precision, std::uint64_t longest) {
  return {fmt::format("{}, N = 16 to {}, {}, p = {}", task, longest,
                      model == ModelSize::Model::rnn ? "rnn" : "one layer", precision),
          [=](Work& work) {
            CurveRequest request;
            request.family = {.id = task, .n = longest};
            request.sizes = doubling_sizes(16, longest, size_step(task));
            request.precision = precision;
            request.model = model;
            Result result = curve_result(request, hidden_curve(request, known_complexity, work),
                                         known_complexity);
            result.theorem = theorem;
            return result;
          }};
}

ClaimStep family_step(const std::string& theorem, const PairedTask& task, bool value,
                      const Dfa& family, Mixed mixed, std::uint64_t n) {
  return {fmt::format("{}, N = {}, fooling set at every length", task.name, n), [=](Work&) {
            Result result = bound_result(theorem, task.name, n);
            result.task->lengths = Lengths::unbounded;
            if (const auto fault = family_fault(task.f, value, family, mixed)) {
              refute(result, "two cells of the family do not fool",
                     {{"alice", fault->alice},
                      {"bob", fault->bob},
                      {"other_alice", fault->other_alice},
                      {"other_bob", fault->other_bob}});
              return result;
            }
            const Integer cells = word_counts(family, n / 2).back();
            add_bound(result,
                      {conventions::kQuantity,
                       mixed == Mixed::both ? conventions::kOneKnows : conventions::kBothKnow,
                       task.partition, Integer(bits_of(cells)), std::nullopt,
                       fmt::format("fooling set for {}, checked for every length by a walk through "
                                   "the product of its automata [F4]",
                                   value ? 1 : 0)});
            result.status = Status::certified;
            result.certificate = {{"kind", "fooling-family"},
                                  {"value", value ? 1 : 0},
                                  {"mixed", mixed == Mixed::both ? "both" : "one"},
                                  {"function", pairs_json(task.f)},
                                  {"family", automaton_json(family)}};
            return result;
          }};
}

ClaimStep rank_step(const std::string& theorem, const PairedTask& task, const KroneckerForm& form,
                    std::uint64_t n) {
  return {fmt::format("{}, N = {}, ranks at every length", task.name, n), [=](Work&) {
            Result result = bound_result(theorem, task.name, n);
            result.task->lengths = Lengths::unbounded;
            if (const auto fault = kronecker_fault(task.f, form)) {
              refute(result, "the matrix is no such Kronecker power",
                     {{"alice", fault->alice}, {"bob", fault->bob}});
              return result;
            }
            const TwoRanks ranks = kronecker_ranks(form, static_cast<unsigned>(n / 2));
            add_bound(result, {conventions::kQuantity, conventions::kBothKnow, task.partition,
                               Integer(bits_by_ranks(ranks)), std::nullopt,
                               "rank f + rank(1 - f), from a Kronecker power checked for every "
                               "length by a walk"});
            result.status = Status::certified;
            result.certificate = {{"kind", "kronecker-rank"},
                                  {"scale", form.scale},
                                  {"shift", form.shift},
                                  {"factor", form.factor},
                                  {"function", pairs_json(task.f)}};
            return result;
          }};
}

}  // namespace separatrix::claims

#include "analysis/smallest.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "analysis/recurrent/finite.hpp"
#include "analysis/verify_result.hpp"
#include "constructions/automaton.hpp"
#include "constructions/residual.hpp"
#include "constructions/stationary.hpp"

namespace separatrix {
namespace {

constexpr unsigned kConflicts = 2000;       // for each number of states that is tried
constexpr std::size_t kMostShown = 64;      // times whose counts are written down
const Integer kMostRun = Integer(1) << 32;  // inputs that are run one by one
const std::string kQuantity = "bits of recurrent state";
const std::string kResiduals = "residual functions";

Bound exact(const std::string& convention, unsigned bits) {
  return {kQuantity, convention, "", Integer(bits), Integer(bits), kResiduals};
}

/// Right on every input: by running them, or where they are too many by the product argument.
Outcome settle(const FiniteRecurrence& model, const Task& task, Work& work) {
  const auto size = task.domain_size();
  if (task.automaton() && (!size || *size > kMostRun)) return certify(model, task, work);
  return run_exhaustively(model, task, work);
}

std::string widths_note(const LayeredAutomaton& automaton) {
  const std::vector<std::size_t> widths = automaton.widths();
  const std::size_t most = *std::ranges::max_element(widths);
  const std::string where = fmt::format("residual functions W_t, t = 0 to {}", automaton.length());
  if (widths.size() > kMostShown) return fmt::format("{}: at most {}", where, most);
  return fmt::format("{}: {}; at most {}", where, fmt::join(widths, " "), most);
}

/// Adds what running one of the models showed.
void add(Result& result, const Task& task, const std::string& convention,
         const FiniteRecurrence& model, Outcome outcome) {
  result.notes.push_back(
      fmt::format("{}: {} bits, {}", convention, model.bits,
                  outcome.status == Status::exhaustive
                      ? fmt::format("built and verified exhaustively: {} of {} inputs",
                                    outcome.inputs_run.str(), task.domain_size()->str())
                  : outcome.status == Status::certified
                      ? "built and certified by the product with the automaton"
                  : outcome.status == Status::refuted ? "built and wrong"
                                                      : "built, " + outcome.reason));
  if (outcome.status == Status::refuted) {
    result.counterexample = Counterexample{"the model is wrong", task.show(outcome.failure->input),
                                           task.run_arguments(outcome.failure->input)};
    result.counterexample->replay.insert(result.counterexample->replay.begin(),
                                         {"separatrix", "run"});
  }
  // The first model's evidence stands in the record; the second one may only make it worse.
  const bool first = !result.evidence;
  if (first) {
    result.construction =
        Construction{model.construction, {{"bits", model.bits}, {"convention", convention}}};
    const ModelMeasures sizes = measure(model);
    result.measures = Measures{sizes.width,          sizes.heads,      sizes.layers,
                               sizes.precision_bits, sizes.parameters, sizes.representation_bits};
    Evidence evidence;
    evidence.domain_size = task.domain_size();
    if (outcome.status != Status::certified) {
      evidence.inputs_run = outcome.inputs_run;
      evidence.failures = outcome.failures;
    }
    result.evidence = evidence;
    result.certificate = outcome.certificate;
  }
  if (first || outcome.status == Status::refuted ||
      (outcome.status == Status::undecided && result.status != Status::refuted)) {
    result.status = outcome.status;
    result.reason.reset();
    if (outcome.status == Status::undecided) result.reason = outcome.reason;
  }
}

/// Time-independent transitions.
void add_stationary(Result& result, const Task& task, const ResidualStates& states,
                    bool several_lengths, Work& work) {
  Bound bound{kQuantity, "time-independent transitions, answer from the state", "", {}, {}, ""};
  std::uint64_t lower = 0;
  std::uint64_t upper = 0;
  if (several_lengths) {
    for (const auto& layer : states.automaton.layers)
      lower = std::max<std::uint64_t>(lower, layer.states);
    if (!task.automaton()) return;
    upper = automaton_recurrence(task).steps[0].states;
    bound.method = "residual functions; the minimal automaton of all lengths";
  } else {
    const StationaryBounds found = smallest_stationary(states, kConflicts, work);
    lower = found.lower;
    upper = found.upper;
    if (task.automaton())
      upper = std::min<std::uint64_t>(upper, automaton_recurrence(task).steps[0].states);
    bound.method = "automata that agree at length N, by a SAT solver";
  }
  bound.lower_bits = Integer(ceil_log2(lower));
  bound.upper_bits = Integer(ceil_log2(upper));
  result.notes.push_back(
      lower == upper ? fmt::format("time-independent transitions: {} states", lower)
                     : fmt::format("time-independent transitions: {} to {} states", lower, upper));
  result.bounds.push_back(std::move(bound));
}

}  // namespace

Result analyze_smallest(const Task& task, Work& work) {
  Result result;
  result.kind = Kind::analyze;
  result.task = task_instance(task);
  const auto states = residual_states(task, work);
  if (!states) {
    result.reason = "interrupted while the inputs were tabulated";
    return result;
  }
  const LayeredAutomaton& automaton = states->automaton;
  result.notes.push_back(widths_note(automaton));
  const auto lengths = std::ranges::count_if(
      automaton.layers, [](const auto& layer) { return !layer.answers.empty(); });
  result.task->lengths = lengths > 1 ? Lengths::all : Lengths::exact;

  const std::string alone =
      lengths > 1 ? "time-dependent transitions, answer from the state at every length"
                  : "time-dependent transitions, answer from the state";
  result.bounds.push_back(exact(alone, state_bits(automaton)));
  const FiniteRecurrence model = residual_recurrence(*states, task, AnswerFrom::state);
  add(result, task, alone, model, settle(model, task, work));
  const auto size = task.domain_size();
  if (lengths == 1 && automaton.length() > 0) {
    const std::string beside = "time-dependent transitions, answer from state and last token";
    result.bounds.push_back(exact(beside, state_bits_beside_last_symbol(automaton)));
    if (size && *size <= kMostRun) {
      const FiniteRecurrence seeing =
          residual_recurrence(*states, task, AnswerFrom::state_and_last_token);
      add(result, task, beside, seeing, run_exhaustively(seeing, task, work));
    }
  }
  add_stationary(result, task, *states, lengths > 1, work);
  return result;
}

}  // namespace separatrix

#include "analysis/recurrent/certificate.hpp"

#include <functional>
#include <optional>
#include <string>

#include "analysis/recurrent/reachable_states.hpp"
#include "analysis/recurrent/real_failure.hpp"
#include "analysis/recurrent/stack_slot_certificate.hpp"
#include "analysis/recurrent/state_boxes.hpp"
#include "models/recurrent_json.hpp"
#include "tasks/dyck.hpp"
#include "tasks/task_automaton.hpp"

namespace separatrix {

Outcome certify(const RecurrentNetwork& net, const Task& task, const Format& format, Work& work) {
  Outcome outcome;
  const auto settled = [&](const std::string& name, Outcome next) {
    if (next.status == Status::undecided)
      next.reason =
          (outcome.reason.empty() ? "" : outcome.reason + "; ") + name + ": " + next.reason;
    outcome = std::move(next);
    if (outcome.certificate) {  // what is claimed comes first
      nlohmann::ordered_json certificate{
          {"kind", (*outcome.certificate)["kind"]}, {"task", task.id()}, {"model", to_json(net)}};
      certificate.update(*outcome.certificate);
      outcome.certificate = std::move(certificate);
    }
    return outcome.status != Status::undecided || work.stopped();
  };
  if (const auto* dyck = dynamic_cast<const DyckTask*>(&task)) {
    const DyckAnswer answer = task.answer_digits() == 1 ? DyckAnswer::member : DyckAnswer::next;
    if (settled("boxes by stack slot", certify_by_stack_slots(net, dyck->types(), dyck->depth(),
                                                              answer, format, task.grid_n(), work)))
      return outcome;
  }
  const auto automaton = task.automaton();
  if (!automaton) {
    outcome.reason += (outcome.reason.empty() ? "" : "; ");
    outcome.reason += "the task has no automaton of a size that can be listed";
    return outcome;
  }
  if (settled("reachable states",
              certify_by_reachable_states(net, *automaton, format, task.grid_n(), work)))
    return outcome;
  if (settled("boxes by state",
              certify_by_state_boxes(net, *automaton, format, task.grid_n(), work)))
    return outcome;
  if (format.kind == Format::Kind::interval) {
    outcome.failure = real_failure(net, *automaton, work);
    if (outcome.failure) outcome.status = Status::refuted;
  }
  return outcome;
}

}  // namespace separatrix

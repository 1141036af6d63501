#include "constructions/any_model.hpp"

#include <algorithm>

#include "constructions/automaton.hpp"
#include "constructions/residual.hpp"
#include "numerics/error.hpp"
#include "tasks/boolean_function.hpp"
#include "tasks/dyck.hpp"
#include "tasks/index_lookup.hpp"
#include "tasks/language.hpp"

namespace separatrix {
namespace {

template <class List>
bool names(const List& list, const std::string& construction) {
  return std::ranges::any_of(list, [&](const auto& c) { return c.id == construction; });
}

const std::string kAutomaton = "automaton";
const std::string kResidual = "residual";

ModelKind default_kind(const Task& task) {
  if (dynamic_cast<const DyckTask*>(&task) != nullptr) return ModelKind::net;
  const auto* lookup = dynamic_cast<const IndexLookup*>(&task);
  const bool first = lookup != nullptr && lookup->query() == IndexLookup::Query::first;
  if (first || dynamic_cast<const LanguageTask*>(&task) != nullptr ||
      dynamic_cast<const BooleanFunction*>(&task) != nullptr)
    return ModelKind::finite;
  return ModelKind::transformer;
}

}  // namespace

ModelKind kind_of_model(const Task& task, const std::string& construction) {
  if (construction.empty()) return default_kind(task);
  if (names(net_list(), construction)) return ModelKind::net;
  if (names(finite_construction_list(), construction)) return ModelKind::finite;
  return ModelKind::transformer;
}

std::vector<ConstructionInfo> finite_construction_list() {
  return {{"any language", kAutomaton, "a DFA in ceil(log2 states) bits, at every length"},
          {"most tasks", kResidual, "the smallest recurrent model: a state per residual function"}};
}

BuiltFinite build_finite(const Task& task, const std::string& construction) {
  const bool by_automaton =
      construction == kAutomaton ||
      (construction.empty() && dynamic_cast<const LanguageTask*>(&task) != nullptr);
  BuiltFinite built;
  if (by_automaton) {
    built.model = automaton_recurrence(task);
  } else if (construction.empty() || construction == kResidual) {
    Work work;  // at most 2^24 inputs, some seconds
    built.model = residual_recurrence(*residual_states(task, work), task, AnswerFrom::state);
  } else {
    throw Error("build_finite", "--construction",
                "'" + construction + "' is not automaton or residual");
  }
  return built;
}

}  // namespace separatrix

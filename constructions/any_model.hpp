// A model of any of the three kinds, by name.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "constructions/catalogue.hpp"
#include "constructions/recurrent/catalogue.hpp"
#include "models/finite_recurrence.hpp"

namespace separatrix {

enum class ModelKind { transformer, net, finite };

/// Which kind of model a construction of a task is. No name stands for the task's first one: the
/// simple RNN for bounded Dyck, the automaton for regular languages, the smallest recurrent model
/// for truth tables and for index lookup with the query first, else a Transformer.
ModelKind kind_of_model(const Task& task, const std::string& construction);

struct BuiltFinite {
  FiniteRecurrence model;
  nlohmann::ordered_json parameters = nlohmann::ordered_json::object();
};

using AnyModel = std::variant<BuiltModel, BuiltNet, BuiltFinite>;

/// Constructions `automaton` and `residual` (the smallest recurrent model), and what they are.
std::vector<ConstructionInfo> finite_construction_list();

/// Error (argument --construction) for another name, or if the task has no such model.
BuiltFinite build_finite(const Task& task, const std::string& construction);

}  // namespace separatrix

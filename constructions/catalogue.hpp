// Models by name: from what a user can say to a model with its parameters.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "constructions/addresses/catalogue.hpp"
#include "models/transformer.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// How the logit scale eta is chosen: the paper's formula; the smallest that the class certificate
/// accepts for the addresses at hand; a given number; or `automatic`, the paper's where the
/// addresses meet its hypothesis (every other score at least 1/2 below the target's) or are too
/// many to check, and the smallest elsewhere.
struct ScaleChoice {
  enum class Rule { automatic, paper, smallest, value };
  Rule rule = Rule::automatic;
  Rational value;
};

/// Reads "auto", "paper", "smallest" or a positive number; throws Error (argument "--eta")
/// otherwise.
ScaleChoice parse_scale(const std::string& text);

struct ModelRequest {
  std::string construction;  // empty: the paper's where the addresses allow it, else compact
  vectors::Request vectors;  // family empty: random-sign, the paper's; n is filled in
  ScaleChoice scale;
};

struct BuiltModel {
  Transformer model;
  std::shared_ptr<const Addresses> addresses;
  Rational eta;
  nlohmann::ordered_json parameters;  // everything needed to build it again
};

struct ConstructionInfo {
  std::string task;
  std::string id;
  std::string title;
};

std::vector<ConstructionInfo> construction_list();

/// Error (argument --construction) if the task has no construction of that name.
BuiltModel build_model(const Task& task, const ModelRequest& request, Work& work);

}  // namespace separatrix

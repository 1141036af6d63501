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

/// How the logit scale eta is chosen.
///  - `paper`: the paper's formula as stated.
///  - `derived`: the paper's derivation (comparison, sparse-threshold): weights round to 1 and 0.
///  - `smallest`: the smallest that the certificate over the reals accepts for these addresses.
///  - `value`: a given number.
///  - `automatic`: index lookup: the paper's where the addresses meet its hypothesis (every other
///    score at least 1/2 below the target's) or are too many to check, and the smallest elsewhere;
///    comparison and sparse-threshold: the derivation with the addresses' own margin; nearest
///    neighbour: the paper's for T7, the smallest for `copy`; bounded Dyck: the smallest.
struct ScaleChoice {
  enum class Rule { automatic, paper, derived, smallest, value };
  Rule rule = Rule::automatic;
  Rational value;
};

/// Reads "auto", "paper", "derived", "smallest" or a positive number; throws Error (argument
/// "--eta") otherwise.
ScaleChoice parse_scale(const std::string& text);

struct ModelRequest {
  std::string construction;  // empty: the paper's where the addresses allow it
  /// family empty: random-sign, the paper's; n is filled in; gamma 0: what the construction needs.
  vectors::Request vectors;
  ScaleChoice scale;
  Rational kc = 3;  // of the grid for which a derived scale is meant
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
  bool addressed = true;  ///< takes an address family
};

std::vector<ConstructionInfo> construction_list();

/// Error (argument --construction) if the task has no construction of that name.
BuiltModel build_model(const Task& task, const ModelRequest& request, Work& work);

}  // namespace separatrix

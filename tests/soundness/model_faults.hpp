// Faults of models, planted in their JSON: one or two generated places, each changed in a generated
// way.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "numerics/random.hpp"

namespace separatrix::soundness {

struct ModelFault {
  nlohmann::ordered_json model;
  std::string name;  ///< place and change: "layer 1.head lookup.query address->address: doubled"
};

/// The places of a model's JSON that faults may change: numbers, flags, activations, answers, rows
/// and entries of tables to swap, parts to leave out. Names, spaces and the vocabulary, which say
/// what the model is about, are none.
class FaultPlaces {
 public:
  explicit FaultPlaces(const nlohmann::ordered_json& model);

  /// A kind of place is drawn first, so that a large table is not all that is ever changed, then a
  /// place of the kind, then a change; one time in four a second fault joins it.
  ModelFault draw(Random& random) const;

 private:
  struct Place {
    nlohmann::ordered_json::json_pointer at;
    std::string kind;  ///< the path with the names of its parts
  };
  std::string plant(nlohmann::ordered_json& model, Random& random) const;
  void find(const nlohmann::ordered_json& json, const Place& here);
  void add(const Place& place);

  nlohmann::ordered_json model_;
  std::vector<std::vector<Place>> kinds_;
};

}  // namespace separatrix::soundness

#include "models/architectures/receptive_field.hpp"

namespace separatrix::architectures {

std::vector<std::size_t> receptive_field(const LocalModel& model, std::size_t length) {
  std::vector<std::size_t> field;
  for (const Place& place : needed(model, length))
    if (place.layer == 0) field.push_back(place.position);
  return field;
}

}  // namespace separatrix::architectures

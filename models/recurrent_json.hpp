// Recurrent nets as JSON: `separatrix/recurrent/1`. What is written can be read back and verified
// like ours.
#pragma once

#include <nlohmann/json.hpp>

#include "models/recurrent.hpp"

namespace separatrix {

nlohmann::ordered_json to_json(const RecurrentNetwork& net);

/// Reads and validates a net. Fail-closed: a missing, unknown or ill-typed field is an Error that
/// names its path.
RecurrentNetwork recurrent_from_json(const nlohmann::ordered_json& json);

}  // namespace separatrix

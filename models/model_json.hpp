// Models as JSON: `separatrix/model/2`. What is written can be read back and verified like ours.
#pragma once

#include <functional>
#include <memory>

#include <nlohmann/json.hpp>

#include "models/transformer.hpp"

namespace separatrix {

/// Builds an address code again from what `AddressCode::describe` wrote.
using CodeFactory =
    std::function<std::shared_ptr<const AddressCode>(const nlohmann::ordered_json&)>;

nlohmann::ordered_json to_json(const Transformer& model);

/// Reads and validates a model. Fail-closed: a missing, unknown or ill-typed field is an Error that
/// names its path.
Transformer transformer_from_json(const nlohmann::ordered_json& json, const CodeFactory& codes);

}  // namespace separatrix

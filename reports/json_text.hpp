// JSON as text that people can read and that does not grow with its depth.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace separatrix {

/// Two spaces of indentation a level; an object or list that fits into the rest of a line of 100
/// columns stands on that line, and the numbers of a longer list fill lines. No line break at the
/// end. Bytes that are not UTF-8 become U+FFFD.
std::string json_text(const nlohmann::ordered_json& json);

}  // namespace separatrix

// Addresses by name: the sign families, `quadratic`, and `digits:r`.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "constructions/addresses/addresses.hpp"
#include "constructions/vectors/catalogue.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// `quadratic`, `digits:2`, or what vectors::make_family takes. Sign vectors come with their
/// coherence checked exactly; where that would take too long (random signs at large N) they come
/// without, and nothing is certified from them. Throws Error as make_family does.
std::shared_ptr<const Addresses> make_addresses(const vectors::Request& request, Work& work);

/// Whether `family` names quadratic or digit addresses.
bool is_digit_family(const std::string& family);

/// The inverse of AddressCode::describe.
std::shared_ptr<const Addresses> addresses_from_json(const nlohmann::ordered_json& json,
                                                     Work& work);

}  // namespace separatrix

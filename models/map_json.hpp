// The parts that all models share, as JSON: vocabularies, layouts, affine maps, tables.
//
// Readers are fail-closed and name the path of what they refuse.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "models/affine_map.hpp"
#include "models/layout.hpp"
#include "models/tokens.hpp"

namespace separatrix {

/// `path[i]`.
std::string json_item(const std::string& path, std::size_t i);

nlohmann::ordered_json write_vocabulary(const std::vector<TokenKind>& vocabulary);
std::vector<TokenKind> read_vocabulary(const nlohmann::ordered_json& list, const std::string& path);

nlohmann::ordered_json write_layout(const Layout& layout);
Layout read_layout(const nlohmann::ordered_json& list, const std::string& path);

nlohmann::ordered_json write_rows(const std::vector<std::vector<Rational>>& rows);
std::vector<std::vector<Rational>> read_rows(const nlohmann::ordered_json& list,
                                             const std::string& path);

/// Blocks and biases only: the spaces of a map follow from where it stands.
nlohmann::ordered_json write_map(const AffineMap& map);
AffineMap read_map(const nlohmann::ordered_json& json, const std::string& path, const Layout& in,
                   const Layout& out);

}  // namespace separatrix

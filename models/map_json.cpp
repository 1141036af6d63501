#include "models/map_json.hpp"

#include <algorithm>

#include "models/json_fields.hpp"
#include "numerics/error.hpp"

namespace separatrix {

using Json = nlohmann::ordered_json;

namespace {

/// Longer biases whose entries are all equal are written as that entry: those of gates that act on
/// addresses have hundreds of thousands.
constexpr std::size_t kLongBias = 64;

Json write_bias(const Bias& bias) {
  const bool long_and_equal =
      bias.values.size() > kLongBias &&
      std::ranges::all_of(bias.values, [&](const Rational& x) { return x == bias.values[0]; });
  if (long_and_equal) return Json{{"to", bias.to}, {"every", to_json_number(bias.values[0])}};
  return Json{{"to", bias.to}, {"values", to_json_numbers(bias.values)}};
}

Bias read_bias(JsonFields& bias, const std::string& path, const Layout& out) {
  const std::string to = bias.text("to");
  if (!bias.has("every")) return {to, bias.numbers("values")};
  if (!out.has(to)) throw Error("model_from_json", path, path + ": there is no subspace " + to);
  return {to, std::vector<Rational>(out.dimension(to), bias.number("every"))};
}

}  // namespace

Json write_layout(const Layout& layout) {
  Json list = Json::array();
  for (const Subspace& s : layout.subspaces())
    list.push_back(Json{{"name", s.name}, {"dimension", s.dimension}});
  return list;
}

Json write_rows(const std::vector<std::vector<Rational>>& rows) {
  Json list = Json::array();
  for (const auto& row : rows) list.push_back(to_json_numbers(row));
  return list;
}

Json write_map(const AffineMap& map) {
  Json blocks = Json::array();
  for (const Block& block : map.blocks) {
    Json b{{"to", block.to}, {"from", block.from}};
    if (const auto* scale = std::get_if<Scale>(&block.coefficients))
      b["scale"] = to_json_number(scale->factor);
    else if (const auto* diagonal = std::get_if<Diagonal>(&block.coefficients))
      b["diagonal"] = to_json_numbers(diagonal->entries);
    else
      b["dense"] = to_json_numbers(std::get<Dense>(block.coefficients).entries);
    blocks.push_back(b);
  }
  Json biases = Json::array();
  for (const Bias& bias : map.biases) biases.push_back(write_bias(bias));
  return Json{{"blocks", blocks}, {"biases", biases}};
}

std::string json_item(const std::string& path, std::size_t i) {
  return path + "[" + std::to_string(i) + "]";
}

Layout read_layout(const Json& list, const std::string& path) {
  if (!list.is_array()) throw Error("model_from_json", path, path + ": must be a list");
  std::vector<Subspace> subspaces;
  for (std::size_t i = 0; i < list.size(); ++i) {
    JsonFields fields(list[i], json_item(path, i));
    subspaces.push_back({fields.text("name"), fields.count("dimension")});
    fields.finish();
  }
  return Layout(std::move(subspaces));
}

std::vector<std::vector<Rational>> read_rows(const Json& list, const std::string& path) {
  if (!list.is_array()) throw Error("model_from_json", path, path + ": must be a list");
  std::vector<std::vector<Rational>> rows;
  for (std::size_t i = 0; i < list.size(); ++i)
    rows.push_back(json_numbers(list[i], json_item(path, i)));
  return rows;
}

AffineMap read_map(const Json& json, const std::string& path, const Layout& in, const Layout& out) {
  JsonFields fields(json, path);
  AffineMap map{in, out, {}, {}};
  const Json& blocks = fields.list("blocks");
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    JsonFields block(blocks[i], json_item(fields.path("blocks"), i));
    Block b{block.text("to"), block.text("from"), {}};
    if (block.has("scale"))
      b.coefficients = Scale{block.number("scale")};
    else if (block.has("diagonal"))
      b.coefficients = Diagonal{block.numbers("diagonal")};
    else
      b.coefficients = Dense{block.numbers("dense")};
    block.finish();
    map.blocks.push_back(std::move(b));
  }
  const Json& biases = fields.list("biases");
  for (std::size_t i = 0; i < biases.size(); ++i) {
    const std::string where = json_item(fields.path("biases"), i);
    JsonFields bias(biases[i], where);
    map.biases.push_back(read_bias(bias, where, out));
    bias.finish();
  }
  fields.finish();
  map.validate(path);
  return map;
}

Json write_vocabulary(const std::vector<TokenKind>& vocabulary) {
  Json list = Json::array();
  for (const TokenKind& kind : vocabulary)
    list.push_back(Json{{"name", kind.name}, {"values", kind.values}, {"features", kind.features}});
  return list;
}

std::vector<TokenKind> read_vocabulary(const Json& list, const std::string& path) {
  std::vector<TokenKind> vocabulary;
  for (std::size_t k = 0; k < list.size(); ++k) {
    JsonFields kind(list[k], json_item(path, k));
    vocabulary.push_back({kind.text("name"), kind.count("values"), kind.count("features")});
    kind.finish();
  }
  return vocabulary;
}

}  // namespace separatrix

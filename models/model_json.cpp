#include "models/model_json.hpp"

#include "models/json_fields.hpp"
#include "models/map_json.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "separatrix/model/2";

/// Runs of positions: [{"from": 0, "row": [..]}, ..].
Json write_runs(const std::vector<PositionRow>& rows) {
  Json list = Json::array();
  for (const PositionRow& row : rows)
    list.push_back(Json{{"from", row.first}, {"row", to_json_numbers(row.entries)}});
  return list;
}

/// Runs of addresses: [{"from": 0, "to": 5, "step": 1}, ..].
Json write_runs(const std::vector<AddressRun>& runs) {
  Json list = Json::array();
  for (const AddressRun& run : runs)
    list.push_back(Json{{"from", run.first}, {"to", run.target}, {"step", run.step}});
  return list;
}

Json write_source(const EmbeddingSource& source) {
  if (const auto* values = std::get_if<ValueTable>(&source))
    return Json{{"by_value", write_rows(values->rows)}};
  if (const auto* positions = std::get_if<PositionTable>(&source))
    return Json{{"by_position", write_runs(positions->rows)}};
  if (const auto* placed = std::get_if<PlacedValue>(&source))
    return Json{{"placed_by_value", write_rows(placed->rows)}};
  if (const auto* constant = std::get_if<ConstantVector>(&source))
    return Json{{"constant", to_json_numbers(constant->entries)}};
  if (std::holds_alternative<Features>(source)) return Json{{"features", true}};
  const auto& address = std::get<AddressOf>(source);
  Json json{{"code", address.code}};
  switch (address.index) {
    case AddressOf::Index::position:
      json["at"] = "position";
      break;
    case AddressOf::Index::value:
      json["at"] = "value";
      break;
    case AddressOf::Index::map:
      json["at"] = write_runs(address.map);
      break;
  }
  return Json{{"address", json}};
}

Json write_layer(const Layer& layer) {
  Json heads = Json::array();
  for (const Head& head : layer.heads)
    heads.push_back(Json{{"name", head.name},
                         {"space", write_layout(head.query.out)},
                         {"value_space", write_layout(head.value.out)},
                         {"query", write_map(head.query)},
                         {"key", write_map(head.key)},
                         {"value", write_map(head.value)},
                         {"output", write_map(head.output)}});
  Json json{
      {"heads", heads}, {"attended", write_layout(layer.attended)}, {"residual", layer.residual}};
  if (layer.mlp)
    json["mlp"] = Json{{"hidden_space", write_layout(layer.mlp->hidden.out)},
                       {"output_space", write_layout(layer.mlp->output.out)},
                       {"hidden", write_map(layer.mlp->hidden)},
                       {"output", write_map(layer.mlp->output)},
                       {"residual", layer.mlp->residual}};
  return json;
}

EmbeddingSource read_source(const Json& json, const std::string& path) {
  JsonFields fields(json, path);
  EmbeddingSource source;
  if (fields.has("by_value")) {
    source = ValueTable{read_rows(fields.at("by_value"), fields.path("by_value"))};
  } else if (fields.has("by_position")) {
    PositionTable table;
    const Json& list = fields.list("by_position");
    for (std::size_t i = 0; i < list.size(); ++i) {
      JsonFields row(list[i], json_item(fields.path("by_position"), i));
      table.rows.push_back({row.count("from"), row.numbers("row")});
      row.finish();
    }
    source = std::move(table);
  } else if (fields.has("placed_by_value")) {
    source = PlacedValue{read_rows(fields.at("placed_by_value"), fields.path("placed_by_value"))};
  } else if (fields.has("constant")) {
    source = ConstantVector{fields.numbers("constant")};
  } else if (fields.has("features")) {
    if (!fields.flag("features"))
      throw Error("transformer_from_json", fields.path("features"),
                  fields.path("features") + ": must be true, or left out");
    source = Features{};
  } else {
    JsonFields inner(fields.at("address"), fields.path("address"));
    AddressOf address;
    address.code = inner.text("code");
    const Json& at = inner.at("at");
    if (at.is_array()) {
      address.index = AddressOf::Index::map;
      for (std::size_t i = 0; i < at.size(); ++i) {
        JsonFields run(at[i], json_item(inner.path("at"), i));
        address.map.push_back({run.count("from"), run.count("to"), run.count("step")});
        run.finish();
      }
    } else if (at == "position" || at == "value") {
      address.index = at == "value" ? AddressOf::Index::value : AddressOf::Index::position;
    } else {
      throw Error("transformer_from_json", inner.path("at"),
                  inner.path("at") + ": must be \"position\", \"value\" or a list of runs");
    }
    inner.finish();
    source = address;
  }
  fields.finish();
  return source;
}

Layer read_layer(const Json& json, const std::string& path, const Layout& stream) {
  JsonFields fields(json, path);
  Layer layer;
  layer.attended = read_layout(fields.at("attended"), fields.path("attended"));
  layer.residual = fields.flag("residual");
  const Json& heads = fields.list("heads");
  for (std::size_t h = 0; h < heads.size(); ++h) {
    JsonFields head(heads[h], json_item(fields.path("heads"), h));
    const Layout space = read_layout(head.at("space"), head.path("space"));
    const Layout values = read_layout(head.at("value_space"), head.path("value_space"));
    layer.heads.push_back(
        {head.text("name"), read_map(head.at("query"), head.path("query"), stream, space),
         read_map(head.at("key"), head.path("key"), stream, space),
         read_map(head.at("value"), head.path("value"), stream, values),
         read_map(head.at("output"), head.path("output"), values, layer.attended)});
    head.finish();
  }
  if (fields.has("mlp")) {
    JsonFields mlp(fields.at("mlp"), fields.path("mlp"));
    const Layout hidden = read_layout(mlp.at("hidden_space"), mlp.path("hidden_space"));
    const Layout output = read_layout(mlp.at("output_space"), mlp.path("output_space"));
    layer.mlp =
        Mlp{read_map(mlp.at("hidden"), mlp.path("hidden"), layer.attended, hidden),
            read_map(mlp.at("output"), mlp.path("output"), hidden, output), mlp.flag("residual")};
    mlp.finish();
  }
  fields.finish();
  return layer;
}

std::uint32_t find_kind(const Transformer& model, const std::string& name,
                        const std::string& path) {
  for (std::uint32_t k = 0; k < model.vocabulary.size(); ++k)
    if (model.vocabulary[k].name == name) return k;
  throw Error("transformer_from_json", path, path + ": there is no token kind '" + name + "'");
}

}  // namespace

Json to_json(const Transformer& model) {
  Json codes = Json::object();
  for (const auto& [name, code] : model.codes) codes[name] = code->describe();
  Json embedding = Json::array();
  for (const EmbeddingTerm& term : model.embedding)
    embedding.push_back(Json{{"kind", model.vocabulary[term.kind].name},
                             {"subspace", term.subspace},
                             {"source", write_source(term.source)}});
  Json layers = Json::array();
  for (const Layer& layer : model.layers) layers.push_back(write_layer(layer));
  return Json{{"format", kFormat},
              {"construction", model.construction},
              {"task", model.task},
              {"vocabulary", write_vocabulary(model.vocabulary)},
              {"max_length", model.max_length},
              {"codes", codes},
              {"stream", write_layout(model.stream)},
              {"embedding", embedding},
              {"layers", layers},
              {"causal", model.causal},
              {"readout", Json{{"subspace", model.readout.subspace},
                               {"low", to_json_number(model.readout.low)},
                               {"high", to_json_number(model.readout.high)}}}};
}

Transformer transformer_from_json(const Json& json, const CodeFactory& codes) {
  JsonFields fields(json, "model");
  if (const std::string format = fields.text("format"); format != kFormat)
    throw Error("transformer_from_json", "model.format",
                "model.format: is '" + format + "'; this program reads '" + kFormat + "'");
  Transformer model;
  model.construction = fields.text("construction");
  model.task = fields.text("task");
  model.vocabulary = read_vocabulary(fields.list("vocabulary"), "model.vocabulary");
  model.max_length = fields.count("max_length");
  const Json& described = fields.at("codes");
  if (!described.is_object())
    throw Error("transformer_from_json", "model.codes", "model.codes: must be an object");
  for (const auto& code : described.items()) {
    const std::string path = "model.codes." + code.key();
    try {
      model.codes[code.key()] = codes(code.value());
    } catch (const Error& error) {
      throw Error(error.function(), path, path + ": " + error.what());
    }
  }
  model.stream = read_layout(fields.at("stream"), "model.stream");
  const Json& embedding = fields.list("embedding");
  for (std::size_t t = 0; t < embedding.size(); ++t) {
    JsonFields term(embedding[t], json_item("model.embedding", t));
    const std::uint32_t kind = find_kind(model, term.text("kind"), term.path("kind"));
    model.embedding.push_back(
        {kind, term.text("subspace"), read_source(term.at("source"), term.path("source"))});
    term.finish();
  }
  const Json& layers = fields.list("layers");
  for (std::size_t l = 0; l < layers.size(); ++l)
    model.layers.push_back(
        read_layer(layers[l], json_item("model.layers", l), model.stream_before(l)));
  model.causal = fields.flag("causal");
  JsonFields readout(fields.at("readout"), "model.readout");
  model.readout = {readout.text("subspace"), readout.number("low"), readout.number("high")};
  readout.finish();
  fields.finish();
  model.validate();
  return model;
}

}  // namespace separatrix

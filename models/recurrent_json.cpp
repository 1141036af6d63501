#include "models/recurrent_json.hpp"

#include <array>
#include <utility>

#include "models/json_fields.hpp"
#include "models/map_json.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "separatrix/recurrent/1";

constexpr std::array<std::pair<Activation, const char*>, 4> kActivations{
    {{Activation::sigmoid, "sigmoid"},
     {Activation::tanh, "tanh"},
     {Activation::saturated, "saturated"},
     {Activation::relu, "relu"}}};

Json write_activation(Activation activation) {
  for (const auto& [value, name] : kActivations)
    if (value == activation) return name;
  throw Error("to_json", "net", "unknown kind of activation");
}

Activation read_activation(const std::string& text, const std::string& path) {
  for (const auto& [value, name] : kActivations)
    if (text == name) return value;
  throw Error("recurrent_from_json", path,
              path + ": must be \"sigmoid\", \"tanh\", \"saturated\" or \"relu\"");
}

Json write_cell(const RecurrentNetwork& net) {
  if (const auto* simple = std::get_if<SimpleCell>(&net.cell))
    return Json{{"type", "simple"},
                {"activation", write_activation(simple->activation)},
                {"update", write_map(simple->update)}};
  if (const auto* lstm = std::get_if<LstmCell>(&net.cell))
    return Json{{"type", "lstm"},
                {"initial", to_json_numbers(net.initial_cell)},
                {"forget", write_map(lstm->forget)},
                {"input", write_map(lstm->input)},
                {"output", write_map(lstm->output)},
                {"candidate", write_map(lstm->candidate)}};
  const auto& gru = std::get<GruCell>(net.cell);
  return Json{{"type", "gru"},
              {"update", write_map(gru.update)},
              {"reset", write_map(gru.reset)},
              {"candidate", write_map(gru.candidate)}};
}

void read_cell(const Json& json, RecurrentNetwork& net) {
  JsonFields fields(json, "net.cell");
  const Layout space = net.joined();
  const auto gate = [&](const char* name) {
    return read_map(fields.at(name), fields.path(name), space, net.state);
  };
  const std::string type = fields.text("type");
  if (type == "simple") {
    const Activation activation =
        read_activation(fields.text("activation"), fields.path("activation"));
    net.cell = SimpleCell{activation, gate("update")};
  } else if (type == "lstm") {
    net.initial_cell = fields.numbers("initial");
    net.cell = LstmCell{gate("forget"), gate("input"), gate("output"), gate("candidate")};
  } else if (type == "gru") {
    net.cell = GruCell{gate("update"), gate("reset"), gate("candidate")};
  } else {
    throw Error("recurrent_from_json", fields.path("type"),
                fields.path("type") + ": must be \"simple\", \"lstm\" or \"gru\"");
  }
  fields.finish();
}

Json write_readout(const RecurrentReadout& readout) {
  Json json;
  if (readout.hidden) {
    json["hidden_space"] = write_layout(readout.hidden->out);
    json["hidden"] = write_map(*readout.hidden);
  }
  json["output_space"] = write_layout(readout.output.out);
  json["output"] = write_map(readout.output);
  json["low"] = to_json_number(readout.low);
  json["high"] = to_json_number(readout.high);
  return json;
}

RecurrentReadout read_readout(const Json& json, const Layout& state) {
  JsonFields fields(json, "net.readout");
  RecurrentReadout readout;
  if (fields.has("hidden") || fields.has("hidden_space")) {
    const Layout units = read_layout(fields.at("hidden_space"), fields.path("hidden_space"));
    readout.hidden = read_map(fields.at("hidden"), fields.path("hidden"), state, units);
  }
  const Layout digits = read_layout(fields.at("output_space"), fields.path("output_space"));
  readout.output = read_map(fields.at("output"), fields.path("output"),
                            readout.hidden ? readout.hidden->out : state, digits);
  readout.low = fields.number("low");
  readout.high = fields.number("high");
  fields.finish();
  return readout;
}

}  // namespace

Json to_json(const RecurrentNetwork& net) {
  net.validate();
  Json embedding = Json::array();
  for (std::size_t k = 0; k < net.vocabulary.size(); ++k)
    embedding.push_back(
        Json{{"kind", net.vocabulary[k].name}, {"by_value", write_rows(net.embedding[k])}});
  return Json{{"format", kFormat},
              {"construction", net.construction},
              {"task", net.task},
              {"vocabulary", write_vocabulary(net.vocabulary)},
              {"input", write_layout(net.input)},
              {"embedding", embedding},
              {"state", write_layout(net.state)},
              {"initial", to_json_numbers(net.initial)},
              {"cell", write_cell(net)},
              {"readout", write_readout(net.readout)}};
}

RecurrentNetwork recurrent_from_json(const Json& json) {
  JsonFields fields(json, "net");
  if (const std::string format = fields.text("format"); format != kFormat)
    throw Error("recurrent_from_json", "net.format",
                "net.format: is '" + format + "'; this program reads '" + kFormat + "'");
  RecurrentNetwork net;
  net.construction = fields.text("construction");
  net.task = fields.text("task");
  net.vocabulary = read_vocabulary(fields.list("vocabulary"), "net.vocabulary");
  net.input = read_layout(fields.at("input"), "net.input");
  const Json& embedding = fields.list("embedding");
  for (std::size_t k = 0; k < embedding.size(); ++k) {
    JsonFields table(embedding[k], json_item("net.embedding", k));
    if (k >= net.vocabulary.size() || table.text("kind") != net.vocabulary[k].name)
      throw Error("recurrent_from_json", table.path("kind"),
                  table.path("kind") + ": the tables must follow the vocabulary, kind by kind");
    net.embedding.push_back(read_rows(table.at("by_value"), table.path("by_value")));
    table.finish();
  }
  net.state = read_layout(fields.at("state"), "net.state");
  net.initial = fields.numbers("initial");
  read_cell(fields.at("cell"), net);
  net.readout = read_readout(fields.at("readout"), net.state);
  fields.finish();
  net.validate();
  return net;
}

}  // namespace separatrix

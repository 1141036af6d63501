#include "reports/record.hpp"

#include "reports/json_text.hpp"
#include "reports/json_values.hpp"
#include "reports/words.hpp"

namespace separatrix {
namespace {

using json_values::Json;
using json_values::write_decimal;
using json_values::write_fraction;
using json_values::write_integer;

template <class T, class Write>
void put(Json& object, const char* name, const std::optional<T>& value, Write write) {
  if (value) object[name] = write(*value);
}

void put(Json& object, const char* name, const std::optional<std::string>& value) {
  if (value) object[name] = *value;
}

Json number(std::uint64_t value) { return write_integer(Integer(value)); }

Json task_json(const TaskInstance& task) {
  Json json{{"name", task.name}, {"n", number(task.n)}};
  put(json, "alphabet", task.alphabet, number);
  put(json, "lengths", task.lengths, [](Lengths lengths) { return words::to_string(lengths); });
  put(json, "dimension", task.dimension, number);
  put(json, "gamma", task.gamma, write_fraction);
  put(json, "sides", task.sides, [](Sides sides) { return to_string(sides); });
  return json;
}

Json construction_json(const Construction& construction) {
  return {{"id", construction.id}, {"parameters", construction.parameters}};
}

Json measures_json(const Measures& m) {
  return {{"width", number(m.width)},
          {"heads", number(m.heads)},
          {"layers", number(m.layers)},
          {"precision_bits", number(m.precision_bits)},
          {"parameters", write_integer(m.parameters)},
          {"representation_bits", write_integer(m.representation_bits)}};
}

Json vectors_json(const Vectors& vectors) {
  Json json{{"family", vectors.family}, {"dimension", number(vectors.dimension)}};
  put(json, "seed", vectors.seed, number);
  put(json, "max_inner_product", vectors.max_inner_product, write_fraction);
  put(json, "min_inner_product", vectors.min_inner_product, write_fraction);
  return json;
}

Json evidence_json(const Evidence& e) {
  Json json = Json::object();
  put(json, "domain_size", e.domain_size, write_decimal);
  put(json, "inputs_run", e.inputs_run, write_integer);
  put(json, "failures", e.failures, write_integer);
  put(json, "seed", e.seed, number);
  put(json, "failure_rate_upper", e.failure_rate_upper, write_fraction);
  put(json, "confidence", e.confidence, write_fraction);
  put(json, "margin", e.margin, write_fraction);
  return json;
}

Json bounds_json(const std::vector<Bound>& bounds) {
  Json list = Json::array();
  for (const Bound& bound : bounds) {
    Json json{{"quantity", bound.quantity},
              {"convention", bound.convention},
              {"partition", bound.partition}};
    put(json, "lower_bits", bound.lower_bits, write_integer);
    put(json, "upper_bits", bound.upper_bits, write_integer);
    json["method"] = bound.method;
    list.push_back(std::move(json));
  }
  return list;
}

Json hidden_size_json(const HiddenSize& hidden) {
  return {{"model", hidden.model},
          {"precision", number(hidden.precision)},
          {"min_width", write_integer(hidden.min_width)}};
}

Json formulas_json(const std::vector<Formula>& formulas) {
  Json list = Json::array();
  for (const Formula& formula : formulas)
    list.push_back({{"name", formula.name},
                    {"text", formula.expression.text()},
                    {"expression", formula.expression.to_json()}});
  return list;
}

Json counterexample_json(const Counterexample& c) {
  return {{"what", c.what}, {"data", c.data}, {"replay", c.replay}};
}

Json result_json(const Result& r) {
  Json json{{"kind", to_string(r.kind)}};
  json["theorem"] = r.theorem ? Json(*r.theorem) : Json(nullptr);
  put(json, "task", r.task, task_json);
  put(json, "architecture", r.architecture);
  put(json, "construction", r.construction, construction_json);
  put(json, "claim", r.claim);
  json["status"] = to_string(r.status);
  put(json, "reason", r.reason);
  put(json, "verdict", r.verdict);
  put(json, "correction", r.correction);
  put(json, "lower", r.lower);
  put(json, "upper", r.upper);
  json["assumes"] = r.assumes;
  put(json, "arithmetic", r.arithmetic);
  put(json, "measures", r.measures, measures_json);
  put(json, "vectors", r.vectors, vectors_json);
  put(json, "evidence", r.evidence, evidence_json);
  if (!r.bounds.empty()) json["bounds"] = bounds_json(r.bounds);
  put(json, "hidden_size", r.hidden_size, hidden_size_json);
  if (!r.formulas.empty()) json["formulas"] = formulas_json(r.formulas);
  put(json, "certificate", r.certificate, [](const Json& certificate) { return certificate; });
  put(json, "counterexample", r.counterexample, counterexample_json);
  if (!r.notes.empty()) json["notes"] = r.notes;
  json["seconds"] = r.seconds;
  return json;
}

}  // namespace

nlohmann::ordered_json to_json(const Record& record) {
  Json results = Json::array();
  for (const Result& result : record.results) results.push_back(result_json(result));
  Json json{{"schema", record_version},
            {"tool", {{"name", record.tool.name}, {"version", record.tool.version}}},
            {"command", record.command},
            {"host",
             {{"system", record.host.system},
              {"processor", record.host.processor},
              {"threads", number(record.host.threads)}}},
            {"results", std::move(results)}};
  record_from_json(json);
  return json;
}

std::string to_text(const Record& record) { return json_text(to_json(record)) + "\n"; }

nlohmann::ordered_json canonical(nlohmann::ordered_json record) {
  record["host"] = Json::object();
  for (Json& result : record["results"]) result["seconds"] = 0;
  return record;
}

}  // namespace separatrix

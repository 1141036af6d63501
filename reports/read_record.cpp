// Reading a record, fail-closed: what is not understood is refused, with its path.
#include <fmt/format.h>

#include "numerics/error.hpp"
#include "reports/bibliography.hpp"
#include "reports/json_values.hpp"
#include "reports/record.hpp"
#include "reports/theorems.hpp"
#include "reports/words.hpp"

namespace separatrix {
namespace {

using json_values::fail;
using json_values::Fields;
using json_values::Json;
using json_values::read_count;
using json_values::read_decimal;
using json_values::read_fraction;
using json_values::read_name;
using json_values::read_seconds;
using json_values::read_text;
using json_values::read_texts;
using json_values::read_unsigned;

/// An optional field, read by `read(value, path)` where it is present.
template <class Read>
auto take(Fields& fields, std::string_view name, Read read)
    -> std::optional<decltype(read(std::declval<const Json&>(), std::string()))> {
  const Json* value = fields.find(name);
  if (value == nullptr) return std::nullopt;
  return read(*value, fields.path(name));
}

template <class Read>
auto need(Fields& fields, std::string_view name, Read read) {
  return read(fields.need(name), fields.path(name));
}

Json as_is(const Json& value, const std::string&) { return value; }

/// One of these words.
template <class Enum>
Enum read_word(const Json& value, const std::string& path, std::initializer_list<Enum> choices) {
  const std::string word = read_text(value, path);
  std::string known;
  for (const Enum choice : choices) {
    if (word == words::to_string(choice)) return choice;
    known += fmt::format("{}{}", known.empty() ? "" : " or ", words::to_string(choice));
  }
  fail(path, fmt::format("\"{}\" must be {}", word, known));
}

TaskInstance read_task(const Json& json, const std::string& path) {
  Fields fields(json, path);
  TaskInstance task;
  task.name = need(fields, "name", read_name);
  task.n = need(fields, "n", read_unsigned);
  task.alphabet = take(fields, "alphabet", read_unsigned);
  task.lengths = take(fields, "lengths", [](const Json& value, const std::string& where) {
    return read_word(value, where, {Lengths::exact, Lengths::all, Lengths::unbounded});
  });
  task.dimension = take(fields, "dimension", read_unsigned);
  task.gamma = take(fields, "gamma", read_fraction);
  task.sides = take(fields, "sides", [](const Json& value, const std::string& where) {
    return parse_sides(read_text(value, where), where);
  });
  fields.finish();
  return task;
}

Construction read_construction(const Json& json, const std::string& path) {
  Fields fields(json, path);
  Construction construction;
  construction.id = need(fields, "id", read_name);
  construction.parameters = fields.need("parameters");
  fields.finish();
  return construction;
}

Measures read_measures(const Json& json, const std::string& path) {
  Fields fields(json, path);
  Measures measures;
  measures.width = need(fields, "width", read_unsigned);
  measures.heads = need(fields, "heads", read_unsigned);
  measures.layers = need(fields, "layers", read_unsigned);
  measures.precision_bits = need(fields, "precision_bits", read_unsigned);
  measures.parameters = need(fields, "parameters", read_count);
  measures.representation_bits = need(fields, "representation_bits", read_count);
  fields.finish();
  return measures;
}

Vectors read_vectors(const Json& json, const std::string& path) {
  Fields fields(json, path);
  Vectors vectors;
  vectors.family = need(fields, "family", read_name);
  vectors.dimension = need(fields, "dimension", read_unsigned);
  vectors.seed = take(fields, "seed", read_unsigned);
  vectors.max_inner_product = take(fields, "max_inner_product", read_fraction);
  vectors.min_inner_product = take(fields, "min_inner_product", read_fraction);
  fields.finish();
  return vectors;
}

Evidence read_evidence(const Json& json, const std::string& path) {
  Fields fields(json, path);
  Evidence evidence;
  evidence.domain_size = take(fields, "domain_size", read_decimal);
  evidence.inputs_run = take(fields, "inputs_run", read_count);
  evidence.failures = take(fields, "failures", read_count);
  evidence.seed = take(fields, "seed", read_unsigned);
  evidence.failure_rate_upper = take(fields, "failure_rate_upper", read_fraction);
  evidence.confidence = take(fields, "confidence", read_fraction);
  evidence.margin = take(fields, "margin", read_fraction);
  fields.finish();
  return evidence;
}

Bound read_bound(const Json& json, const std::string& path) {
  Fields fields(json, path);
  Bound bound;
  bound.quantity = need(fields, "quantity", read_name);
  bound.convention = need(fields, "convention", read_name);
  bound.partition = need(fields, "partition", read_text);
  bound.lower_bits = take(fields, "lower_bits", read_count);
  bound.upper_bits = take(fields, "upper_bits", read_count);
  bound.method = need(fields, "method", read_name);
  fields.finish();
  return bound;
}

/// A list that is left out rather than empty.
template <class Read>
auto take_list(Fields& fields, std::string_view name, Read read) {
  std::vector<decltype(read(std::declval<const Json&>(), std::string()))> list;
  const Json* value = fields.find(name);
  if (value == nullptr) return list;
  if (!value->is_array() || value->empty()) fail(fields.path(name), "must be a non-empty array");
  for (std::size_t i = 0; i < value->size(); ++i) {
    list.push_back(read((*value)[i], fmt::format("{}[{}]", fields.path(name), i)));
  }
  return list;
}

HiddenSize read_hidden_size(const Json& json, const std::string& path) {
  Fields fields(json, path);
  HiddenSize hidden;
  hidden.model = need(fields, "model", read_name);
  hidden.precision = need(fields, "precision", read_unsigned);
  hidden.min_width = need(fields, "min_width", read_count);
  fields.finish();
  return hidden;
}

Formula read_formula(const Json& json, const std::string& path) {
  Fields fields(json, path);
  const std::string name = need(fields, "name", read_name);
  const std::string text = need(fields, "text", read_name);
  const Json& tree = fields.need("expression");
  fields.finish();
  const std::string at = fields.path("expression");
  const auto read_tree = [&] {
    try {
      return Expression::from_json(tree, at);
    } catch (const Error& error) {
      fail(at, error.what());
    }
  };
  const Formula formula{name, read_tree()};
  if (formula.expression.to_json() != tree) fail(at, "is not written in the one way");
  if (formula.expression.text() != text)
    fail(fields.path("text"), "is not the text of the formula");
  return formula;
}

Counterexample read_counterexample(const Json& json, const std::string& path) {
  Fields fields(json, path);
  Counterexample counterexample;
  counterexample.what = need(fields, "what", read_name);
  counterexample.data = fields.need("data");
  counterexample.replay = need(fields, "replay", read_texts);
  fields.finish();
  return counterexample;
}

std::optional<std::string> read_theorem(const Json& json, const std::string& path) {
  if (json.is_null()) return std::nullopt;
  std::string id = read_text(json, path);
  if (!has_theorem(id)) fail(path, fmt::format("\"{}\" is not in the theorem table", id));
  return id;
}

std::vector<std::string> read_assumes(const Json& json, const std::string& path) {
  std::vector<std::string> keys = read_texts(json, path);
  for (const std::string& key : keys) {
    if (!has_key(key)) fail(path, fmt::format("\"{}\" is not a citation key", key));
  }
  return keys;
}

Result read_result(const Json& json, const std::string& path) {
  Fields fields(json, path);
  Result r;
  r.kind = parse_kind(need(fields, "kind", read_text), fields.path("kind"));
  r.theorem = need(fields, "theorem", read_theorem);
  r.task = take(fields, "task", read_task);
  r.architecture = take(fields, "architecture", read_name);
  r.construction = take(fields, "construction", read_construction);
  r.claim = take(fields, "claim", read_name);
  r.status = parse_status(need(fields, "status", read_text), fields.path("status"));
  r.reason = take(fields, "reason", read_name);
  r.verdict = take(fields, "verdict", read_name);
  r.correction = take(fields, "correction", read_name);
  r.lower = take(fields, "lower", read_name);
  r.upper = take(fields, "upper", read_name);
  r.assumes = need(fields, "assumes", read_assumes);
  r.arithmetic = take(fields, "arithmetic", read_name);
  r.measures = take(fields, "measures", read_measures);
  r.vectors = take(fields, "vectors", read_vectors);
  r.evidence = take(fields, "evidence", read_evidence);
  r.bounds = take_list(fields, "bounds", read_bound);
  r.hidden_size = take(fields, "hidden_size", read_hidden_size);
  r.formulas = take_list(fields, "formulas", read_formula);
  r.certificate = take(fields, "certificate", as_is);
  r.counterexample = take(fields, "counterexample", read_counterexample);
  r.notes = take_list(fields, "notes", read_text);
  r.seconds = need(fields, "seconds", read_seconds);
  fields.finish();
  check(r, path);
  return r;
}

Tool read_tool(const Json& json, const std::string& path) {
  Fields fields(json, path);
  Tool tool{need(fields, "name", read_name), need(fields, "version", read_name)};
  fields.finish();
  return tool;
}

Host read_host(const Json& json, const std::string& path) {
  Fields fields(json, path);
  Host host{need(fields, "system", read_text), need(fields, "processor", read_text),
            need(fields, "threads", read_unsigned)};
  fields.finish();
  return host;
}

}  // namespace

Record record_from_json(const nlohmann::ordered_json& json) {
  Fields fields(json, "$");
  const std::string version = need(fields, "schema", read_text);
  if (version != record_version) {
    fail("$.schema", fmt::format("\"{}\" is not \"{}\", the version that this program reads",
                                 version, record_version));
  }
  Record record;
  record.tool = need(fields, "tool", read_tool);
  record.command = need(fields, "command", read_texts);
  if (record.command.empty()) fail("$.command", "must not be empty");
  record.host = need(fields, "host", read_host);
  const Json& results = fields.need("results");
  if (!results.is_array()) fail("$.results", "must be an array");
  for (std::size_t i = 0; i < results.size(); ++i) {
    record.results.push_back(read_result(results[i], fmt::format("$.results[{}]", i)));
  }
  fields.finish();
  return record;
}

Record parse_record(std::string_view text) { return record_from_json(json_values::parse(text)); }

}  // namespace separatrix

#include "reports/result_key.hpp"

#include <map>

#include <fmt/format.h>

#include "reports/json_values.hpp"
#include "reports/words.hpp"

namespace separatrix {
namespace {

using json_values::Json;

Json task_key(const TaskInstance& task) {
  Json json{{"name", task.name}, {"n", json_values::write_integer(Integer(task.n))}};
  if (task.alphabet) json["alphabet"] = json_values::write_integer(Integer(*task.alphabet));
  if (task.lengths) json["lengths"] = words::to_string(*task.lengths);
  if (task.dimension) json["dimension"] = json_values::write_integer(Integer(*task.dimension));
  if (task.gamma) json["gamma"] = json_values::write_fraction(*task.gamma);
  if (task.sides) json["sides"] = to_string(*task.sides);
  return json;
}

/// Fractions stand among the parameters as text: "31/4", "-12".
bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("-0123456789/") == std::string::npos;
}

Json construction_key(const Construction& construction) {
  Json json{{"id", construction.id}};
  for (const auto& [name, value] : construction.parameters.items()) {
    if (name == "id") continue;
    if (value.is_boolean() || (value.is_string() && !is_number(value.get<std::string>())))
      json[name] = value;
    // Addresses are an object of their own; which family they are of is part of the question.
    if (value.is_object() && value.contains("family")) json[name] = value["family"];
  }
  return json;
}

constexpr std::string_view sampler_note = "sampler: ";

}  // namespace

Json result_key(const Result& result) {
  Json key{{"kind", to_string(result.kind)}};
  if (result.theorem) key["theorem"] = *result.theorem;
  if (result.task) key["task"] = task_key(*result.task);
  if (result.architecture) key["architecture"] = *result.architecture;
  if (result.claim) key["claim"] = *result.claim;
  if (result.construction) key["construction"] = construction_key(*result.construction);
  if (result.vectors) key["vectors"] = result.vectors->family;
  if (result.arithmetic) key["arithmetic"] = *result.arithmetic;
  for (const std::string& note : result.notes)
    if (note.starts_with(sampler_note)) key["sampler"] = note.substr(sampler_note.size());
  for (const Bound& bound : result.bounds)
    key["bounds"].push_back({bound.quantity, bound.convention, bound.partition});
  if (result.hidden_size)
    key["hidden_size"] = {
        {"model", result.hidden_size->model},
        {"precision", json_values::write_integer(Integer(result.hidden_size->precision))}};
  return key;
}

std::vector<Json> result_keys(std::span<const Result> results) {
  std::vector<Json> keys;
  std::map<std::string, std::size_t> seen;
  for (const Result& result : results) {
    Json key = result_key(result);
    const std::size_t times = ++seen[key.dump()];
    if (times > 1) key["repeat"] = times;
    keys.push_back(std::move(key));
  }
  return keys;
}

namespace {

std::string value_text(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  // A fraction, or a list of texts.
  if (value.is_array()) {
    const bool fraction =
        value.size() == 2 && !value[0].is_array() &&
        (value[0].is_number() || (value[0].is_string() && is_number(value[0].get<std::string>())));
    std::string text;
    for (const Json& part : value)
      if (const std::string word = value_text(part); !word.empty())
        text += (text.empty() ? "" : fraction ? "/" : ", ") + word;
    return text;
  }
  return value.dump();
}

}  // namespace

std::string key_text(const Json& key) {
  std::string text = key.value("theorem", "-") + " " + key.value("kind", "");
  const auto add = [&](std::string_view name, const Json& value) {
    const bool plain = name == "name" || name == "id" || name == "claim" || name == "arithmetic" ||
                       name == "bounds" || name == "architecture" || name == "model";
    const std::string word = value_text(value);
    text += plain ? fmt::format(" {},", word) : fmt::format(" {} {},", name, word);
  };
  for (const auto& [name, value] : key.items()) {
    if (name == "theorem" || name == "kind") continue;
    if (value.is_object())
      for (const auto& [inner, part] : value.items()) add(inner, part);
    else
      add(name, value);
  }
  if (text.ends_with(',')) text.pop_back();
  return text;
}

}  // namespace separatrix

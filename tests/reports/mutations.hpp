// Every way of spoiling one place of a JSON document outside its free-form parts.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace separatrix::mutations {

using Json = nlohmann::ordered_json;
using Pointer = Json::json_pointer;

struct Mutation {
  std::string what;
  Json json;
};

/// Whose content is anybody's own.
inline bool free_form(const std::string& name) {
  return name == "parameters" || name == "certificate" || name == "data";
}

/// A boolean for a string: no field of a record is one, while a count may be a string or a number.
inline Json wrong_type(const Json& value) {
  if (value.is_string()) return true;
  if (value.is_number()) return "about seven";  // no name of a variable either
  if (value.is_object()) return Json::array();
  if (value.is_array()) return Json::object();
  return 7;
}

/// Calls visit(pointer, name, value) for every field and array element at and below `at`.
template <class Visit>
void walk(const Json& value, const Pointer& at, Visit visit) {
  if (value.is_object()) {
    for (const auto& [name, inner] : value.items()) {
      visit(at / name, name, inner);
      // "parameters" is free-form in a construction and a count in measures.
      if (!(free_form(name) && inner.is_object())) walk(inner, at / name, visit);
    }
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      visit(at / i, "", value[i]);
      walk(value[i], at / i, visit);
    }
  }
}

/// Each value replaced by one of another JSON type.
inline std::vector<Mutation> wrong_types(const Json& document) {
  std::vector<Mutation> list;
  walk(document, Pointer(), [&](const Pointer& at, const std::string&, const Json& value) {
    Json spoiled = document;
    spoiled[at] = wrong_type(value);
    list.push_back({"type of " + at.to_string(), std::move(spoiled)});
  });
  return list;
}

/// One unknown field in each object.
inline std::vector<Mutation> unknown_fields(const Json& document) {
  std::vector<Mutation> list;
  const auto add = [&](const Pointer& at) {
    Json spoiled = document;
    spoiled[at]["colour"] = "green";
    list.push_back({"colour in " + at.to_string(), std::move(spoiled)});
  };
  add(Pointer());
  walk(document, Pointer(), [&](const Pointer& at, const std::string& name, const Json& value) {
    if (value.is_object() && !free_form(name)) add(at);
  });
  return list;
}

/// Each field left out in turn.
inline std::vector<Mutation> missing_fields(const Json& document) {
  std::vector<Mutation> list;
  walk(document, Pointer(), [&](const Pointer& at, const std::string& name, const Json&) {
    if (name.empty()) return;
    Json spoiled = document;
    spoiled[at.parent_pointer()].erase(name);
    list.push_back({"without " + at.to_string(), std::move(spoiled)});
  });
  return list;
}

}  // namespace separatrix::mutations

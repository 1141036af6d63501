#include "languages/dfa_text.hpp"

#include <set>
#include <vector>

#include <nlohmann/json.hpp>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMostEntries = std::uint64_t{1} << 24;  // states, and transitions

[[noreturn]] void fail(const std::string& path, const std::string& message) {
  throw Error("parse_dfa", path, path + ": " + message);
}

/// The JSON value of a text in which no object has a field twice.
Json parse_strictly(std::string_view text) {
  std::vector<std::set<std::string>> open;  // fields of the objects around
  const auto watch = [&](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && !open.back().insert(parsed.get<std::string>()).second)
      fail("$", "the field \"" + parsed.get<std::string>() + "\" stands twice in one object");
    return true;
  };
  try {
    return Json::parse(text, watch);
  } catch (const Json::exception&) {
    fail("$", "not JSON; give a file written by --save");
  }
}

const Json& field(const Json& object, const std::string& name) {
  const auto found = object.find(name);
  if (found == object.end()) fail("$." + name, "missing");
  return *found;
}

std::size_t number_below(const Json& value, std::uint64_t bound, const std::string& path) {
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() >= bound)
    fail(path, "must be an integer from 0 to " + std::to_string(bound) + " - 1");
  return value.get<std::size_t>();
}

const Json& list(const Json& value, std::optional<std::size_t> size, const std::string& path) {
  if (!value.is_array()) fail(path, "must be a list");
  if (size && value.size() != *size)
    fail(path, "must have " + std::to_string(*size) + " entries, one for each");
  return value;
}

std::string entry(const std::string& path, std::size_t i) {
  return path + "[" + std::to_string(i) + "]";
}

}  // namespace

std::string to_text(const NamedDfa& named) {
  check(named);
  const Dfa& dfa = named.dfa;
  Json accepting = Json::array();
  Json transitions = Json::array();
  for (std::size_t s = 0; s < dfa.states; ++s) {
    if (dfa.accepting[s]) accepting.push_back(s);
    Json row = Json::array();
    for (Symbol a = 0; a < dfa.alphabet; ++a) row.push_back(dfa.next(s, a));
    transitions.push_back(std::move(row));
  }
  const Json json{{"schema", dfa_version},  {"alphabet", named.letters},
                  {"states", dfa.states},   {"start", dfa.start},
                  {"accepting", accepting}, {"transitions", transitions}};
  return json.dump() + "\n";
}

NamedDfa parse_dfa(std::string_view text) {
  const Json json = parse_strictly(text);
  if (!json.is_object()) fail("$", "must be an object");
  static const std::set<std::string> fields{"schema", "alphabet",  "states",
                                            "start",  "accepting", "transitions"};
  for (const auto& [name, value] : json.items())
    if (!fields.contains(name)) fail("$." + name, "not a field of " + std::string(dfa_version));
  if (field(json, "schema") != dfa_version)
    fail("$.schema", "must be \"" + std::string(dfa_version) + "\"");
  NamedDfa named;
  const Json& letters = list(field(json, "alphabet"), std::nullopt, "$.alphabet");
  for (std::size_t a = 0; a < letters.size(); ++a) {
    if (!letters[a].is_string()) fail(entry("$.alphabet", a), "must be a text");
    named.letters.push_back(letters[a].get<std::string>());
  }
  Dfa& dfa = named.dfa;
  dfa.alphabet = letters.size();
  dfa.states = number_below(field(json, "states"), kMostEntries, "$.states");
  dfa.start = number_below(field(json, "start"), dfa.states, "$.start");
  const Json& rows = list(field(json, "transitions"), dfa.states, "$.transitions");
  for (std::size_t s = 0; s < dfa.states; ++s) {
    const std::string path = entry("$.transitions", s);
    const Json& row = list(rows[s], dfa.alphabet, path);
    for (Symbol a = 0; a < dfa.alphabet; ++a)
      dfa.transitions.push_back(number_below(row[a], dfa.states, entry(path, a)));
  }
  dfa.accepting.resize(dfa.states);
  const Json& accepting = list(field(json, "accepting"), std::nullopt, "$.accepting");
  for (std::size_t i = 0; i < accepting.size(); ++i) {
    const std::string path = entry("$.accepting", i);
    const std::size_t state = number_below(accepting[i], dfa.states, path);
    if (i > 0 && accepting[i - 1].get<std::size_t>() >= state)
      fail(path, "accepting states must stand in increasing order, once each");
    dfa.accepting[state] = true;
  }
  check(named);
  return named;
}

}  // namespace separatrix

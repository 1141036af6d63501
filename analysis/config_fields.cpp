#include "analysis/config_fields.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "numerics/error.hpp"

namespace separatrix {

using Json = nlohmann::ordered_json;

std::string printable(std::string_view text) {
  constexpr std::size_t kMost = 60;
  std::string shown;
  for (const char c : text.substr(0, kMost))
    shown += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
  return text.size() > kMost ? shown + ".." : shown;
}

namespace {

constexpr std::array<std::string_view, 3> kNoNumbers{"NaN", "Infinity", "-Infinity"};

/// Configurations are often written by Python, whose JSON has NaN and infinities. They stand for
/// no size, so null takes their place; texts are left alone.
std::string without_infinities(std::string_view text) {
  std::string plain;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quoted && text[i] == '\\' && i + 1 < text.size()) {
      plain += text[i++];
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (!quoted) {
      const auto word =
          std::ranges::find_if(kNoNumbers, [&](auto w) { return text.substr(i).starts_with(w); });
      if (word != kNoNumbers.end()) {
        plain += "null";
        i += word->size() - 1;
        continue;
      }
    }
    plain += text[i];
  }
  return plain;
}

}  // namespace

Json config_json(std::string_view text, std::string_view where) {
  std::vector<std::set<std::string>> open;  // names of the fields so far, of each object around
  std::optional<std::string> twice;
  const auto watch = [&](int, Json::parse_event_t event, Json& value) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && !open.back().insert(value.get<std::string>()).second)
      twice = value.get<std::string>();
    return true;
  };
  Json json;
  try {
    json = Json::parse(without_infinities(text), watch);
  } catch (const Json::exception& error) {
    throw Error("config_json", where, "not JSON: " + printable(error.what()));
  }
  if (twice)
    throw Error("config_json", where,
                fmt::format("the field \"{}\" stands twice; leave one of them", printable(*twice)));
  if (!json.is_object())
    throw Error("config_json", where, "not a configuration: give a JSON object with a model_type");
  return json;
}

ConfigFields::ConfigFields(const Json& object, std::string path)
    : object_(&object), fields_(object, std::move(path)) {}

void ConfigFields::refuse(const std::string& name, const std::string& message) const {
  throw Error("ConfigFields", fields_.path(name), fields_.path(name) + ": " + message);
}

bool ConfigFields::given(const std::string& name) {
  read_.insert(name);
  return fields_.has(name) && !fields_.at(name).is_null();
}

std::uint64_t ConfigFields::size(const std::string& name, std::uint64_t least) {
  const auto found = optional_size(name, least);
  if (!found) refuse(name, "is missing, and the state depends on it; add the field");
  return *found;
}

std::optional<std::uint64_t> ConfigFields::optional_size(const std::string& name,
                                                         std::uint64_t least) {
  if (!given(name)) return std::nullopt;
  const std::uint64_t value = fields_.count(name);
  if (value < least || value > kLargestConfigSize)
    refuse(name, fmt::format("must be from {} to 2^40", least));
  return value;
}

std::optional<std::string> ConfigFields::optional_text(const std::string& name) {
  if (!given(name)) return std::nullopt;
  return fields_.text(name);
}

bool ConfigFields::flag(const std::string& name) { return given(name) && fields_.flag(name); }

const Json& ConfigFields::list(const std::string& name) {
  read_.insert(name);
  return fields_.list(name);
}

std::vector<std::string> ConfigFields::used() const {
  std::vector<std::string> names;
  for (const auto& item : object_->items())
    if (read_.contains(item.key())) names.push_back(item.key());
  return names;
}

std::vector<std::string> ConfigFields::unused() const {
  std::vector<std::string> names;
  for (const auto& item : object_->items())
    if (!read_.contains(item.key())) names.push_back(item.key());
  return names;
}

}  // namespace separatrix

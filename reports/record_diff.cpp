#include "reports/record_diff.hpp"

#include <map>

#include <fmt/format.h>

#include "reports/digest.hpp"
#include "reports/result_key.hpp"

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;
using What = Change::What;

constexpr std::string_view diff_version = "separatrix/diff/1";

/// Parts that are long and that nobody reads side by side.
bool by_digest(std::string_view field) { return field == "certificate"; }

Json shown(std::string_view field, const Json& value) {
  return by_digest(field) && !value.is_null() ? Json(digest(value.dump())) : value;
}

/// Every field in which two objects differ, going into objects that both have.
void compare_fields(const Json& a, const Json& b, const std::string& prefix, const Json& key,
                    std::vector<Change>& changes) {
  static const Json none;
  const auto compare = [&](const std::string& name, const Json& before, const Json& after) {
    if (before == after) return;
    const std::string field = prefix + name;
    const std::size_t found = changes.size();
    if (before.is_object() && after.is_object() && !by_digest(field))
      compare_fields(before, after, field + ".", key, changes);
    // Also where the same fields stand in another order, which is another text.
    if (changes.size() == found)
      changes.push_back({What::changed, key, field, shown(field, before), shown(field, after)});
  };
  for (const auto& [name, before] : a.items())
    compare(name, before, b.contains(name) ? b[name] : none);
  for (const auto& [name, after] : b.items())
    if (!a.contains(name)) compare(name, none, after);
}

std::string cut(const Json& value) {
  constexpr std::size_t longest = 100;
  const std::string text = value.is_null()     ? "nothing"
                           : value.is_string() ? value.get<std::string>()
                                               : value.dump();
  if (text.size() <= longest) return text;
  std::size_t end = longest;
  while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // within a character
  return text.substr(0, end) + fmt::format(" ... ({} characters)", text.size());
}

}  // namespace

std::string_view to_string(What what) {
  switch (what) {
    case What::heading:
      return "heading";
    case What::added:
      return "added";
    case What::removed:
      return "removed";
    case What::changed:
      return "changed";
    case What::order:
      return "order";
  }
  return "";
}

std::vector<Change> difference(const Record& a, const Record& b) {
  const Json left = canonical(to_json(a));
  const Json right = canonical(to_json(b));
  std::vector<Change> changes;
  for (const char* field : {"tool", "command"})
    if (left[field] != right[field])
      changes.push_back({What::heading, nullptr, field, left[field], right[field]});

  const std::vector<Json> left_keys = result_keys(a.results);
  const std::vector<Json> right_keys = result_keys(b.results);
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < right_keys.size(); ++i) places.emplace(right_keys[i].dump(), i);
  bool in_order = true;
  std::size_t next = 0;
  for (std::size_t i = 0; i < left_keys.size(); ++i) {
    const Json& before = left["results"][i];
    const auto found = places.find(left_keys[i].dump());
    if (found == places.end()) {
      changes.push_back({What::removed, left_keys[i], "", before["status"], nullptr});
      continue;
    }
    in_order = in_order && found->second >= next;
    next = found->second;
    compare_fields(before, right["results"][found->second], "", left_keys[i], changes);
    places.erase(found);
  }
  for (std::size_t i = 0; i < right_keys.size(); ++i)
    if (places.contains(right_keys[i].dump()))
      changes.push_back({What::added, right_keys[i], "", nullptr, right["results"][i]["status"]});
  if (!in_order) changes.push_back({What::order, nullptr, "", nullptr, nullptr});
  return changes;
}

std::string to_text(const std::vector<Change>& changes) {
  std::string text;
  Json last;
  for (const Change& change : changes) {
    switch (change.what) {
      case What::heading:
        text += fmt::format("{}: {} -> {}\n", change.field, cut(change.before), cut(change.after));
        break;
      case What::removed:
        text += fmt::format("- {}: {}\n", key_text(change.key), cut(change.before));
        break;
      case What::added:
        text += fmt::format("+ {}: {}\n", key_text(change.key), cut(change.after));
        break;
      case What::changed:
        if (change.key != last) text += fmt::format("! {}\n", key_text(change.key));
        text +=
            fmt::format("    {}: {} -> {}\n", change.field, cut(change.before), cut(change.after));
        break;
      case What::order:
        text += "the results stand in another order\n";
        break;
    }
    last = change.what == What::changed ? change.key : Json();
  }
  return text;
}

Json to_json(const std::vector<Change>& changes) {
  Json list = Json::array();
  for (const Change& change : changes) {
    Json json{{"what", to_string(change.what)}};
    if (!change.key.is_null()) json["result"] = change.key;
    if (!change.field.empty()) json["field"] = change.field;
    if (!change.before.is_null()) json["before"] = change.before;
    if (!change.after.is_null()) json["after"] = change.after;
    list.push_back(std::move(json));
  }
  return {{"schema", diff_version}, {"equal", changes.empty()}, {"changes", std::move(list)}};
}

}  // namespace separatrix

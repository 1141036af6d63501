#include "model_faults.hpp"

#include <algorithm>
#include <set>

#include "models/json_fields.hpp"
#include "numerics/error.hpp"

namespace separatrix::soundness {
namespace {

using Json = nlohmann::ordered_json;

const std::set<std::string> kNames{"format", "construction", "task",     "vocabulary",
                                   "name",   "kind",         "subspace", "code",
                                   "family", "type",         "last_kind"};
/// Fields that hold natural numbers, beside those of address codes; other numbers are rationals.
const std::set<std::string> kCounts{"from", "to", "step", "states", "next", "bits", "max_length"};
const std::set<std::string> kParts{"blocks", "biases", "embedding", "heads"};
const std::vector<std::string> kActivations{"sigmoid", "tanh", "saturated", "relu"};

bool is_layout(const Json& json) {
  return json.is_array() && !json.empty() && json[0].is_object() && json[0].contains("dimension") &&
         json[0].contains("name");
}

std::string text_of(const Json& json, const char* field) {
  return json.contains(field) && json[field].is_string() ? json[field].get<std::string>() : "";
}

/// What an entry of a list calls itself.
std::string own_name(const Json& item) {
  if (!item.is_object()) return "";
  std::string name = text_of(item, "name");
  if (name.empty()) name = text_of(item, "kind");
  if (const std::string space = text_of(item, "subspace"); !space.empty()) name += " " + space;
  if (const std::string to = text_of(item, "to"); !to.empty()) {
    const std::string from = text_of(item, "from");
    name = from.empty() ? "to " + to : from + " to " + to;
  }
  return name;
}

std::string last_word(const std::string& kind) { return kind.substr(kind.rfind('.') + 1); }

/// A text of these letters alone.
bool is_of(const Json& json, const char* letters) {
  if (!json.is_string()) return false;
  const auto text = json.get<std::string>();
  return !text.empty() && text.find_first_not_of(letters) == std::string::npos;
}
bool is_signs(const Json& json) { return is_of(json, "+-"); }
bool is_number(const Json& json) {
  return json.is_number() || (is_of(json, "0123456789/-") && !is_signs(json));
}
bool is_activation(const Json& json) {
  return json.is_string() &&
         std::count(kActivations.begin(), kActivations.end(), json.get<std::string>()) > 0;
}

/// A flat list of two numbers or more, or a table with two rows or more.
bool has_lines(const Json& json) {
  return json.is_array() && json.size() > 1 &&
         std::all_of(json.begin(), json.end(),
                     [](const Json& e) { return e.is_array() || is_number(e) || e.is_string(); });
}

std::string change_number(Json& at, Random& random) {
  const Rational old = json_number(at, "place");
  const Rational unit = std::max(abs(old), Rational(1)) / 16;
  Rational changed;
  std::string how;
  switch (random.below(6)) {
    case 0:
      changed = old + unit, how = "a little more";
      break;
    case 1:
      changed = old - unit, how = "a little less";
      break;
    case 2:
      changed = -old, how = "negated";
      break;
    case 3:
      changed = 0, how = "zero";
      break;
    case 4:
      changed = 2 * old, how = "doubled";
      break;
    default:
      changed = old / 2, how = "halved";
  }
  if (changed == old) changed = 1, how = "one";
  at = to_json_number(changed);
  return how;
}

std::string change_count(Json& at, Random& random) {
  const auto old = at.get<std::uint64_t>();
  const bool down = old > 0 && random.coin();
  at = down ? old - 1 : old + 1;
  return down ? "one less" : "one more";
}

std::string change_list(Json& at, bool parts, Random& random) {
  const std::size_t i = random.below(at.size());
  if (parts) {
    const std::string name = own_name(at[i]);
    at.erase(i);
    return name + " left out";
  }
  const std::size_t j = (i + 1 + random.below(at.size() - 1)) % at.size();
  std::swap(at[i], at[j]);
  return at[i].is_array() ? "two rows swapped" : "two entries swapped";
}

std::string change_text(Json& at, Random& random) {
  auto text = at.get<std::string>();
  if (!is_activation(at)) {
    char& letter = text[random.below(text.size())];
    letter = letter == '0' ? '1' : letter == '1' ? '0' : letter == '+' ? '-' : '+';
    at = text;
    return "one flipped";
  }
  const auto here = std::find(kActivations.begin(), kActivations.end(), text);
  const auto place = static_cast<std::size_t>(here - kActivations.begin());
  at = kActivations[(place + 1 + random.below(kActivations.size() - 1)) % kActivations.size()];
  return "becomes " + at.get<std::string>();
}

}  // namespace

FaultPlaces::FaultPlaces(const Json& model) : model_(model) {
  find(model_, Place());
  if (kinds_.empty()) throw Error("FaultPlaces", "model", "the model has no place to change");
}

void FaultPlaces::add(const Place& place) {
  for (auto& kind : kinds_)
    if (kind.front().kind == place.kind) {
      kind.push_back(place);
      return;
    }
  kinds_.push_back({place});
}

void FaultPlaces::find(const Json& json, const Place& here) {
  const auto inside = [&](const auto& key, const std::string& name) {
    const bool join = !here.kind.empty() && !name.empty();
    return Place{here.at / key, here.kind + (join ? "." : "") + name};
  };
  if (json.is_object()) {
    for (const auto& [key, value] : json.items())
      if (!kNames.contains(key) && !is_layout(value)) {
        const bool endpoint = (key == "to" || key == "from") && !value.is_number();
        if (!endpoint) find(value, inside(key, key));
      }
    return;
  }
  if (!json.is_array()) {
    if (is_number(json) || json.is_boolean() || is_signs(json) || is_activation(json)) add(here);
    return;
  }
  const std::string word = last_word(here.kind);
  if ((kParts.contains(word) && !json.empty()) || has_lines(json)) {
    Place lines = here;
    lines.kind += kParts.contains(word) ? ".parts" : ".lines";
    add(lines);
  }
  for (std::size_t i = 0; i < json.size(); ++i) {
    std::string name = own_name(json[i]);
    if (word == "layers") name = std::to_string(i + 1);
    find(json[i], inside(i, name));
  }
}

std::string FaultPlaces::plant(Json& model, Random& random) const {
  const auto& kind = kinds_[random.below(kinds_.size())];
  const Place& place = kind[random.below(kind.size())];
  // An earlier fault may have left the part out.
  if (!model.contains(place.at)) return "";
  Json& at = model[place.at];
  const std::string word = last_word(place.kind);
  std::string how;
  if (at.is_boolean()) {
    at = !at.get<bool>();
    how = "flipped";
  } else if (at.is_array()) {
    if (at.size() < 2 && word == "lines") return "";
    if (at.empty()) return "";
    how = change_list(at, word == "parts", random);
  } else if (at.is_string() && (word == "answers" || !is_number(at))) {
    how = change_text(at, random);
  } else if (at.is_number_unsigned() &&
             (kCounts.contains(word) || place.kind.starts_with("codes") ||
              place.at == Json::json_pointer("/initial"))) {
    how = change_count(at, random);
  } else {
    how = change_number(at, random);
  }
  return place.kind + ": " + how;
}

ModelFault FaultPlaces::draw(Random& random) const {
  ModelFault fault{model_, plant(fault.model, random)};
  if (random.below(4) == 0)
    if (const std::string second = plant(fault.model, random); !second.empty())
      fault.name += " and " + second;
  return fault;
}

}  // namespace separatrix::soundness

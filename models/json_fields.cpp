#include "models/json_fields.hpp"

#include "numerics/error.hpp"

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;

Error malformed(const std::string& path, const std::string& message) {
  return Error("JsonFields", path, path + ": " + message);
}

}  // namespace

JsonFields::JsonFields(const Json& object, std::string path)
    : object_(&object), path_(std::move(path)) {
  if (!object.is_object()) throw malformed(path_, "must be an object");
}

const Json& JsonFields::at(const std::string& name) {
  const auto field = object_->find(name);
  if (field == object_->end()) throw malformed(path(name), "is missing");
  read_.insert(name);
  return *field;
}

std::string JsonFields::text(const std::string& name) {
  const Json& value = at(name);
  if (!value.is_string()) throw malformed(path(name), "must be text");
  return value.get<std::string>();
}

bool JsonFields::flag(const std::string& name) {
  const Json& value = at(name);
  if (!value.is_boolean()) throw malformed(path(name), "must be true or false");
  return value.get<bool>();
}

std::uint64_t JsonFields::count(const std::string& name) {
  return json_count(at(name), path(name));
}
Rational JsonFields::number(const std::string& name) { return json_number(at(name), path(name)); }
std::vector<Rational> JsonFields::numbers(const std::string& name) {
  return json_numbers(at(name), path(name));
}

const Json& JsonFields::list(const std::string& name) {
  const Json& value = at(name);
  if (!value.is_array()) throw malformed(path(name), "must be a list");
  return value;
}

void JsonFields::finish() const {
  for (const auto& item : object_->items())
    if (!read_.contains(item.key())) throw malformed(path(item.key()), "is not a known field");
}

std::uint64_t json_count(const Json& value, const std::string& path) {
  if (!value.is_number_integer() || (!value.is_number_unsigned() && value.get<std::int64_t>() < 0))
    throw malformed(path, "must be a whole number, 0 or more");
  return value.get<std::uint64_t>();
}

Rational json_number(const Json& value, const std::string& path) {
  if (value.is_number_unsigned()) return Rational(value.get<std::uint64_t>());
  if (value.is_number_integer()) return Rational(value.get<std::int64_t>());
  if (value.is_string()) {
    try {
      return parse_rational(value.get<std::string>(), path);
    } catch (const Error& e) {
      throw malformed(path, e.what());
    }
  }
  throw malformed(path, "must be an integer or text such as \"1/4\"; floats are not exact");
}

std::vector<Rational> json_numbers(const Json& value, const std::string& path) {
  if (!value.is_array()) throw malformed(path, "must be a list of numbers");
  std::vector<Rational> numbers;
  for (std::size_t i = 0; i < value.size(); ++i)
    numbers.push_back(json_number(value[i], path + "[" + std::to_string(i) + "]"));
  return numbers;
}

Json to_json_number(const Rational& value) {
  static const Integer limit = power(2, 53);
  if (denominator(value) == 1 && abs(numerator(value)) <= limit)
    return numerator(value).convert_to<std::int64_t>();
  return to_string(value);
}

Json to_json_numbers(const std::vector<Rational>& values) {
  Json list = Json::array();
  for (const Rational& value : values) list.push_back(to_json_number(value));
  return list;
}

}  // namespace separatrix

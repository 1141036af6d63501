// Reading JSON objects fail-closed: every field has a type, none is missing, none is left over.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "numerics/rational.hpp"

namespace separatrix {

/// One JSON object at a known path. `at` marks a field as read; `finish` throws if one was not.
/// Every error names the path, e.g. `model.layers[0].heads[1].query`.
class JsonFields {
 public:
  JsonFields(const nlohmann::ordered_json& object, std::string path);

  bool has(const std::string& name) const { return object_->contains(name); }
  const nlohmann::ordered_json& at(const std::string& name);
  std::string path(const std::string& name) const { return path_ + "." + name; }

  std::string text(const std::string& name);
  bool flag(const std::string& name);
  std::uint64_t count(const std::string& name);
  Rational number(const std::string& name);
  std::vector<Rational> numbers(const std::string& name);
  const nlohmann::ordered_json& list(const std::string& name);

  void finish() const;

 private:
  const nlohmann::ordered_json* object_;
  std::string path_;
  std::set<std::string> read_;
};

/// A number is written as an integer or as text: 3, "1/4", "0.25". JSON floats are refused: they
/// are not exact.
Rational json_number(const nlohmann::ordered_json& value, const std::string& path);
std::vector<Rational> json_numbers(const nlohmann::ordered_json& value, const std::string& path);
std::uint64_t json_count(const nlohmann::ordered_json& value, const std::string& path);

/// Integers that fit 2^53 as JSON integers, everything else as text.
nlohmann::ordered_json to_json_number(const Rational& value);
nlohmann::ordered_json to_json_numbers(const std::vector<Rational>& values);

}  // namespace separatrix

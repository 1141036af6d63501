// Reading and writing of single values of a record. There is one way to write each value, and
// reading accepts no other, so equal records have equal bytes. Every Error names the JSON path.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "numerics/rational.hpp"

namespace separatrix::json_values {

using Json = nlohmann::ordered_json;

/// Throws Error with argument `path` and message "path: message".
[[noreturn]] void fail(std::string_view path, std::string_view message);

/// JSON text. Error for text that is not JSON, and for a field that stands twice in one object.
Json parse(std::string_view text);

/// Counts and other integers: a JSON integer up to 2^53 - 1 in absolute value (what every reader
/// of JSON keeps exactly), a decimal string beyond.
Json write_integer(const Integer& value);
Integer read_integer(const Json& value, std::string_view path);
/// The same, >= 0.
Integer read_count(const Json& value, std::string_view path);
/// The same, >= 0 and below 2^64.
std::uint64_t read_unsigned(const Json& value, std::string_view path);

/// Always a decimal string, >= 0.
Json write_decimal(const Integer& value);
Integer read_decimal(const Json& value, std::string_view path);

/// [numerator, denominator] in lowest terms with a positive denominator.
Json write_fraction(const Rational& value);
Rational read_fraction(const Json& value, std::string_view path);

std::string read_text(const Json& value, std::string_view path);
/// A text that is not empty.
std::string read_name(const Json& value, std::string_view path);
std::vector<std::string> read_texts(const Json& value, std::string_view path);

/// A finite number >= 0.
double read_seconds(const Json& value, std::string_view path);

/// The fields of one JSON object. `finish` throws for a field that nobody asked for.
class Fields {
 public:
  /// Error unless `value` is an object.
  Fields(const Json& value, std::string path);

  /// The field of that name; Error if it is missing.
  const Json& need(std::string_view name);
  /// The field of that name, or null.
  const Json* find(std::string_view name);
  /// "path.name", for messages.
  std::string path(std::string_view name) const;
  void finish() const;

 private:
  const Json& object_;
  std::string path_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace separatrix::json_values

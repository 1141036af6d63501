// Reading a published config.json: fields that are needed are read strictly, and every field is
// accounted for at the end, as used, known to be of no account, or unknown.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "models/json_fields.hpp"

namespace separatrix {

/// Sizes in a configuration are at most this: products of a few of them are numbers to reckon with,
/// not slips of the pen.
inline constexpr std::uint64_t kLargestConfigSize = std::uint64_t{1} << 40;

/// The JSON object in `text`, where NaN, Infinity and -Infinity are read as null; Error (argument
/// `where`) for anything else and for a field that stands twice in one object.
nlohmann::ordered_json config_json(std::string_view text, std::string_view where);

/// Text from a file as one line for people: control characters become '?', 60 bytes at most.
std::string printable(std::string_view text);

/// One object of a configuration. All errors name the field's path, as "config.layers[0].width".
class ConfigFields {
 public:
  ConfigFields(const nlohmann::ordered_json& object, std::string path);

  /// A whole number from `least` to 2^40; Error if it is missing or anything else.
  std::uint64_t size(const std::string& name, std::uint64_t least = 1);
  /// The same; none where the field is missing or null.
  std::optional<std::uint64_t> optional_size(const std::string& name, std::uint64_t least = 1);
  /// None where the field is missing or null; Error if it is no text.
  std::optional<std::string> optional_text(const std::string& name);
  /// False where it is missing or null.
  bool flag(const std::string& name);
  /// Error if it is missing or no list.
  const nlohmann::ordered_json& list(const std::string& name);
  /// True if the field is there, whatever it says.
  bool has(const std::string& name) const { return fields_.has(name); }

  [[noreturn]] void refuse(const std::string& name, const std::string& message) const;

  /// The fields that were read and exist, in the order of the file.
  std::vector<std::string> used() const;
  /// The others, in the order of the file.
  std::vector<std::string> unused() const;

 private:
  bool given(const std::string& name);

  const nlohmann::ordered_json* object_;
  JsonFields fields_;
  std::set<std::string> read_;
};

}  // namespace separatrix

#include "reports/json_text.hpp"

#include <optional>

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kColumns = 100;

std::string scalar(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Appends the value on one line, unless `line` would exceed `most` characters.
bool add_on_one_line(std::string& line, const Json& json, std::size_t most) {
  if (!json.is_structured()) {
    line += scalar(json);
    return line.size() <= most;
  }
  line += json.is_object() ? '{' : '[';
  bool first = true;
  for (const auto& item : json.items()) {
    if (!first) line += ", ";
    first = false;
    if (json.is_object()) line += scalar(item.key()) + ": ";
    if (!add_on_one_line(line, item.value(), most)) return false;
  }
  line += json.is_object() ? '}' : ']';
  return line.size() <= most;
}

class Writer {
 public:
  /// The value, whose first line begins in column `column`.
  void write(const Json& json, std::size_t indent, std::size_t column) {
    std::string line;
    const std::size_t rest = kColumns > column + 1 ? kColumns - column - 1 : 0;  // and a comma
    if (!json.is_structured() || json.empty())
      text_ += json.is_structured() ? (json.is_object() ? "{}" : "[]") : scalar(json);
    else if (add_on_one_line(line, json, rest))
      text_ += line;
    else
      write_broken(json, indent);
  }

  std::string take() { return std::move(text_); }

 private:
  void write_broken(const Json& json, std::size_t indent) {
    const std::string margin(indent + 2, ' ');
    text_ += json.is_object() ? '{' : '[';
    std::size_t column = kColumns;  // of the line that numbers fill
    bool first = true;
    for (const auto& item : json.items()) {
      const Json& value = item.value();
      const std::string word = json.is_array() && value.is_number() ? scalar(value) : "";
      if (!first) text_ += ',';
      if (!word.empty() && column + 2 + word.size() < kColumns) {
        text_ += ' ' + word;
        column += 2 + word.size();
      } else {
        text_ += '\n' + margin;
        const std::string name = json.is_object() ? scalar(item.key()) + ": " : "";
        text_ += name;
        write(value, indent + 2, margin.size() + name.size());
        column = word.empty() ? kColumns : margin.size() + word.size();
      }
      first = false;
    }
    text_ += '\n' + std::string(indent, ' ');
    text_ += json.is_object() ? '}' : ']';
  }

  std::string text_;
};

}  // namespace

std::string json_text(const Json& json) {
  Writer writer;
  writer.write(json, 0, 0);
  return writer.take();
}

}  // namespace separatrix

#include "reports/bibliography.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "numerics/error.hpp"
#include "reports/embedded.hpp"

namespace separatrix {
namespace {

struct Entry {
  std::string_view key;
  std::string_view text;
};

/// Position just past the brace that closes the one at `open`; npos if it never closes.
std::size_t past_closing_brace(std::string_view text, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && --depth == 0) return i + 1;
  }
  return std::string_view::npos;
}

std::vector<Entry> parse(std::string_view text) {
  std::vector<Entry> entries;
  // An entry begins with "@" at the start of a line, so one inside a field is not mistaken for it.
  for (std::size_t at = text.find("\n@"); at != std::string_view::npos;) {
    const std::size_t begin = at + 1;
    const std::size_t open = text.find('{', begin);
    const std::size_t comma = text.find(',', open);
    const std::size_t end = open == std::string_view::npos ? open : past_closing_brace(text, open);
    if (comma == std::string_view::npos || end == std::string_view::npos || comma > end) {
      throw Error("bibliography", "references.bib",
                  "references.bib: an entry has no key or its braces do not balance");
    }
    entries.push_back({text.substr(open + 1, comma - open - 1), text.substr(begin, end - begin)});
    at = text.find("\n@", end);
  }
  return entries;
}

const std::vector<Entry>& entries() {
  static const std::vector<Entry> parsed = parse(embedded::references);
  return parsed;
}

const Entry* find(std::string_view key) {
  const auto found = std::find_if(entries().begin(), entries().end(),
                                  [&](const Entry& entry) { return entry.key == key; });
  return found == entries().end() ? nullptr : &*found;
}

std::string plain(std::string_view value) {
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '{' || value[i] == '}') continue;
    if (value.substr(i, 2) == "--") {
      text += "\u2013";
      ++i;
    } else if (value[i] == '\n') {
      text += ' ';
    } else {
      text += value[i];
    }
  }
  return text;
}

}  // namespace

std::string_view bibliography() { return embedded::references; }

std::vector<std::string_view> citation_keys() {
  std::vector<std::string_view> keys;
  for (const Entry& entry : entries()) keys.push_back(entry.key);
  return keys;
}

bool has_key(std::string_view key) { return find(key) != nullptr; }

std::string_view entry(std::string_view key) {
  const Entry* found = find(key);
  if (found == nullptr) {
    throw Error("entry", key,
                fmt::format("\"{}\" is not a citation key; add it to references.bib", key));
  }
  return found->text;
}

std::string field(std::string_view key, std::string_view name) {
  const std::string_view text = entry(key);
  // Fields stand one to a line: "  name = {value}".
  for (std::size_t line = text.find('\n'); line != std::string_view::npos;
       line = text.find('\n', line + 1)) {
    const std::size_t first = text.find_first_not_of(" \n", line);
    if (first == std::string_view::npos || text.substr(first, name.size()) != name) continue;
    const std::size_t equals = text.find_first_not_of(' ', first + name.size());
    if (equals == std::string_view::npos || text[equals] != '=') continue;
    const std::size_t open = text.find('{', equals);
    const std::size_t end = past_closing_brace(text, open);
    return plain(text.substr(open + 1, end - open - 2));
  }
  return {};
}

}  // namespace separatrix

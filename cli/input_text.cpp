#include "cli/input_text.hpp"

#include <algorithm>
#include <iostream>
#include <iterator>

#include "numerics/error.hpp"
#include "numerics/rational.hpp"

namespace separatrix::cli {
namespace {

constexpr const char* kWhiteSpace = " \t\r\n\f\v";
constexpr std::size_t kLongestQuote = 40;
constexpr std::size_t kMostBytesOfItems = std::size_t{1} << 26;

}  // namespace

std::string read_standard_input(const std::string& instead, std::size_t most) {
  std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  if (text.empty())
    throw Error("run", "standard input", "is empty; pipe in a text, or give " + instead);
  if (text.size() > most)
    throw Error("run", "standard input",
                "has " + std::to_string(text.size()) + " bytes; this command takes at most " +
                    std::to_string(most));
  return text;
}

std::string line_place(std::size_t number) {
  return "standard input, line " + std::to_string(number);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines = split(text, '\n');
  if (lines.back().empty()) lines.pop_back();
  return lines;
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (;;) {
    const std::size_t end = text.find(separator, begin);
    parts.push_back(text.substr(begin, end - begin));
    if (end == std::string::npos) return parts;
    begin = end + 1;
  }
}

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(kWhiteSpace);
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(kWhiteSpace) - begin + 1);
}

std::string quoted(const std::string& text) {
  std::string shown = text.substr(0, kLongestQuote);
  std::ranges::replace_if(
      shown, [](char c) { return c < ' ' || c > '~'; }, '?');
  return "'" + shown + (text.size() > kLongestQuote ? "..'" : "'");
}

std::uint64_t whole_number(const std::string& text, const std::string& place, std::uint64_t most) {
  const bool digits =
      !text.empty() && std::ranges::all_of(text, [](char c) { return '0' <= c && c <= '9'; });
  if (!digits || text.size() > 20)
    throw Error("run", place,
                quoted(text) + " is not a whole number from 0 to " + std::to_string(most));
  const Integer value = parse_integer(text, place);
  if (value > most)
    throw Error("run", place,
                text + " is too large; the largest number here is " + std::to_string(most));
  return value.convert_to<std::uint64_t>();
}

Labelled labelled_items(const std::string& flag, const std::optional<std::string>& given,
                        char separator, const std::optional<std::string>& query,
                        const std::string& example) {
  Labelled labelled;
  if (given) {
    const std::vector<std::string> items = split(*given, separator);
    for (std::size_t i = 0; i < items.size(); ++i)
      labelled.items.push_back({trimmed(items[i]), flag + ", item " + std::to_string(i + 1)});
    if (!query)
      throw Error("run", "--query", "is missing; say what is asked for, as in " + example);
  } else {
    const std::vector<std::string> lines =
        lines_of(read_standard_input(example, kMostBytesOfItems));
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (std::string line = trimmed(lines[i]); !line.empty())
        labelled.items.push_back({std::move(line), line_place(i + 1)});
  }
  if (query) {
    labelled.query = {trimmed(*query), "--query"};
  } else if (!labelled.items.empty()) {
    labelled.query = std::move(labelled.items.back());
    labelled.items.pop_back();
    // A query may mark the place where its label would be.
    if (labelled.query.text.starts_with('?'))
      labelled.query.text.erase(0, labelled.query.text.find_first_not_of(" \t,:;", 1));
  }
  if (labelled.items.empty())
    throw Error("run", given ? flag : "standard input",
                "has no labelled item before the query; give at least one, as in " + example);
  return labelled;
}

bool read_label(const std::string& text, const std::string& place) {
  if (text != "0" && text != "1")
    throw Error("run", place, quoted(text) + " is no label; begin with 0 or 1");
  return text == "1";
}

}  // namespace separatrix::cli

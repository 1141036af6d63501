#include "bounds/communication/partition.hpp"

#include <algorithm>
#include <sstream>

#include "numerics/error.hpp"
#include "numerics/rational.hpp"

namespace separatrix {
namespace {

constexpr std::string_view kPrefix = "prefix:";
constexpr std::string_view kBlank = " \t\r\n";

Error refused(const std::string& message) { return {"parse_partition", "--partition", message}; }

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(kBlank) - first + 1));
}

std::string counted(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

Split parse_prefix(const std::string& text, std::size_t length) {
  const Integer prefix = parse_integer(text.substr(kPrefix.size()), "--partition");
  if (prefix < 1 || prefix >= Integer(length))
    throw refused("a prefix of " + prefix.str() + " out of " + counted(length, "position") +
                  " leaves a player without any; choose 1 to the length less 1");
  return prefix_split(length, prefix.convert_to<std::size_t>());
}

Split parse_word(const std::string& text, std::size_t length) {
  std::string word;
  std::copy_if(text.begin(), text.end(), std::back_inserter(word),
               [](char c) { return kBlank.find(c) == std::string_view::npos; });
  Split split = split_of_word(word);
  if (word.size() != length)
    throw refused("has " + counted(word.size(), "letter") + " for " + counted(length, "position") +
                  "; write one A or B for each");
  return split;
}

/// Two lines of positions from 1.
Split parse_lists(const std::string& text, std::size_t length) {
  std::vector<std::vector<std::size_t>> parts;
  std::vector<bool> held(length);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::replace(line.begin(), line.end(), ',', ' ');
    if (trimmed(line).empty()) continue;
    parts.emplace_back();
    std::istringstream words(line);
    for (std::string word; words >> word;) {
      const Integer position = parse_integer(word, "--partition");
      if (position < 1 || position > Integer(length))
        throw refused("position " + position.str() + " is not one of 1 to " +
                      std::to_string(length));
      const auto index = position.convert_to<std::size_t>() - 1;
      if (held[index])
        throw refused("position " + position.str() + " stands twice; name every position once");
      held[index] = true;
      parts.back().push_back(index);
    }
  }
  if (parts.size() != 2)
    throw refused("has " + counted(parts.size(), "line") +
                  " of positions; give two, Alice's and Bob's");
  const auto missing = std::find(held.begin(), held.end(), false);
  if (missing != held.end())
    throw refused("position " + std::to_string(missing - held.begin() + 1) +
                  " is missing; name every position once");
  return {parts[0], parts[1]};
}

}  // namespace

Split odd_even(std::size_t length) {
  Split split;
  for (std::size_t i = 0; i < length; ++i) (i % 2 == 0 ? split.alice : split.bob).push_back(i);
  return split;
}

Split prefix_split(std::size_t length, std::size_t prefix) {
  if (prefix > length)
    throw Error("prefix_split", "prefix", "longer than the input; choose at most its length");
  Split split;
  for (std::size_t i = 0; i < length; ++i) (i < prefix ? split.alice : split.bob).push_back(i);
  return split;
}

Split halves(std::size_t length) { return prefix_split(length, length / 2); }

Split split_of_word(std::string_view word) {
  Split split;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word[i] != 'A' && word[i] != 'B')
      throw refused("letter " + std::to_string(i + 1) +
                    " is neither A nor B; give prefix:K, odd-even, halves, a word as ABBA, or two "
                    "lines of positions");
    (word[i] == 'A' ? split.alice : split.bob).push_back(i);
  }
  return split;
}

std::string partition_word(const Split& split) {
  std::string word(split.alice.size() + split.bob.size(), ' ');
  for (const auto* part : {&split.alice, &split.bob})
    for (const std::size_t position : *part) {
      if (position >= word.size() || word[position] != ' ')
        throw Error("partition_word", "split",
                    "position " + std::to_string(position) +
                        " stands twice or lies beyond the input; name 0 to n - 1 once each");
      word[position] = part == &split.alice ? 'A' : 'B';
    }
  return word;
}

NamedSplit parse_partition(std::string_view text, std::size_t length) {
  NamedSplit read{trimmed(text), {}};
  if (read.name == "odd-even") {
    read.split = odd_even(length);
  } else if (read.name == "halves") {
    read.split = halves(length);
  } else if (read.name.starts_with(kPrefix)) {
    read.split = parse_prefix(read.name, length);
    read.name = std::string(kPrefix) + std::to_string(read.split.alice.size());
  } else {
    const bool lists = read.name.find_first_of("0123456789") != std::string::npos;
    read.split = lists ? parse_lists(read.name, length) : parse_word(read.name, length);
    read.name = partition_word(read.split);
  }
  if (read.split.alice.empty() || read.split.bob.empty())
    throw refused(std::string(read.split.alice.empty() ? "Alice" : "Bob") +
                  " would hold no position; both players need one");
  return read;
}

}  // namespace separatrix

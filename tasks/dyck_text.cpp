#include "tasks/dyck_text.hpp"

#include "numerics/error.hpp"

namespace separatrix {
namespace {

constexpr std::string_view kPairs = "()[]{}<>";
constexpr std::size_t kLetterTypes = kPairs.size() / 2;

bool blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool digit(char c) { return c >= '0' && c <= '9'; }

std::string known_brackets(std::size_t n) {
  if (n <= kLetterTypes) return "the brackets are " + std::string(kPairs.substr(0, 2 * n));
  return "write brackets as (1 or )1, types from 1 to " + std::to_string(n);
}

Error refused(std::string_view text, std::size_t position, std::size_t n) {
  const auto byte = static_cast<unsigned char>(text[position]);
  const bool printable = byte >= 0x20 && byte < 0x7f;
  return Error("parse_brackets", "brackets",
               "character " + std::to_string(position + 1) +
                   (printable ? ", '" + std::string(1, text[position]) + "'," : "") +
                   " is no bracket of " + std::to_string(n) + (n == 1 ? " type; " : " types; ") +
                   known_brackets(n));
}

Symbol parse_letter(std::string_view text, std::size_t& at, std::size_t n) {
  const std::size_t place = kPairs.substr(0, 2 * n).find(text[at]);
  if (place == std::string_view::npos) throw refused(text, at, n);
  ++at;
  return place % 2 == 0 ? place / 2 : n + place / 2;
}

Symbol parse_numbered(std::string_view text, std::size_t& at, std::size_t n) {
  const std::size_t start = at;
  const char parenthesis = text[at++];
  std::size_t type = 0;
  for (; at < text.size() && digit(text[at]) && type <= n; ++at)
    type = 10 * type + static_cast<std::size_t>(text[at] - '0');
  if ((parenthesis != '(' && parenthesis != ')') || type == 0 || type > n)
    throw refused(text, start, n);
  return (parenthesis == '(' ? 0 : n) + type - 1;
}

}  // namespace

Word parse_brackets(std::string_view text, std::size_t n) {
  if (n == 0) throw Error("parse_brackets", "n", "there must be at least one type of brackets");
  Word word;
  for (std::size_t at = 0; at < text.size();) {
    if (blank(text[at]))
      ++at;
    else
      word.push_back(n <= kLetterTypes ? parse_letter(text, at, n) : parse_numbered(text, at, n));
  }
  return word;
}

std::string bracket_text(std::span<const Symbol> word, std::size_t n) {
  std::string text;
  for (const Symbol symbol : word) {
    if (symbol >= 2 * n)
      throw Error("bracket_text", "word",
                  "symbol " + std::to_string(symbol) + " is no bracket; use 0 to " +
                      std::to_string(2 * n - 1));
    const bool opening = symbol < n;
    const std::size_t type = opening ? symbol : symbol - n;
    if (n <= kLetterTypes) {
      text += kPairs[2 * type + (opening ? 0 : 1)];
    } else {
      if (!text.empty()) text += ' ';
      text += (opening ? '(' : ')') + std::to_string(type + 1);
    }
  }
  return text;
}

}  // namespace separatrix

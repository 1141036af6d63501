#include "reports/latex_text.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "reports/terminal.hpp"

namespace separatrix {
namespace {

constexpr unsigned kLeastPower = 16;   // 65536 and larger powers of two are written as powers
constexpr int kNear = 9;               // as far from a power of two: "2^30 + 1"
constexpr std::size_t kLongest = 30;   // digits that are written out
constexpr std::size_t kLongWord = 15;  // digits without a place for a line break

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// k if the number is 2^k.
std::optional<unsigned> exponent_of_two(const Integer& number) {
  if (number <= 0) return std::nullopt;
  const auto bits = mpz_sizeinbase(number.backend().data(), 2) - 1;
  if (mpz_scan1(number.backend().data(), 0) != bits) return std::nullopt;
  return static_cast<unsigned>(bits);
}

std::string special(char c) {
  switch (c) {
    case '\\':
      return "\\textbackslash{}";
    case '^':
      return "\\textasciicircum{}";
    case '~':
      return "\\textasciitilde{}";
    case '<':
      return "\\textless{}";
    case '>':
      return "\\textgreater{}";
    case '|':
      return "\\textbar{}";
    case '"':
      return "{''}";
    case '#':
    case '$':
    case '%':
    case '&':
    case '_':
    case '{':
    case '}':
      return std::string("\\") + c;
    default:
      return std::string(1, static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
  }
}

/// The bytes of the character that begins the text, and its code point (of a stray byte: U+FFFD).
struct Character {
  std::size_t bytes = 1;
  unsigned code = 0xFFFD;
};

Character first_character(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (at(0) < 0x80) return {1, at(0)};
  const std::size_t bytes = at(0) >= 0xF0 ? 4 : at(0) >= 0xE0 ? 3 : 2;
  if (at(0) < 0xC0 || bytes > text.size()) return {};
  unsigned code = at(0) & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((at(i) & 0xC0U) != 0x80) return {};
    code = code << 6U | (at(i) & 0x3FU);
  }
  return {bytes, code};
}

/// LaTeX knows the accented letters of the Latin alphabets (× and ÷ are no letters).
bool accented(unsigned code) {
  return code >= 0xC0 && code <= 0x17E && code != 0xD7 && code != 0xF7;
}

/// One character that is no formula, escaped; moves `i` past it.
std::string plain(std::string_view text, std::size_t& i) {
  const Character c = first_character(text.substr(i));
  const std::size_t begin = i;
  i += c.bytes;
  if (text.substr(begin).starts_with("--")) return "-{}";  // two hyphens, not a dash
  if (c.code < 0x80) return special(text[begin]);
  if (accented(c.code)) return std::string(text.substr(begin, c.bytes));
  return fmt::format("U+{:04X}", c.code);
}

/// The end of an exponent that begins at `i`: "30", "-Kc", "(-1/4)"; `i` if there is none.
std::size_t exponent_end(std::string_view text, std::size_t i) {
  const auto inside = [](char c) {
    return digit(c) || letter(c) || c == '-' || c == '+' || c == '/' || c == ' ';
  };
  if (i < text.size() && text[i] == '(') {
    const std::size_t close = text.find(')', i);
    if (close == std::string_view::npos) return i;
    const std::string_view between = text.substr(i + 1, close - i - 1);
    return std::ranges::all_of(between, inside) ? close + 1 : i;
  }
  std::size_t end = i;
  if (end < text.size() && text[end] == '-') ++end;
  const std::size_t first = end;
  while (end < text.size() && (digit(text[end]) || letter(text[end]))) ++end;
  return end == first ? i : end;
}

/// In mathematics a word stands upright and '-' is a minus sign.
std::string exponent(std::string_view text) {
  if (text.front() == '(') text = text.substr(1, text.size() - 2);
  std::string set;
  for (std::size_t i = 0; i < text.size();) {
    if (!letter(text[i])) {
      set += text[i] == ' ' ? "\\," : std::string(1, text[i]);
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < text.size() && letter(text[i])) ++i;
    const auto word = text.substr(begin, i - begin);
    set += word.size() == 1 ? std::string(word) : fmt::format("\\mathrm{{{}}}", word);
  }
  return set;
}

std::string digits(std::string_view run) {
  if (run.front() != '0')
    if (const auto k = exponent_of_two(Integer(std::string(run))); k && *k >= kLeastPower)
      return fmt::format("$2^{{{}}}$", *k);
  if (run.size() <= kLongWord) return std::string(run);
  std::string broken;
  for (std::size_t i = 0; i < run.size(); i += 5)
    broken += (i == 0 ? "" : "\\allowbreak{}") + std::string(run.substr(i, 5));
  return broken;
}

std::string grouped(const std::string& run) {
  std::string text;
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (i > 0 && (run.size() - i) % 3 == 0 && run.size() > 4) text += "\\,";
    text += run[i];
  }
  return text;
}

}  // namespace

std::string latex_escape(std::string_view text) {
  std::string escaped;
  for (std::size_t i = 0; i < text.size();) escaped += plain(text, i);
  return escaped;
}

std::string latex_prose(std::string_view text) {
  std::string set;
  bool open_quote = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    const char before = i == 0 ? ' ' : text[i - 1];
    const char after = i + 1 < text.size() ? text[i + 1] : ' ';
    if (rest.starts_with(" = ") || rest.starts_with(" - ")) {
      set += rest[1] == '=' ? "~=~" : " $-$ ";
      i += 3;
    } else if (rest.starts_with(">=") || rest.starts_with("<=") || rest.starts_with("->")) {
      set += rest[0] == '>' ? "$\\geq$" : rest[0] == '<' ? "$\\leq$" : "$\\to$";
      i += 2;
    } else if (rest.starts_with("log2") && !letter(before) &&
               (rest.size() == 4 || !(letter(rest[4]) || digit(rest[4])))) {
      set += "$\\log_2$";
      i += 4;
    } else if (rest[0] == '^') {
      const std::size_t end = exponent_end(text, i + 1);
      if (end == i + 1) {
        set += special('^');
        ++i;
      } else {
        set += fmt::format("$^{{{}}}$", exponent(text.substr(i + 1, end - i - 1)));
        i = end;
      }
    } else if (digit(rest[0])) {
      std::size_t end = 0;
      while (end < rest.size() && digit(rest[end])) ++end;
      const bool alone =
          !letter(before) && before != '.' && (end == rest.size() || rest[end] != '^');
      set += alone ? digits(rest.substr(0, end)) : std::string(rest.substr(0, end));
      i += end;
    } else if (rest[0] == '"') {
      open_quote = !open_quote;
      set += open_quote ? "``" : "''";
      ++i;
    } else if (rest[0] == '<' || rest[0] == '>') {
      set += fmt::format("${}$", rest[0]);
      ++i;
    } else {
      const bool joint =
          (rest[0] == ':' && after != ' ') || ((rest[0] == '/' || rest[0] == '_') && letter(after));
      set += plain(text, i);
      if (joint) set += "\\allowbreak{}";
    }
  }
  return set;
}

std::string latex_count(const Integer& count) {
  if (const auto k = exponent_of_two(count); k && *k >= kLeastPower)
    return fmt::format("$2^{{{}}}$", *k);
  for (int distance = 1; distance <= kNear; ++distance)
    for (const int sign : {1, -1})
      if (const auto k = exponent_of_two(count - sign * distance); k && *k >= kLeastPower)
        return fmt::format("$2^{{{}}} {} {}$", *k, sign > 0 ? '+' : '-', distance);
  const std::string run = count.str();
  if (run.size() <= kLongest) return grouped(run);
  const auto zeros = static_cast<unsigned>(mpz_scan1(count.backend().data(), 0));
  const std::string odd = floor_div(count, power(2, zeros)).str();
  if (odd.size() <= kLongWord) return fmt::format("${} \\cdot 2^{{{}}}$", odd, zeros);
  const auto bits = mpz_sizeinbase(count.backend().data(), 2);
  return fmt::format("between $2^{{{}}}$ and $2^{{{}}}$", bits - 1, bits);
}

std::string latex_command(const std::vector<std::string>& words) {
  const std::string text = shell_command(words);
  std::string set;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    set += plain(text, i);
    if (c == '/' || c == '=' || c == ',' || c == ':') set += "\\allowbreak{}";
  }
  return "\\texttt{" + set + "}";
}

}  // namespace separatrix

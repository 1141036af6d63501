#include "json.hpp"

#include <algorithm>
#include <utility>

namespace checker {
namespace {

constexpr int kDeepest = 64;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Json whole() {
    Json value = read("", 0);
    skip_space();
    if (at_ != text_.size()) fail("something follows the value");
    return value;
  }

 private:
  [[noreturn]] void fail(const std::string& reason) const {
    const auto read = text_.substr(0, at_);
    const auto line = std::count(read.begin(), read.end(), '\n') + 1;
    throw Unreadable("line " + std::to_string(line) + ": " + reason);
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void skip_space() {
    while (at_ < text_.size() &&
           std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }
  bool take_word(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }

  Json read(std::string_view name, int depth) {
    if (depth > kDeepest) fail("more than 64 levels");
    skip_space();
    Json value;
    if (peek() == '{') {
      read_object(value, depth);
    } else if (peek() == '[') {
      read_list(value, name, depth);
    } else if (peek() == '"') {
      value.type = Json::Type::text;
      value.text = read_text();
    } else if (take_word("true")) {
      value.type = Json::Type::boolean;
      value.truth = true;
    } else if (take_word("false")) {
      value.type = Json::Type::boolean;
    } else if (!take_word("null")) {
      read_number(value, name);
    }
    return value;
  }

  void read_object(Json& value, int depth) {
    value.type = Json::Type::object;
    take('{');
    skip_space();
    if (take('}')) return;
    do {
      skip_space();
      std::string name = read_text();
      if (value.find(name) != nullptr) fail("the field \"" + name + "\" stands twice");
      skip_space();
      if (!take(':')) fail("a colon is missing after \"" + name + "\"");
      value.entries.push_back(read(name, depth + 1));
      value.names.push_back(std::move(name));
      skip_space();
    } while (take(','));
    if (!take('}')) fail("an object does not end");
  }

  void read_list(Json& value, std::string_view name, int depth) {
    value.type = Json::Type::list;
    take('[');
    skip_space();
    if (take(']')) return;
    do {
      value.entries.push_back(read(name, depth + 1));
      skip_space();
    } while (take(','));
    if (!take(']')) fail("a list does not end");
  }

  void read_number(Json& value, std::string_view name) {
    const std::size_t first = at_;
    take('-');
    if (!is_digit(peek())) fail("no value");
    if (!take('0')) skip_digits();
    value.type = Json::Type::integer;
    if (take('.')) {
      value.type = Json::Type::real;
      skip_digits();
    }
    if (take('e') || take('E')) {
      value.type = Json::Type::real;
      if (!take('+')) take('-');
      skip_digits();
    }
    value.text = text_.substr(first, at_ - first);
    if (value.type == Json::Type::real && name != "seconds")
      fail("the number " + value.text + " is not exact");
  }

  void skip_digits() {
    if (!is_digit(peek())) fail("a digit is missing");
    while (is_digit(peek())) ++at_;
  }

  std::string read_text() {
    if (!take('"')) fail("a text is missing");
    std::string read;
    while (!take('"')) {
      if (at_ == text_.size()) fail("a text does not end");
      const char c = text_[at_++];
      if (static_cast<unsigned char>(c) < 0x20) fail("a control character in a text");
      if (c == '\\')
        read_escape(read);
      else
        read += c;
    }
    return read;
  }

  void read_escape(std::string& read) {
    constexpr std::string_view kEscapes = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char c = peek();
    if (const std::size_t i = kEscapes.find(c); i != std::string_view::npos) {
      ++at_;
      read += kMeanings[i];
      return;
    }
    if (!take('u')) fail("an unknown escape in a text");
    // Records escape control characters only; everything else stands in them as UTF-8.
    unsigned code = 0;
    for (int i = 0; i < 4; ++i) {
      const std::size_t digit = std::string_view("0123456789abcdef").find(peek());
      if (digit == std::string_view::npos) fail("an escape is not four hexadecimal digits");
      code = 16 * code + static_cast<unsigned>(digit);
      ++at_;
    }
    if (code >= 0x80) fail("an escaped character that is no control character");
    read += static_cast<char>(code);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// Rejected unless these are the digits of an integer, written in the only way.
mpz_class from_digits(const std::string& digits, const std::string& what) {
  const std::size_t sign = digits.starts_with('-') ? 1 : 0;
  const bool good =
      digits.size() > sign && std::all_of(digits.begin() + sign, digits.end(), is_digit);
  require(good && (digits[sign] != '0' || digits == "0"), what + ": not an integer");
  return mpz_class(digits);
}

}  // namespace

void require(bool holds, const std::string& reason) {
  if (!holds) throw Rejected(reason);
}

const Json* Json::find(std::string_view name) const {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? nullptr : &entries[static_cast<std::size_t>(found - names.begin())];
}

Json read_json(std::string_view text) { return Reader(text).whole(); }

mpz_class integer(const Json& value, const std::string& what) {
  require(value.type == Json::Type::integer || value.type == Json::Type::text,
          what + ": not an integer");
  return from_digits(value.text, what);
}

mpq_class fraction(const Json& value, const std::string& what) {
  const std::size_t bar = value.text.find('/');
  mpz_class above;
  mpz_class under = 1;
  if (value.type == Json::Type::list && value.entries.size() == 2) {
    above = integer(value.entries[0], what);
    under = integer(value.entries[1], what);
    require(under > 0, what + ": the denominator is not positive");
  } else if (value.type == Json::Type::text && bar != std::string::npos) {
    above = from_digits(value.text.substr(0, bar), what);
    under = from_digits(value.text.substr(bar + 1), what);
    require(under > 1, what + ": the denominator is not above 1");
  } else {
    above = integer(value, what);
  }
  require(gcd(above, under) == 1, what + ": not a fraction in lowest terms");
  return mpq_class(above, under);
}

std::uint64_t count(const Json& value, const std::string& what) {
  const mpz_class n = integer(value, what);
  require(n >= 0 && n <= mpz_class(1) << 53, what + ": not a count from 0 to 2^53");
  return n.get_ui();
}

std::size_t below(const Json& value, std::size_t end, const std::string& what) {
  const std::uint64_t n = count(value, what);
  require(n < end, what + ": " + std::to_string(n) + " is not below " + std::to_string(end));
  return n;
}

bool truth(const Json& value, const std::string& what) {
  require(value.type == Json::Type::boolean, what + ": neither true nor false");
  return value.truth;
}

const std::string& text(const Json& value, const std::string& what) {
  require(value.type == Json::Type::text, what + ": not a text");
  return value.text;
}

const std::vector<Json>& list(const Json& value, const std::string& what) {
  require(value.type == Json::Type::list, what + ": not a list");
  return value.entries;
}

std::vector<std::size_t> indices(const Json& value, std::size_t end, const std::string& what) {
  std::vector<std::size_t> numbers;
  for (const Json& entry : list(value, what)) numbers.push_back(below(entry, end, what));
  return numbers;
}

Fields::Fields(const Json& object, std::string what)
    : object_(object), what_(std::move(what)), read_(object.names.size(), false) {
  require(object.type == Json::Type::object, what_ + ": not an object");
}

bool Fields::has(std::string_view name) const { return object_.find(name) != nullptr; }

const Json& Fields::operator[](std::string_view name) {
  const Json* value = optional(name);
  require(value != nullptr, path(name) + ": missing");
  return *value;
}

const Json* Fields::optional(std::string_view name) {
  const Json* value = object_.find(name);
  if (value != nullptr) read_[static_cast<std::size_t>(value - object_.entries.data())] = true;
  return value;
}

mpz_class Fields::integer(std::string_view name) {
  return checker::integer((*this)[name], path(name));
}
mpq_class Fields::fraction(std::string_view name) {
  return checker::fraction((*this)[name], path(name));
}
std::uint64_t Fields::count(std::string_view name) {
  return checker::count((*this)[name], path(name));
}
std::size_t Fields::below(std::string_view name, std::size_t end) {
  return checker::below((*this)[name], end, path(name));
}
bool Fields::truth(std::string_view name) { return checker::truth((*this)[name], path(name)); }
const std::string& Fields::text(std::string_view name) {
  return checker::text((*this)[name], path(name));
}
const std::vector<Json>& Fields::list(std::string_view name) {
  return checker::list((*this)[name], path(name));
}
std::vector<std::size_t> Fields::indices(std::string_view name, std::size_t end) {
  return checker::indices((*this)[name], end, path(name));
}

void Fields::finish() const {
  for (std::size_t i = 0; i < read_.size(); ++i)
    require(read_[i], path(object_.names[i]) + ": no field of this kind");
}

std::string Fields::path(std::string_view name) const {
  return what_.empty() ? std::string(name) : what_ + "." + std::string(name);
}

}  // namespace checker

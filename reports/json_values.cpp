#include "reports/json_values.hpp"

#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "numerics/error.hpp"

namespace separatrix::json_values {
namespace {

constexpr std::int64_t largest_exact = (std::int64_t{1} << 53) - 1;

/// The integer that a canonical decimal ("0", or no leading zero; an optional minus) stands for.
Integer parse_decimal(const std::string& text, std::string_view path) {
  const std::size_t digits = text.starts_with('-') ? 1 : 0;
  const bool only_digits =
      text.size() > digits && text.find_first_not_of("0123456789", digits) == std::string::npos;
  const bool canonical = only_digits && (text[digits] != '0' || text == "0");
  if (!canonical) fail(path, fmt::format("\"{}\" is not an integer in decimal digits", text));
  Integer value;
  mpz_set_str(value.backend().data(), text.c_str(), 10);
  return value;
}

}  // namespace

void fail(std::string_view path, std::string_view message) {
  throw Error("record_from_json", path, fmt::format("{}: {}", path, message));
}

Json parse(std::string_view text) {
  // The parser itself keeps one of two equal keys without a word.
  std::vector<std::set<std::string>> open;
  const auto refuse_twins = [&](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key &&
        !open.back().insert(parsed.get<std::string>()).second) {
      fail("$", fmt::format("the field \"{}\" stands twice in one object",
                            parsed.get_ref<const std::string&>()));
    }
    return true;
  };
  try {
    return Json::parse(text, refuse_twins);
  } catch (const Json::parse_error& error) {
    fail("$", fmt::format("not JSON: byte {}", error.byte));
  }
}

Json write_integer(const Integer& value) {
  if (abs(value) <= largest_exact) return value.convert_to<std::int64_t>();
  return value.str();
}

Integer read_integer(const Json& value, std::string_view path) {
  if (value.is_string()) {
    Integer parsed = parse_decimal(value.get_ref<const std::string&>(), path);
    if (abs(parsed) <= largest_exact) {
      fail(path, "an integer below 2^53 is written as a number, not as a string");
    }
    return parsed;
  }
  if (!value.is_number_integer()) fail(path, "must be an integer");
  Integer parsed = value.is_number_unsigned() ? Integer(value.get<std::uint64_t>())
                                              : Integer(value.get<std::int64_t>());
  if (abs(parsed) > largest_exact) fail(path, "an integer from 2^53 on is written as a string");
  return parsed;
}

Integer read_count(const Json& value, std::string_view path) {
  Integer count = read_integer(value, path);
  if (count < 0) fail(path, "must not be negative");
  return count;
}

std::uint64_t read_unsigned(const Json& value, std::string_view path) {
  const Integer count = read_count(value, path);
  if (count > std::numeric_limits<std::uint64_t>::max()) fail(path, "must be below 2^64");
  return count.convert_to<std::uint64_t>();
}

Json write_decimal(const Integer& value) { return value.str(); }

Integer read_decimal(const Json& value, std::string_view path) {
  Integer parsed = parse_decimal(read_text(value, path), path);
  if (parsed < 0) fail(path, "must not be negative");
  return parsed;
}

Json write_fraction(const Rational& value) {
  return Json::array({write_integer(numerator(value)), write_integer(denominator(value))});
}

Rational read_fraction(const Json& value, std::string_view path) {
  if (!value.is_array() || value.size() != 2) {
    fail(path, "must be a fraction [numerator, denominator]");
  }
  const Integer top = read_integer(value[0], fmt::format("{}[0]", path));
  const Integer bottom = read_integer(value[1], fmt::format("{}[1]", path));
  if (bottom <= 0) fail(path, "the denominator must be positive");
  if (gcd(top, bottom) != 1) fail(path, "the fraction must be in lowest terms");
  return Rational(top, bottom);
}

std::string read_text(const Json& value, std::string_view path) {
  if (!value.is_string()) fail(path, "must be a string");
  return value.get<std::string>();
}

std::string read_name(const Json& value, std::string_view path) {
  std::string text = read_text(value, path);
  if (text.empty()) fail(path, "must not be empty");
  return text;
}

std::vector<std::string> read_texts(const Json& value, std::string_view path) {
  if (!value.is_array()) fail(path, "must be an array of strings");
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < value.size(); ++i) {
    texts.push_back(read_text(value[i], fmt::format("{}[{}]", path, i)));
  }
  return texts;
}

double read_seconds(const Json& value, std::string_view path) {
  if (!value.is_number()) fail(path, "must be a number");
  const double seconds = value.get<double>();
  if (!std::isfinite(seconds) || seconds < 0) fail(path, "must be a finite number >= 0");
  return seconds;
}

Fields::Fields(const Json& value, std::string path) : object_(value), path_(std::move(path)) {
  if (!value.is_object()) fail(path_, "must be an object");
}

const Json& Fields::need(std::string_view name) {
  const Json* found = find(name);
  if (found == nullptr) fail(path(name), "missing");
  return *found;
}

const Json* Fields::find(std::string_view name) {
  asked_.emplace(name);
  const auto found = object_.find(std::string(name));
  return found == object_.end() ? nullptr : &*found;
}

std::string Fields::path(std::string_view name) const { return fmt::format("{}.{}", path_, name); }

void Fields::finish() const {
  for (const auto& [name, value] : object_.items()) {
    if (!asked_.contains(name)) fail(path(name), "no such field in a record of this version");
  }
}

}  // namespace separatrix::json_values

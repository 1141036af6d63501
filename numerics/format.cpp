#include "numerics/format.hpp"

#include <array>

#include "numerics/error.hpp"

namespace separatrix {

namespace {

using Kind = Format::Kind;

constexpr std::array<std::pair<std::string_view, Kind>, 5> kPlain{{{"interval", Kind::interval},
                                                                   {"float64", Kind::float64},
                                                                   {"float32", Kind::float32},
                                                                   {"bfloat16", Kind::bfloat16},
                                                                   {"float16", Kind::float16}}};

constexpr std::string_view kArgument = "--arithmetic";
constexpr std::string_view kFixed = "fixed:";

}  // namespace

Format parse_format(std::string_view text) {
  for (const auto& [name, kind] : kPlain)
    if (text == name) return {kind};
  const auto unknown = [&] {
    return Error("parse_format", kArgument,
                 "'" + std::string(text) +
                     "' is no arithmetic; use interval, fixed:KC, fixed:KC:down, fixed:KC:nearest, "
                     "float64, float32, bfloat16 or float16, such as fixed:3:down");
  };
  if (!text.starts_with(kFixed)) throw unknown();

  Format format{Kind::fixed};
  std::string_view kc = text.substr(kFixed.size());
  if (const auto colon = kc.find(':'); colon != std::string_view::npos) {
    const std::string_view word = kc.substr(colon + 1);
    kc = kc.substr(0, colon);
    if (word == to_string(Rounding::nearest))
      format.rounding = Rounding::nearest;
    else if (word != to_string(Rounding::down))
      throw unknown();
  }
  try {
    format.kc = parse_rational(kc, kArgument);
  } catch (const Error&) {
    throw unknown();
  }
  if (format.kc <= 0)
    throw Error("parse_format", kArgument,
                "Kc in '" + std::string(text) + "' must be positive, such as fixed:3 or fixed:3/2");
  return format;
}

std::string to_string(const Format& format) {
  for (const auto& [name, kind] : kPlain)
    if (format.kind == kind) return std::string(name);
  return std::string(kFixed) + to_string(format.kc) + ":" + std::string(to_string(format.rounding));
}

}  // namespace separatrix

// What the fuzz targets share. A target gives bytes to one reader and allows two outcomes only: the
// reader refuses them with an Error, or what it read survives being written and read again.
// Anything else (another exception, a report of a sanitizer, a hang) is a bug.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "numerics/error.hpp"

namespace separatrix::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// The first word of the input, up to a blank or the end of its line, and the rest.
inline std::pair<std::string, std::string> first_word(std::string_view text) {
  const std::size_t end = text.find_first_of(" \n");
  if (end == std::string_view::npos) return {std::string(text), {}};
  return {std::string(text.substr(0, end)), std::string(text.substr(end + 1))};
}

/// Stops the fuzzer unless the property holds.
inline void must(bool property) {
  if (!property) std::abort();
}

/// Runs `read`; an Error is an answer.
template <class F>
void refuses_or(F&& read) {
  try {
    read();
  } catch (const Error&) {
  }
}

}  // namespace separatrix::fuzz

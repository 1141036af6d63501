#include "constructions/vectors/sign_family.hpp"

#include <bit>

#include <fmt/format.h>

#include "numerics/error.hpp"

namespace separatrix::vectors {

std::vector<std::uint64_t> SignFamily::row(std::uint64_t i) const {
  std::vector<std::uint64_t> out(words());
  row(i, out);
  return out;
}

std::int64_t SignFamily::product(std::uint64_t i, std::uint64_t j) const {
  return static_cast<std::int64_t>(dimension()) -
         2 * static_cast<std::int64_t>(hamming_distance(row(i), row(j)));
}

std::uint64_t hamming_distance(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  std::uint64_t distance = 0;
  for (std::size_t w = 0; w < a.size(); ++w)
    distance += static_cast<std::uint64_t>(std::popcount(a[w] ^ b[w]));
  return distance;
}

std::string sign_text(const SignFamily& family, std::uint64_t i) {
  const auto words = family.row(i);
  std::string text(family.dimension(), '+');
  for (std::size_t c = 0; c < text.size(); ++c)
    if (((words[c / 64] >> (c % 64)) & 1) != 0) text[c] = '-';
  return text;
}

nlohmann::json to_json(const SignFamily& family) {
  nlohmann::json json = family.parameters();
  json["family"] = family.id();
  json["n"] = family.size();
  return json;
}

void check_shape(std::string_view function, std::uint64_t n, std::size_t k) {
  if (n == 0) throw Error(function, "n", "n = 0 asks for no vector at all; ask for at least 1");
  if (k == 0) throw Error(function, "dimension", "vectors need at least one coordinate");
  if (k > kMaxDimension)
    throw Error(function, "dimension",
                fmt::format("dimension {} is above {}; a gamma this small is a case for quadratic "
                            "or digit addresses",
                            k, kMaxDimension));
}

}  // namespace separatrix::vectors

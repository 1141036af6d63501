#include "constructions/vectors/reed_solomon.hpp"

#include <algorithm>
#include <bit>

#include <fmt/format.h>

#include "constructions/vectors/additive_family.hpp"
#include "constructions/vectors/galois_field.hpp"
#include "numerics/error.hpp"

namespace separatrix::vectors {

namespace {

constexpr unsigned kMaxDegree = 12;
constexpr unsigned kMaxMessageBits = 62;

const char* family_id(InnerCode inner) {
  return inner == InnerCode::hadamard ? "rs-hadamard" : "rs-biorthogonal";
}

std::size_t inner_length(InnerCode inner, unsigned s) {
  return std::size_t{1} << (inner == InnerCode::hadamard ? s : s - 1);
}

unsigned message_bits(InnerCode inner, const ReedSolomonShape& shape, Sides sides) {
  const bool half = inner == InnerCode::biorthogonal && sides == Sides::two;
  return shape.s * shape.K - (half ? 1 : 0);
}

/// Bit y of the inner codeword of symbol a.
unsigned inner_bit(InnerCode inner, GaloisField::Element a, std::size_t y) {
  const std::size_t point = inner == InnerCode::hadamard ? y : 2 * y + 1;  // a_0 always counts
  return static_cast<unsigned>(std::popcount(a & point)) & 1;
}

/// The codeword of the polynomial x^power * 2^bit.
std::vector<std::uint64_t> monomial_row(InnerCode inner, const GaloisField& field,
                                        const ReedSolomonShape& shape, unsigned power,
                                        unsigned bit) {
  const std::size_t block = inner_length(inner, shape.s);
  std::vector<std::uint64_t> row((shape.n0 * block + 63) / 64);
  for (unsigned point = 0; point < shape.n0; ++point) {
    const auto symbol = field.multiply(GaloisField::Element{1} << bit, field.power(point, power));
    for (std::size_t y = 0; y < block; ++y) {
      const std::size_t c = point * block + y;
      row[c / 64] |= std::uint64_t{inner_bit(inner, symbol, y)} << (c % 64);
    }
  }
  return row;
}

}  // namespace

std::unique_ptr<SignFamily> reed_solomon(InnerCode inner, std::uint64_t n,
                                         const ReedSolomonShape& shape, Sides sides) {
  const char* const id = family_id(inner);
  const auto [s, n0, K] = shape;
  if (s < 1 || s > kMaxDegree)
    throw Error(id, "s", fmt::format("s = {} is outside 1 <= s <= {}", s, kMaxDegree));
  if (K < 1 || K > kMaxMessageBits / s)
    throw Error(id, "K", fmt::format("K = {} is outside 1 <= K, s K <= {}", K, kMaxMessageBits));
  if (n0 < K || n0 > 1U << s)
    throw Error(id, "n0", fmt::format("n0 = {} is outside K = {} <= n0 <= q = {}", n0, K, 1U << s));
  const std::size_t block = inner_length(inner, s);
  check_shape(id, n, n0 * block);
  const GaloisField field(s);
  const bool biorthogonal = inner == InnerCode::biorthogonal;
  std::vector<std::vector<std::uint64_t>> rows;
  for (unsigned power = 0; power < K; ++power)
    for (unsigned bit = 0; bit < s; ++bit)
      if (!biorthogonal || power + bit > 0)
        rows.push_back(monomial_row(inner, field, shape, power, bit));
  if (biorthogonal && sides == Sides::one)
    rows.push_back(monomial_row(inner, field, shape, 0, 0));  // the constant 1: all ones
  const auto bound = static_cast<std::int64_t>(block * (K - 1));
  const auto k = static_cast<std::int64_t>(n0 * block);
  const std::int64_t low = !biorthogonal ? 0 : (sides == Sides::one ? -k : -bound);
  nlohmann::json parameters{
      {"dimension", k}, {"s", s}, {"n0", n0}, {"K", K}, {"polynomial", field.polynomial()}};
  if (biorthogonal) parameters["sides"] = to_string(sides);
  return std::make_unique<AdditiveFamily>(
      id, n, AdditiveCode::from_rows(static_cast<std::size_t>(k), rows), std::move(parameters),
      TheoremBound{bound, low, ""});
}

std::unique_ptr<SignFamily> find_reed_solomon(InnerCode inner, std::uint64_t n,
                                              const Rational& gamma, Sides sides,
                                              std::optional<std::size_t> dimension) {
  const char* const id = family_id(inner);
  check_shape(id, n, 1);
  if (gamma <= 0) throw Error(id, "gamma", "gamma must be positive");
  std::optional<ReedSolomonShape> best;
  std::size_t best_k = 0;
  for (unsigned s = 1; s <= kMaxDegree; ++s)
    for (unsigned K = 1; K * s <= kMaxMessageBits && K <= 1U << s; ++K) {
      if (ceil_log2(n) > message_bits(inner, {s, 0, K}, sides)) continue;
      // The shortest outer code that gives gamma, or the one of the dimension asked for.
      const std::size_t block = inner_length(inner, s);
      const Integer shortest = std::max(Integer(K), ceil(Rational(Rational(K - 1) / gamma)));
      if (dimension && *dimension % block != 0) break;
      const Integer n0 = dimension ? Integer(*dimension / block) : shortest;
      if (n0 < shortest || n0 > Integer(1) << s) break;  // a larger K needs still more
      const std::size_t k = n0.convert_to<std::size_t>() * block;
      if (!best || k < best_k) {
        best = ReedSolomonShape{s, n0.convert_to<unsigned>(), K};
        best_k = k;
      }
      break;  // a larger K at this s only makes it longer
    }
  if (!best)
    throw Error(id, dimension ? "dimension" : "gamma",
                fmt::format("{} {} does not reach gamma = {} at n = {}; use linear-code", id,
                            dimension ? fmt::format("of dimension {}", *dimension) : "anywhere",
                            to_string(gamma), n));
  return reed_solomon(inner, n, *best, sides);
}

}  // namespace separatrix::vectors

// Families of N sign vectors T(0), ..., T(N-1) in {+-1}^k.
//
// The paper's vectors are T(i) / sqrt k; here the entries stay integers, and an inner product is
// the integer k - 2 (Hamming distance), to be divided by k by whoever speaks of gamma.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "evidence/sides.hpp"
#include "numerics/rational.hpp"

namespace separatrix::vectors {

class AdditiveCode;

/// Two different indices.
struct IndexPair {
  std::uint64_t i = 0;
  std::uint64_t j = 0;
  bool operator==(const IndexPair&) const = default;
};

/// Bounds min_product <= <T(i),T(j)> <= max_product for all i != j that a theorem gives.
struct TheoremBound {
  std::int64_t max_product = 0;
  std::int64_t min_product = 0;
  std::string citation;  ///< key in references.bib; empty if the proof stands in our own file
};

class SignFamily {
 public:
  virtual ~SignFamily() = default;

  /// The family's word in catalogue and records ("linear-code").
  virtual std::string id() const = 0;
  /// N, the number of vectors.
  virtual std::uint64_t size() const = 0;
  /// k, the number of signs of a vector.
  virtual std::size_t dimension() const = 0;
  /// Everything besides id and N that is needed to build the same family again.
  virtual nlohmann::json parameters() const = 0;
  /// Bits that must be stored so that every row can be generated: N k for a table, and also for
  /// random signs, whose rows have no structure that a certificate could use in place of a table;
  /// for a code, its generator (k bits, or 2 bits per quaternary entry, per generator in use).
  virtual Integer stored_bits() const = 0;

  /// Row i, packed: bit c % 64 of word c / 64 is set where coordinate c is -1; unused bits are
  /// zero. i < size(), out.size() == words().
  virtual void row(std::uint64_t i, std::span<std::uint64_t> out) const = 0;

  /// The code whose differences decide all inner products; null for an unstructured family.
  virtual const AdditiveCode* additive() const { return nullptr; }
  /// What is known without computation; nullopt for an unstructured family.
  virtual std::optional<TheoremBound> theorem() const { return std::nullopt; }

  /// 64-bit words of a packed row.
  std::size_t words() const { return (dimension() + 63) / 64; }
  std::vector<std::uint64_t> row(std::uint64_t i) const;
  /// <T(i), T(j)>, an integer of the parity of k between -k and k.
  std::int64_t product(std::uint64_t i, std::uint64_t j) const;
};

/// Number of places where two packed rows differ.
std::uint64_t hamming_distance(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

/// A row as text, one '+' or '-' per coordinate: a line of `vectors --dump`.
std::string sign_text(const SignFamily& family, std::uint64_t i);

/// {"family": id, "n": N, parameters...}: what `from_json` of the catalogue reads.
nlohmann::json to_json(const SignFamily& family);

/// Guard shared by the families: throws Error unless n >= 1 and 1 <= k <= kMaxDimension.
void check_shape(std::string_view function, std::uint64_t n, std::size_t k);

/// Longer vectors are a sign of a gamma too small for sign vectors.
constexpr std::size_t kMaxDimension = std::size_t{1} << 20;

}  // namespace separatrix::vectors

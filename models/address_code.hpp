// What a model needs to know of the vectors that give its positions their addresses.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "models/affine_map.hpp"
#include "numerics/rational.hpp"

namespace separatrix {

/// Enclosure of the values that a bilinear form a(q)^T B a(i) takes on the addresses of a code.
struct FormRange {
  Rational self_min, self_max;    // i = q, over all q
  Rational other_min, other_max;  // i != q, over all pairs; unset (0) for a code of size 1
};

/// N integer vectors a(0), .., a(N-1) of `dimension()` entries. Sign vectors have entries +-1 (the
/// paper's 1/sqrt k is moved into the scale of the head, so that every entry is exact); the
/// quadratic family has entries i, i^2 and 1.
class AddressCode {
 public:
  virtual ~AddressCode() = default;

  virtual std::string id() const = 0;
  /// Everything needed to build the code again, as written to model files and records.
  virtual nlohmann::ordered_json describe() const = 0;
  virtual std::uint64_t size() const = 0;
  virtual std::size_t dimension() const = 0;
  /// Writes a(i); `out` has dimension() entries. Error if i >= size().
  virtual void address(std::uint64_t i, std::span<std::int64_t> out) const = 0;
  /// Largest absolute value of entry `c` over all addresses.
  virtual Integer max_entry(std::size_t c) const = 0;
  /// Bits that have to be stored so that every a(i) can be generated.
  virtual Integer stored_bits() const = 0;

  /// The range of a(q)^T B a(i), B given by its nonzero entries; nullopt if this code has no exact
  /// bound for that form. Sign vectors know it for multiples of the identity, from their checked
  /// coherence; quadratic addresses for multiples of the centred form -(i-q)^2.
  virtual std::optional<FormRange> range(const std::vector<MatrixEntry>& form) const = 0;
  /// range(c * identity) without writing the form out; nullopt where `range` would say so, or where
  /// the code has no such short cut.
  virtual std::optional<FormRange> scaled_range(const Rational&) const { return std::nullopt; }
  /// Whether every entry of every address is 1 or -1.
  virtual bool entries_are_signs() const { return false; }
  /// Citation keys of theorems that `range` relies on and that were not recomputed.
  virtual std::vector<std::string> assumes() const { return {}; }
};

}  // namespace separatrix

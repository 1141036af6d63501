// Affine maps between named subspaces, with exact coefficients.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "models/layout.hpp"
#include "numerics/rational.hpp"

namespace separatrix {

/// factor * identity; needs subspaces of equal dimension. Stores one number.
struct Scale {
  Rational factor;
};
/// diag(entries). Stores one number per coordinate.
struct Diagonal {
  std::vector<Rational> entries;
};
/// A full matrix, row-major, rows = dimension of `to`, columns = dimension of `from`.
struct Dense {
  std::vector<Rational> entries;
};
using Coefficients = std::variant<Scale, Diagonal, Dense>;

/// factor * coefficients.
Coefficients scaled(Coefficients coefficients, const Rational& factor);

/// One block of a matrix: `to += coefficients * from`.
struct Block {
  std::string to;
  std::string from;
  Coefficients coefficients;
};

/// A constant added to one subspace.
struct Bias {
  std::string to;
  std::vector<Rational> values;
};

/// One nonzero entry of a matrix.
struct MatrixEntry {
  std::size_t row = 0;
  std::size_t column = 0;
  Rational value;
};

/// x -> W x + b from the space `in` to the space `out`, W given by blocks (several blocks may meet
/// in one place: they add up).
struct AffineMap {
  Layout in;
  Layout out;
  std::vector<Block> blocks;
  std::vector<Bias> biases;

  /// Throws Error naming the first block or bias whose subspaces or shape do not fit.
  void validate(std::string_view owner) const;

  /// Whether a block starts at this subspace.
  bool reads(std::string_view subspace) const noexcept;

  /// The nonzero entries of W, in row-major order, each place once.
  std::vector<MatrixEntry> entries() const;
  /// The vector b, all coordinates.
  std::vector<Rational> bias() const;

  /// Every number the map stores (a scaled identity stores one), blocks before biases.
  std::vector<Rational> stored_numbers() const;
  /// Entries that a full matrix of this shape has, plus `out` if there is a bias.
  std::uint64_t dense_entries() const;
};

/// The map that copies the subspaces of `out` from the subspaces of the same name in `in`.
AffineMap copy_map(const Layout& in, const Layout& out);

}  // namespace separatrix

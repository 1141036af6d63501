// Affine maps between direct sums of named subspaces, as model files write them.
//
//   space: [{"name", "dimension"}, ..], coordinates in this order
//   map:   {"blocks": [{"to", "from", one of "scale", "diagonal", "dense"}], "biases": [{"to",
//          one of "values", "every"}]}; dense is row-major, every one number for the whole
//          subspace; blocks and biases that meet add up
#pragma once

#include <map>

#include "json.hpp"
#include "numbers.hpp"

namespace checker {

struct Subspace {
  std::string name;
  std::size_t dimension = 0;
  std::size_t offset = 0;  ///< of its first coordinate
};

struct Space {
  std::vector<Subspace> subspaces;
  std::size_t dimension = 0;

  /// Rejected, naming `what`, if there is none of that name.
  const Subspace& at(const std::string& name, const std::string& what) const;
  friend bool operator==(const Space& a, const Space& b);
};

/// Rejected unless names differ and at most 2^24 coordinates are named.
Space read_space(const Json& value, const std::string& what);

/// A coefficient of one coordinate.
struct Term {
  std::size_t column = 0;
  mpq_class coefficient;
};

/// x -> W x + b.
struct AffineMap {
  Space in, out;
  std::vector<std::vector<Term>> rows;  ///< W: per coordinate of `out`, by column, none 0
  std::vector<mpq_class> bias;          ///< b: one entry per coordinate of `out`
  bool has_bias = false;                ///< whether one is written, even a zero
  std::vector<mpq_class> stored;        ///< the numbers that the file writes
  std::vector<bool> reads;              ///< per coordinate of `in`: a block starts there

  /// The same map with every coefficient and bias rounded.
  AffineMap rounded(const Numbers& numbers) const;
  /// Encloses row r of W x + b over the box x, not rounded.
  Enclosure row(std::size_t r, const std::vector<Enclosure>& x) const;
  /// All rows, each rounded once.
  std::vector<Enclosure> apply(const Numbers& numbers, const std::vector<Enclosure>& x) const;
};

/// The coordinates and coefficients that a model may still name: a short text may name very many.
class Allowance {
 public:
  /// NotChecked where that is more than is left.
  void take(std::size_t entries);

 private:
  std::size_t left_ = std::size_t{1} << 24;
};

AffineMap read_affine_map(const Json& value, const Space& in, const Space& out,
                          const std::string& what, Allowance& allowance);

std::vector<mpq_class> read_numbers(const Json& value, const std::string& what);

}  // namespace checker

// An affine map with its coefficients rounded into one arithmetic.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/affine_map.hpp"
#include "numerics/arithmetic.hpp"

namespace separatrix {

/// Compressed sparse rows. Applying it costs one exact sum and one rounding per output coordinate;
/// in floats the sum runs in index order and the bias comes last.
template <Arithmetic A>
class CompiledMap {
 public:
  using Value = typename A::Value;

  CompiledMap(const A& arithmetic, const AffineMap& map)
      : rows_(map.out.dimension()), columns_(map.in.dimension()) {
    starts_.assign(rows_ + 1, 0);
    const auto entries = map.entries();
    columns_of_.reserve(entries.size());
    coefficients_.reserve(entries.size());
    for (const MatrixEntry& e : entries) {
      ++starts_[e.row + 1];
      columns_of_.push_back(static_cast<std::uint32_t>(e.column));
      coefficients_.push_back(arithmetic.constant(e.value));
    }
    for (std::size_t r = 0; r < rows_; ++r) starts_[r + 1] += starts_[r];
    if (!map.biases.empty())
      for (const Rational& b : map.bias()) bias_.push_back(arithmetic.constant(b));
  }

  std::size_t rows() const noexcept { return rows_; }
  std::size_t columns() const noexcept { return columns_; }

  /// W x + b, each coordinate rounded once. `residual`, if not empty, joins the exact sum.
  std::vector<Value> apply(const A& arithmetic, std::span<const Value> x,
                           std::span<const Value> residual = {}) const {
    std::vector<Value> y;
    y.reserve(rows_);
    for (std::size_t r = 0; r < rows_; ++r) {
      auto sum = arithmetic.zero();
      accumulate(arithmetic, r, x, sum);
      if (!bias_.empty()) arithmetic.add(sum, bias_[r]);
      if (!residual.empty()) arithmetic.add(sum, residual[r]);
      y.push_back(arithmetic.round(sum));
    }
    return y;
  }

  /// Adds row r of W x to `sum`.
  void accumulate(const A& arithmetic, std::size_t r, std::span<const Value> x,
                  typename A::Sum& sum) const {
    for (std::size_t e = starts_[r]; e < starts_[r + 1]; ++e)
      arithmetic.add_product(sum, coefficients_[e], x[columns_of_[e]]);
  }

 private:
  std::size_t rows_;
  std::size_t columns_;
  std::vector<std::size_t> starts_;
  std::vector<std::uint32_t> columns_of_;
  std::vector<Value> coefficients_;
  std::vector<Value> bias_;
};

}  // namespace separatrix

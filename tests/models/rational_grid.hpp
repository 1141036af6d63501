// The p-bit grid on exact rationals, for plain forward passes that share no code with the models.
#pragma once

#include <algorithm>
#include <vector>

#include "models/architectures/blocks.hpp"
#include "numerics/squashing.hpp"

namespace separatrix {

using RationalRow = std::vector<Rational>;
using RationalMatrix = std::vector<RationalRow>;

class RationalGrid {
 public:
  explicit RationalGrid(const Grid& grid) : grid_(grid) {}

  Rational round(const Rational& x) const {
    const Rational limit(grid_.scale);
    const Rational inside = std::max(Rational(-limit), std::min(limit, x));
    return Rational(round_to_integer(Rational(inside * limit), grid_.rounding), grid_.scale);
  }
  Rational sigmoid(const Rational& x) const { return squash(Squashing::sigmoid, x); }
  Rational tanh(const Rational& x) const { return squash(Squashing::tanh, x); }
  /// Of x <= 0.
  Rational exp(const Rational& x) const {
    return Rational(exp_on_grid(grid_, units(x)), grid_.scale);
  }

  Rational number(const architectures::Value& value) const {
    return Rational(to_integer(value.units), grid_.scale);
  }
  RationalRow row(const architectures::Row& row) const {
    RationalRow all;
    for (const architectures::Value& value : row) all.push_back(number(value));
    return all;
  }
  RationalMatrix matrix(const architectures::Matrix& matrix) const {
    RationalMatrix all(matrix.rows);
    for (std::size_t i = 0; i < matrix.rows; ++i)
      for (std::size_t j = 0; j < matrix.columns; ++j) all[i].push_back(number(matrix.at(i, j)));
    return all;
  }

 private:
  Integer units(const Rational& x) const { return numerator(Rational(x * Rational(grid_.scale))); }
  Rational squash(Squashing f, const Rational& x) const {
    return Rational(squash_on_grid(f, grid_, units(x)), grid_.scale);
  }

  Grid grid_;
};

}  // namespace separatrix

// Grid arithmetic by exact fractions, for plain forward passes of the atlas' architectures.
#pragma once

#include "models/architectures/blocks.hpp"

namespace separatrix::architectures::plain {

inline Rational exact(const Numbers& numbers, const Value& value) { return numbers.lower(value); }

/// M x + bias by definition, each entry rounded once; no bias: zero.
inline Row affine(const Numbers& numbers, const Matrix& map, const Row* bias, const Row& x) {
  Row y;
  for (std::size_t i = 0; i < map.rows; ++i) {
    Rational sum = bias ? exact(numbers, (*bias)[i]) : Rational(0);
    for (std::size_t j = 0; j < map.columns; ++j)
      sum += exact(numbers, map.entries[i * map.columns + j]) * exact(numbers, x[j]);
    y.push_back(numbers.constant(sum));
  }
  return y;
}

inline Row sum_of(const Numbers& numbers, const Row& x, const Row& y) {
  Row z;
  for (std::size_t i = 0; i < x.size(); ++i)
    z.push_back(numbers.constant(exact(numbers, x[i]) + exact(numbers, y[i])));
  return z;
}

inline Row network(const Numbers& numbers, const FeedForward& net, const Row& x) {
  Row hidden = affine(numbers, net.in.weight, &net.in.bias, x);
  for (Value& value : hidden)
    if (value.units < 0) value.units = 0;
  return affine(numbers, net.out.weight, &net.out.bias, hidden);
}

/// Row `index` of a table.
inline Row line(const Matrix& table, std::size_t index) {
  Row row;
  for (std::size_t j = 0; j < table.columns; ++j)
    row.push_back(table.entries[index * table.columns + j]);
  return row;
}

}  // namespace separatrix::architectures::plain

#include "models/architectures/blocks.hpp"

namespace separatrix::architectures {
namespace {

Int128 scale_of(const Numbers& numbers) { return to_int128(numbers.grid().scale); }

Range symmetric(Int128 most) { return {-most, most}; }

}  // namespace

Range value_range(const Numbers& numbers) { return sum_range(numbers, 1); }

Range sum_range(const Numbers& numbers, std::uint64_t terms) {
  const Int128 scale = scale_of(numbers);
  return symmetric(scale * scale * Int128(terms));
}

Range product_sum_range(const Numbers& numbers, std::uint64_t terms) {
  const Int128 scale = scale_of(numbers);
  return symmetric(scale * scale * scale * scale * Int128(terms));
}

void append(Integers& integers, const Row& row) {
  for (const Value& value : row) integers.push_back(value.units);
}

Row row_of(std::span<const Int128> integers) {
  Row row;
  for (const Int128 units : integers) row.push_back({units});
  return row;
}

Row row(const Matrix& matrix, std::size_t index) {
  const auto first = matrix.entries.begin() + static_cast<std::ptrdiff_t>(index * matrix.columns);
  return {first, first + static_cast<std::ptrdiff_t>(matrix.columns)};
}

void add_times(const Numbers& numbers, Sums& sums, const Matrix& matrix, const Row& x) {
  for (std::size_t i = 0; i < matrix.rows; ++i)
    for (std::size_t j = 0; j < matrix.columns; ++j)
      numbers.add_product(sums[i], matrix.at(i, j), x[j]);
}

void add(const Numbers& numbers, Sums& sums, const Row& x) {
  for (std::size_t i = 0; i < x.size(); ++i) numbers.add(sums[i], x[i]);
}

Row rounded(const Numbers& numbers, const Sums& sums) {
  Row row;
  for (const Sum& sum : sums) row.push_back(numbers.round(sum));
  return row;
}

Row times(const Numbers& numbers, const Matrix& matrix, const Row& x) {
  Sums sums(matrix.rows);
  add_times(numbers, sums, matrix, x);
  return rounded(numbers, sums);
}

Row plus(const Numbers& numbers, const Row& x, const Row& y) {
  Sums sums(x.size());
  add(numbers, sums, x);
  add(numbers, sums, y);
  return rounded(numbers, sums);
}

Row product(const Numbers& numbers, const Row& x, const Row& y) {
  Sums sums(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) numbers.add_product(sums[i], x[i], y[i]);
  return rounded(numbers, sums);
}

Row sigmoid(const Numbers& numbers, Row x) {
  for (Value& value : x) value = separatrix::sigmoid(numbers, value);
  return x;
}

Row tanh(const Numbers& numbers, Row x) {
  for (Value& value : x) value = separatrix::tanh(numbers, value);
  return x;
}

Row relu(const Numbers& numbers, Row x) {
  for (Value& value : x) value = numbers.relu(value);
  return x;
}

Sum inner(const Numbers& numbers, const Row& x, const Row& y) {
  Sum sum{};
  for (std::size_t i = 0; i < x.size(); ++i) numbers.add_product(sum, x[i], y[i]);
  return sum;
}

Row apply(const Numbers& numbers, const DenseLayer& dense, const Row& x) {
  Sums sums(dense.weight.rows);
  add_times(numbers, sums, dense.weight, x);
  add(numbers, sums, dense.bias);
  return rounded(numbers, sums);
}

Row apply(const Numbers& numbers, const FeedForward& network, const Row& x) {
  return apply(numbers, network.out, relu(numbers, apply(numbers, network.in, x)));
}

Value Draw::value() {
  return numbers_->constant(Rational(static_cast<int>(random_->below(13)) - 6, 4));
}

Row Draw::row(std::size_t entries) {
  Row row;
  for (std::size_t i = 0; i < entries; ++i) row.push_back(value());
  return row;
}

Matrix Draw::matrix(std::size_t rows, std::size_t columns) {
  return {rows, columns, row(rows * columns)};
}

DenseLayer Draw::dense(std::size_t rows, std::size_t columns) {
  Matrix weight = matrix(rows, columns);
  return {std::move(weight), row(rows)};
}

FeedForward Draw::network(std::size_t width, std::size_t hidden) {
  DenseLayer in = dense(hidden, width);
  return {std::move(in), dense(width, hidden)};
}

}  // namespace separatrix::architectures

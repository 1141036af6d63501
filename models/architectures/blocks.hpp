// What the architectures of the atlas are made of: rows of grid numbers, matrices, and the few
// operations between them, each with its rounding (SPEC section 1).
//
// All of them compute on one grid, in machine integers. A sum of products is exact until its one
// rounding, so it may be taken in any order and in parts; that is why a part of it can be sent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "numerics/fixed.hpp"
#include "numerics/random.hpp"
#include "numerics/squashing.hpp"

namespace separatrix::architectures {

using Numbers = Fixed<Int128>;
using Value = Numbers::Value;
using Sum = Numbers::Sum;
using Row = std::vector<Value>;
using Sums = std::vector<Sum>;

/// Integers that cross a cut or are remembered between tokens, and the ranges known beforehand.
using Integers = std::vector<Int128>;
struct Range {
  Int128 low = 0;
  Int128 high = 0;
  bool operator==(const Range&) const = default;
};
using Ranges = std::vector<Range>;

/// Of one number of the grid, in units of 1/S: [-S^2, S^2].
Range value_range(const Numbers& numbers);
/// Of a sum of so many numbers of the grid, in units of 1/S.
Range sum_range(const Numbers& numbers, std::uint64_t terms);
/// Of a sum of so many products of two numbers of the grid, in units of 1/S^2.
Range product_sum_range(const Numbers& numbers, std::uint64_t terms);

/// A row as integers in units of 1/S, and back.
void append(Integers& integers, const Row& row);
Row row_of(std::span<const Int128> integers);

/// rows x columns, row by row.
struct Matrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<Value> entries;
  const Value& at(std::size_t row, std::size_t column) const {
    return entries[row * columns + column];
  }
};

/// One row of a matrix.
Row row(const Matrix& matrix, std::size_t index);

/// sums += matrix x, exactly; as many sums as the matrix has rows.
void add_times(const Numbers& numbers, Sums& sums, const Matrix& matrix, const Row& x);
/// sums += x.
void add(const Numbers& numbers, Sums& sums, const Row& x);
/// Each entry rounded once.
Row rounded(const Numbers& numbers, const Sums& sums);
/// matrix x, each entry rounded once.
Row times(const Numbers& numbers, const Matrix& matrix, const Row& x);
/// x + y, saturating.
Row plus(const Numbers& numbers, const Row& x, const Row& y);
/// x y entry by entry, each rounded once.
Row product(const Numbers& numbers, const Row& x, const Row& y);
/// Entry by entry.
Row sigmoid(const Numbers& numbers, Row x);
Row tanh(const Numbers& numbers, Row x);
Row relu(const Numbers& numbers, Row x);
/// <x, y>, exactly.
Sum inner(const Numbers& numbers, const Row& x, const Row& y);

/// An affine map: one rounding per entry of weight x + bias.
struct DenseLayer {
  Matrix weight;
  Row bias;
};
Row apply(const Numbers& numbers, const DenseLayer& dense, const Row& x);

/// out relu(in x), one rounding per layer: a feed-forward network at one position.
struct FeedForward {
  DenseLayer in;
  DenseLayer out;
};
Row apply(const Numbers& numbers, const FeedForward& network, const Row& x);

/// Seeded random parameters: multiples of 1/4 in [-3/2, 3/2], rounded to the grid.
class Draw {
 public:
  Draw(Random& random, const Numbers& numbers) : random_(&random), numbers_(&numbers) {}

  Value value();
  Row row(std::size_t entries);
  Matrix matrix(std::size_t rows, std::size_t columns);
  DenseLayer dense(std::size_t rows, std::size_t columns);
  FeedForward network(std::size_t width, std::size_t hidden);
  Random& random() { return *random_; }

 private:
  Random* random_;
  const Numbers* numbers_;
};

}  // namespace separatrix::architectures

// Matrices of zeros and ones, as certificates write them, and their ranks.
#pragma once

#include "json.hpp"

namespace checker {

struct Matrix {
  std::size_t columns = 0;
  std::vector<std::vector<bool>> rows;

  bool operator()(std::size_t row, std::size_t column) const { return rows[row][column]; }
};

Matrix transposed(const Matrix& matrix);

/// A certificate of kind "rational-rank", checked: its matrix and the rank of it over the
/// rationals.
struct Rank {
  Matrix matrix;
  std::size_t rank = 0;
};

/// The object has the matrix (a row is a text, one hexadecimal digit for four columns, the lowest
/// bit first), its rank, a minor of that order that is not 0 modulo a prime, and a reason why no
/// larger minor is different from 0. Rejected with `what` before the reason.
Rank check_rational_rank(const Json& certificate, const std::string& what);

/// How many different rows there are that hold some entry of this value.
std::size_t different_rows(const Matrix& matrix, bool value);

/// A fooling set, checked pair by pair. The object has "cells", by increasing row, and "largest".
struct FoolingSet {
  std::size_t size = 0;
  bool both_differ = true;     ///< of any two cells both mixed cells have the other value
  bool shown_largest = false;  ///< as many cells as there are rows, or columns, with the value
  bool stated_largest = false;
};
FoolingSet check_fooling_set(const Json& set, const Matrix& matrix, bool value,
                             const std::string& what);

}  // namespace checker

// Communication matrices: rows are what Alice may hold, columns what Bob may hold, entries the
// value of the function [KN97, 1.2].
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "bounds/communication/partition.hpp"
#include "numerics/rational.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// A matrix of bits, each row in whole 64-bit words; bits beyond the last column are zero.
class BitMatrix {
 public:
  BitMatrix() = default;
  /// All entries 0. Error (argument "columns") beyond 2^33 bits, with the size it would have
  /// needed.
  BitMatrix(std::size_t rows, std::size_t columns);

  std::size_t rows() const noexcept { return rows_; }
  std::size_t columns() const noexcept { return columns_; }
  bool operator()(std::size_t row, std::size_t column) const {
    return (words_[row * stride_ + column / 64] >> (column % 64) & 1U) != 0;
  }
  void set(std::size_t row, std::size_t column, bool value);
  std::span<const std::uint64_t> row(std::size_t r) const {
    return {&words_[r * stride_], stride_};
  }
  std::span<std::uint64_t> row(std::size_t r) { return {&words_[r * stride_], stride_}; }
  bool operator==(const BitMatrix&) const = default;

 private:
  std::size_t rows_ = 0;
  std::size_t columns_ = 0;
  std::size_t stride_ = 0;
  std::vector<std::uint64_t> words_;
};

/// 1 - matrix, entry by entry.
BitMatrix complement(const BitMatrix& matrix);
BitMatrix transpose(const BitMatrix& matrix);

/// Equal rows and equal columns merged: the first of each kind stays, in order. The players of a
/// protocol need not tell merged inputs apart, so every communication complexity stays the same.
struct Merged {
  BitMatrix matrix;
  std::vector<std::size_t> rows;     ///< which rows stayed
  std::vector<std::size_t> columns;  ///< which columns stayed
};
Merged merge_equal(const BitMatrix& matrix);

/// The same for matrices of one size, at least one, which stand for the digits of an answer: lines
/// are merged if they are equal in all of them. Error (argument "digits") for another size or none.
struct MergedDigits {
  std::vector<BitMatrix> digits;
  std::vector<std::size_t> rows;
  std::vector<std::size_t> columns;
  std::vector<std::uint64_t> row_counts;  ///< rows of each kind
  std::vector<std::uint64_t> column_counts;
};
MergedDigits merge_equal(std::span<const BitMatrix> digits);

/// Throws Error (argument "split") of `function` if `matrices` matrices of so many rows and columns
/// need more than 2^33 bits in whole words, and names the size.
void require_memory(std::string_view function, const Integer& rows, const Integer& columns,
                    unsigned matrices = 1);

using Predicate = std::function<bool(std::span<const std::size_t> symbols)>;

/// The matrix of `f` on all words of the split's length over {0..alphabet-1}. Row r holds the word
/// of Alice whose first symbol is the lowest digit of r to base `alphabet`; columns likewise.
/// Rows left out when `work` is stopped are zero: the caller must look at work.stopped().
/// Error if the positions are not 0..n-1 once each, or beyond 2^33 bits.
BitMatrix communication_matrix(std::size_t alphabet, const Split& split, const Predicate& f,
                               Work& work);

}  // namespace separatrix

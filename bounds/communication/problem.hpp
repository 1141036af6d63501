// The communication problem of a function with several answers and a partition of its positions:
// one matrix for each binary digit of the answer.
//
// Statement. Let f be a function of x_1 .. x_N whose answers are numbers of d binary digits. Two
// words of Alice are of one kind if f gives the same answers whatever Bob holds, and likewise for
// Bob. Players who know the kinds need no more, so every communication complexity of f is that of
// the matrix with one row and one column for each kind. Here equal means equal in all digits: the
// matrices of single digits may have further equal lines.
//
// Sizes. The entries of a table are numbered by digits to mixed base, so the number of the entry at
// (row, column) is a sum of a part that the row decides and one that the column decides. A matrix
// costs one look-up for every entry of the table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "bounds/communication/discrepancy.hpp"
#include "bounds/communication/matrix.hpp"
#include "languages/residual_functions.hpp"
#include "numerics/rational.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// The bits of a function's answers, apart by digit, to be laid out for one partition after the
/// other.
class AnswerBits {
 public:
  explicit AnswerBits(const FunctionTable& f);

  const std::vector<std::size_t>& alphabets() const noexcept { return alphabets_; }
  unsigned digits() const noexcept { return static_cast<unsigned>(planes_.size()); }

  /// The matrix of a digit (0 is the most significant), nothing merged; rows and columns are
  /// numbered as in ProblemMatrix. None if `work` was stopped. Error (argument "split") if the
  /// positions are not 0 to N - 1 once each, or beyond 2^33 bits, with the size of all digits.
  std::optional<BitMatrix> matrix(const Split& split, unsigned digit, Work& work) const;

 private:
  std::vector<std::size_t> alphabets_;
  std::vector<std::vector<std::uint64_t>> planes_;  // by digit; bit e is that of entry e
};

struct ProblemMatrix {
  Integer rows;                   ///< words of Alice, before merging
  Integer columns;                ///< words of Bob
  std::vector<BitMatrix> digits;  ///< by answer digit, most significant first; merged jointly
  /// The first word of every kind. A player's words are numbered with the first symbol held as the
  /// least significant digit, each digit to the base of its own alphabet.
  std::vector<std::uint64_t> row_words;
  std::vector<std::uint64_t> column_words;
  LineWeights words;  ///< how many words there are of every kind
};

/// None if `work` was stopped. Errors as for AnswerBits::matrix.
std::optional<ProblemMatrix> problem_matrix(const FunctionTable& f, const Split& split, Work& work);

/// The symbols of word `number` of a player who holds `positions`, in that order.
std::vector<std::size_t> held_word(std::uint64_t number, std::span<const std::size_t> alphabets,
                                   std::span<const std::size_t> positions);

}  // namespace separatrix

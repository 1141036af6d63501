// The odd-even communication matrix of a regular language, without listing all words.
//
// Alice holds the 1st, 3rd, 5th, .. position, Bob the others. A row is what Alice wrote so far; its
// entries are the states that the automaton is in, one for every column of Bob. Two rows with equal
// entries stay equal whatever is written behind, and so do two columns: they are merged after every
// position. The matrix that is left has the distinct rows and columns of the full one, and
// therefore its rank and its communication complexity.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "bounds/communication/matrix.hpp"
#include "languages/dfa.hpp"

namespace separatrix {

/// What a position may hold: a letter, or (padded) a letter or the empty word.
enum class Positions { letters, padded };

class LanguageMatrix {
 public:
  /// Words of length 0.
  LanguageMatrix(const Dfa& dfa, Positions positions);

  /// One position more.
  void extend();
  std::size_t length() const { return length_; }
  /// Rows and columns at present: those of words that may still be told apart.
  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return states_.size() / rows_; }
  /// Membership, equal rows and columns merged.
  BitMatrix matrix() const;

 private:
  void extend_rows();
  void transpose();

  Dfa dfa_;
  Positions positions_;
  std::size_t length_ = 0;
  std::size_t rows_ = 1;
  std::vector<std::uint32_t> states_;  // row-major
};

}  // namespace separatrix

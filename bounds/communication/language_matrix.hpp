// The communication matrix of a regular language, without listing all words.
//
// Each position of the word belongs to Alice or to Bob. A row is what Alice wrote so far; its
// entries are the states that the automaton is in, one for every column of Bob. Two rows with equal
// entries stay equal whatever is written behind, and so do two columns: they are merged after every
// position. The matrix that is left has the distinct rows and columns of the full one, and
// therefore its rank and its communication complexity.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "bounds/communication/matrix.hpp"
#include "languages/dfa.hpp"

namespace separatrix {

/// What a position may hold: a letter, or (padded) a letter or the empty word.
enum class Positions { letters, padded };

/// Who holds a position.
enum class Holder { alice, bob };

class LanguageMatrix {
 public:
  /// Words of length 0.
  LanguageMatrix(const Dfa& dfa, Positions positions);

  /// One position more, and whose it is.
  void extend(Holder holder);
  /// The same for the odd-even partition.
  void extend() { extend(length_ % 2 == 0 ? Holder::alice : Holder::bob); }
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

/// Membership of the words of the split's length in a regular language.
struct LanguageProblem {
  Integer rows;      ///< words of Alice, before merging
  Integer columns;   ///< words of Bob
  BitMatrix matrix;  ///< merged
};

/// None if more than `most_lines` rows or columns have to be told apart on the way, or if `work`
/// was stopped. Takes about (alphabet x most_lines^2) steps a position. Error (argument "split") if
/// the positions are not 0 to n - 1 once each.
std::optional<LanguageProblem> language_problem(const Dfa& dfa, const Split& split,
                                                std::size_t most_lines, Work& work);

}  // namespace separatrix

// Sign vectors as bits, and the extremes of their inner products.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace checker {

/// Bit c % 64 of word c / 64 is set where coordinate c is -1; the others of the last word are 0.
using Signs = std::vector<std::uint64_t>;

/// Hamming distances of different vectors; inner products are k - 2 distance. Nothing was seen:
/// least > most.
struct Distances {
  std::uint64_t least;
  std::uint64_t most;
};

/// Over all pairs of rows. `k` coordinates.
Distances all_pairs(const std::vector<Signs>& rows, std::uint64_t k);

/// Word operations of all_pairs and of AdditiveCode::distances that this program is willing to do.
inline constexpr double kMostOperations = 4e9;

/// A homomorphism from a product of groups Z_2 and Z_4 to vectors over Z_4. Entry e of a codeword
/// stands for the sign (-1)^{e/2}, or (`gray`) for the signs 0 -> ++, 1 -> +-, 2 -> --, 3 -> -+.
class AdditiveCode {
 public:
  /// Generators as digits "0".."3". A row with an odd digit has order 4 and takes two bits of the
  /// index of a vector, others one; only the first `index_bits` bits are in use. Rejected for
  /// another form, for odd digits without `gray`, and unless every row is in use.
  AdditiveCode(const std::vector<std::string>& rows, bool gray, unsigned index_bits);

  std::size_t columns() const { return columns_; }
  std::size_t index_bits() const { return bits_.size(); }
  /// Distances of any two different vectors among the first n, 2^{index_bits - 1} < n <=
  /// 2^index_bits, which are those from the vector 0 to the vectors 1 .. 2^index_bits - 1. For an
  /// index d there is a pair i, j < n of difference d or -d, and conversely: a difference with
  /// digits below the last generator is one to 0; with last digit 1 or 3 of order 4 it is up to
  /// sign one of digit 1, below 2^{index_bits - 1}, to 0; otherwise, with top = 2^{index_bits - 1},
  /// it is top - (top - d), and top - d has digit 0 there. Distances are even under negation.
  /// NotChecked for more codewords than this program looks at.
  Distances distances() const;

 private:
  struct Word {
    Signs ones, twos;  // entry = ones + 2 twos
  };
  void walk(std::size_t bit, std::vector<Word>& sums, bool zero, Distances& seen) const;

  std::size_t columns_ = 0;
  bool gray_;
  std::vector<Word> bits_;  // the codeword of the message that index bit b names
};

}  // namespace checker

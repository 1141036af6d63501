// What ranks, fooling sets and numbers of different lines say about communication.
//
// With r, r' the ranks of f and of 1 - f, S0 and S1 the sizes of fooling sets, D the bits of a
// protocol after which both players know the answer [KN97, 1.3, 1.4]:
//  - D >= ceil(log2(r + r')) and D >= ceil(log2(S0 + S1)); one bit less if one player has to know,
//    or ceil(log2 S) if of any two cells of the set both mixed cells differ from its value. What
//    holds for one digit of the answer holds for the answer.
//  - One-way: exactly ceil(log2) of the kinds of words of the sender.
//  - Naming a kind of word, and the answer where both must know it, is a protocol; randomised ones
//    need no more than deterministic ones.
//  - A proof of the answer v: at least ceil(log2 Sv), at most ceil(log2) of the different rows, or
//    columns, that hold a v: equal rows are a rectangle with the columns of their v.
#pragma once

#include <optional>

#include "claim.hpp"
#include "matrix.hpp"

namespace checker {

struct Digit {
  Rank ones;   ///< of f
  Rank zeros;  ///< of 1 - f
  FoolingSet fooling_ones;
  FoolingSet fooling_zeros;
};

struct MatrixFacts {
  std::vector<Digit> digits;
  /// Kinds of words that the players have, and answers that occur; nothing if not all were seen.
  struct Kinds {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::size_t answers = 0;
  };
  std::optional<Kinds> kinds;
};

/// Compares the stated bounds with what follows; Rejected if one is contradicted, or weaker than
/// what its own method must have found. The line says how many are proved, and lists each that goes
/// beyond the facts as "not covered".
std::string compare_bounds(const Claim& claim, const MatrixFacts& facts,
                           const std::string& partition);

/// The lower bound of this convention that follows.
std::uint64_t proved_bits(const MatrixFacts& facts, const std::string& convention);

}  // namespace checker

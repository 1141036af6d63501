// Bits of two-way protocols for a one-layer Transformer [BHBK24, T4].
//
// Setting. N tokens are divided between Alice and Bob; weights and position vectors are known to
// both, and so is who holds which position. The answer is read at the last token x_N. A head whose
// value map has m rows is said to have width m; its Wo and the ReLU network cost nothing, because
// what follows the heads is computed alone. protocols/attention.hpp runs both protocols.
//
// The paper's four steps. What crosses, per head (the token once for all heads):
//  1. token: x_N, by its holder; then both know the query and all logits of their own tokens;
//  2. maximum: each sends the largest of its own logits, so both know the maximum of all;
//  3. normaliser: each sends the sum of its own exp(logit - maximum), exactly; both add up Z;
//  4. values: each sends the sum of its own weight * value, exactly, one number for each of the m
//     coordinates; both add up and apply the one rounding.
// Both players know the answer at the end. If one of them is enough, step 4 needs the message of
// the other one only.
//
// The improved protocol (ours). Let K hold x_N and O be the other one. Both know the answer at the
// end; if O has no token, K sends the answer and nothing else.
//  1. K sends x_N.
//  2. O sends its largest logit a. K replies with one of W + 2 codes: 0 if the maximum of all is a;
//     d in 1..W if it is K's own and d units above a; W + 1 if it is farther. Here W is the
//     largest d for which exp(-d/S) does not round to 0: in the last case all exps of O are 0, and
//     O need not know the maximum.
//  3. Each sends its own sum of exps, in the range for its own number of tokens.
//  4. O alone sends its value sums. K adds its own, rounds, finishes, and sends the answer: one of
//     2^digits answers, or that a digit lies between the thresholds.
//
// Sizes on the grid of S = N^Kc (`bits_on_grid`, `improved_bits_on_grid`): exact, each message has
// one string for each number of its range, for the p-bit numbers Q_p of section 1 of the
// specification in both roundings. n tokens are summed over.
//  - A logit is v/S with |v| <= S^2.
//  - An exp is taken of a number <= 0, so it is 0..S units, also after rounding; a sum 0..n S.
//  - W < S^2: exp(-S) S <= 1/e < 1/2 for S >= 1, so d = S^2 rounds to 0 in both roundings. "Logit
//    minus maximum" saturates at -S^2 units, and whatever saturates has an exp that rounds to 0 as
//    well: the codes decide the same exps as the model does.
//  - A weight is exp/Z rounded. Rounding down, the weights add up to at most 1, that is S units.
//    Rounding to nearest, a weight is at most 1/2 unit above exp/Z, so n weights add up to at most
//    S + n/2 units, and as an integer to at most S + floor(n/2). A value is at most S^2 units in
//    size, so a sum of weight * value is an integer of size at most S^3, or (S + floor(n/2)) S^2,
//    in units of 1/S^2. Partial sums obey the same, the terms that are left out being >= 0 weights.
//    Rounding down that makes 2 S^3 + 1 numbers: about 3p/2 bits.
//
// Sizes for p-bit numbers (`bits_by_precision`, `improved_bits_by_precision`): a logit p bits; a
// sum of at most N numbers of p bits, p + ceil(log2 N); a product of two p-bit numbers, and a sum
// of weight * value too, 2p bits. This is the paper's count. Both functions are proved for every
// fixed-point arithmetic of at most 2^p numbers k D, -A <= k <= B, that has 1 = S D, in which exp
// of a number <= 0 rounds into [0, 1], sums are exact before their one rounding, and weights are
// rounded down:
//  - A logit and a maximum have p bits. So has K's reply, as K may send the maximum of all itself.
//  - As S <= 2^p - 1, a sum of n exps is one of n S + 1 <= n 2^p numbers.
//  - The weights add up to at most S units, so a value sum lies in [-S A, S B] in units of D^2, one
//    of at most S (2^p - 1) + 1 <= 2^(2p) numbers.
// They hold for weights rounded to nearest as well if S + floor(N/2) <= 2^p, by the same line with
// S + floor(N/2) in the place of S. Nothing is claimed for floating point.
#pragma once

#include <cstdint>

#include "numerics/fixed.hpp"

namespace separatrix {

/// Bits of the steps, both directions together.
struct ProtocolBits {
  std::uint64_t token = 0;          ///< once
  std::uint64_t head_fixed = 0;     ///< steps 2 and 3, for each head
  std::uint64_t head_per_unit = 0;  ///< step 4, for each head and each row of its value map
  std::uint64_t answer = 0;         ///< once

  /// For H heads of width m. Error (argument "heads") if the sum does not fit 64 bits.
  std::uint64_t total(std::uint64_t width, std::uint64_t heads) const;
};

/// Who must know the answer at the end.
enum class Informed { both, one };

/// The paper's count for p bits and N tokens over an alphabet of `symbols` letters.
/// Error unless 1 <= p < 2^32, N >= 1 and symbols >= 1.
ProtocolBits bits_by_precision(std::uint64_t p, std::uint64_t n, std::uint64_t symbols,
                               Informed informed);

/// The improved protocol's count for p bits and N tokens, however they are divided; both players
/// know the answer of `digits` digits. Error as above.
ProtocolBits improved_bits_by_precision(std::uint64_t p, std::uint64_t n, std::uint64_t symbols,
                                        std::uint64_t digits);

/// The ranges of the messages about one head, all of integers.
struct HeadRanges {
  Integer logit;     ///< [-logit, logit], units of 1/S
  Integer gap;       ///< [0, gap], the reply to a maximum; unused by the paper's steps
  Integer sum_last;  ///< [0, sum_last], sum of exps of the holder of x_N, units of 1/S
  Integer sum_other;
  Integer value;  ///< [-value, value], units of 1/S^2
};

/// The paper's steps for inputs of `tokens` tokens: nobody uses how many are whose.
HeadRanges paper_ranges(const Grid& grid, std::uint64_t tokens);
/// The improved protocol: the holder of x_N has `last` tokens, the other one `other`.
HeadRanges improved_ranges(const Grid& grid, std::uint64_t other, std::uint64_t last);

/// W: the largest d for which exp(-d/S) rounded to the grid is positive.
Integer widest_gap(const Grid& grid);

/// The paper's steps, counted exactly, for inputs of `tokens` tokens (without: N = grid.n of them).
/// Error (argument "grid") unless Kc >= 1.
ProtocolBits bits_on_grid(const Grid& grid, std::uint64_t symbols, Informed informed,
                          std::uint64_t tokens);
ProtocolBits bits_on_grid(const Grid& grid, std::uint64_t symbols, Informed informed);

/// The improved protocol, counted exactly: `other` and `last` as above, answers of `digits` digits.
/// Error (argument "last") if it is 0.
ProtocolBits improved_bits_on_grid(const Grid& grid, std::uint64_t symbols, std::uint64_t other,
                                   std::uint64_t last, std::uint64_t digits);

/// The smallest total width m H that a bound of `needed` bits leaves possible: the least m H with
/// total(m, H) >= needed, and the m and H that attain it.
struct SmallestWidth {
  std::uint64_t width = 0;  ///< m
  std::uint64_t heads = 0;  ///< H
  std::uint64_t product() const { return width * heads; }
};
/// m and H at least 1. Error (argument "bits") if a coordinate costs nothing.
SmallestWidth smallest_width(const ProtocolBits& bits, std::uint64_t needed);

}  // namespace separatrix

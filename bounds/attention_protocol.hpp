// Bits of the two-way protocol for a one-layer Transformer [BHBK24, T4].
//
// Setting. N tokens are divided between Alice and Bob; weights and position vectors are known to
// both. Softmax is taken in the p-bit numbers Q_p, as in section 1 of the specification, and the
// answer is read at the last token x_N. What crosses, per head (the token once for all heads):
//  1. token: x_N, by its holder; then both know the query and all logits of their own tokens;
//  2. maximum: each sends the largest of its own logits, so both know the maximum of all;
//  3. normaliser: each sends the sum of its own exp(logit - maximum), exactly; both add up Z;
//  4. values: each sends the sum of its own weight * value, exactly, one number for each of the m
//     coordinates; both add up and apply the one rounding.
// The rest is computed alone: both players know the answer at the end. If one of them is enough,
// step 4 needs the message of the other one only.
//
// Sizes. `by_precision`, the count of the paper: a logit p bits; a sum of at most N numbers of p
// bits, p + ceil(log2 N); a product of two p-bit numbers 2p bits.
// `on_grid`, ours, exact on the grid with S = N^Kc, Kc >= 1, rounding down: logits are units/S with
// |units| <= S^2; every exp is at most 1, so a sum has 0 <= units <= N S; a weight is
// floor(exp/Z), so the weights add up to at most 1, a sum of weight * value lies in [-S, S], and as
// it is a multiple of 1/S^2 there are 2 S^3 + 1 of them: about 3p/2 bits.
#pragma once

#include <cstdint>

#include "numerics/fixed.hpp"

namespace separatrix {

/// Bits of the four steps, both directions together.
struct ProtocolBits {
  std::uint64_t token = 0;          ///< once
  std::uint64_t head_fixed = 0;     ///< steps 2 and 3, for each head
  std::uint64_t head_per_unit = 0;  ///< step 4, for each head and each of its m coordinates

  /// For H heads of width m. Error (argument "heads") if the sum does not fit 64 bits.
  std::uint64_t total(std::uint64_t width, std::uint64_t heads) const;
};

/// Who must know the answer at the end.
enum class Informed { both, one };

/// The paper's count for p bits and N tokens over an alphabet of `symbols` letters.
/// Error unless 1 <= p < 2^32, N >= 1 and symbols >= 1.
ProtocolBits bits_by_precision(std::uint64_t p, std::uint64_t n, std::uint64_t symbols,
                               Informed informed);

/// The exact count on a grid; N = grid.n. Error (argument "grid") unless it rounds down and Kc
/// >= 1.
ProtocolBits bits_on_grid(const Grid& grid, std::uint64_t symbols, Informed informed);

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

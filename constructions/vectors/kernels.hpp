// The two inner loops of the coherence checks, vectorised and chosen at run time (Highway).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace separatrix::vectors {

/// Smallest and largest of the integers seen; `low > high` while nothing has been seen.
struct Extremes {
  std::int64_t low = INT64_MAX;
  std::int64_t high = INT64_MIN;

  void see(std::int64_t value) noexcept {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  void see(const Extremes& other) noexcept {
    if (other.low < low) low = other.low;
    if (other.high > high) high = other.high;
  }
};

/// Extremes of the sums  f(v) = sum over columns c of  x_c (-1)^{<v, address_c>}  over all v of
/// `bits` bits, where x_c = Re i^{phase_c} is 1, 0, -1, 0 for phase_c = 0, 1, 2, 3.
///
/// One call is a Walsh-Hadamard transform of the 2^bits sums x_c over equal addresses. The highest
/// bits are spread over the lanes of a vector (lane l starts from x_c (-1)^{<l, high_c>}), so that
/// every butterfly works on whole vectors: about `bits` additions per vector of sums, and no
/// shuffle. 16-bit lanes hold every partial sum exactly while there are at most 32767 columns;
/// beyond, lanes have 32 bits.
class CosetTransform {
 public:
  /// `addresses` has one entry below 2^bits per column, 1 <= columns < 2^30,
  /// bits <= max_bits(columns).
  CosetTransform(std::span<const std::uint32_t> addresses, unsigned bits);

  /// The largest `bits` on this machine.
  static unsigned max_bits(std::size_t columns);

  /// Phases (0..3) of all columns. Not thread-safe: each thread has its own transform.
  Extremes operator()(std::span<const std::uint8_t> phases);

 private:
  unsigned depth_ = 0;                 // transform levels across vectors: 3, 6 or 9
  std::vector<std::uint16_t> vector_;  // low address bits of a column: which vector
  std::vector<std::uint8_t> pattern_;  // high address bits: which sign pattern over the lanes
  std::vector<std::byte> signs_;  // the patterns for the four phases, as lanes (aligned inside)
  std::vector<std::byte> sums_;   // 2^depth vectors (aligned inside)
  bool wide_ = false;             // 32-bit lanes
};

/// Rows of a family in groups of eight: word w of row i is data[((i / 8) * words + w) * 8 + i % 8].
/// `data` is 64-byte aligned.
struct RowGroups {
  const std::uint64_t* data;
  std::size_t words;
};

constexpr std::size_t kGroup = 8;

/// Extremes of the Hamming distances of all rows of groups [a, b) to all rows of groups [c, d).
Extremes tile_distances(const RowGroups& rows, std::size_t a, std::size_t b, std::size_t c,
                        std::size_t d);

}  // namespace separatrix::vectors

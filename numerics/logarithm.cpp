#include "numerics/logarithm.hpp"

#include <bit>

#include "numerics/error.hpp"
#include "numerics/interval.hpp"

namespace separatrix {

Integer floor_log2_power(std::uint64_t n, std::uint64_t b) {
  if (n == 0) throw Error("floor_log2_power", "n", "n must be at least 1");
  const auto exponent = static_cast<std::uint64_t>(std::bit_width(n) - 1);
  if (std::has_single_bit(n)) return Integer(exponent) * b;
  constexpr std::uint64_t kWrittenOut = 1024;  // bits: as fast as the enclosure
  const std::uint64_t bits_each = exponent + 1;
  if (b > kWrittenOut / bits_each) {
    const Interval bits = Interval(b) * log(Interval(n)) / log(Interval(2));
    const Integer lower = floor(bits.lower());
    if (lower == floor(bits.upper())) return lower;
    if (b > (std::uint64_t{1} << 26) / bits_each)
      throw Error("floor_log2_power", "b",
                  "n^b is longer than 2^26 bits and too close to a power of two; choose a smaller "
                  "b");
  }
  const Integer value = power(n, static_cast<unsigned>(b));
  return Integer(mpz_sizeinbase(value.backend().data(), 2)) - 1;
}

Integer ceil_log2_power(std::uint64_t n, std::uint64_t b) {
  const Integer whole = floor_log2_power(n, b);
  // b log2 n is an integer for a power of two and for b = 0, else irrational.
  return std::has_single_bit(n) || b == 0 ? whole : whole + 1;
}

}  // namespace separatrix

#include "numerics/logarithm.hpp"

#include <bit>

#include "numerics/error.hpp"

namespace separatrix {

Integer floor_log2_power(std::uint64_t n, std::uint64_t b) {
  if (n == 0) throw Error("floor_log2_power", "n", "n must be at least 1");
  const auto exponent = static_cast<std::uint64_t>(std::bit_width(n) - 1);
  if (std::has_single_bit(n)) return Integer(exponent) * b;
  if (b > (std::uint64_t{1} << 26) / (exponent + 1))
    throw Error("floor_log2_power", "b", "n^b is longer than 2^26 bits; choose a smaller b");
  const Integer value = power(n, static_cast<unsigned>(b));
  return Integer(mpz_sizeinbase(value.backend().data(), 2)) - 1;
}

}  // namespace separatrix

#include "numerics/int128.hpp"

#include "numerics/error.hpp"

namespace separatrix {

Integer to_integer(Int128 x) {
  const bool negative = x < 0;
  const Uint128 magnitude =
      negative ? Uint128{0} - static_cast<Uint128>(x) : static_cast<Uint128>(x);
  const std::uint64_t words[2] = {static_cast<std::uint64_t>(magnitude),
                                  static_cast<std::uint64_t>(magnitude >> 64)};
  Integer result;
  mpz_import(result.backend().data(), 2, -1, sizeof(words[0]), 0, 0, words);
  return negative ? Integer(-result) : result;
}

Int128 to_int128(const Integer& x) {
  static const Integer limit = power(2, 127);
  if (x >= limit || x < -limit)
    throw Error("to_int128", "x", "the number does not fit 128 bits; use Integer instead");
  const Integer magnitude = x < 0 ? Integer(-x) : x;
  std::uint64_t words[2] = {0, 0};
  mpz_export(words, nullptr, -1, sizeof(words[0]), 0, 0, magnitude.backend().data());
  const Uint128 joined = (static_cast<Uint128>(words[1]) << 64) | words[0];
  return static_cast<Int128>(x < 0 ? Uint128{0} - joined : joined);
}

}  // namespace separatrix

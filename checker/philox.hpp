// The counter-based generator of random families: Philox4x32-10 of Salmon, Moraes, Dror and Shaw,
// "Parallel random numbers: as easy as 1, 2, 3" (SC 2011), written from its description.
#pragma once

#include <cstdint>

namespace checker {

/// 64-bit word number `word` of stream `stream`: the key is the seed, the counter block is
/// (floor(word / 2), stream), low words first; even words are its lower half, odd ones its upper.
inline std::uint64_t philox_word(std::uint64_t seed, std::uint64_t stream, std::uint64_t word) {
  const auto low = [](std::uint64_t x) { return x & 0xFFFFFFFFU; };
  const auto high = [](std::uint64_t x) { return x >> 32; };
  std::uint64_t c0 = low(word / 2), c1 = high(word / 2), c2 = low(stream), c3 = high(stream);
  std::uint64_t k0 = low(seed), k1 = high(seed);
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = 0xD2511F53U * c0;
    const std::uint64_t b = 0xCD9E8D57U * c2;
    c0 = high(b) ^ c1 ^ k0;
    c1 = low(b);
    c2 = high(a) ^ c3 ^ k1;
    c3 = low(a);
    k0 = low(k0 + 0x9E3779B9U);
    k1 = low(k1 + 0xBB67AE85U);
  }
  return word % 2 == 0 ? c0 | c1 << 32 : c2 | c3 << 32;
}

}  // namespace checker

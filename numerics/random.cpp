#include "numerics/random.hpp"

#include "numerics/error.hpp"

namespace separatrix {

namespace {

constexpr std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
constexpr std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }
constexpr std::uint64_t join(std::uint32_t lower, std::uint32_t upper) {
  return (static_cast<std::uint64_t>(upper) << 32) | lower;
}

std::array<std::uint32_t, 4> block(std::uint64_t seed, std::uint64_t stream, std::uint64_t index) {
  return philox4x32({low(index), high(index), low(stream), high(stream)}, {low(seed), high(seed)});
}

}  // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key) noexcept {
  constexpr int kRounds = 10;
  for (int round = 0; round < kRounds; ++round) {
    const std::uint64_t first = std::uint64_t{0xD2511F53} * counter[0];
    const std::uint64_t second = std::uint64_t{0xCD9E8D57} * counter[2];
    counter = {high(second) ^ counter[1] ^ key[0], low(second), high(first) ^ counter[3] ^ key[1],
               low(first)};
    key[0] += 0x9E3779B9U;  // the Weyl sequences of the published key schedule
    key[1] += 0xBB67AE85U;
  }
  return counter;
}

std::uint64_t random_word(std::uint64_t seed, std::uint64_t stream,
                          std::uint64_t counter) noexcept {
  const auto words = block(seed, stream, counter / 2);
  return counter % 2 == 0 ? join(words[0], words[1]) : join(words[2], words[3]);
}

std::uint64_t Random::word() noexcept {
  if (counter_++ % 2 != 0) return second_half_;
  const auto words = block(seed_, stream_, (counter_ - 1) / 2);
  second_half_ = join(words[2], words[3]);
  return join(words[0], words[1]);
}

std::uint64_t Random::below(std::uint64_t bound) {
  if (bound == 0) throw Error("Random::below", "bound", "the bound must be at least 1");
  // 2^64 mod bound words at the low end are refused; what is left is a multiple of bound.
  const std::uint64_t refused = (0 - bound) % bound;
  std::uint64_t candidate = word();
  while (candidate < refused) candidate = word();
  return candidate % bound;
}

}  // namespace separatrix

// Random numbers that can be addressed: Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel
// random numbers: as easy as 1, 2, 3" (SC 2011). Word number c of stream s under a seed is a pure
// function of (seed, s, c), so that vector i of a family, or sample i of a run, can be drawn alone,
// on any thread and on any machine.
#pragma once

#include <array>
#include <cstdint>

namespace separatrix {

/// One block of Philox4x32 with ten rounds: a bijection of the counter for each key.
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key) noexcept;

/// Word `counter` of stream `stream`: half (counter mod 2) of the block with key `seed` and block
/// counter (floor(counter / 2), stream), all low word first.
std::uint64_t random_word(std::uint64_t seed, std::uint64_t stream, std::uint64_t counter) noexcept;

/// The words of one stream in order. Copies continue independently from the same place.
class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t stream) noexcept : seed_(seed), stream_(stream) {}

  /// Uniform in [0, 2^64).
  std::uint64_t word() noexcept;

  /// Uniform in [0, bound), without bias: words of the incomplete last copy of [0, bound) in
  /// [0, 2^64) are drawn again. Throws Error if bound is 0.
  std::uint64_t below(std::uint64_t bound);

  /// True with probability 1/2; takes one word.
  bool coin() noexcept { return (word() & 1U) != 0; }

 private:
  std::uint64_t seed_;
  std::uint64_t stream_;
  std::uint64_t counter_ = 0;
  std::uint64_t second_half_ = 0;  // of the current block, while counter_ is odd
};

}  // namespace separatrix

#include <array>
#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "numerics/random.hpp"

using namespace separatrix;

namespace {

using Counter = std::array<std::uint32_t, 4>;
using Key = std::array<std::uint32_t, 2>;

}  // namespace

// The known answers published with Random123 (tests/kat_vectors, "philox4x32 10").
TEST_CASE("Philox4x32-10 gives the published known answers") {
  CHECK(philox4x32(Counter{0, 0, 0, 0}, Key{0, 0}) ==
        Counter{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  const std::uint32_t f = 0xffffffff;
  CHECK(philox4x32(Counter{f, f, f, f}, Key{f, f}) ==
        Counter{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox4x32(Counter{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
                   Key{0xa4093822, 0x299f31d0}) ==
        Counter{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a word is the addressed half of the addressed block") {
  const std::uint64_t seed = 0x299f31d0a4093822;
  const std::uint64_t stream = 0x0370734413198a2e;
  const std::uint64_t block = 0x05a308d3243f6a88;  // the top bit of the index is lost to the half
  const Counter words =
      philox4x32({0x243f6a88, 0x05a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0});
  CHECK(random_word(seed, stream, 2 * block) == (std::uint64_t{words[1]} << 32 | words[0]));
  CHECK(random_word(seed, stream, 2 * block + 1) == (std::uint64_t{words[3]} << 32 | words[2]));
  CHECK(random_word(seed, stream, 2 * block) != random_word(seed + 1, stream, 2 * block));
  CHECK(random_word(seed, stream, 2 * block) != random_word(seed, stream + 1, 2 * block));
}

TEST_CASE("Random reads its stream in order") {
  Random random(7, 3);
  for (std::uint64_t c = 0; c < 9; ++c) CHECK(random.word() == random_word(7, 3, c));
}

TEST_CASE("below is uniform on small bounds and inside every bound") {
  Random random(1, 0);
  CHECK_THROWS_AS(random.below(0), Error);
  CHECK(random.below(1) == 0);
  std::vector<int> seen(6, 0);
  const int draws = 60000;
  for (int i = 0; i < draws; ++i) ++seen[random.below(6)];
  // Chi-square with 5 degrees of freedom: 35.9 has tail probability below 1e-6.
  double chi_square = 0;
  for (const int count : seen) chi_square += (count - 10000.0) * (count - 10000.0) / 10000.0;
  CHECK(chi_square < 35.9);
  const std::uint64_t huge = (std::uint64_t{1} << 63) + 1;  // nearly half of all words are refused
  for (int i = 0; i < 1000; ++i) CHECK(random.below(huge) < huge);
}

TEST_CASE("below refuses the words that would bias it") {
  // With bound 3 * 2^62 a word modulo the bound would fall below 2^62 with probability 1/2, not
  // 1/3.
  const std::uint64_t bound = std::uint64_t{3} << 62;
  Random random(11, 5);
  int low = 0;
  const int draws = 30000;
  for (int i = 0; i < draws; ++i) low += random.below(bound) < (std::uint64_t{1} << 62) ? 1 : 0;
  CHECK(std::abs(low - draws / 3) < 500);  // six standard deviations are 490
}

TEST_CASE("coins fall both ways") {
  Random random(2, 9);
  int heads = 0;
  for (int i = 0; i < 10000; ++i) heads += random.coin() ? 1 : 0;
  CHECK(std::abs(heads - 5000) < 300);  // six standard deviations
}

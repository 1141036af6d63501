#define HWY_WANT_AVX3_DL 1  // as kernels.cpp, so that this target is in the list

#include <array>
#include <bit>

#include <catch2/catch.hpp>
#include <hwy/aligned_allocator.h>
#include <hwy/targets.h>

#include "constructions/vectors/kernels.hpp"
#include "numerics/random.hpp"

using namespace separatrix;
using namespace separatrix::vectors;

namespace {

/// f(v) for every v, by the definition.
Extremes plain_transform(const std::vector<std::uint32_t>& addresses,
                         const std::vector<std::uint8_t>& phases, unsigned bits) {
  constexpr int kReal[4] = {1, 0, -1, 0};
  Extremes extremes;
  for (std::uint32_t v = 0; v >> bits == 0; ++v) {
    std::int64_t sum = 0;
    for (std::size_t c = 0; c < addresses.size(); ++c)
      sum += (std::popcount(addresses[c] & v) % 2 != 0 ? -1 : 1) * kReal[phases[c]];
    extremes.see(sum);
  }
  return extremes;
}

/// Runs `check` once for every instruction set that this machine has.
template <class Check>
void on_every_target(const Check& check) {
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().DeInit();  // choose again at the next call
    INFO("instruction set " << hwy::TargetName(target));
    check();
  }
  hwy::SetSupportedTargetsForTest(0);  // back to what the machine has
  hwy::GetChosenTarget().DeInit();
}

}  // namespace

TEST_CASE("the test reaches several instruction sets, with vectors of different length") {
  std::vector<unsigned> bits;
  on_every_target([&] { bits.push_back(CosetTransform::max_bits(64)); });
  REQUIRE_FALSE(bits.empty());
  CHECK(bits.front() == CosetTransform::max_bits(64));  // the best one comes first
  for (const unsigned b : bits) CHECK(b <= bits.front());
}

TEST_CASE("the coset transform agrees with its definition on every instruction set") {
  on_every_target([] {
    Random random(3, 0);
    for (const std::size_t columns : {1U, 5U, 64U, 300U}) {
      for (const unsigned bits : {0U, 1U, 4U, 7U, 9U, CosetTransform::max_bits(columns)}) {
        std::vector<std::uint32_t> addresses(columns);
        std::vector<std::uint8_t> phases(columns);
        for (auto& a : addresses)
          a = static_cast<std::uint32_t>(random.word() & ((1U << bits) - 1));
        for (auto& p : phases) p = static_cast<std::uint8_t>(random.below(4));
        CosetTransform transform(addresses, bits);
        for (int repeat = 0; repeat < 2; ++repeat) {
          const Extremes expected = plain_transform(addresses, phases, bits);
          const Extremes found = transform(phases);
          CHECK(found.low == expected.low);
          CHECK(found.high == expected.high);
          phases[0] = static_cast<std::uint8_t>((phases[0] + 2) % 4);
        }
      }
    }
  });
}

TEST_CASE("sums at the edge of 16 bits, and just beyond, are exact") {
  on_every_target([] {
    for (const std::size_t columns : {32767U, 32768U, 70000U}) {
      CosetTransform transform(std::vector<std::uint32_t>(columns, 1), 1);
      const auto count = static_cast<std::int64_t>(columns);
      const Extremes found = transform(std::vector<std::uint8_t>(columns, 0));
      CHECK(found.high == count);
      CHECK(found.low == -count);
    }
  });
}

TEST_CASE("tile distances agree with plain popcounts on every instruction set") {
  on_every_target([] {
    for (const std::size_t words : {1U, 2U, 5U}) {
      const std::size_t groups = 7;
      auto data = hwy::AllocateAligned<std::uint64_t>(groups * words * kGroup);
      Random random(words, 1);
      for (std::size_t i = 0; i < groups * words * kGroup; ++i) data[i] = random.word();
      const RowGroups rows{data.get(), words};
      const auto plain = [&](std::size_t a, std::size_t b, std::size_t c, std::size_t d) {
        Extremes extremes;
        for (std::size_t i = a * kGroup; i < b * kGroup; ++i)
          for (std::size_t j = c * kGroup; j < d * kGroup; ++j) {
            std::int64_t sum = 0;
            for (std::size_t w = 0; w < words; ++w)
              sum += std::popcount(data[(i / kGroup * words + w) * kGroup + i % kGroup] ^
                                   data[(j / kGroup * words + w) * kGroup + j % kGroup]);
            extremes.see(sum);
          }
        return extremes;
      };
      for (const auto& [a, b, c, d] :
           {std::array<std::size_t, 4>{0, 3, 3, 7}, {2, 3, 5, 6}, {0, 1, 6, 7}}) {
        const Extremes found = tile_distances(rows, a, b, c, d);
        const Extremes expected = plain(a, b, c, d);
        CHECK(found.low == expected.low);
        CHECK(found.high == expected.high);
      }
      const Extremes none = tile_distances(rows, 2, 2, 3, 7);
      CHECK(none.low > none.high);
    }
  });
}

#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "numerics/logarithm.hpp"

using namespace separatrix;

TEST_CASE("floor(b log2 n) is the largest exponent of a power of two within n^b") {
  for (std::uint64_t n = 1; n <= 40; ++n)
    for (std::uint64_t b = 0; b <= 30; ++b) {
      Integer power_of_n = 1;
      for (std::uint64_t i = 0; i < b; ++i) power_of_n *= n;
      std::uint64_t c = 0;
      while ((Integer(1) << (c + 1)) <= power_of_n) ++c;
      CAPTURE(n, b);
      CHECK(floor_log2_power(n, b) == c);
      CHECK(ceil_log2_power(n, b) == (Integer(1) << c < power_of_n ? c + 1 : c));
    }
  CHECK(floor_log2_power(std::uint64_t{1} << 30, std::uint64_t{1} << 60) ==
        parse_integer("34587645138205409280", "n"));
}

TEST_CASE("floor(b log2 n) of long powers by enclosure is that of the written-out power") {
  for (const std::uint64_t n : {3, 5, 6, 7, 255, 257, 1000003})
    for (const std::uint64_t b : {100, 511, 1025, 4097, 30000}) {
      const Integer written = power(n, static_cast<unsigned>(b));
      const Integer bits = mpz_sizeinbase(written.backend().data(), 2);
      CAPTURE(n, b);
      CHECK(floor_log2_power(n, b) == bits - 1);
      CHECK(ceil_log2_power(n, b) == bits);
    }
  // 2^40 log2 3, from log2 3 = 1.58496250072115618145373894394781650875..
  CHECK(floor_log2_power(3, std::uint64_t{1} << 40) == parse_integer("1742684699131", "n"));
}

TEST_CASE("floor_log2_power: bad arguments") { CHECK_THROWS_AS(floor_log2_power(0, 1), Error); }

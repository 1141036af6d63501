#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "tasks/digits.hpp"

using namespace separatrix;

TEST_CASE("Binary digits, most significant first, and back") {
  CHECK(binary_digits(6, 4) == Answer{false, true, true, false});
  CHECK(binary_digits(1, 1) == Answer{true});
  CHECK(pack(Answer{}) == 0);
  for (std::uint64_t value = 0; value < 64; ++value) CHECK(pack(binary_digits(value, 6)) == value);
  const std::uint64_t all = ~std::uint64_t{0};
  CHECK(pack(binary_digits(all, 64)) == all);
  CHECK(pack(binary_digits(all - 1, 64)) == all - 1);
}

TEST_CASE("An answer of more than 64 digits has no packed form") {
  CHECK_THROWS_AS(pack(Answer(65)), Error);
}

#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "tasks/catalogue.hpp"
#include "tasks/comparison.hpp"
#include "tasks/named_functions.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;

namespace {

using Bits = std::vector<bool>;

/// The definitions over again, on lists of bits.
bool plain_value(const std::string& id, const Bits& x) {
  const std::size_t half = x.size() / 2;
  std::size_t ones = 0;
  std::size_t common = 0;
  for (std::size_t i = 0; i < x.size(); ++i) ones += x[i] ? 1 : 0;
  for (std::size_t i = 0; i < half; ++i) common += x[i] && x[half + i] ? 1 : 0;
  if (id == "parity") return ones % 2 == 1;
  if (id == "majority") return ones > x.size() - ones;
  if (id == "inner-product") return common % 2 == 1;
  if (id == "interleaved-equality") {
    for (std::size_t i = 0; i < half; ++i)
      if (x[2 * i] != x[2 * i + 1]) return false;
    return true;
  }
  REQUIRE(id == "greater-than");
  for (std::size_t i = 0; i < half; ++i)
    if (x[i] != x[half + i]) return x[i];
  return false;
}

bool even_only(const std::string& id) { return id != "parity" && id != "majority"; }

}  // namespace

TEST_CASE("named functions are what they are called, on every input up to 10 bits") {
  CHECK(named_functions().size() == 5);
  for (const NamedFunction& function : named_functions())
    for (std::size_t n = 1; n <= 10; ++n) {
      CAPTURE(function.id, n);
      if (n % 2 != 0 && even_only(function.id)) {
        CHECK_THROWS_WITH(named_function(function.id, n), Contains("even number of bits"));
        continue;
      }
      const BooleanFunction task = named_function(function.id, n);
      CHECK(task.id() == function.id);
      std::size_t ones = 0;
      for (std::uint64_t number = 0; number < std::uint64_t{1} << n; ++number) {
        Bits x(n);
        for (std::size_t i = 0; i < n; ++i) x[i] = (number >> (n - 1 - i) & 1U) != 0;
        const bool value = task.reference(task.input(x)).front();
        REQUIRE(value == plain_value(function.id, x));
        ones += value ? 1 : 0;
      }
      CHECK(ones > 0);
      CHECK(ones < std::size_t{1} << n);
    }
}

TEST_CASE("named functions name what they refuse") {
  CHECK_THROWS_WITH(named_function("parity", 0), Contains("1 to 24"));
  CHECK_THROWS_WITH(named_function("majority", 25), Contains("1 to 24"));
  CHECK_THROWS_WITH(named_function("minority", 4), Contains("no function 'minority'"));
  CHECK(named_function("parity", 24).table().size() == std::size_t{1} << 24);
  CHECK_FALSE(is_named_function("equality"));
  CHECK(is_named_function("interleaved-equality"));
}

TEST_CASE("interleaved equality is equality of the odd and the even positions") {
  const BooleanFunction mine = named_function("interleaved-equality", 6);
  const Comparison other(6, 2, "odd-even");
  for (std::uint64_t number = 0; number < 64; ++number) {
    Input input;
    for (std::size_t i = 0; i < 6; ++i) input.push_back({0, number >> i & 1U});
    CHECK(mine.reference(input) == other.reference(input));
  }
}

#include <catch2/catch.hpp>

#include "bounds/krawtchouk.hpp"
#include "numerics/error.hpp"

using namespace separatrix;

TEST_CASE("Krawtchouk values are the character sums they stand for") {
  const unsigned n = 8;
  for (unsigned w = 0; w <= n; ++w) {
    const unsigned x = (1U << w) - 1;
    const std::vector<Integer> values = krawtchouk_values(n, n, w);
    for (unsigned j = 0; j <= n; ++j) {
      int sum = 0;
      for (unsigned u = 0; u < (1U << n); ++u)
        if (static_cast<unsigned>(__builtin_popcount(u)) == j)
          sum += __builtin_popcount(u & x) % 2 == 0 ? 1 : -1;
      CHECK(values[j] == sum);
      CHECK(krawtchouk_sum(n, j, w) == sum);
    }
  }
}

TEST_CASE("Krawtchouk polynomials are orthogonal and symmetric") {
  const unsigned n = 21;
  const Integer words = power(Integer(2), n);
  for (unsigned i = 0; i <= n; ++i)
    for (unsigned j = 0; j <= n; ++j) {
      Integer product = 0;
      for (unsigned w = 0; w <= n; ++w)
        product += binomial(n, w) * krawtchouk_sum(n, i, w) * krawtchouk_sum(n, j, w);
      CHECK(product == (i == j ? Integer(words * binomial(n, i)) : Integer(0)));
      CHECK(krawtchouk_sum(n, n - j, i) == (i % 2 == 0 ? 1 : -1) * krawtchouk_sum(n, j, i));
      CHECK(krawtchouk_sum(n, j, n - i) == (j % 2 == 0 ? 1 : -1) * krawtchouk_sum(n, j, i));
    }
}

TEST_CASE("Recurrence and sum agree at lengths in use") {
  for (const unsigned n : {64U, 153U, 400U})
    for (const unsigned w : {0U, 1U, n / 3, n / 2, n - 1, n}) {
      const std::vector<Integer> values = krawtchouk_values(n, n, w);
      for (unsigned j = 0; j <= n; j += 7) CHECK(values[j] == krawtchouk_sum(n, j, w));
    }
}

TEST_CASE("Krawtchouk arguments beyond the length are refused") {
  CHECK_THROWS_AS(krawtchouk_values(5, 6, 0), Error);
  CHECK_THROWS_AS(krawtchouk_values(5, 5, 6), Error);
  CHECK_THROWS_AS(krawtchouk_sum(5, 6, 0), Error);
  CHECK_THROWS_AS(krawtchouk_sum(5, 0, 6), Error);
}

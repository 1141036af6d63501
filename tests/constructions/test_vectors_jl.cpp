#include <cmath>
#include <set>

#include <catch2/catch.hpp>

#include "constructions/vectors/jl.hpp"
#include "numerics/error.hpp"

using namespace separatrix;
using namespace separatrix::vectors;

TEST_CASE("A projection multiplies by its own signs") {
  for (const std::size_t d : {1U, 63U, 64U, 65U, 130U}) {
    const SignProjection projection(7, d, 3);
    std::vector<Integer> x;
    for (std::size_t c = 0; c < d; ++c) x.push_back(Integer(c * c) - 50);
    const auto image = projection.apply(x);
    REQUIRE(image.size() == 7);
    for (std::size_t r = 0; r < 7; ++r) {
      Integer sum = 0;
      for (std::size_t c = 0; c < d; ++c) sum += projection.sign(r, c) * x[c];
      CHECK(image[r] == sum);
    }
  }
}

TEST_CASE("The signs are a function of the seed and look like coins") {
  const SignProjection a(64, 64, 1), again(64, 64, 1), other(64, 64, 2);
  int sum = 0, differ = 0;
  std::set<std::vector<int>> rows;
  for (std::size_t r = 0; r < 64; ++r) {
    std::vector<int> row;
    for (std::size_t c = 0; c < 64; ++c) {
      row.push_back(a.sign(r, c));
      CHECK(std::abs(row.back()) == 1);
      CHECK(a.sign(r, c) == again.sign(r, c));
      sum += a.sign(r, c);
      differ += a.sign(r, c) != other.sign(r, c) ? 1 : 0;
    }
    rows.insert(row);
  }
  CHECK(rows.size() == 64);
  CHECK(std::abs(sum) < 6 * 64);  // six standard deviations of 4096 coins
  CHECK(std::abs(2 * differ - 4096) < 6 * 64);
}

TEST_CASE("The dimension of the lemma") {
  for (const std::uint64_t n : {1U, 10U, 1000U})
    for (const double eps : {0.5, 0.125}) {
      const double rate = eps * eps / 2 - eps * eps * eps / 3;
      const double plain = 2 / rate * std::log(2.0 * static_cast<double>(n * n));
      const auto k = static_cast<double>(jl_dimension(n, Rational(1, eps == 0.5 ? 2 : 8)));
      CHECK(k > plain);
      CHECK(k < plain + 1.001);
    }
  CHECK_THROWS_AS(jl_dimension(0, Rational(1, 2)), Error);
  CHECK_THROWS_AS(jl_dimension(4, 0), Error);
  CHECK_THROWS_AS(jl_dimension(4, 1), Error);
  CHECK_THROWS_AS(jl_dimension(4, Rational(1, 10000)), Error);
  CHECK_THROWS_AS(SignProjection(0, 4, 1), Error);
  CHECK_THROWS_AS(SignProjection(4, 0, 1), Error);
  CHECK_THROWS_AS(SignProjection(4, 4, 1).apply({1, 2, 3}), Error);
}

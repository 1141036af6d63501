#include <cmath>

#include <catch2/catch.hpp>

#include "analysis/clopper_pearson.hpp"
#include "numerics/error.hpp"

using namespace separatrix;

namespace {

const Rational kConfidence{19, 20};

/// P[Bin(n, p) <= f] through log-gamma, all terms from scratch.
long double tail(std::uint64_t n, std::uint64_t f, long double p) {
  long double sum = 0;
  const auto log_factorial = [](std::uint64_t m) {
    return std::lgamma(static_cast<long double>(m) + 1);
  };
  for (std::uint64_t i = 0; i <= f; ++i)
    sum += std::exp(log_factorial(n) - log_factorial(i) - log_factorial(n - i) +
                    static_cast<long double>(i) * std::log(p) +
                    static_cast<long double>(n - i) * std::log1p(-p));
  return sum;
}

template <class F>
std::string argument_of_error(F f) {
  try {
    f();
  } catch (const Error& error) {
    return error.argument();
  }
  return "no error";
}

}  // namespace

TEST_CASE("without failures the bound is 1 - 0.05^(1/n), rounded up") {
  for (const std::uint64_t n : {1U, 2U, 10U, 59U, 1000U, 1000000U}) {
    INFO("n = " << n);
    const long double exact = -std::expm1(std::log(0.05L) / static_cast<long double>(n));
    const auto bound = failure_rate_upper(n, 0, kConfidence).convert_to<long double>();
    CHECK(bound >= exact - 1e-15L);
    CHECK(bound <= exact + 2 * std::ldexp(1.0L, -40));
  }
}

TEST_CASE("with failures the binomial tail at the bound is the level, and above it just below") {
  for (const auto& [n, f] : {std::pair<std::uint64_t, std::uint64_t>{2, 1},
                             {10, 3},
                             {100, 1},
                             {100, 99},
                             {1000, 17},
                             {5000, 2500}}) {
    INFO("n = " << n << ", f = " << f);
    const auto bound = failure_rate_upper(n, f, kConfidence).convert_to<long double>();
    CHECK(tail(n, f, bound) <= 0.05L + 1e-12L);
    CHECK(tail(n, f, bound - std::ldexp(1.0L, -38)) > 0.05L - 1e-12L);
    CHECK(bound > static_cast<long double>(f) / static_cast<long double>(n));
  }
  CHECK(failure_rate_upper(7, 7, kConfidence) == 1);
}

TEST_CASE("the bound refuses what is not an experiment") {
  CHECK(argument_of_error([] { failure_rate_upper(0, 0, kConfidence); }) == "runs");
  CHECK(argument_of_error([] { failure_rate_upper(3, 4, kConfidence); }) == "failures");
  CHECK(argument_of_error([] { failure_rate_upper(3, 1, Rational(0)); }) == "confidence");
  CHECK(argument_of_error([] { failure_rate_upper(3, 1, Rational(1)); }) == "confidence");
  CHECK(argument_of_error([] { failure_rate_upper(3, 1, Rational(3, 2)); }) == "confidence");
}

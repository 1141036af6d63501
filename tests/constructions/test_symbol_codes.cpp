#include <set>

#include <catch2/catch.hpp>

#include "constructions/recurrent/symbol_codes.hpp"
#include "numerics/error.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;
using Poison = SymbolCodes::Poison;

namespace {

Rational apply(const Functional& f, const std::vector<Rational>& word) {
  Rational value = f.constant;
  for (std::size_t u = 0; u < word.size(); ++u) value += f.weights[u] * word[u];
  return value;
}

/// Everything that the header promises of the codes.
void check_promises(const SymbolCodes& codes, std::size_t n, bool poison) {
  const std::vector<Rational> empty(codes.width(), Rational(0));
  const std::vector<Rational> ones(codes.width(), Rational(1));
  CHECK(codes.symbols() == n);
  CHECK(value_of(codes.order(), empty) == 0);
  CHECK(value_of(codes.occupied(), empty) == 0);
  std::set<std::vector<Rational>> words{empty};
  for (std::size_t i = 1; i <= n; ++i) {
    const std::vector<Rational>& word = codes.word(i);
    REQUIRE(word.size() == codes.width());
    for (const Rational& digit : word) CHECK((digit == 0 || digit == 1));
    CHECK(words.insert(word).second);
    CHECK(value_of(codes.order(), word) == i);
    CHECK(value_of(codes.occupied(), word) >= 1);
    const Functional matches = codes.matches(i);
    CHECK(apply(matches, empty) <= 0);
    for (std::size_t j = 1; j <= n; ++j) {
      const Rational value = apply(matches, codes.word(j));
      if (j == i ? value != 1 : value > 0) FAIL(n << ": " << i << " on " << j);
    }
  }
  for (const Rational& weight : codes.order()) CHECK(weight >= 0);
  CHECK(codes.most_order() == value_of(codes.order(), ones));
  CHECK(codes.most_occupied() == value_of(codes.occupied(), ones));
  if (poison) {
    CHECK(words.insert(ones).second);
    CHECK(codes.most_order() > n);
    CHECK(codes.most_occupied() >= 1);
  }
}

}  // namespace

TEST_CASE("Symbol codes keep their promises, with and without poison") {
  for (std::size_t n = 1; n <= 40; ++n)
    for (const std::string encoding : {"one-hot", "log", "binary"})
      for (const Poison poison : {Poison::without, Poison::with}) {
        if (encoding == "log" && n == 1) continue;
        INFO(encoding << " " << n);
        check_promises({encoding, n, poison}, n, poison == Poison::with);
      }
  check_promises({"log", 128, Poison::with}, 128, true);
}

TEST_CASE("Widths of the codes") {
  const auto width = [](const char* encoding, std::size_t n, Poison poison) {
    return SymbolCodes(encoding, n, poison).width();
  };
  CHECK(width("one-hot", 5, Poison::with) == 5);
  CHECK(width("one-hot", 1, Poison::without) == 1);
  CHECK(width("one-hot", 1, Poison::with) == 2);
  CHECK(width("log", 2, Poison::with) == 2);
  CHECK(width("log", 3, Poison::with) == 5);
  CHECK(width("log", 128, Poison::with) == 20);
  CHECK(width("binary", 3, Poison::without) == 2);
  CHECK(width("binary", 3, Poison::with) == 3);
  CHECK(width("binary", 4, Poison::with) == 3);
}

TEST_CASE("Codes that do not exist are refused") {
  CHECK_THROWS_WITH(SymbolCodes("gray", 4, Poison::with), Contains("one-hot, log or binary"));
  CHECK_THROWS_WITH(SymbolCodes("log", 1, Poison::with), Contains("at least two"));
  CHECK_THROWS_AS(SymbolCodes("binary", 0, Poison::with), Error);
}

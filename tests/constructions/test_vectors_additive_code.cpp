#include <catch2/catch.hpp>

#include "constructions/vectors/additive_code.hpp"
#include "constructions/vectors/additive_family.hpp"
#include "numerics/error.hpp"
#include "numerics/random.hpp"
#include "plain_products.hpp"

using namespace separatrix;
using namespace separatrix::vectors;

namespace {

AdditiveCode random_code(AdditiveCode::Alphabet alphabet, std::size_t columns,
                         const std::vector<bool>& order_four, std::uint64_t seed) {
  Random random(seed, 0);
  std::vector<AdditiveCode::Generator> generators;
  for (const bool four : order_four) {
    AdditiveCode::Generator g{four, {}};
    for (std::size_t c = 0; c < columns; ++c)
      g.entries.push_back(static_cast<std::uint8_t>(four ? random.below(4) : 2 * random.below(2)));
    generators.push_back(std::move(g));
  }
  return {alphabet, columns, generators};
}

/// Signs of message i from the definition: digits times generators in Z_4, then the Gray map.
std::vector<int> signs_by_definition(const AdditiveCode& code, std::uint64_t i) {
  std::vector<int> word(code.columns(), 0);
  for (unsigned b = 0; b < code.index_bits(); ++b) {
    const auto entries = code.bit_entries(b);
    if (((i >> b) & 1) != 0)
      for (std::size_t c = 0; c < word.size(); ++c) word[c] = (word[c] + entries[c]) % 4;
  }
  std::vector<int> signs;
  for (const int w : word) signs.push_back(w >= 2 ? -1 : 1);
  if (code.quaternary())
    for (const int w : word) signs.push_back(w == 1 || w == 2 ? -1 : 1);
  return signs;
}

}  // namespace

TEST_CASE("rows of additive codes follow the definition, at every offset of the second half") {
  using A = AdditiveCode::Alphabet;
  for (const auto alphabet : {A::binary, A::quaternary})
    for (const std::size_t columns : {1U, 2U, 31U, 32U, 33U, 64U, 65U, 100U}) {
      const std::vector<bool> orders = alphabet == A::binary ? std::vector<bool>(5, false)
                                                             : std::vector<bool>{true, false, true};
      const AdditiveFamily family("test", 20, random_code(alphabet, columns, orders, columns), {},
                                  std::nullopt);
      const auto signs = explicit_signs(family);
      for (std::uint64_t i = 0; i < 20; ++i) {
        CHECK(signs[i] == signs_by_definition(*family.additive(), i));
        const auto row = family.row(i);
        const std::size_t k = family.dimension();
        if (k % 64 != 0) CHECK(row.back() >> (k % 64) == 0);
      }
    }
}

TEST_CASE("the difference lemma holds for every n, with mixed orders") {
  for (const std::vector<bool>& orders :
       {std::vector<bool>{false, false, false, false}, std::vector<bool>{true, true},
        std::vector<bool>{true, false, true}, std::vector<bool>{false, true, false}}) {
    const auto code = random_code(AdditiveCode::Alphabet::quaternary, 40, orders, 7);
    const AdditiveFamily all("test", std::uint64_t{1} << code.index_bits(), code, {}, std::nullopt);
    for (std::uint64_t n = 2; n <= all.size(); ++n)
      for (std::uint64_t d = 1; d >> ceil_log2(n) == 0; ++d) {
        const IndexPair pair = code.pair_with_difference(d, n);
        REQUIRE(pair.i < pair.j);
        REQUIRE(pair.j < n);
        CHECK(all.product(pair.i, pair.j) == all.product(0, d));
      }
    CHECK_THROWS_AS(code.pair_with_difference(0, 4), Error);
    CHECK_THROWS_AS(code.pair_with_difference(4, 4), Error);
  }
}

TEST_CASE("generator bits count only the generators in use") {
  const auto code = random_code(AdditiveCode::Alphabet::quaternary, 10, {true, false, true}, 1);
  CHECK(code.generator_bits(1) == 0);
  CHECK(code.generator_bits(2) == 20);
  CHECK(code.generator_bits(4) == 20);
  CHECK(code.generator_bits(5) == 30);
  CHECK(code.generator_bits(32) == 50);
}

TEST_CASE("malformed generators and indices are refused") {
  using A = AdditiveCode::Alphabet;
  CHECK_THROWS_AS(AdditiveCode(A::binary, 0, {}), Error);
  CHECK_THROWS_AS(AdditiveCode(A::binary, 2, {{false, {0}}}), Error);
  CHECK_THROWS_AS(AdditiveCode(A::binary, 1, {{true, {1}}}), Error);
  CHECK_THROWS_AS(AdditiveCode(A::quaternary, 1, {{false, {1}}}), Error);
  CHECK_THROWS_AS(AdditiveCode(A::quaternary, 1, {{true, {4}}}), Error);
  const AdditiveCode code(A::binary, 1, {{false, {2}}});
  std::vector<std::uint64_t> row(1);
  CHECK_THROWS_AS(code.row(2, row), Error);
  CHECK_THROWS_AS(AdditiveFamily("test", 3, code, {}, std::nullopt), Error);
}

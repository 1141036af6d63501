#include <catch2/catch.hpp>

#include "constructions/vectors/additive_code.hpp"
#include "constructions/vectors/coherence.hpp"
#include "constructions/vectors/delsarte_goethals.hpp"
#include "constructions/vectors/dual_bch.hpp"
#include "constructions/vectors/galois_field.hpp"
#include "constructions/vectors/hypercube.hpp"
#include "constructions/vectors/linear_code.hpp"
#include "constructions/vectors/random_sign.hpp"
#include "constructions/vectors/reed_solomon.hpp"
#include "constructions/vectors/table.hpp"
#include "numerics/error.hpp"
#include "plain_products.hpp"

using namespace separatrix;
using namespace separatrix::vectors;

namespace {

Coherence check(const SignFamily& family) {
  Work work;
  return coherence(family, work);
}

/// Exact extremes, equal to the plain double loop and inside the theorem's bounds.
Coherence check_small(const SignFamily& family) {
  const Coherence found = check(family);
  const PlainExtremes plain = plain_extremes(family);
  INFO(family.id() << " " << family.parameters().dump());
  CHECK(found.max_product == plain.max_product);
  CHECK(found.min_product == plain.min_product);
  if (const auto bound = family.theorem()) {
    CHECK(found.max_product <= bound->max_product);
    CHECK(found.min_product >= bound->min_product);
  }
  return found;
}

}  // namespace

TEST_CASE("random-sign: the paper's dimension, rows of the generator, a table's storage") {
  // (8 / gamma^2) ln(2N): 128 ln 2048 = 975.96..., 128 ln 2 = 88.7...
  CHECK(random_sign_dimension(1024, Rational(1, 4)) == 976);
  CHECK(random_sign_dimension(1, Rational(1, 4)) == 89);
  CHECK(random_sign_dimension(65536, Rational(1, 4)) == 1509);
  const auto family = random_sign(300, 70, 9);
  CHECK(family->stored_bits() == 300 * 70);
  CHECK(family->additive() == nullptr);
  CHECK(family->row(7) != random_sign(300, 70, 10)->row(7));
  CHECK(family->row(7) == random_sign(8, 70, 9)->row(7));
  CHECK(family->row(299)[1] >> 6 == 0);
  CHECK_THROWS_AS(family->row(300), Error);
  CHECK_THROWS_AS(random_sign(0, 70, 9), Error);
  CHECK_THROWS_AS(random_sign(4, 0, 9), Error);
  CHECK_THROWS_AS(random_sign_dimension(16, Rational(1)), Error);
  CHECK_THROWS_AS(random_sign_dimension(16, Rational(1, 10000)), Error);
  check_small(*family);
}

TEST_CASE("linear-code: XOR of indices is XOR of rows; found at its default dimension") {
  const auto family = linear_code(64, 100, Sides::two, 3);
  for (std::uint64_t i = 0; i < 64; ++i) {
    auto sum = family->row(i);
    const auto other = family->row(21);
    for (std::size_t w = 0; w < sum.size(); ++w) sum[w] ^= other[w];
    CHECK(sum == family->row(i ^ 21));
  }
  CHECK(family->stored_bits() == 6 * 100);
  Work work;
  for (const Sides sides : {Sides::one, Sides::two})
    for (const std::uint64_t n : {1U, 2U, 3U, 100U, 1024U, 70000U})
      for (const Rational& gamma : {Rational(1, 4), Rational(1, 3), Rational(9, 10)}) {
        const auto found = find_linear_code(n, gamma, sides, std::nullopt, 0, work);
        CHECK(found->dimension() == linear_code_dimension(n, gamma, sides));
        CHECK(within(check(*found), found->dimension(), gamma, sides).holds == Tri::yes);
      }
  CHECK(linear_code_dimension(1U << 30, Rational(1, 4), Sides::two) < 768);
  CHECK_THROWS_WITH(find_linear_code(1024, Rational(1, 4), Sides::two, 40, 0, work),
                    Catch::Contains("dimension 40") && Catch::Contains("use dimension"));
  CHECK_THROWS_AS(linear_code_dimension(16, Rational(0), Sides::two), Error);
}

TEST_CASE("linear-code, one-sided: the last generator is the complement") {
  const auto family = linear_code(128, 90, Sides::one, 3);
  for (std::uint64_t i = 0; i < 64; ++i) CHECK(family->product(i, i + 64) == -90);
  check_small(*family);
}

TEST_CASE("dual-bch: rows are traces of polynomials") {
  const GaloisField field(4);
  const auto family = dual_bch(256, 4, 2, Sides::two);
  for (std::uint32_t i = 0; i < 256; ++i) {
    const auto row = family->row(i);
    for (std::uint32_t x = 0; x < 16; ++x) {
      const auto value = field.multiply(i % 16, x) ^ field.multiply(i / 16, field.power(x, 3));
      CHECK(((row[0] >> x) & 1) == field.trace(value));
    }
  }
}

TEST_CASE("dual-bch: known figures") {
  CHECK(coherence_ratio(check_small(*dual_bch(1024, 5, 2, Sides::two)), 32, Sides::two) ==
        Rational(1, 4));
  // The extended BCH code [32, 11, 12]: minimum distance 12, product 32 - 24.
  const Coherence one = check_small(*dual_bch(2048, 5, 2, Sides::one));
  CHECK(one.max_product == 8);
  CHECK(one.min_product == -32);
  const Coherence large = check(*dual_bch(1U << 21, 7, 3, Sides::two));
  CHECK(coherence_ratio(large, 128, Sides::two) == Rational(1, 4));
  check_small(*dual_bch(60, 3, 2, Sides::two));
  check_small(*dual_bch(8, 3, 1, Sides::two));
  CHECK(dual_bch(1024, 5, 2, Sides::two)->stored_bits() == 10 * 32);
  CHECK_THROWS_AS(dual_bch(1025, 5, 2, Sides::two), Error);
  CHECK_THROWS_AS(dual_bch(16, 4, 3, Sides::two), Error);  // x^5 has a short cyclotomic coset
  CHECK_THROWS_AS(dual_bch(16, 1, 1, Sides::two), Error);
  CHECK_THROWS_AS(dual_bch(16, 5, 0, Sides::two), Error);
}

TEST_CASE("dual-bch of dimension 256 has coherence 1/4 two-sided at its full size 2^32") {
  // Beyond the theorem (3 * 32 / 256 = 3/8): a fact of the exact walk.
  const auto family = dual_bch(std::uint64_t{1} << 32, 8, 4, Sides::two);
  CHECK(family->theorem()->max_product == 96);
  const Coherence found = check(*family);
  CHECK(found.max_product == 64);
  CHECK(found.min_product == -64);
  CHECK(family->product(found.max_pair.i, found.max_pair.j) == 64);
  CHECK(family->product(found.min_pair.i, found.min_pair.j) == -64);
}

TEST_CASE("kerdock: gamma = 1/sqrt k at N = k^2/2, met exactly") {
  for (const unsigned m : {2U, 4U, 6U}) {
    const std::uint64_t k = std::uint64_t{1} << m;
    const std::int64_t root = std::int64_t{1} << (m / 2);
    const auto two = kerdock(k * k / 2, m, Sides::two);
    const Coherence both = m < 6 ? check_small(*two) : check(*two);
    CHECK(both.max_product == root);
    CHECK(both.min_product == -root);
    const auto one = kerdock(k * k, m, Sides::one);
    const Coherence upper = m < 6 ? check_small(*one) : check(*one);
    CHECK(upper.max_product == root);
    CHECK(upper.min_product == -static_cast<std::int64_t>(k));
    CHECK_THROWS_AS(kerdock(k * k / 2 + 1, m, Sides::two), Error);
    CHECK_THROWS_AS(kerdock(k * k + 1, m, Sides::one), Error);
  }
  CHECK(kerdock(2048, 6, Sides::two)->stored_bits() == 6 * 32 * 2);
  CHECK_THROWS_AS(kerdock(4, 5, Sides::two), Error);
  CHECK_THROWS_AS(kerdock(4, 18, Sides::two), Error);
}

TEST_CASE("delsarte-goethals: DG(6,2) and DG(8,2)") {
  const Coherence small = check(*delsarte_goethals(1U << 16, 6, 2, Sides::two));
  CHECK(small.max_product == 16);
  CHECK(small.min_product == -16);
  const Coherence one = check(*delsarte_goethals(1U << 17, 6, 2, Sides::one));
  CHECK(one.max_product == 16);
  CHECK(one.min_product == -64);
  check_small(*delsarte_goethals(512, 4, 1, Sides::one));
  const Coherence large = check(*delsarte_goethals(std::uint64_t{1} << 29, 8, 2, Sides::two));
  CHECK(large.max_product <= 64);
  CHECK(large.min_product >= -64);
  CHECK_NOTHROW(delsarte_goethals(std::uint64_t{1} << 30, 8, 2, Sides::one));
  CHECK_THROWS_AS(delsarte_goethals((std::uint64_t{1} << 29) + 1, 8, 2, Sides::two), Error);
  CHECK_THROWS_AS(delsarte_goethals(16, 6, 3, Sides::two), Error);
  CHECK_THROWS_AS(delsarte_goethals(16, 6, 0, Sides::two), Error);
}

TEST_CASE("rs-biorthogonal and rs-hadamard: gamma = (K-1)/n0") {
  const Coherence b =
      check_small(*reed_solomon(InnerCode::biorthogonal, 256, {3, 8, 3}, Sides::two));
  CHECK(b.max_product == 8);
  CHECK(b.min_product == -8);
  const Coherence one =
      check_small(*reed_solomon(InnerCode::biorthogonal, 512, {3, 8, 3}, Sides::one));
  CHECK(one.max_product == 8);
  CHECK(one.min_product == -32);
  const Coherence h = check_small(*reed_solomon(InnerCode::hadamard, 512, {3, 8, 3}, Sides::two));
  CHECK(h.max_product == 16);
  CHECK(h.min_product == 0);
  check_small(*reed_solomon(InnerCode::biorthogonal, 100, {3, 5, 3}, Sides::two));
  check_small(*reed_solomon(InnerCode::hadamard, 2, {1, 1, 1}, Sides::two));
  CHECK(reed_solomon(InnerCode::biorthogonal, std::uint64_t{1} << 30, {5, 24, 7}, Sides::two)
            ->dimension() == 384);
  CHECK_THROWS_AS(reed_solomon(InnerCode::hadamard, 513, {3, 8, 3}, Sides::two), Error);
  CHECK_THROWS_AS(reed_solomon(InnerCode::hadamard, 8, {3, 9, 3}, Sides::two), Error);
  CHECK_THROWS_AS(reed_solomon(InnerCode::hadamard, 8, {3, 2, 3}, Sides::two), Error);
  CHECK_THROWS_AS(reed_solomon(InnerCode::hadamard, 8, {13, 2, 1}, Sides::two), Error);
}

TEST_CASE("hypercube: digits as signs") {
  for (const std::uint64_t n : {2U, 3U, 5U, 64U, 100U})
    for (const Sides sides : {Sides::one, Sides::two}) {
      const auto family = hypercube(n, sides);
      const Coherence found = check_small(*family);
      const auto k = static_cast<std::int64_t>(family->dimension());
      CHECK(found.max_product == k - 2);
      CHECK(found.min_product >= (sides == Sides::one ? -k : -(k - 2)));
    }
  CHECK(hypercube(1024, Sides::one)->dimension() == 10);
  CHECK(hypercube(1, Sides::one)->dimension() == 1);
}

TEST_CASE("table: reads what sign_text writes, and names the line of a fault") {
  const auto family = random_sign(20, 67, 4);
  std::string text;
  for (std::uint64_t i = 0; i < 20; ++i) text += sign_text(*family, i) + '\n';
  const auto back = read_table(text);
  CHECK(back->size() == 20);
  CHECK(back->dimension() == 67);
  for (std::uint64_t i = 0; i < 20; ++i) CHECK(back->row(i) == family->row(i));
  check_small(*back);
  CHECK(read_table("+-+")->size() == 1);
  CHECK(read_table("+-\r\n--\r\n")->size() == 2);
  CHECK_THROWS_WITH(read_table(""), Catch::Contains("no vector"));
  CHECK_THROWS_WITH(read_table("++\n\n++\n"), Catch::Contains("line 2"));
  CHECK_THROWS_WITH(read_table("++\n+-\n+\n"),
                    Catch::Contains("line 3") && Catch::Contains("1 signs"));
  CHECK_THROWS_WITH(read_table("++\n+*\n"), Catch::Contains("line 2: column 2"));
  CHECK_THROWS_AS(table(3, {{8}}), Error);  // a bit beyond the third coordinate
  CHECK_THROWS_AS(table(3, {{1, 1}}), Error);
  CHECK_THROWS_AS(table(3, {}), Error);
}

#include <catch2/catch.hpp>

#include "analysis/vector_check.hpp"
#include "constructions/vectors/catalogue.hpp"
#include "constructions/vectors/table.hpp"

using namespace separatrix;

TEST_CASE("three vectors: the exact extremes decide") {
  // ++++, ++--, +++-: products 0, 2, 2 of k = 4.
  const auto family = vectors::table(4, {{0b0000U}, {0b1100U}, {0b1000U}});
  Work work;
  const Result wide = check_vectors(*family, Rational(1, 2), Sides::two, work);
  CHECK(wide.status == Status::certified);
  CHECK(wide.vectors->max_inner_product == Rational(1, 2));
  CHECK(wide.vectors->min_inner_product == Rational(0));
  CHECK_NOTHROW(check(wide, "result"));
  const Result narrow = check_vectors(*family, Rational(499, 1000), Sides::two, work);
  CHECK(narrow.status == Status::refuted);
  REQUIRE(narrow.counterexample);
  CHECK(narrow.counterexample->data.at("product") == 2);
  CHECK_NOTHROW(check(narrow, "result"));
}

TEST_CASE("opposite vectors are far apart one-sided and too close two-sided") {
  const auto family = vectors::table(4, {{0b0000U}, {0b1111U}});
  Work work;
  CHECK(check_vectors(*family, Rational(1, 4), Sides::one, work).status == Status::certified);
  CHECK(check_vectors(*family, Rational(1, 4), Sides::two, work).status == Status::refuted);
}

TEST_CASE("an interrupted check decides nothing") {
  Work work;
  const auto family =
      vectors::make_family({"random-sign", 512, Rational(1, 4), Sides::two, {}, 1}, work);
  work.request_stop();
  const Result result = check_vectors(*family, Rational(1, 4), Sides::two, work);
  CHECK(result.status == Status::undecided);
  CHECK_NOTHROW(check(result, "result"));
}

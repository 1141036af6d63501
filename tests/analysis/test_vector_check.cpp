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
  // +++, ++-, +-+ would do as well; in two dimensions there are only two directions.
  CHECK_FALSE(wide.bounds.empty());
  for (const Bound& bound : wide.bounds) {
    CHECK(bound.lower_bits == Integer(bound.convention == "two-sided" ? 3 : 2));
    CHECK(bound.upper_bits == Integer(4));
  }
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

namespace {

/// Vector i by its certificate alone: digits of Z_4 added up entry by entry, then turned to signs.
std::string listed(const nlohmann::ordered_json& generators, std::uint64_t i) {
  const auto rows = generators.at("rows").get<std::vector<std::string>>();
  std::vector<int> sum(rows.front().size());
  for (const std::string& row : rows) {
    const bool order_four = row.find_first_of("13") != std::string::npos;
    const int digit = static_cast<int>(i % (order_four ? 4 : 2));
    i /= order_four ? 4 : 2;
    for (std::size_t c = 0; c < sum.size(); ++c) sum[c] = (sum[c] + digit * (row[c] - '0')) % 4;
  }
  const bool gray = generators.at("signs") == "gray";
  std::string first, second;
  for (const int entry : sum) {
    first += entry >= 2 ? '-' : '+';
    if (gray) second += entry == 1 || entry == 2 ? '-' : '+';
  }
  return first + second;
}

}  // namespace

TEST_CASE("the certificate of a code lists its vectors") {
  const std::string id = GENERATE("linear-code", "kerdock", "rs-biorthogonal", "hypercube");
  Work work;
  const auto family = vectors::make_family({id, 41, Rational(3, 4), Sides::two, {}, 1}, work);
  const Result result = check_vectors(*family, Rational(3, 4), Sides::two, work);
  REQUIRE(result.status == Status::certified);
  auto generators = result.certificate->at("generators");
  for (std::uint64_t i = 0; i < 41; ++i)
    CHECK(listed(generators, i) == vectors::sign_text(*family, i));
  std::string row = generators["rows"][0];
  row[0] = row[0] == '0' ? '2' : '0';
  generators["rows"][0] = row;
  CHECK(listed(generators, 1) != vectors::sign_text(*family, 1));
}

#include <catch2/catch.hpp>

#include "analysis/projection_check.hpp"
#include "numerics/error.hpp"
#include "numerics/random.hpp"

using namespace separatrix;

namespace {

/// Vectors of norm at most 1 with entries of several denominators.
std::vector<std::vector<Rational>> some_vectors(std::size_t n, std::size_t d) {
  std::vector<std::vector<Rational>> points;
  Random random(9, 0);
  for (std::size_t i = 0; i < n; ++i) {
    points.emplace_back(d);
    for (int step = 0; step < 4; ++step) {
      const std::uint64_t part = 2 + random.below(2);  // 1/2 and 1/3
      points.back()[random.below(d)] = Rational(random.coin() ? 1 : -1, part);
    }
  }
  return points;
}

/// The largest change, by rational arithmetic.
Rational plain_change(const vectors::SignProjection& a,
                      const std::vector<std::vector<Rational>>& points) {
  std::vector<std::vector<Rational>> images;
  for (const auto& x : points) {
    images.emplace_back(a.rows());
    for (std::size_t r = 0; r < a.rows(); ++r)
      for (std::size_t c = 0; c < a.columns(); ++c) images.back()[r] += a.sign(r, c) * x[c];
  }
  const auto product = [](const std::vector<Rational>& x, const std::vector<Rational>& y) {
    Rational sum;
    for (std::size_t c = 0; c < x.size(); ++c) sum += x[c] * y[c];
    return sum;
  };
  Rational most;
  for (std::size_t i = 0; i < points.size(); ++i)
    for (std::size_t j = 0; j < points.size(); ++j) {
      const Rational change =
          abs(product(images[i], images[j]) / a.rows() - product(points[i], points[j]));
      if (change > most) most = change;
    }
  return most;
}

}  // namespace

TEST_CASE("the lemma's dimension keeps inner products, and the check is exact") {
  const auto points = some_vectors(24, 90);
  const Rational eps(1, 3);
  const vectors::SignProjection projection(vectors::jl_dimension(24, eps), 90, 4);
  Work work;
  const Result good = check_projection(projection, points, eps, work);
  CHECK(good.status == Status::certified);
  CHECK_NOTHROW(check(good, "result"));
  const Rational most = plain_change(projection, points);
  CHECK(good.certificate->at("largest_change") == to_string(most));
  CHECK(check_projection(projection, points, most, work).status == Status::certified);
  const Result bad = check_projection(projection, points, most - Rational(1, 1000000), work);
  CHECK(bad.status == Status::refuted);
  CHECK_NOTHROW(check(bad, "result"));
  CHECK_THAT(bad.notes.at(0), Catch::Contains(to_string(most)));
}

TEST_CASE("too few rows are refuted") {
  const auto points = some_vectors(24, 90);
  Work work;
  CHECK(check_projection({4, 90, 4}, points, Rational(1, 3), work).status == Status::refuted);
}

TEST_CASE("an interrupted check of a projection decides nothing") {
  Work work;
  work.request_stop();
  const Result result = check_projection({200, 90, 4}, some_vectors(24, 90), Rational(9, 10), work);
  CHECK(result.status == Status::undecided);
  CHECK_NOTHROW(check(result, "result"));
}

TEST_CASE("vectors that do not fit the projection are refused") {
  Work work;
  const Rational eps(1, 2);
  CHECK_THROWS_AS(check_projection({4, 2, 1}, {}, eps, work), Error);
  CHECK_THROWS_AS(check_projection({4, 2, 1}, {{Rational(1)}}, eps, work), Error);
  CHECK_THROWS_AS(check_projection(
                      {4, 1, 1}, {{Rational(1, (Integer(1) << 50) + 1)}, {Rational(1)}}, eps, work),
                  Error);
}

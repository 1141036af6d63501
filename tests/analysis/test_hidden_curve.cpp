#include <catch2/catch.hpp>

#include "analysis/hidden_curve.hpp"
#include "numerics/error.hpp"

using namespace separatrix;

namespace {

using Model = ModelSize::Model;

/// One way N bits, two ways N + 1; none at all beyond N = 600.
std::optional<KnownComplexity> fake(const TaskRequest& task, Protocol protocol) {
  if (task.n > 600) return std::nullopt;
  KnownComplexity known;
  known.lower_bits = protocol == Protocol::one_way ? task.n : task.n + 1;
  known.convention = protocol == Protocol::one_way ? "one-way" : "two-way";
  known.method = "made up";
  known.tokens = task.n;
  known.symbols = 2;
  return known;
}

CurveRequest request(std::optional<Model> model) {
  CurveRequest curve;
  curve.family.id = "equality";
  curve.sizes = {2, 100, 512, 1024};
  curve.precision = 3;
  curve.heads = 2;
  curve.model = model;
  return curve;
}

}  // namespace

TEST_CASE("sizes double between the ends") {
  using Sizes = std::vector<std::uint64_t>;
  CHECK(doubling_sizes(1, 10, 1) == Sizes{1, 2, 4, 8, 10});
  CHECK(doubling_sizes(16, 16, 2) == Sizes{16});
  CHECK(doubling_sizes(3, 33, 2) == Sizes{4, 8, 16, 32});
  CHECK(doubling_sizes(UINT64_MAX - 1, UINT64_MAX, 1) == Sizes{UINT64_MAX - 1, UINT64_MAX});
  CHECK_THROWS_AS(doubling_sizes(0, 8, 1), Error);
  CHECK_THROWS_AS(doubling_sizes(9, 8, 1), Error);
  CHECK_THROWS_AS(doubling_sizes(5, 5, 2), Error);
}

TEST_CASE("every point is the least width by its own count") {
  Work work;
  const CurveRequest asked = request(std::nullopt);
  const HiddenCurve curve = hidden_curve(asked, fake, work);
  REQUIRE_FALSE(curve.reason);
  REQUIRE(curve.series.size() == 4);
  for (const CurveSeries& series : curve.series) {
    REQUIRE(series.points.size() == 3);  // no closed form at 1024
    for (const CurvePoint& point : series.points) {
      TaskRequest task = asked.family;
      task.n = point.n;
      const KnownComplexity known = *fake(task, protocol_of(series.model));
      CHECK(point.needed == known.lower_bits);
      std::uint64_t m = 1;
      while (exclusion(known, {series.model, m, 3, 2}, series.count).excluded) ++m;
      CAPTURE(series.name(), point.n);
      CHECK(point.width == m);
    }
  }
  CHECK(curve.series[0].name() == "rnn");
  CHECK(curve.series[1].name() == "transformer-1 improved");
  CHECK(curve.series[0].points[1].width == 34);  // 100 bits, 3 a unit
}

TEST_CASE("a curve of one kind of model has that model only") {
  Work work;
  CHECK(hidden_curve(request(Model::rnn), fake, work).series.size() == 1);
  CHECK(hidden_curve(request(Model::transformer_1), fake, work).series.size() == 3);
}

TEST_CASE("the record of a curve holds every point, in integers") {
  Work work;
  CurveRequest asked = request(std::nullopt);
  asked.sizes = {2, 100, 512};
  const HiddenCurve curve = hidden_curve(asked, fake, work);
  const Result result = curve_result(asked, curve, fake);
  check(result, "test");
  CHECK(result.status == Status::certified);
  CHECK(result.task->n == 512);
  REQUIRE(result.bounds.size() == 2);
  CHECK(*result.bounds[0].lower_bits == 512);
  CHECK(*result.bounds[1].lower_bits == 513);
  const auto& series = result.certificate->at("series");
  REQUIRE(series.size() == 4);
  CHECK(series[0].at("points")[1].dump() == R"({"n":100,"needed":100,"width":34})");
  CHECK(result.notes.size() == 1);
  asked.model = Model::rnn;
  CHECK(curve_result(asked, hidden_curve(asked, fake, work), fake).notes.empty());
}

TEST_CASE("a curve without points is undecided") {
  Work work;
  CurveRequest asked = request(std::nullopt);
  asked.sizes = {1024, 2048};
  const HiddenCurve none = hidden_curve(asked, fake, work);
  REQUIRE(none.reason);
  const Result result = curve_result(asked, none, fake);
  check(result, "test");
  CHECK(result.status == Status::undecided);
  work.request_stop();
  const HiddenCurve stopped = hidden_curve(request(std::nullopt), fake, work);
  CHECK_THAT(stopped.reason.value_or(""), Catch::StartsWith("interrupted"));
}

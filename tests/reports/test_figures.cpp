#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "reports/figures.hpp"
#include "samples.hpp"

using namespace separatrix;

namespace {

using Json = nlohmann::ordered_json;

Result model(Status status, const std::string& id, std::uint64_t n, std::uint64_t width) {
  Result r = samples::verified(status);
  r.construction->id = id;
  r.task->n = n;
  r.measures->width = width;
  return r;
}

Result curve(std::uint64_t precision, Json points) {
  Result r;
  r.kind = Kind::analyze;
  r.status = Status::certified;
  r.task = TaskInstance{.name = "index-lookup", .n = 64};
  r.certificate = Json{{"kind", "hidden-size-curve"},
                       {"precision", precision},
                       {"heads", 1},
                       {"series", {{{"method", "rnn"}, {"points", std::move(points)}}}}};
  return r;
}

Record record_of(std::vector<Result> results) {
  Record record = samples::record();
  record.results = std::move(results);
  return record;
}

const Figure* find(const std::vector<Figure>& list, std::string_view id) {
  const auto found = std::ranges::find(list, id, &Figure::id);
  return found == list.end() ? nullptr : &*found;
}

const Series& series(const Figure& figure, std::string_view name) {
  const auto found = std::ranges::find(figure.series, name, &Series::name);
  INFO(figure.id << ": " << name);
  REQUIRE(found != figure.series.end());
  return *found;
}

std::vector<std::pair<Rational, Rational>> places(const Series& one) {
  std::vector<std::pair<Rational, Rational>> list;
  for (const Point& point : one.points) list.emplace_back(point.x, point.y);
  return list;
}

using Places = std::vector<std::pair<Rational, Rational>>;

}  // namespace

TEST_CASE("verified, sampled, refuted and undecided models do not mix") {
  std::vector<Result> results;
  for (const Status status : all_statuses)
    for (const std::uint64_t n : {16, 64})
      results.push_back(model(status, "paper", n, n + static_cast<std::uint64_t>(status)));
  const auto list = figures(record_of(results));
  const Figure* width = find(list, "width-index-lookup");
  REQUIRE(width != nullptr);
  REQUIRE(width->series.size() == 2);
  CHECK(places(series(*width, "paper, linear-code (1 layer)")) ==
        Places{{16, 16}, {16, 17}, {64, 64}, {64, 65}});
  CHECK(places(series(*width, "paper, linear-code (1 layer), sampled")) ==
        Places{{16, 18}, {64, 66}});

  // The planted fault: a sampled model whose status is said to be certified moves its points.
  for (Result& r : results)
    if (r.status == Status::sampled) r.status = Status::certified;
  const auto wrong = figures(record_of(results));
  CHECK(find(wrong, "width-index-lookup")->series.size() == 1);
  CHECK(wrong != list);
}

TEST_CASE("the points of the width figures are the models of the record, counted otherwise") {
  Record record = samples::record();
  for (std::uint64_t n = 4; n < 40; n += 3)
    for (const char* id : {"paper", "compact"}) {
      record.results.push_back(model(n % 2 == 0 ? Status::certified : Status::sampled, id, n, n));
      record.results.back().task->name = n % 3 == 0 ? "equality" : "disjointness";
    }
  record.results.back().task->lengths = Lengths::unbounded;  // N says nothing about this one
  std::set<std::tuple<std::string, std::string, std::uint64_t, std::uint64_t, Status>> expected;
  for (const Result& r : record.results)
    if (r.kind == Kind::verify && r.status != Status::refuted && r.status != Status::undecided &&
        r.task->name == "disjointness" && r.task->lengths != Lengths::unbounded)
      expected.emplace(r.task->name, r.construction->id, r.task->n, r.measures->width, r.status);
  std::size_t drawn = 0;
  const auto list = figures(record);
  const Figure* width = find(list, "width-disjointness");
  REQUIRE(width != nullptr);
  for (const Series& one : width->series) drawn += one.points.size();
  CHECK(drawn == expected.size());
  CHECK(find(list, "width-equality") == nullptr);  // no n is a multiple of 3
}

TEST_CASE("figures without data are left out") {
  CHECK(figures(record_of({})).empty());
  CHECK(figures(record_of({model(Status::certified, "paper", 16, 8)})).empty());  // one N only
  CHECK(figures(record_of({model(Status::refuted, "paper", 16, 8),
                           model(Status::undecided, "paper", 32, 8)}))
            .empty());
  for (const Figure& figure : figures(samples::record())) {
    CHECK_FALSE(figure.series.empty());
    for (const Series& one : figure.series) CHECK_FALSE(one.points.empty());
  }
}

TEST_CASE("hidden sizes: the curve, single bounds and the models beside them") {
  Result single = samples::bound();
  single.task = TaskInstance{.name = "index-lookup", .n = 128};
  single.hidden_size = HiddenSize{.model = "rnn", .precision = 64, .min_width = 2};
  Result wide = model(Status::certified, "wide", 16, 40);  // 26 bits a number
  Result real = wide;
  real.measures->precision_bits = 0;
  Result every = model(Status::certified, "rnn", 12, 10);
  every.task->lengths = Lengths::unbounded;
  every.measures->heads = 0;
  every.vectors.reset();
  const Json points = {{{"n", 16}, {"needed", 16}, {"width", 0}},
                       {{"n", 32}, {"needed", 32}, {"width", 1}},
                       {{"n", 64}, {"needed", 65}, {"width", 2}}};
  const auto at = [&](std::uint64_t precision) {
    return figures(record_of({curve(precision, points), single, wide, real, every,
                              model(Status::sampled, "sampled", 16, 3)}));
  };
  const auto list = at(64);
  const Figure* figure = find(list, "hidden-size-index-lookup-p64");
  REQUIRE(figure != nullptr);
  CHECK(figure->series.size() == 3);
  // 0 has no place on the logarithmic axis; the single bound joins the curve.
  CHECK(places(series(*figure, "lower bound, rnn")) == Places{{32, 1}, {64, 2}, {128, 2}});
  // The model of real numbers says no more than the one on a grid.
  CHECK(places(series(*figure, "wide, linear-code (1 layer)")) == Places{{16, 40}});
  CHECK(figure->series.back().style == SeriesStyle::points);  // over the lines
  CHECK(places(series(*figure, "rnn (recurrent), every N")) == Places{{32, 10}, {128, 10}});

  // With 8 bits a number the models on finer grids say nothing about the bound.
  const auto coarse = at(8);
  figure = find(coarse, "hidden-size-index-lookup-p8");
  REQUIRE(figure != nullptr);
  CHECK(figure->series.size() == 2);
  CHECK(places(series(*figure, "wide, linear-code (1 layer), real numbers")) == Places{{16, 40}});

  Result broken = curve(64, points);
  broken.certificate->erase("precision");
  CHECK_THROWS_AS(figures(record_of({broken})), Error);
  Result refuted = curve(64, points);
  refuted.status = Status::refuted;
  CHECK(figures(record_of({refuted})).empty());
}

TEST_CASE("what rests on the paper's count of its protocol is called conditional") {
  Result both = curve(
      32, {{{"n", 16}, {"needed", 17}, {"width", 1}}, {{"n", 32}, {"needed", 33}, {"width", 2}}});
  Json claimed = both.certificate->at("series")[0];
  claimed["method"] = "transformer-1 claimed";
  (*both.certificate)["series"].push_back(claimed);
  const auto list = figures(record_of({both}));
  REQUIRE(list.size() == 1);
  REQUIRE(list[0].series.size() == 2);
  CHECK(list[0].series[0].name == "lower bound, rnn");
  CHECK(list[0].series[1].name == "lower bound, transformer-1 claimed (conditional)");
}

TEST_CASE("a precision is needed only where the coarser grids were tried") {
  Result searched = model(Status::certified, "paper", 16, 8);
  searched.construction->parameters["kc_search"] = {{{"kc", "1/2"}, {"status", "refuted"}},
                                                    {{"kc", "1"}, {"status", "certified"}}};
  Result larger = searched;
  larger.task->n = 64;
  larger.measures->precision_bits = 14;
  const Result chosen = model(Status::certified, "paper", 32, 8);
  auto list = figures(record_of({larger, searched, chosen}));
  const Figure* figure = find(list, "precision-index-lookup");
  REQUIRE(figure != nullptr);
  CHECK(figure->x_log);
  CHECK_FALSE(figure->y_log);
  REQUIRE(figure->series.size() == 1);
  CHECK(figure->series[0].name == "paper, linear-code (1 layer), rounding down");
  CHECK(places(figure->series[0]) == Places{{16, 26}, {64, 14}});
  searched.status = Status::undecided;
  list = figures(record_of({larger, searched, chosen}));
  CHECK(find(list, "precision-index-lookup") == nullptr);
}

TEST_CASE("dimensions of families stand beside the best lower bound") {
  Result family = samples::vectors();
  Result other = family;
  other.task->n = 2048;
  other.bounds[0].lower_bits = 42;
  Result weaker = other;
  weaker.bounds[0].lower_bits = 40;
  weaker.vectors->dimension = 77;
  Result refuted = weaker;
  refuted.status = Status::refuted;
  refuted.vectors->dimension = 5;
  Result gamma = family;
  gamma.task->gamma = Rational(1, 8);
  const auto list = figures(record_of({weaker, family, other, refuted, gamma}));
  REQUIRE(list.size() == 1);  // one vector count only at gamma = 1/8
  CHECK(list[0].id == "dimension-gamma-1-4");
  CHECK(places(series(list[0], "dual-bch, two-sided")) ==
        Places{{1024, 32}, {2048, 32}, {2048, 77}});
  CHECK(places(series(list[0], "lower bound, two-sided")) == Places{{1024, 32}, {2048, 42}});
}

TEST_CASE("a searched frontier is drawn at its size") {
  Result narrow = model(Status::certified, "compact", 64, 8);
  narrow.kind = Kind::analyze;
  Result coarse = narrow;
  coarse.measures->width = 16;
  coarse.measures->precision_bits = 14;
  const auto list = figures(record_of({coarse, narrow}));
  REQUIRE(list.size() == 1);
  CHECK(list[0].id == "frontier-index-lookup-n-64");
  CHECK(places(list[0].series.at(0)) == Places{{8, 26}, {16, 14}});
  coarse.status = Status::undecided;
  CHECK(figures(record_of({coarse, narrow})).empty());
}

TEST_CASE("names that differ in signs only get ids of their own") {
  std::vector<Result> results;
  for (const char* name : {"language:(ab)*", "language:(ab)"})
    for (const std::uint64_t n : {16, 64}) {
      results.push_back(model(Status::certified, "paper", n, n));
      results.back().task->name = name;
    }
  const auto list = figures(record_of(results));
  REQUIRE(list.size() == 2);
  CHECK(list[0].id == "width-language-ab");
  CHECK(list[1].id == "width-language-ab-2");
}

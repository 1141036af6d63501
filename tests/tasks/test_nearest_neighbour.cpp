#include <set>

#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "tasks/nearest_neighbour.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;
using Point = NearestNeighbour::Point;

namespace {

const Rational kBand{1, 1 << 20};

Rational dot(const std::vector<Rational>& x, const std::vector<Rational>& y) {
  Rational sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

/// Answer and margin by looking at every pair of points.
struct Plain {
  bool label = false;
  Rational margin = 2;
  Rational worst_norm = 0;
  Plain(const Input& input, std::size_t dimension) {
    const auto& q = input.back().features;
    const std::size_t points = input.size() / 2;
    std::vector<Rational> products;
    for (std::size_t i = 0; i < points; ++i) products.push_back(dot(q, input[2 * i].features));
    for (std::size_t i = 0; i < points; ++i) {
      bool best = true;
      Rational lead = 2;
      for (std::size_t j = 0; j < points; ++j) {
        if (j == i) continue;
        const Rational ahead = products[i] - products[j];
        best = best && ahead > 0;
        if (ahead < lead) lead = ahead;
      }
      if (best) {
        label = input[2 * i + 1].value == 1;
        margin = lead;
      }
    }
    for (std::size_t i = 0; i < input.size(); i += 2) {
      REQUIRE(input[i].features.size() == dimension);
      const Rational off = abs(dot(input[i].features, input[i].features) - 1);
      if (off > worst_norm) worst_norm = off;
    }
  }
};

std::string refusal(const NearestNeighbour& task, const Input& input) {
  try {
    task.reference(input);
  } catch (const Error& e) {
    return e.argument() + " " + e.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("The nearest point's label, by hand") {
  const NearestNeighbour task(4, 2, Rational(1, 10));
  const std::vector<Rational> query{Rational(3, 5), Rational(4, 5)};
  const Point at_y{{0, 1}, true};    // 4/5
  const Point at_x{{1, 0}, false};   // 3/5
  const Point away{{-1, 0}, false};  // -3/5
  const Input input = task.input({away, at_y, at_x}, query);
  CHECK(input.size() == 7);
  CHECK(task.reference(input) == Answer{true});
  CHECK(NearestNeighbour::margin(input) == Rational(1, 5));
  CHECK(task.show(input).dump() ==
        R"({"points":[{"point":["-1","0"],"label":0},{"point":["0","1"],"label":1},)"
        R"({"point":["1","0"],"label":0}],"query":["3/5","4/5"]})");
  CHECK(task.run_arguments(input) ==
        std::vector<std::string>{"nearest-neighbour", "--points", "0 -1,0;1 0,1;0 1,0", "--query",
                                 "3/5,4/5", "--n", "4", "--gamma", "1/10"});
  CHECK(task.parameters().dump() == R"({"n":4,"dimension":2,"gamma":"1/10"})");
  // The margin may be met exactly.
  CHECK(NearestNeighbour(4, 2, Rational(1, 5)).reference(input) == Answer{true});
  CHECK_THAT(refusal(NearestNeighbour(4, 2, Rational(201, 1000)), input),
             Contains("--gamma") && Contains("1/5"));
}

TEST_CASE("Ties and margins") {
  const NearestNeighbour task(3, 1, Rational(1, 1024));
  const auto with = [&](bool first, bool second) {
    return task.input({{{1}, first}, {{1}, second}}, {1});
  };
  CHECK(task.nearest_label(with(true, true)) == Answer{true});
  CHECK(task.nearest_label(with(false, false)) == Answer{false});
  CHECK_THROWS_WITH(task.nearest_label(with(true, false)), Contains("equally near"));
  CHECK(NearestNeighbour::margin(with(true, true)) == 0);
  CHECK_THAT(refusal(task, with(true, true)), Contains("--gamma"));
  CHECK(NearestNeighbour::margin(task.input({{{1}, true}}, {1})) == 2);
  CHECK(task.reference(task.input({{{-1}, true}}, {1})) == Answer{true});
}

TEST_CASE("Nearest neighbour: inputs outside the domain have no answer") {
  const NearestNeighbour task(6, 2, Rational(1, 8));
  const Point y{{0, 1}, true};
  const Point x{{1, 0}, false};
  const std::vector<Rational> query{0, 1};
  CHECK(refusal(task, task.input({y, x, x}, query)) == "accepted");
  CHECK_THAT(refusal(task, task.input({y, x}, query)), Contains("--n"));
  CHECK_THAT(refusal(task, task.input({y, x, x, x, x, x}, query)), Contains("--points"));
  CHECK_THAT(refusal(task, task.input({y, x, x}, {1})), Contains("--query"));
  CHECK_THAT(refusal(task, task.input({y, {{1}, true}, x}, query)), Contains("point 2"));
  CHECK_THAT(refusal(task, task.input({y, x, x}, {0, 2})), Contains("--query point 4"));
  // A squared norm of 1 + 2^-16 is allowed and one a little above is not.
  const Rational edge = Rational(1) + Rational(1, 131072);
  CHECK_THAT(refusal(task, task.input({{{0, edge}, true}, x, x}, query)), Contains("--points"));
  CHECK(refusal(task, task.input({{{0, edge - Rational(1, 1 << 30)}, true}, x, x}, query)) ==
        "accepted");
  Input broken = task.input({y, x, x}, query);
  std::swap(broken[0], broken[1]);
  CHECK_THAT(refusal(task, broken), Contains("alternate"));
  broken = task.input({y, x, x}, query);
  broken[1].value = 2;
  CHECK_THAT(refusal(task, broken), Contains("alternate"));
  broken = task.input({y, x, x}, query);
  broken.pop_back();
  CHECK_THAT(refusal(task, broken), Contains("--points"));
  CHECK_THAT(refusal(task, {}), Contains("--points"));
  CHECK_THROWS_AS(task.frame(0), Error);
  Random random(0, 0);
  CHECK_THROWS_WITH(task.sample("paper", random), Contains("adversarial"));
}

TEST_CASE("Nearest neighbour: bad parameters are refused and named") {
  const auto refused = [](std::uint64_t n, std::uint64_t dimension, const Rational& gamma,
                          const std::string& argument) {
    try {
      NearestNeighbour(n, dimension, gamma);
      FAIL("accepted");
    } catch (const Error& e) {
      CHECK(e.argument() == argument);
    }
  };
  refused(1, 2, 1, "--n");
  refused((1ULL << 30) + 1, 2, 1, "--n");
  refused(4, 0, 1, "--dimension");
  refused(4, 65537, 1, "--dimension");
  refused(4, 2, 0, "--gamma");
  refused(4, 2, 2, "--gamma");
  refused(4, 2, -1, "--gamma");
  CHECK_NOTHROW(NearestNeighbour(2, 1, Rational(1, 1024)));
}

TEST_CASE("Sampled points meet norm and margin exactly") {
  struct Case {
    std::uint64_t n, dimension;
    Rational gamma;
  };
  const std::vector<Case> cases{
      {2, 2, Rational(1, 8)},    {3, 2, Rational(1, 1024)},
      {9, 2, Rational(1)},       {20, 3, Rational(1, 1000000)},
      {40, 16, Rational(1, 64)}, {12, 5, Rational(199, 100)},
      {7, 64, Rational(3, 2)},   {8, 2, Rational((1 << 24) - 1, 1 << 23)}};
  for (const Case& c : cases) {
    const NearestNeighbour task(c.n, c.dimension, c.gamma);
    for (const std::string& sampler : task.samplers()) {
      Random random(1, 0);
      Random again(1, 0);
      Random other(1, 1);
      std::set<std::size_t> sizes;
      int ones = 0;
      int differ = 0;
      for (int i = 0; i < 60; ++i) {
        const Input input = task.sample(sampler, random);
        CHECK(input == task.sample(sampler, again));
        differ += input != task.sample(sampler, other) ? 1 : 0;
        const Plain plain(input, c.dimension);
        CHECK(plain.worst_norm <= NearestNeighbour::kNormTolerance);
        CHECK(plain.margin >= c.gamma);
        CHECK(plain.margin == NearestNeighbour::margin(input));
        CHECK(task.reference(input) == Answer{plain.label});
        ones += plain.label ? 1 : 0;
        sizes.insert(input.size() / 2 + 1);
        if (sampler == "adversarial" && c.n > 2) {
          CHECK(plain.margin < c.gamma + kBand);
          CHECK(input.size() / 2 + 1 == c.n);
          int same = 0;
          for (std::size_t p = 1; p < input.size(); p += 2)
            same += (input[p].value == 1) == plain.label ? 1 : 0;
          CHECK(same == 1);
        }
      }
      CHECK(differ > 0);
      CHECK(ones >= 10);
      CHECK(ones <= 50);
      if (sampler == "random") {
        CHECK(*sizes.begin() * 2 > c.n);
        CHECK(*sizes.rbegin() <= c.n);
        CHECK(sizes.size() >= (c.n <= 3 ? c.n - 1 : (c.n - 1) / 2));
      }
    }
  }
}

TEST_CASE("Adversarial points: every other point is in the band, at the largest size promised") {
  const NearestNeighbour task(1024, 64, Rational(1, 1024));
  Random random(1, 0);
  std::set<std::size_t> places;
  for (int i = 0; i < 4; ++i) {
    const Input input = task.sample("adversarial", random);
    const auto& query = input.back().features;
    std::vector<Rational> products;
    for (std::size_t p = 0; p + 1 < input.size(); p += 2)
      products.push_back(dot(query, input[p].features));
    std::size_t best = 0;
    for (std::size_t p = 0; p < products.size(); ++p)
      if (products[p] > products[best]) best = p;
    places.insert(best);
    for (std::size_t p = 0; p < products.size(); ++p) {
      const Rational lead = products[best] - products[p];
      if (p != best) CHECK((lead >= task.gamma() && lead < task.gamma() + kBand));
    }
  }
  for (const std::size_t place : places) CHECK((place == 0 || place == 511 || place == 1022));
}

TEST_CASE("On a line") {
  for (const std::string sampler : {"random", "adversarial"}) {
    const Rational close(1, 1 << 17);
    const Rational far = Rational(2) - Rational(1, 1 << 20);
    for (const Rational& gamma : {close, far}) {
      const NearestNeighbour task(9, 1, gamma);
      Random random(1, 0);
      for (int i = 0; i < 20; ++i) {
        const Input input = task.sample(sampler, random);
        CHECK_NOTHROW(task.reference(input));
        if (sampler == "adversarial") CHECK(NearestNeighbour::margin(input) < gamma + kBand);
      }
    }
  }
  Random random(1, 0);
  const NearestNeighbour between(9, 1, Rational(1, 2));
  CHECK_NOTHROW(between.reference(between.sample("random", random)));
  CHECK_THROWS_WITH(between.sample("adversarial", random), Contains("--dimension 2"));
}

TEST_CASE("Nearest neighbour: simpler inputs stay in the domain") {
  const NearestNeighbour task(8, 2, Rational(1, 8));
  Random random(4, 0);
  Input input = task.sample("adversarial", random);
  input[1].value = 1;
  CHECK_NOTHROW(task.reference(input));
  std::set<std::size_t> sizes;
  for (const Input& candidate : task.simpler(input)) {
    CHECK_NOTHROW(task.reference(candidate));
    CHECK(candidate != input);
    sizes.insert(candidate.size() / 2 + 1);
  }
  CHECK(sizes.contains(8));
  CHECK(sizes.contains(7));
  CHECK(*sizes.begin() == 5);  // a block of all six others would leave too few
  // Taking the first candidate again and again ends, with the fewest points and equal others.
  int steps = 0;
  for (auto next = task.simpler(input); !next.empty(); next = task.simpler(input)) {
    input = next.front();
    REQUIRE(++steps < 100);
  }
  CHECK(input.size() / 2 + 1 == 5);
  std::set<std::string> distinct;
  for (std::size_t p = 0; p + 1 < input.size(); p += 2) {
    CHECK(input[p + 1].value == 0);
    distinct.insert(to_string(input[p].features[0]));
  }
  CHECK(distinct.size() == 2);
}

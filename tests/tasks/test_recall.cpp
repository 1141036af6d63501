#include <bit>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "tasks/nearest_neighbour.hpp"
#include "tasks/recall.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;
using Queries = Recall::Queries;

namespace {

bool accepted(const Recall& task, const Input& input) {
  try {
    task.reference(input);
    return true;
  } catch (const Error&) {
    return false;
  }
}

/// The number of sequences key, label, key, .., key of `keys` accepted by the reference, of all
/// there are up to the longest.
std::uint64_t count_by_trying(const Recall& task) {
  std::uint64_t count = 0;
  std::vector<Input> shorter{{}};
  for (std::size_t length = 1; length <= task.max_length(); ++length) {
    std::vector<Input> longer;
    const bool key = length % 2 == 1;
    for (const Input& input : shorter)
      for (std::uint64_t value = 0; value < (key ? task.alphabet() : 2); ++value) {
        longer.push_back(input);
        longer.back().push_back({key ? kPoint : kLabel, value});
        count += accepted(task, longer.back()) ? 1 : 0;
      }
    shorter = std::move(longer);
  }
  return count;
}

/// The label of the pair with the query's key, whichever stands first.
Answer looked_up(const Input& input) {
  std::size_t i = 0;
  while (input[i].value != input.back().value) i += 2;
  return {input[i + 1].value == 1};
}

}  // namespace

TEST_CASE("Recall: domains are counted as brute force counts them") {
  struct Case {
    std::uint64_t n, alphabet;
    Queries queries;
    std::uint64_t size;
  };
  for (const Case& c : {Case{1, 2, Queries::one, 4},    // 2 keys, 2 labels, 1 query
                        Case{2, 2, Queries::one, 16},   // 2 orders, 4 labellings, 2 queries
                        Case{2, 3, Queries::one, 48},   //
                        Case{2, 2, Queries::many, 4},   //
                        Case{4, 2, Queries::many, 32},  // 2 orders, 4 labellings, 2 + 2 queries
                        Case{4, 3, Queries::many, 96}}) {
    const Recall task(c.n, c.alphabet, c.queries);
    CHECK(count_by_trying(task) == c.size);
    REQUIRE(task.domain_size());
    CHECK(*task.domain_size() == c.size);
  }
  // 3 keys of 3: 6 orders, 8 labellings, 3 + 6 + 6 sequences of queries.
  CHECK(*Recall(6, 3, Queries::many).domain_size() == 720);
  CHECK(Recall(500, 0, Queries::one).domain_size());
  CHECK_FALSE(Recall(2000, 0, Queries::one).domain_size());
  CHECK_FALSE(Recall(1 << 30, 0, Queries::many).domain_size());
}

TEST_CASE("The answer is the label of the query's key") {
  const Recall one(3, 8, Queries::one);
  const Input input = one.input({{5, true}, {3, false}, {0, true}}, 3);
  CHECK(input == Input{{0, 5}, {1, 1}, {0, 3}, {1, 0}, {0, 0}, {1, 1}, {0, 3}});
  CHECK(one.reference(input) == Answer{false});
  CHECK(one.reference(one.input({{5, true}, {3, false}, {0, true}}, 5)) == Answer{true});
  CHECK(one.max_length() == 7);
  CHECK(one.id() == "associative-recall");
  CHECK(one.run_arguments(input) == std::vector<std::string>{"associative-recall", "--pairs",
                                                             "5:1,3:0,0:1", "--query", "3",
                                                             "--alphabet", "8", "--n", "3"});
  CHECK(one.show(input).dump() ==
        R"({"pairs":[{"key":5,"label":1},{"key":3,"label":0},{"key":0,"label":1}],"query":3})");

  const Recall many(4, 8, Queries::many);
  CHECK(many.max_length() == 7);
  CHECK(many.id() == "mqar");
  CHECK(many.parameters().dump() == R"({"n":4,"alphabet":8})");
  CHECK(many.reference(many.input({{5, true}, {3, false}}, 3)) == Answer{false});
  CHECK(many.reference(many.input({{5, true}, {3, false}, {3, false}}, 5)) == Answer{true});
}

TEST_CASE("Recall: inputs outside the domain have no answer") {
  const Recall one(2, 4, Queries::one);
  CHECK(accepted(one, one.input({{1, true}, {2, false}}, 1)));
  CHECK_FALSE(accepted(one, one.input({{1, true}}, 1)));
  CHECK_FALSE(accepted(one, one.input({{1, true}, {2, false}, {3, false}}, 1)));
  CHECK_FALSE(accepted(one, one.input({{1, true}, {1, true}}, 1)));
  CHECK_FALSE(accepted(one, one.input({{1, true}, {2, false}}, 3)));
  CHECK_FALSE(accepted(one, one.input({{1, true}, {4, false}}, 1)));
  CHECK_FALSE(accepted(one, {}));
  Input broken = one.input({{1, true}, {2, false}}, 1);
  broken.pop_back();
  CHECK_FALSE(accepted(one, broken));
  broken = one.input({{1, true}, {2, false}}, 1);
  broken[1].value = 2;
  CHECK_FALSE(accepted(one, broken));
  broken = one.input({{1, true}, {2, false}}, 1);
  broken[1].kind = kPoint;
  CHECK_FALSE(accepted(one, broken));
  broken = one.input({{1, true}, {2, false}}, 1);
  broken[0].features = {1};
  CHECK_FALSE(accepted(one, broken));

  const Recall many(4, 4, Queries::many);
  CHECK(accepted(many, many.input({{1, true}, {2, false}, {1, true}}, 2)));
  CHECK_FALSE(accepted(many, many.input({{1, true}, {2, false}, {1, false}}, 2)));  // wrong answer
  CHECK_FALSE(accepted(many, many.input({{1, true}, {2, false}, {2, false}}, 2)));  // asked twice
  CHECK_FALSE(accepted(many, many.input({{1, true}, {2, false}, {3, false}}, 2)));  // no key
  CHECK_FALSE(accepted(many, many.input({{1, true}, {2, false}, {1, true}, {2, false}}, 2)));
  CHECK_THROWS_AS(one.frame(0), Error);
  Random random(0, 0);
  CHECK_THROWS_WITH(one.sample("paper", random), Contains("adversarial"));
}

TEST_CASE("Recall: the alphabet") {
  CHECK(Recall(5, 0, Queries::one).alphabet() == 8);
  CHECK(Recall(8, 0, Queries::one).alphabet() == 8);
  CHECK(Recall(1, 0, Queries::one).alphabet() == 2);
  CHECK(Recall(10, 0, Queries::many).alphabet() == 8);
  CHECK(Recall(5, 0, Queries::one).key_digits() == 3);
  CHECK(Recall(5, 9, Queries::one).key_digits() == 4);
  CHECK(Recall(1, 2, Queries::one).key_digits() == 1);
  const auto refused = [](std::uint64_t n, std::uint64_t alphabet, Queries queries,
                          const std::string& argument) {
    try {
      Recall(n, alphabet, queries);
      FAIL("accepted n = " << n << ", alphabet = " << alphabet);
    } catch (const Error& e) {
      CHECK(e.argument() == argument);
    }
  };
  refused(0, 2, Queries::one, "--n");
  refused(3, 4, Queries::many, "--n");
  refused((1ULL << 30) + 1, 0, Queries::one, "--n");
  refused(1, 1, Queries::one, "--alphabet");
  refused(3, 2, Queries::one, "--alphabet");
  refused(6, 2, Queries::many, "--alphabet");
  refused(3, (1ULL << 40) + 1, Queries::one, "--alphabet");
  CHECK_NOTHROW(Recall(4, 2, Queries::many));
}

TEST_CASE("Recall: samplers stay in the domain and repeat themselves") {
  for (const Recall& task :
       {Recall(1, 2, Queries::one), Recall(20, 0, Queries::one), Recall(20, 1000, Queries::one),
        Recall(2, 2, Queries::many), Recall(16, 8, Queries::many),
        Recall(30, 1ULL << 40, Queries::many), Recall(12, 12, Queries::one)})
    for (const std::string& sampler : task.samplers()) {
      Random random(1, 0);
      Random again(1, 0);
      Random other(1, 1);
      int ones = 0;
      int differ = 0;
      std::set<std::size_t> sizes;
      for (int i = 0; i < 200; ++i) {
        const Input input = task.sample(sampler, random);
        CHECK(input == task.sample(sampler, again));
        differ += input != task.sample(sampler, other) ? 1 : 0;
        CHECK(task.reference(input) == looked_up(input));
        ones += task.reference(input)[0] ? 1 : 0;
        sizes.insert(input.size());
      }
      CHECK(differ > 0);
      CHECK(ones >= 60);
      CHECK(ones <= 140);
      if (task.queries() == Queries::one) {
        CHECK(sizes == std::set<std::size_t>{task.max_length()});
      } else {
        CHECK(*sizes.begin() == task.n() + 1);
        CHECK(*sizes.rbegin() == task.max_length());
        if (sampler == "random") CHECK(sizes.size() == task.n() / 2);
      }
    }
}

TEST_CASE("Random keys are spread over the alphabet") {
  const Recall task(3, 5, Queries::one);
  Random random(3, 0);
  std::map<std::vector<std::uint64_t>, int> seen;
  for (int i = 0; i < 6000; ++i) {
    const Input input = task.sample("random", random);
    ++seen[{input[0].value, input[2].value, input[4].value}];
  }
  REQUIRE(seen.size() == 60);
  for (const auto& [keys, count] : seen) CHECK(count > 50);  // 100 expected; five deviations
}

TEST_CASE("Adversarial keys differ in one sign while there are such, and carry the other label") {
  Random random(2, 0);
  std::set<std::size_t> places;
  for (const std::uint64_t n : {4U, 7U, 11U}) {
    const Recall task(n, 64, Queries::one);
    for (int i = 0; i < 50; ++i) {
      const Input input = task.sample("adversarial", random);
      std::map<int, int> at_distance;
      for (std::size_t p = 0; p < 2 * n; p += 2) {
        const int distance = std::popcount(input[p].value ^ input.back().value);
        ++at_distance[distance];
        CHECK((input[p + 1].value == 1) == (task.reference(input)[0] == (distance == 0)));
        if (distance == 0 && n == 11) places.insert(p / 2);
      }
      CHECK(at_distance[0] == 1);
      CHECK(at_distance[1] == std::min(6, static_cast<int>(n) - 1));
      CHECK(at_distance[2] == std::max(0, static_cast<int>(n) - 7));
    }
  }
  CHECK(places.contains(0));
  CHECK(places.contains(10));
}

TEST_CASE("Recall: simpler inputs stay in the domain") {
  const Recall many(6, 8, Queries::many);
  Input input = many.input({{5, true}, {3, true}, {0, false}, {3, true}, {5, true}}, 0);
  const auto candidates = many.simpler(input);
  for (const Input& candidate : candidates) {
    CHECK(accepted(many, candidate));
    CHECK(candidate != input);
  }
  CHECK(candidates.front() == many.input({{5, true}, {3, true}, {0, false}}, 0));
  int steps = 0;
  for (auto next = many.simpler(input); !next.empty(); next = many.simpler(input)) {
    input = next.front();
    REQUIRE(++steps < 20);
  }
  CHECK(input == many.input({{5, false}, {3, false}, {0, false}}, 0));
  const Recall one(2, 4, Queries::one);
  for (const Input& candidate : one.simpler(one.input({{1, true}, {2, true}}, 1)))
    CHECK(accepted(one, candidate));
}

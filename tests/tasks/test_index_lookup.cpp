#include <set>

#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "tasks/digits.hpp"
#include "tasks/index_lookup.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;

namespace {

/// Any total order of inputs.
struct Before {
  static std::vector<std::pair<std::uint64_t, std::uint64_t>> key(const Input& input) {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> words;
    for (const Token& token : input) words.emplace_back(token.kind, token.value);
    return words;
  }
  bool operator()(const Input& x, const Input& y) const { return key(x) < key(y); }
};
using InputSet = std::set<Input, Before>;

/// Every input of the task, by counting strings in base `alphabet`.
InputSet plain_domain(std::uint64_t n, std::uint64_t alphabet, bool all_lengths) {
  InputSet domain;
  for (std::uint64_t length = all_lengths ? 1 : n; length <= n; ++length) {
    std::uint64_t strings = 1;
    for (std::uint64_t i = 0; i < length; ++i) strings *= alphabet;
    for (std::uint64_t code = 0; code < strings; ++code)
      for (std::uint64_t q = 0; q < length; ++q) {
        Input input;
        for (std::uint64_t i = 0, rest = code; i < length; ++i, rest /= alphabet)
          input.push_back({0, rest % alphabet});
        input.push_back({1, q});
        domain.insert(input);
      }
  }
  return domain;
}

/// Calls `visit(slots, input)` for each content of a frame.
template <class Visit>
void enumerate(const Frame& frame, const Visit& visit) {
  std::vector<std::uint64_t> slots(frame.content.size(), 0);
  for (;;) {
    Input input = frame.pattern;
    for (std::size_t s = 0; s < slots.size(); ++s) input[frame.content[s]].value = slots[s];
    visit(slots, input);
    std::size_t s = 0;
    while (s < slots.size() && ++slots[s] == frame.values) slots[s++] = 0;
    if (s == slots.size()) return;
  }
}

struct Case {
  std::uint64_t n, alphabet;
  bool all_lengths;
};
const std::vector<Case> kCases{{1, 2, false}, {1, 2, true}, {4, 2, false}, {4, 2, true},
                               {3, 3, false}, {4, 3, true}, {2, 5, true},  {3, 4, false}};

}  // namespace

TEST_CASE("The reference answers with the code of the symbol asked for") {
  for (const Case& c : kCases) {
    const IndexLookup task(c.n, c.alphabet, c.all_lengths);
    for (const Input& input : plain_domain(c.n, c.alphabet, c.all_lengths)) {
      std::uint64_t value = input[input.back().value].value;
      const Answer answer = task.reference(input);
      REQUIRE(answer.size() == task.answer_digits());
      for (std::size_t d = answer.size(); d-- > 0; value /= 2) CHECK(answer[d] == (value % 2 == 1));
      CHECK(value == 0);
    }
  }
}

TEST_CASE("The frames hold every input exactly once, as many as are counted") {
  for (const Case& c : kCases) {
    const IndexLookup task(c.n, c.alphabet, c.all_lengths);
    const InputSet expected = plain_domain(c.n, c.alphabet, c.all_lengths);
    InputSet seen;
    Integer visits = 0;
    Integer sizes = 0;
    for (std::uint64_t f = 0; f < task.frames(); ++f) {
      const Frame frame = task.frame(f);
      sizes += frame.inputs();
      enumerate(frame, [&](const auto&, const Input& input) {
        seen.insert(input);
        ++visits;
      });
    }
    CHECK(seen == expected);
    CHECK(visits == expected.size());
    CHECK(sizes == expected.size());
    REQUIRE(task.domain_size());
    CHECK(*task.domain_size() == expected.size());
  }
}

TEST_CASE("Domain sizes in closed form") {
  CHECK(*IndexLookup(20, 2, false).domain_size() == Integer(20) << 20);
  CHECK(*IndexLookup(20, 2, true).domain_size() == 39845890);
  CHECK(*IndexLookup(10, 3, false).domain_size() == 590490);
  for (const std::uint64_t alphabet : {2U, 3U, 64U, 1000U}) {
    Integer sum = 0;
    for (unsigned length = 1; length <= 50; ++length) sum += length * power(alphabet, length);
    CHECK(*IndexLookup(50, alphabet, true).domain_size() == sum);
  }
  CHECK(IndexLookup(16384, 2, false).domain_size());
  CHECK_FALSE(IndexLookup(16385, 2, false).domain_size());
  CHECK_FALSE(IndexLookup(std::uint64_t{1} << 30, 64, true).domain_size());
}

TEST_CASE("The number of frames is exact where it fits, and says so where it does not") {
  CHECK(IndexLookup(20, 2, false).frames() == 20);
  CHECK(IndexLookup(20, 2, true).frames() == 210);
  const Integer large = Integer(1) << 32;
  CHECK(Integer(IndexLookup(1ULL << 32, 2, true).frames()) == large * (large + 1) / 2);
  CHECK(IndexLookup(1ULL << 40, 2, true).frames() == Task::kManyFrames);
}

TEST_CASE("Samplers stay in the domain and repeat themselves") {
  for (const Case& c : {Case{1, 2, true}, {30, 3, false}, {30, 3, true}, {7, 100, true}}) {
    const IndexLookup task(c.n, c.alphabet, c.all_lengths);
    for (const std::string& sampler : task.samplers()) {
      Random random(1, 2);
      Random again(1, 2);
      Random other(1, 3);
      std::set<std::size_t> lengths;
      bool differs = false;
      for (int i = 0; i < 300; ++i) {
        const Input input = task.sample(sampler, random);
        CHECK_NOTHROW(task.reference(input));
        if (!c.all_lengths) CHECK(input.size() == c.n + 1);
        CHECK(task.sample(sampler, again) == input);
        differs = differs || task.sample(sampler, other) != input;
        lengths.insert(input.size() - 1);
        if (sampler == "paper") CHECK(input.size() - 1 >= std::min<std::uint64_t>(10, c.n));
      }
      CHECK(differs);
      if (c.n == 30 && c.all_lengths) CHECK(lengths.size() >= 15);
    }
  }
}

TEST_CASE("The paper's sampler reaches every length, symbol and position") {
  const IndexLookup task(12, 3, true);
  Random random(9, 0);
  std::set<std::size_t> lengths;
  std::set<std::uint64_t> symbols;
  std::set<std::uint64_t> positions;
  for (int i = 0; i < 500; ++i) {
    const Input input = task.sample("paper", random);
    lengths.insert(input.size() - 1);
    symbols.insert(input[0].value);
    positions.insert(input.back().value);
  }
  CHECK(lengths == std::set<std::size_t>{10, 11, 12});
  CHECK(symbols == std::set<std::uint64_t>{0, 1, 2});
  CHECK(positions.size() == 12);
}

TEST_CASE("Simpler inputs are in the domain and nearer to the simplest") {
  const auto weight = [](const Input& input) {
    std::uint64_t nonzero = 0;
    for (const Token& token : input) nonzero += token.kind == 0 && token.value != 0 ? 1 : 0;
    return std::pair(input.size(), nonzero);
  };
  for (const bool all_lengths : {false, true}) {
    const IndexLookup task(5, 3, all_lengths);
    const Input input = task.input({2, 0, 1, 2, 1}, 3);
    const auto simpler = task.simpler(input);
    CHECK(simpler.size() == (all_lengths ? 8 : 4));
    for (const Input& candidate : simpler) {
      CHECK_NOTHROW(task.reference(candidate));
      CHECK(weight(candidate) < weight(input));
      if (!all_lengths) CHECK(candidate.size() == input.size());
      if (candidate.size() < input.size())  // drops other symbols, never the one asked for
        CHECK(task.reference(candidate) == task.reference(input));
    }
    CHECK(task.simpler(task.input(std::vector<std::uint64_t>(all_lengths ? 1 : 5, 0), 0)).empty());
  }
}

TEST_CASE("People read positions from 1") {
  const IndexLookup task(5, 3, true);
  const Input input = task.input({2, 0, 1}, 1);
  CHECK(task.show(input).dump() == R"({"symbols":[2,0,1],"query":2})");
  CHECK(task.run_arguments(input) == std::vector<std::string>{"index-lookup", "--symbols", "2,0,1",
                                                              "--query", "2", "--alphabet", "3",
                                                              "--n", "5"});
  CHECK(task.parameters().dump() == R"({"n":5,"alphabet":3,"lengths":"all"})");
}

TEST_CASE("Bad parameters are refused and named") {
  const auto refused = [](std::uint64_t n, std::uint64_t alphabet, const std::string& argument) {
    try {
      IndexLookup(n, alphabet, false);
      FAIL("accepted n = " << n << ", alphabet = " << alphabet);
    } catch (const Error& e) {
      CHECK(e.argument() == argument);
    }
  };
  refused(0, 2, "--n");
  refused((1ULL << 40) + 1, 2, "--n");
  refused(4, 0, "--alphabet");
  refused(4, 1, "--alphabet");
  refused(4, (1ULL << 20) + 1, "--alphabet");
  CHECK_NOTHROW(IndexLookup(1ULL << 40, 1ULL << 20, false));
}

TEST_CASE("Inputs outside the domain have no answer") {
  const IndexLookup task(3, 2, true);
  CHECK_THROWS_AS(task.reference({}), Error);
  CHECK_THROWS_AS(task.reference({{1, 0}}), Error);
  CHECK_THROWS_AS(task.reference({{0, 0}, {1, 1}}), Error);
  CHECK_THROWS_AS(task.reference({{0, 0}, {0, 0}}), Error);
  CHECK_THROWS_AS(task.reference({{0, 2}, {1, 0}}), Error);
  CHECK_THROWS_AS(task.reference({{0, 0}, {1, 0}, {1, 0}}), Error);
  CHECK_THROWS_AS(task.reference(task.input({0, 1, 0, 1}, 0)), Error);
  Random random(0, 0);
  CHECK_THROWS_WITH(task.sample("uniform", random), Contains("uniform") && Contains("paper"));
}

TEST_CASE("Only length n, if the domain says so") {
  CHECK_THROWS_AS(IndexLookup(3, 2, false).reference({{0, 0}, {1, 0}}), Error);
}

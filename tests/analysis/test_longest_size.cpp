#include <random>

#include <catch2/catch.hpp>

#include "analysis/longest_size.hpp"
#include "constructions/residual.hpp"
#include "numerics/error.hpp"

using namespace separatrix;

namespace {

using Model = ModelSize::Model;

TaskRequest family(const std::string& id) {
  TaskRequest request;
  request.id = id;
  return request;
}

KnownComplexity complexity(const Integer& bits, std::uint64_t tokens) {
  KnownComplexity known;
  known.lower_bits = bits;
  known.convention = "of a test";
  known.partition = "halves";
  known.method = "made up";
  known.tokens = tokens;
  known.symbols = 4;
  return known;
}

/// `bits` for N = 0, 1, 2, ..; none beyond.
KnownFunction tabulated(std::vector<std::uint64_t> bits) {
  return [bits = std::move(bits)](const TaskRequest& task,
                                  Protocol) -> std::optional<KnownComplexity> {
    if (task.n >= bits.size()) return std::nullopt;
    return complexity(bits[task.n], task.n);
  };
}

/// D = N, as for index lookup over two symbols.
std::optional<KnownComplexity> linear(const TaskRequest& task, Protocol) {
  return complexity(task.n, task.n + 1);
}

struct Scan {
  std::optional<std::uint64_t> last_possible;
  std::optional<std::uint64_t> first_excluded;
};

Scan scan(const std::vector<std::uint64_t>& bits, std::uint64_t step, const ModelSize& size,
          ProtocolCount count) {
  Scan found;
  for (std::uint64_t n = step; n < bits.size(); n += step) {
    const Integer model = model_bits(size, complexity(bits[n], n), count);
    if (model >= bits[n])
      found.last_possible = n;
    else if (!found.first_excluded)
      found.first_excluded = n;
  }
  return found;
}

/// That the intervals prove the answer: they cover what they must without a gap, and each of them
/// has its inequality at its ends.
void check_cover(const LongestSize& found, const std::vector<std::uint64_t>& bits,
                 const ModelSize& size, ProtocolCount count) {
  std::uint64_t next = found.last_possible ? *found.last_possible + found.step : found.smallest;
  for (const SizeInterval& one : found.excluded) {
    CHECK(one.first == next);
    CHECK(one.model_bits == model_bits(size, complexity(0, one.last), count));
    CHECK(one.needed == bits[one.first]);
    CHECK(one.model_bits < one.needed);
    next = one.last + found.step;
  }
  CHECK(next == found.limit + found.step);
  next = found.smallest;
  for (const SizeInterval& one : found.possible) {
    CHECK(one.first == next);
    CHECK(one.model_bits == model_bits(size, complexity(0, one.first), count));
    CHECK(one.needed == bits[one.last]);
    CHECK(one.model_bits >= one.needed);
    next = one.last + found.step;
  }
  CHECK(next == found.first_excluded.value_or(found.limit + found.step));
}

}  // namespace

TEST_CASE("the longest size agrees with a scan of all sizes, for random bounds") {
  std::mt19937_64 random(5);
  std::size_t mixed = 0;
  for (int round = 0; round < 150; ++round) {
    constexpr std::uint64_t kLimit = 200;
    const std::uint64_t step = round % 3 == 0 ? 2 : 1;
    // Bounds that grow about as slowly as a Transformer's protocol cross it many times.
    const std::uint64_t jump = 1 + random() % 12;
    const std::uint64_t rarity = 1 + random() % 20;
    std::vector<std::uint64_t> bits(kLimit + 1, random() % 40);
    for (std::uint64_t n = 1; n <= kLimit; ++n)
      bits[n] = bits[n - 1] + (random() % rarity == 0 ? random() % jump : 0);
    const ModelSize size{round % 2 == 0 ? Model::rnn : Model::transformer_1, 1 + random() % 6,
                         1 + random() % 8, 1 + random() % 2};
    for (const ProtocolCount count :
         {ProtocolCount::claimed, ProtocolCount::counted, ProtocolCount::improved}) {
      Work work;
      const TaskRequest task = family(step == 2 ? "equality" : "index-lookup");
      const LongestSize found = longest_size(task, size, count, tabulated(bits), work, kLimit);
      const Scan wanted = scan(bits, step, size, count);
      CAPTURE(round, to_string(count));
      REQUIRE_FALSE(found.reason);
      CHECK(found.smallest == step);
      CHECK(found.limit == kLimit);
      CHECK(found.last_possible == wanted.last_possible);
      CHECK(found.first_excluded == wanted.first_excluded);
      check_cover(found, bits, size, count);
      if (wanted.last_possible && wanted.first_excluded)
        mixed += *wanted.first_excluded < *wanted.last_possible;
    }
  }
  CHECK(mixed > 0);
}

TEST_CASE("a bound that is off by one moves the answer") {
  const ModelSize size{Model::rnn, 4, 8, 1};
  std::vector<std::uint64_t> bits;
  for (std::uint64_t n = 0; n <= 100; ++n) bits.push_back(n);
  const auto last = [&](std::uint64_t more) {
    std::vector<std::uint64_t> shifted = bits;
    for (std::uint64_t& b : shifted) b += more;
    Work work;
    return longest_size(family("index-lookup"), size, ProtocolCount::improved, tabulated(shifted),
                        work, 100)
        .last_possible;
  };
  CHECK(last(0) == 32);
  CHECK(last(1) == 31);
}

TEST_CASE("128 units of 64 bits do index lookup up to 8192 and no longer, with few questions") {
  std::size_t questions = 0;
  const KnownFunction known = [&](const TaskRequest& task, Protocol protocol) {
    CHECK(protocol == Protocol::one_way);
    ++questions;
    return linear(task, protocol);
  };
  Work work;
  const ModelSize size{Model::rnn, 128, 64, 1};
  const Result result = analyze_longest_size(family("index-lookup"), size, known, work);
  check(result, "test");
  CHECK(result.status == Status::certified);
  CHECK(result.task->n == 8192);
  REQUIRE(result.notes.size() == 3);
  CHECK(result.notes[0] == "longest N not excluded: 8192; every N from 8193 to 2^40 is excluded");
  CHECK(result.notes[1] == "N = 8192: 128 units x 64 bits = 8192 bits >= 8192 = D");
  CHECK(result.notes[2] == "N = 8193: 128 units x 64 bits = 8192 bits < 8193 = D");
  const auto& certificate = *result.certificate;
  CHECK(certificate.at("last_possible") == 8192);
  CHECK(certificate.at("first_excluded") == 8193);
  CHECK(certificate.at("limit") == std::uint64_t{1} << 40);
  CHECK(questions < 300);
}

TEST_CASE("a Transformer's result gives all three counts, the claimed one as a condition") {
  const KnownFunction known = [](const TaskRequest& task, Protocol protocol) {
    CHECK(protocol == Protocol::two_way);
    return std::optional(complexity(task.n + 1, task.n));
  };
  Work work;
  const ModelSize size{Model::transformer_1, 64, 32, 1};
  const Result result = analyze_longest_size(family("dyck:2:2"), size, known, work);
  check(result, "test");
  // 2 + 4 (32) + 2 ceil(log2 N) + 64 x 64 + 2 bits against N + 1.
  CHECK(result.task->n == 4252);
  REQUIRE(result.notes.size() == 5);
  CHECK(result.notes[0] ==
        "longest N not excluded: 4252; every even N from 4254 to 2^40 is excluded");
  CHECK_THAT(result.notes[3], Catch::StartsWith("by the paper's four steps as counted: 8348;"));
  CHECK_THAT(result.notes[4], Catch::StartsWith("if the claimed 3 m (p + log2 N) H bits"));
}

TEST_CASE("nothing excluded, and everything excluded") {
  Work work;
  const KnownFunction constant = [](const TaskRequest& task, Protocol) {
    return std::optional(complexity(3, task.n));
  };
  const auto ask = [&](std::uint64_t width) {
    return longest_size(family("index-lookup"), {Model::rnn, width, 1, 1}, ProtocolCount::improved,
                        constant, work);
  };
  CHECK(ask(3).last_possible == kLargestSize);
  CHECK_FALSE(ask(3).first_excluded);
  CHECK(longest_text(ask(3)) == "no N up to 2^40 is excluded");
  CHECK_FALSE(ask(2).last_possible);
  CHECK(ask(2).first_excluded == 1);
  CHECK(longest_text(ask(2)) == "none: every N up to 2^40 is excluded");
}

TEST_CASE("what does not follow is undecided with the reason") {
  const ModelSize size{Model::rnn, 4, 8, 1};
  const auto reason = [&](const std::string& id, const KnownFunction& known) {
    Work work;
    const auto found = longest_size(family(id), size, ProtocolCount::improved, known, work);
    const Result result = analyze_longest_size(family(id), size, known, work);
    check(result, "test");
    CHECK((result.status == Status::undecided) == found.reason.has_value());
    return found.reason.value_or("");
  };
  CHECK_THAT(reason("index-lookup", [](const TaskRequest&, Protocol) { return std::nullopt; }),
             Catch::StartsWith("no closed form of the one-way communication"));
  CHECK_THAT(reason("language:(ab)*", linear), Catch::Contains("may fall"));
  // Falls once: 0, 1, .., 16, then less.
  CHECK_THAT(reason("index-lookup",
                    [](const TaskRequest& task, Protocol) {
                      return std::optional(complexity(task.n > 16 ? 4 : task.n, task.n));
                    }),
             Catch::StartsWith("the bound is not monotone from N ="));
  CHECK(reason("index-lookup", tabulated(std::vector<std::uint64_t>(40, 3))) ==
        "no N up to 39 is excluded, and no closed form is known at N = 40");
  CHECK_THAT(reason("index-lookup",
                    [](const TaskRequest& task, Protocol protocol) {
                      const bool hole = task.n >= 30 && task.n <= 32;
                      return hole ? std::nullopt : linear(task, protocol);
                    }),
             Catch::Contains("between sizes that have one"));
  Work stopped;
  stopped.request_stop();
  const Result result = analyze_longest_size(family("index-lookup"), size, linear, stopped);
  CHECK(result.status == Status::undecided);
  CHECK_THAT(*result.reason, Catch::StartsWith("interrupted"));
}

TEST_CASE("a closed form that ends after the answer leaves the answer") {
  std::vector<std::uint64_t> bits;
  for (std::uint64_t n = 0; n <= 75; ++n) bits.push_back(n);
  Work work;
  const Result result =
      analyze_longest_size(family("index-lookup"), {Model::rnn, 4, 8, 1}, tabulated(bits), work);
  CHECK(result.status == Status::certified);
  CHECK(result.notes[0] == "longest N not excluded: 32; every N from 33 to 75 is excluded");
  CHECK(result.notes.back() == "no closed form is known beyond N = 75");
}

TEST_CASE("sizes that the task does not have are not asked for") {
  const KnownFunction even = [](const TaskRequest& task, Protocol protocol) {
    if (task.n % 2 != 0) throw Error("test", "n", "odd");
    return linear(task, protocol);
  };
  Work work;
  const LongestSize found =
      longest_size(family("equality"), {Model::rnn, 3, 3, 1}, ProtocolCount::improved, even, work);
  CHECK_FALSE(found.reason);
  CHECK(found.last_possible == 8);
  CHECK(found.first_excluded == 10);
}

TEST_CASE("the smallest recurrent model of a task, which exists, is never excluded") {
  std::size_t tight = 0;
  for (const std::string id :
       {"index-lookup", "equality", "inequality", "disjointness", "dyck:2:2"})
    for (std::uint64_t n = 2; n <= 8; n += 2) {
      TaskRequest request = family(id);
      request.n = n;
      const auto known = known_complexity(request, Protocol::one_way);
      if (!known) continue;
      Work work;
      const auto states = residual_states(*make_task(request), work);
      REQUIRE(states);
      const std::uint64_t bits = state_bits(states->automaton);
      CAPTURE(id, n, bits);
      CHECK_FALSE(exclusion(*known, {Model::rnn, bits, 1, 1}, ProtocolCount::improved).excluded);
      // Where the bound is exact, one bit less is excluded.
      if (bits > 1)
        tight += exclusion(*known, {Model::rnn, bits - 1, 1, 1}, ProtocolCount::improved).excluded;
    }
  CHECK(tight >= 4);
}

TEST_CASE("longest size: bad arguments") {
  Work work;
  const ModelSize size{Model::rnn, 4, 8, 1};
  const KnownFunction refusing = [](const TaskRequest&,
                                    Protocol) -> std::optional<KnownComplexity> {
    throw Error("test", "task", "no such task");
  };
  CHECK_THROWS_AS(longest_size(family("no-task"), size, ProtocolCount::improved, refusing, work),
                  Error);
  CHECK_THROWS_AS(longest_size(family("index-lookup"), {Model::rnn, 0, 8, 1},
                               ProtocolCount::improved, linear, work),
                  Error);
}

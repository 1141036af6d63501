#include <thread>

#include <catch2/catch.hpp>
#include <tbb/global_control.h>

#include "analysis/exhaustive.hpp"
#include "analysis/run_one.hpp"
#include "constructions/addresses/catalogue.hpp"
#include "constructions/comparison.hpp"
#include "lookup_models.hpp"
#include "table_models.hpp"

using namespace separatrix;
using namespace separatrix::testing;

namespace {

struct Plain {
  Outcome outcome;
  std::vector<Failure> first_failures;  // those of the first frame that has any
};

/// Every input of the domain through ForwardPass::run.
template <Arithmetic A>
Plain plain_loop(const A& arithmetic, const Transformer& model, const Task& task) {
  const ForwardPass<A> pass(arithmetic, model);
  Plain plain;
  for (std::uint64_t f = 0; f < task.frames(); ++f) {
    const Frame frame = task.frame(f);
    const auto words = frame.inputs().convert_to<std::uint64_t>();
    const bool first = plain.first_failures.empty();
    for (std::uint64_t word = 0; word < words; ++word) {
      Input input = frame.pattern;
      std::uint64_t rest = word;
      for (const std::size_t position : frame.content) {
        input[position].value = rest % frame.values;
        rest /= frame.values;
      }
      const auto output = pass.run(input);
      const auto got = pass.decode(output);
      const Answer expected = task.reference(input);
      record_run(pass, input, expected, output, plain.outcome);
      if (first && got != expected) plain.first_failures.push_back({input, expected, got});
    }
  }
  return plain;
}

/// Same counts, same margin, same first failure.
void same(const Outcome& outcome, const Plain& plain) {
  CHECK(outcome.inputs_run == plain.outcome.inputs_run);
  CHECK(outcome.failures == plain.outcome.failures);
  if (plain.outcome.failures == 0) CHECK(outcome.margin == plain.outcome.margin);
  REQUIRE(outcome.failure.has_value() == !plain.first_failures.empty());
  if (!outcome.failure) return;
  const Failure& first = plain.first_failures.front();
  CHECK(outcome.failure->input == first.input);
  CHECK(outcome.failure->expected == first.expected);
  CHECK(outcome.failure->got == first.got);
}

Outcome exhaust(const Transformer& model, const Task& task, const std::string& format) {
  Work work;
  return run_exhaustively(model, task, parse_format(format), work);
}

/// sum over the lengths of L a^L, by addition.
Integer count(std::uint64_t n, std::uint64_t alphabet, bool all) {
  Integer total = 0;
  Integer strings = 1;
  for (std::uint64_t length = 1; length <= n; ++length) {
    strings *= alphabet;
    if (all || length == n) total += strings * length;
  }
  return total;
}

}  // namespace

TEST_CASE("exhaustive runs count exactly the domain") {
  for (const bool all : {false, true})
    for (const auto& [n, alphabet] :
         {std::pair{1U, 2U}, {2U, 2U}, {3U, 2U}, {5U, 2U}, {8U, 2U}, {5U, 3U}}) {
      INFO("n = " << n << ", alphabet " << alphabet << ", all " << all);
      const IndexLookup task(n, alphabet, all);
      const Outcome outcome = exhaust(build(task, "quadratic").model, task, "fixed:4:down");
      CHECK(outcome.status == Status::exhaustive);
      CHECK(outcome.inputs_run == count(n, alphabet, all));
      CHECK(outcome.inputs_run == *task.domain_size());
      CHECK(outcome.failures == 0);
      CHECK(outcome.margin);
    }
}

TEST_CASE("every string of every length up to 20 is run") {
  const IndexLookup task(20, 2, true);
  const Outcome outcome = exhaust(build(task, "linear-code").model, task, "fixed:3:down");
  CHECK(outcome.status == Status::exhaustive);
  CHECK(outcome.inputs_run == 39845890);
}

TEST_CASE("the walk on the grid finds what a plain loop finds") {
  // 2^11 and 3^7 words: more than the inner places of the walk hold.
  for (const auto& [n, alphabet, all] : {std::tuple{6U, 2U, true},
                                         {11U, 2U, false},
                                         {4U, 3U, true},
                                         {7U, 3U, false},
                                         {3U, 5U, true}}) {
    const IndexLookup task(n, alphabet, all);
    bool some_fail = false;
    for (const Rational& eta : {Rational(1, 64), Rational(3, 4), Rational(5, 4), Rational(9)}) {
      INFO("n = " << n << ", alphabet " << alphabet << ", eta " << to_string(eta));
      const Transformer model = build_at(task, "linear-code", eta).model;
      const Outcome walked = exhaust(model, task, "fixed:2:nearest");
      const Plain plain =
          plain_loop(Fixed<Int128>(make_grid(n, 2, Rounding::nearest)), model, task);
      same(walked, plain);
      const bool fails = !plain.first_failures.empty();
      CHECK(walked.status == (fails ? Status::refuted : Status::exhaustive));
      some_fail = some_fail || plain.outcome.failures > 1;
    }
    CHECK(some_fail);
  }
}

TEST_CASE("random models of several layers fail exactly where a plain loop says") {
  std::uint64_t seed = 100;
  unsigned mixed = 0;  // some inputs fail, others do not
  for (const std::size_t layers : {1U, 2U, 3U})
    for (const bool residual : {false, true})
      for (const bool causal : {false, true})
        for (const std::uint64_t letters : {2U, 3U}) {
          INFO(layers << " layers, residual " << residual << ", causal " << causal << ", letters "
                      << letters);
          const FeatureTask task(letters == 2 ? 8 : 5, letters, ++seed);
          const Transformer model =
              random_addressing_model({layers, residual, !residual, causal, letters}, seed);
          const Plain plain =
              plain_loop(Fixed<Int128>(make_grid(task.grid_n(), 2, Rounding::down)), model, task);
          same(exhaust(model, task, "fixed:2:down"), plain);
          mixed += plain.outcome.failures > 0 && plain.outcome.failures < plain.outcome.inputs_run;
        }
  CHECK(mixed > 5);
}

TEST_CASE("equality in two layers: right models pass, wrong ones fail as in a plain loop") {
  const auto addresses = [](std::uint64_t n) {
    vectors::Request request;
    request.family = "quadratic";
    request.n = n;
    Work work;
    return make_addresses(request, work);
  };
  for (const auto& [n, alphabet] : {std::pair{8U, 2U}, {6U, 3U}})
    for (const Comparison::Relation relation :
         {Comparison::Relation::equal, Comparison::Relation::unequal, Comparison::Relation::meet}) {
      if (relation == Comparison::Relation::meet && alphabet != 2) continue;
      const Comparison task(n, alphabet, relation);
      const auto plain = [&](const Transformer& model) {
        return plain_loop(Fixed<Int128>(make_grid(n, 3, Rounding::down)), model, task);
      };
      Transformer model = comparison(task, addresses(n), 6, ComparisonLayout::compact);
      const Outcome right = exhaust(model, task, "fixed:3:down");
      CHECK(right.status == Status::exhaustive);
      same(right, plain(model));
      // tau off by one: the second half looks at the wrong partner.
      for (EmbeddingTerm& term : model.embedding)
        if (auto* address = std::get_if<AddressOf>(&term.source);
            address != nullptr && term.subspace == "partner")
          for (AddressRun& run : address->map)
            if (run.first > 0) run.target += 1;
      const Outcome wrong = exhaust(model, task, "fixed:3:down");
      CHECK(wrong.status == Status::refuted);
      same(wrong, plain(model));
    }
}

TEST_CASE("all inputs of equality at N = 24 are looked up, and a single wrong digit is found") {
  const Comparison task(24, 2, Comparison::Relation::equal);
  vectors::Request request;
  request.family = "quadratic";
  request.n = 24;
  Work work;
  Transformer model = comparison(task, make_addresses(request, work), 8, ComparisonLayout::compact);
  const Outcome right = exhaust(model, task, "fixed:3:down");
  CHECK(right.status == Status::exhaustive);
  CHECK(right.inputs_run == Integer(1) << 24);
  // A last gate that wants two differences: wrong exactly where the halves differ in one place.
  for (Bias& bias : model.layers[1].mlp->hidden.biases)
    for (Rational& b : bias.values) b += 1;
  const Outcome wrong = exhaust(model, task, "fixed:3:down");
  CHECK(wrong.status == Status::refuted);
  CHECK(wrong.failures == 12 * (1 << 12));
  REQUIRE(wrong.failure);
  CHECK(really_fails(model, task, parse_format("fixed:3:down"), wrong.failure->input));
  // The first of them differs in the first place only.
  CHECK(wrong.failure->input == task.input([] {
    std::vector<std::uint64_t> symbols(24, 0);
    symbols[0] = 1;
    return symbols;
  }()));
}

TEST_CASE("attention computed once per frame changes nothing in float16") {
  const IndexLookup task(4, 3, true);
  for (const Rational& eta : {Rational(1, 64), Rational(5, 4), Rational(9)}) {
    INFO("eta " << to_string(eta));
    const Transformer model = build_at(task, "quadratic", eta).model;
    same(exhaust(model, task, "float16"), plain_loop(Float16(), model, task));
  }
}

TEST_CASE("over the reals an enclosure that does not decide is no counterexample") {
  // The gate gives exactly 1 or 0, but its enclosure is a little wider.
  const IndexLookup task(2, 2, true);
  Transformer model = build_at(task, "quadratic", 20).model;
  REQUIRE(exhaust(model, task, "interval").status == Status::exhaustive);
  model.readout.low = 0;
  model.readout.high = 1;
  CHECK(exhaust(model, task, "interval").status != Status::refuted);
}

TEST_CASE("one thread and two find the same") {
  const IndexLookup task(20, 2, false);
  const Transformer model = build_at(task, "linear-code", 3).model;
  std::vector<Outcome> outcomes;
  for (const std::size_t threads : {1U, 2U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    outcomes.push_back(exhaust(model, task, "fixed:2:down"));
  }
  CHECK(outcomes[0].failures == outcomes[1].failures);
  CHECK(outcomes[0].failures > 0);
  CHECK(outcomes[0].failure->input == outcomes[1].failure->input);
  CHECK(outcomes[0].margin == outcomes[1].margin);
  CHECK(outcomes[0].inputs_run == Integer(20) << 20);
}

TEST_CASE("a stopped run is undecided and counts what it ran") {
  const IndexLookup small(5, 2, true);
  Work stopped;
  stopped.request_stop();
  const Outcome none = run_exhaustively(build(small, "quadratic").model, small,
                                        parse_format("fixed:4:down"), stopped);
  CHECK(none.status == Status::undecided);
  CHECK(none.inputs_run == 0);
  CHECK_THAT(none.reason, Catch::Contains("interrupted"));

  const IndexLookup task(24, 2, false);
  const Transformer model = build(task, "linear-code").model;
  Work work;
  std::thread watcher([&] {
    while (work.done() == 0) std::this_thread::yield();
    work.request_stop();
  });
  const Outcome some = run_exhaustively(model, task, parse_format("fixed:3:down"), work);
  watcher.join();
  CHECK(some.status == Status::undecided);
  CHECK(some.inputs_run > 0);
  CHECK(some.inputs_run < *task.domain_size());
  CHECK_THAT(some.reason, Catch::Contains("interrupted"));
}

TEST_CASE("a domain too large to run is undecided with its size") {
  const IndexLookup task(64, 2, false);
  const Outcome outcome = exhaust(build(task, "quadratic").model, task, "fixed:3:down");
  CHECK(outcome.status == Status::undecided);
  CHECK(outcome.inputs_run == 0);
  CHECK_THAT(outcome.reason, Catch::Contains(task.domain_size()->str()));
}

#include <catch2/catch.hpp>

#include "analysis/recurrent/sampled.hpp"
#include "analysis/recurrent/shortest_failure.hpp"
#include "analysis/shrink.hpp"
#include "models/measures.hpp"
#include "models/recurrent_pass.hpp"
#include "numerics/error.hpp"
#include "parity_models.hpp"

using namespace separatrix;
using namespace separatrix::parity_models;
using Catch::Matchers::Contains;

namespace {

constexpr std::uint64_t kN = 10;

FailureSearch search(const RecurrentNetwork& net, const char* format, std::uint64_t longest = 100) {
  Work work;
  return shortest_failure(net, parity_automaton(0, 0), parse_format(format), kN, longest, work);
}

/// The shortest failing word by trying all words, shorter first, then in the order of symbols.
std::optional<Input> plain_search(const RecurrentNetwork& net, const char* format,
                                  unsigned longest) {
  std::optional<Input> first;
  with_arithmetic(parse_format(format), kN, longest_sum(net), [&](const auto& arithmetic) {
    const RecurrentPass pass(arithmetic, net);
    const ParityTask task(0, longest);
    for (unsigned length = 0; length <= longest && !first; ++length)
      for (unsigned number = 0; number < (1U << length) && !first; ++number) {
        Input input(length, Token{0, 0});
        for (unsigned i = 0; i < length; ++i) input[i].value = (number >> (length - 1 - i)) & 1U;
        if (pass.decode(pass.output(pass.run(input))) != task.reference(input)) first = input;
      }
    return 0;
  });
  return first;
}

}  // namespace

TEST_CASE("A right net closes: no word of any length fails") {
  for (const char* format : {"fixed:3:down", "fixed:3:nearest", "float32", "float64"}) {
    for (const RecurrentNetwork& net :
         {parity_net(Activation::saturated, 1), parity_net(Activation::sigmoid, 40)}) {
      const FailureSearch found = search(net, format);
      CHECK(!found.failure);
      CHECK(found.closed);
    }
    // Exact digital states: (even, even), (odd, odd) and the two ways to be even.
    CHECK(search(parity_net(Activation::saturated, 1), format).pairs == 3);
  }
}

TEST_CASE("Planted faults are refuted by a shortest word") {
  std::vector<RecurrentNetwork> faulty;
  faulty.push_back(parity_net(Activation::relu, 1));  // forgotten saturation
  CHECK(search(faulty.back(), "float32").failure->input == Input{{0, 1}, {0, 1}});
  for (const int tenths : {20, 30, 40, 45})  // scale too small
    faulty.push_back(parity_net(Activation::sigmoid, Rational(tenths, 10)));
  faulty.push_back(parity_net(Activation::saturated, 1));  // wrong transition: 1 counts as 0
  faulty.back().embedding[0][1][0] = 0;
  CHECK(search(faulty.back(), "float32").failure->input == Input{{0, 1}});
  faulty.push_back(parity_net(Activation::saturated, 1));  // wrong start
  faulty.back().initial[1] = 1;
  CHECK(search(faulty.back(), "float32").failure->input == Input{});
  for (const char* format : {"fixed:2:down", "float32"})
    for (const RecurrentNetwork& net : faulty) {
      const FailureSearch found = search(net, format);
      REQUIRE(found.failure);
      CHECK(found.length == found.failure->input.size());
      CHECK(found.failure->got != found.failure->expected);
      CHECK(plain_search(net, format, 12) == found.failure->input);
    }
}

TEST_CASE("The search says how far it went") {
  // Every step lets "or" grow a little: the digit leaves its threshold only after many.
  RecurrentNetwork fading = parity_net(Activation::saturated, 1);
  std::get<SimpleCell>(fading.cell).update.biases[1].values[0] += Rational(1, 200);
  const FailureSearch whole = search(fading, "fixed:3:down", 2000);
  REQUIRE(whole.failure);
  const std::uint64_t length = whole.failure->input.size();
  CHECK(length > 20);
  CHECK(whole.length == length);
  const FailureSearch less = search(fading, "fixed:3:down", length - 1);
  CHECK(!less.failure);
  CHECK(!less.closed);
  CHECK(less.length == length - 1);
  Work stopped;
  stopped.request_stop();
  const FailureSearch none = shortest_failure(fading, parity_automaton(0, 0),
                                              parse_format("fixed:3:down"), kN, 2000, stopped);
  CHECK(!none.failure);
  CHECK(!none.closed);
  CHECK(none.length == 0);
}

TEST_CASE("The search refuses what it cannot search") {
  CHECK_THROWS_WITH(search(parity_net(Activation::saturated, 1), "interval"),
                    Contains("enclosures"));
  RecurrentNetwork net = parity_net(Activation::saturated, 1);
  net.readout.output = {net.state, Layout{{"two", 2}}, {}, {}};
  CHECK_THROWS_WITH(search(net, "float32"), Contains("digits"));
  Work work;
  TaskAutomaton other = parity_automaton(0, 0);
  other.dfa = {2, 1, 0, {false, true}, {1, 0}};
  CHECK_THROWS_WITH(shortest_failure(parity_net(Activation::saturated, 1), other,
                                     parse_format("float32"), kN, 5, work),
                    Contains("symbol"));
}

TEST_CASE("Samples of a recurrent net are counted, and a failure shrinks") {
  Work work;
  const ParityTask task(0, 40);
  const Format format = parse_format("fixed:3:down");
  const SamplePlan plan{"uniform", 300, 7};
  const Outcome good = run_samples(parity_net(Activation::sigmoid, 40), task, format, plan, work);
  CHECK(good.status == Status::sampled);
  CHECK(good.inputs_run == 300);
  CHECK(*good.margin > 0);
  const RecurrentNetwork faulty = parity_net(Activation::relu, 1);
  const Outcome bad = run_samples(faulty, task, format, plan, work);
  CHECK(bad.status == Status::refuted);
  CHECK(bad.inputs_run == 300);
  CHECK(bad.failures > 100);
  REQUIRE(bad.failure);
  const Failure small = shrink(faulty, task, format, *bad.failure, work);
  CHECK(small.input == Input{{0, 1}, {0, 1}});
  CHECK(small.expected == Answer{false});
  CHECK(small.got != small.expected);
  CHECK_THROWS_WITH(run_samples(faulty, task, format, {"uniform", 0, 7}, work),
                    Contains("--samples") || Contains("at least one"));
  Work stopped;
  stopped.request_stop();
  CHECK(shrink(faulty, task, format, *bad.failure, stopped).input == bad.failure->input);
}

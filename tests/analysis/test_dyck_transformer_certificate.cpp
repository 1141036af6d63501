#include <functional>

#include <catch2/catch.hpp>

#include "analysis/dyck_depths.hpp"
#include "analysis/dyck_transformer_certificate.hpp"
#include "analysis/exhaustive.hpp"
#include "analysis/verify.hpp"
#include "constructions/dyck_transformer.hpp"
#include "constructions/one_layer.hpp"
#include "models/forward.hpp"
#include "numerics/error.hpp"
#include "numerics/real_intervals.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;

namespace {

const Format kReals = parse_format("interval");

Transformer recogniser(const Dyck& task) {
  return dyck_recogniser(task, dyck_scale(dyck_noise(task)));
}

Transformer generator(const DyckNext& task) {
  return dyck_generator(task, dyck_scale(dyck_noise(task)));
}

Outcome certified(const Transformer& model, const DyckTask& task) {
  Work work;
  return certify_dyck_transformer(model, task, kReals, work);
}

Block& block(AffineMap& map, const std::string& to, const std::string& from) {
  for (Block& b : map.blocks)
    if (b.to == to && b.from == from) return b;
  throw Error("test", "model", "there is no such block");
}

Rational& scale(AffineMap& map, const std::string& to, const std::string& from) {
  return std::get<Scale>(block(map, to, from).coefficients).factor;
}

std::vector<Rational>& dense(AffineMap& map, const std::string& to, const std::string& from) {
  return std::get<Dense>(block(map, to, from).coefficients).entries;
}

}  // namespace

TEST_CASE("Recognisers and generators are certified for all strings up to N") {
  for (const auto& [n, k, length] :
       {std::tuple{1, 1, 5}, {1, 4, 40}, {2, 2, 200}, {3, 5, 9}, {5, 3, 60}}) {
    const Dyck task(n, k, length, false);
    const Outcome members = certified(recogniser(task), task);
    INFO(task.id() << ", N = " << length << ": " << members.reason);
    CHECK(members.status == Status::certified);
    const DyckNext next(n, k, length, false);
    const Outcome follow = certified(generator(next), next);
    INFO(follow.reason);
    CHECK(follow.status == Status::certified);
    REQUIRE(members.certificate);
    CHECK(members.certificate->at("kind") == "dyck-by-depths");
  }
}

TEST_CASE("A certificate is what verify gives in certified mode") {
  const Dyck task(2, 2, 16, false);
  Work work;
  const Outcome outcome =
      verify(recogniser(task), task, Mode::certified, kReals, {"paper", 0, 0}, work);
  CHECK(outcome.status == Status::certified);
}

TEST_CASE("The exact stream behind layer 1 is that of the forward pass") {
  const Dyck task(3, 2, 12, false);
  const Transformer model = recogniser(task);
  const DepthStreams streams(model, 3, 12);
  const ForwardPass<RealIntervals> pass(RealIntervals{}, model);
  Random random(5, 0);
  for (int run = 0; run < 6; ++run) {
    const Input input = task.sample(run % 2 == 0 ? "uniform" : "paper", random);
    Trace<RealIntervals> trace;
    pass.run(input, &trace);
    std::int64_t depth = 0;
    for (std::size_t p = 0; p < input.size(); ++p) {
      const std::size_t symbol = input[p].value;
      depth += symbol < 3 ? 1 : -1;
      std::vector<Rational> exact = streams.rest({symbol >= 3, depth}, p + 1);
      for (std::size_t c = 0; c < exact.size(); ++c)
        CHECK(trace.streams[1][p][c].contains(exact[c] + streams.of_symbol(symbol)[c]));
    }
  }
}

TEST_CASE("Each planted fault leaves the recogniser undecided, with the step that fails") {
  using Fault = std::function<void(Transformer&)>;
  struct Planted {
    std::string name;
    Fault plant;
    std::string said;
  };
  const std::vector<Planted> faults{
      {"not causal", [](Transformer& m) { m.causal = false; }, "layer 1 must be causal"},
      {"depth k + 1 passes",
       [](Transformer& m) {
         for (const char* unit : {"reaches", "clearly"})
           dense(m.layers[0].mlp->output, "outside", unit).back() = 0;
       },
       "a string with a fault may be accepted"},
      {"depth -1 passes",
       [](Transformer& m) {
         for (const char* unit : {"reaches", "clearly"})
           dense(m.layers[0].mlp->output, "outside", unit).front() = 0;
         for (Bias& bias : m.layers[0].mlp->output.biases) bias.values[0] = 0;
       },
       "a string with a fault may be accepted"},
      {"the last depth passes",
       [](Transformer& m) { scale(m.layers[2].mlp->hidden, "accepts", "level") = 0; }, "ends open"},
      {"a step a quarter as steep",
       [](Transformer& m) {
         for (const char* unit : {"reaches", "clearly"})
           for (const char* from : {"height", "share"})
             for (Rational& e : dense(m.layers[0].mlp->hidden, unit, from)) e /= 4;
       },
       "depends on its place"},
      {"the first match instead of the last",
       [](Transformer& m) { dense(m.layers[1].heads[0].key, "place", "position")[0] *= -1; },
       "does not prefer later"},
      {"a scale of nothing",
       [](Transformer& m) { dense(m.layers[1].heads[0].key, "place", "position")[0] /= 32; },
       "no bound below 1"},
      {"closing brackets may be matched with",
       [](Transformer& m) { scale(m.layers[1].heads[0].key, "place", "closing") = 0; },
       "no bound below 1"},
      {"types are compared on one side only",
       [](Transformer& m) { scale(m.layers[1].mlp->hidden, "above", "type") = 0; }, ""},
      {"errors may be taken back",
       [](Transformer& m) { scale(m.layers[1].mlp->output, "errors", "outside") = -1; },
       "negative coefficient"},
      {"half of the errors' weight",
       [](Transformer& m) { scale(m.layers[2].mlp->hidden, "accepts", "errors") /= 2; },
       "a string with a fault may be accepted"},
      {"the last layer rewards errors",
       [](Transformer& m) { scale(m.layers[2].mlp->hidden, "accepts", "errors") *= -1; },
       "may rise"}};
  const Dyck task(2, 2, 8, false);
  const Transformer good = recogniser(task);
  REQUIRE(certified(good, task).status == Status::certified);
  for (const auto& [name, plant, said] : faults) {
    INFO(name);
    Transformer bad = good;
    plant(bad);
    bad.validate();
    const Outcome outcome = certified(bad, task);
    CHECK(outcome.status == Status::undecided);
    CHECK_THAT(outcome.reason, Contains(said));
  }
}

TEST_CASE("A planted fault leaves the generator undecided") {
  const DyckNext task(3, 2, 9, false);
  const Transformer good = generator(task);
  REQUIRE(certified(good, task).status == Status::certified);
  for (const std::string subspace : {"full", "occupied", "level", "square"}) {
    INFO(subspace << " is not written");
    Transformer bad = good;
    std::erase_if(bad.layers[0].mlp->output.blocks,
                  [&](const Block& b) { return b.to == subspace; });
    CHECK(certified(bad, task).status == Status::undecided);
  }
  Transformer typed = good;
  block(typed.layers[0].heads[0].value, "height", "closing").from = "type";
  std::get<Scale>(typed.layers[0].heads[0].value.blocks[0].coefficients).factor = 0;
  typed.layers[0].heads[0].value.blocks[0].coefficients = Dense{{1, 0}};
  CHECK_THAT(certified(typed, task).reason, Contains("tells types of brackets apart"));
}

TEST_CASE("The largest noise that is certified is below the gate's, and exhaustive runs agree") {
  // The scale for noise 1/8 is certified; a fifth of it is not, and indeed fails at this length.
  const Dyck task(2, 2, 6, false);
  const Rational eta = dyck_scale(dyck_noise(task));
  const Transformer weak = dyck_recogniser(task, eta / 5);
  CHECK(certified(weak, task).status == Status::undecided);
  Work work;
  CHECK(run_exhaustively(weak, task, parse_format("float64"), work).status == Status::refuted);
  CHECK(run_exhaustively(dyck_recogniser(task, eta), task, parse_format("float64"), work).status ==
        Status::exhaustive);
}

TEST_CASE("Where the argument does not apply it says so") {
  const Dyck all(2, 2, 8, true);
  CHECK_THAT(certified(recogniser(all), all).reason, Contains("empty string"));
  const Dyck task(2, 2, 8, false);
  CHECK_THAT(certified(one_layer(task), task).reason, Contains("three layers"));
  Work work;
  CHECK_THAT(
      certify_dyck_transformer(recogniser(task), task, parse_format("fixed:3:down"), work).reason,
      Contains("--arithmetic interval"));
  const Dyck tiny(2, 2, 2, false);
  CHECK_THAT(certified(recogniser(tiny), tiny).reason, Contains("length 1 and 2"));
  CHECK_THROWS_AS(certified(recogniser(task), Dyck(3, 2, 8, false)), Error);
  Work stopped;
  stopped.request_stop();
  CHECK(certify_dyck_transformer(recogniser(task), task, kReals, stopped).reason == "interrupted");
}

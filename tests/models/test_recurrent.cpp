#include <cmath>
#include <functional>

#include <catch2/catch.hpp>

#include "models/measures.hpp"
#include "models/recurrent_pass.hpp"
#include "numerics/enclosed.hpp"
#include "numerics/error.hpp"
#include "numerics/floats.hpp"
#include "numerics/real_intervals.hpp"
#include "plain_recurrent.hpp"
#include "small_recurrent.hpp"

using namespace separatrix;
using namespace separatrix::small_models;
using Catch::Matchers::Contains;

namespace {

Fixed<Int128> grid(Rounding rounding = Rounding::down) {
  return Fixed<Int128>(make_grid(10, 2, rounding));  // steps of 1/100, range [-100, 100]
}

/// One unit h and one input x: pre-activation a h + b x + c.
AffineMap gate(Rational a, Rational b, Rational c) {
  return {Layout{{"h", 1}, {"x", 1}},
          Layout{{"h", 1}},
          {{"h", "h", Scale{a}}, {"h", "x", Scale{b}}},
          {{"h", {c}}}};
}

RecurrentNetwork one_unit(Cell cell, Rational initial) {
  RecurrentNetwork net;
  net.vocabulary = {{"letter", 2, 0}};
  net.input = Layout{{"x", 1}};
  net.state = Layout{{"h", 1}};
  net.embedding = {{{Rational(0)}, {Rational(1)}}};
  net.initial = {initial};
  net.cell = std::move(cell);
  if (std::holds_alternative<LstmCell>(net.cell)) net.initial_cell = {initial};
  net.readout.output = {net.state, Layout{{"digit", 1}}, {{"digit", "h", Scale{1}}}, {}};
  return net;
}

template <class A>
double distance(const A& a, const std::vector<typename A::Value>& values,
                const std::vector<double>& plain) {
  REQUIRE(values.size() == plain.size());
  double most = 0;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    most = std::max(most, std::fabs(approximate(a.lower(values[i])) - plain[i]));
    most = std::max(most, std::fabs(approximate(a.upper(values[i])) - plain[i]));
  }
  return most;
}

/// Largest distance from the plain implementation over the states and outputs of a run.
template <class A>
double distance(const A& a, const RecurrentNetwork& net, const RecurrentNetwork& plain,
                const Input& input) {
  const RecurrentPass<A> pass(a, net);
  const auto states = plain_run(plain, input);
  SquashMemo<A> memo;
  auto state = pass.initial();
  double most = 0;
  for (std::size_t i = 0; i <= input.size(); ++i) {
    if (i > 0) state = pass.step(state, input[i - 1], memo);
    most = std::max(most, distance(a, state.hidden, states[i].h));
    most = std::max(most, distance(a, state.cell, states[i].c));
    most = std::max(most, distance(a, pass.output(state), plain_output(plain, states[i])));
  }
  return most;
}

}  // namespace

TEST_CASE("Every cell agrees with the plain implementation") {
  Random random(60, 0);
  for (const CellKind kind : kCells)
    for (std::uint64_t seed = 0; seed < 6; ++seed) {
      const RecurrentNetwork net = random_net(kind, seed, seed % 2 == 1);
      // The weights of a ReLU cell let the state grow: short words, and relative to its size.
      const Input input = random_word(random, kind == CellKind::relu ? 2 : 4);
      const double size = kind == CellKind::relu ? 1000 : 100;
      CHECK(distance(RealIntervals(), net, net, input) < 1e-12 * size);
      CHECK(distance(Float64(), net, net, input) < 1e-12 * size);
      CHECK(distance(Float32(), net, net, input) < 1e-5 * size);
      const Fixed<Integer> fine(make_grid(10, 12, Rounding::nearest));
      CHECK(distance(fine, net, net, input) < 1e-9 * size);
    }
}

TEST_CASE("The comparison rejects two gates that were exchanged") {
  const Input input{{0, 0}, {0, 2}, {1, 0}};
  const auto rejected = [&](const RecurrentNetwork& net, const RecurrentNetwork& wrong) {
    return distance(Float64(), wrong, net, input) > 1e-3;
  };
  RecurrentNetwork net = random_net(CellKind::lstm, 1);
  RecurrentNetwork wrong = net;
  std::swap(std::get<LstmCell>(wrong.cell).forget, std::get<LstmCell>(wrong.cell).input);
  CHECK(rejected(net, wrong));
  wrong = net;
  std::swap(std::get<LstmCell>(wrong.cell).output, std::get<LstmCell>(wrong.cell).input);
  CHECK(rejected(net, wrong));
  net = random_net(CellKind::gru, 1);
  wrong = net;
  std::swap(std::get<GruCell>(wrong.cell).update, std::get<GruCell>(wrong.cell).reset);
  CHECK(rejected(net, wrong));
  net = random_net(CellKind::tanh, 1);
  wrong = net;
  std::get<SimpleCell>(wrong.cell).activation = Activation::sigmoid;
  CHECK(rejected(net, wrong));
}

TEST_CASE("A simple cell rounds the pre-activation, then the activation") {
  // 7/10 * 33/100 + 5/100 = 0.281, down to 0.28; sigmoid(0.28) = 0.56955, down to 0.56.
  const RecurrentNetwork net =
      one_unit(SimpleCell{Activation::sigmoid, gate({7, 10}, 0, {5, 100})}, {33, 100});
  const RecurrentPass pass(grid(), net);
  CHECK(pass.run({{0, 0}}).hidden[0].units == 56);
  CHECK(RecurrentPass(grid(Rounding::nearest), net).run({{0, 0}}).hidden[0].units == 57);
  // With a weight whose rounding matters: 1/3 becomes 0.33, 0.33 * 33 = 10.89, saturated below 1.
  const RecurrentNetwork third =
      one_unit(SimpleCell{Activation::relu, gate({1, 3}, 0, 0)}, {33, 1});
  CHECK(RecurrentPass(grid(), third).run({{0, 0}}).hidden[0].units == 1089);
  const RecurrentNetwork clipped =
      one_unit(SimpleCell{Activation::saturated, gate({1, 3}, 0, 0)}, {33, 1});
  CHECK(RecurrentPass(grid(), clipped).run({{0, 0}}).hidden[0].units == 100);
  // The sum is exact before its one rounding: 0.25 * 0.01 + 0.75 * 0.01 is a whole step.
  const RecurrentNetwork exact =
      one_unit(SimpleCell{Activation::relu,
                          {Layout{{"h", 1}, {"x", 1}},
                           Layout{{"h", 1}},
                           {{"h", "h", Scale{{1, 4}}}, {"h", "x", Scale{{3, 4}}}},
                           {}}},
               {1, 100});
  RecurrentNetwork small = exact;
  small.embedding[0][1] = {Rational(1, 100)};
  CHECK(RecurrentPass(grid(), small).run({{0, 1}}).hidden[0].units == 1);
}

TEST_CASE("An LSTM rounds c once, tanh c, and then h") {
  // f = o = sigmoid(0) = 0.50; i = sigmoid(1) = 0.7310 -> 0.73; g = tanh(0.5) = 0.4621 -> 0.46.
  // c = 0.33; c' = 0.5 * 0.33 + 0.73 * 0.46 = 0.165 + 0.3358 = 0.5008 -> 0.50 (rounding each
  // product first would give 0.16 + 0.33 = 0.49); tanh(0.50) = 0.46; h' = 0.5 * 0.46 = 0.23.
  const RecurrentNetwork net = one_unit(
      LstmCell{gate(0, 0, 0), gate(0, 0, 1), gate(0, 0, 0), gate(0, 0, {1, 2})}, {33, 100});
  const auto state = RecurrentPass(grid(), net).run({{0, 0}});
  CHECK(state.cell[0].units == 50);
  CHECK(state.hidden[0].units == 23);
}

TEST_CASE("A GRU rounds the reset state and the difference") {
  // z = r = 0.50, h = 0.33, r h = 0.165 -> 0.16; candidate 2 r h + 0.5 = 0.82, tanh = 0.6751 ->
  // 0.67 (without the first rounding: tanh(0.83) = 0.6805); d = 0.34; h' = 0.33 + 0.17 = 0.50.
  const RecurrentNetwork net =
      one_unit(GruCell{gate(0, 0, 0), gate(0, 0, 0), gate(2, 0, {1, 2})}, {33, 100});
  CHECK(RecurrentPass(grid(), net).run({{0, 0}}).hidden[0].units == 50);
  // On boxes around the same state the result contains the point.
  const Enclosed<Fixed<Int128>> boxes(grid());
  const RecurrentPass boxed(boxes, net);
  RecurrentState<Enclosed<Fixed<Int128>>> around{
      {boxes.hull(boxes.constant({32, 100}), boxes.constant({34, 100}))}, {}};
  const auto next = boxed.step(around, {0, 0}).hidden[0];
  CHECK(next.lo.units <= 50);
  CHECK(next.hi.units >= 50);
  CHECK(next.hi.units - next.lo.units < 10);
}

TEST_CASE("Answers are decoded by the thresholds, and nothing between them") {
  const auto decoded = [&](Rational initial) {
    const RecurrentNetwork net = one_unit(SimpleCell{Activation::relu, gate(1, 0, 0)}, initial);
    const RecurrentPass pass(Float64(), net);
    return pass.decode(pass.output(pass.run({})));
  };
  CHECK(decoded({3, 4}) == Answer{true});
  CHECK(decoded({1, 4}) == Answer{false});
  CHECK(decoded({1, 2}) == std::nullopt);
  const RecurrentNetwork net = one_unit(SimpleCell{Activation::relu, gate(10, 0, 0)}, 3);
  const RecurrentPass<Float16> pass(Float16(), net);
  const auto state = pass.run(Input(9, Token{0, 0}));
  CHECK(!pass.arithmetic().finite(state.hidden[0]));
  CHECK(pass.decode(pass.output(state)) == std::nullopt);
}

TEST_CASE("The memo changes nothing, however many values pass through it") {
  const RecurrentNetwork net = random_net(CellKind::lstm, 3);
  const Fixed<Int128> a(make_grid(12, 3, Rounding::down));
  const RecurrentPass pass(a, net);
  SquashMemo<Fixed<Int128>> shared;
  Random random(61, 0);
  for (int i = 0; i < 40; ++i) {
    const Input input = random_word(random, 12);
    const auto with = pass.run(input, shared);
    const auto without = pass.run(input);
    REQUIRE(with.hidden == without.hidden);
    REQUIRE(with.cell == without.cell);
  }
  SquashMemo<Float32> floats;
  CHECK(std::signbit(floats(Squashing::tanh, Float32(), -0.0F)));
  CHECK(!std::signbit(floats(Squashing::tanh, Float32(), 0.0F)));
  CHECK(floats(Squashing::sigmoid, Float32(), 0.0F) == 0.5F);
}

TEST_CASE("Nets whose parts do not fit are refused by name") {
  const auto refusal = [](CellKind kind, const std::function<void(RecurrentNetwork&)>& damage) {
    RecurrentNetwork net = random_net(kind, 2, true);
    net.validate();
    damage(net);
    try {
      net.validate();
    } catch (const Error& e) {
      return std::string(e.what());
    }
    return std::string("accepted");
  };
  using Net = RecurrentNetwork;
  const auto simple = CellKind::sigmoid;
  CHECK_THAT(refusal(simple, [](Net& n) { n.vocabulary.clear(); }), Contains("vocabulary"));
  CHECK_THAT(refusal(simple, [](Net& n) { n.vocabulary[1].name = "letter"; }), Contains("twice"));
  CHECK_THAT(refusal(simple, [](Net& n) { n.vocabulary[1].features = 2; }), Contains("features"));
  CHECK_THAT(refusal(simple, [](Net& n) { n.embedding.pop_back(); }), Contains("embedding"));
  CHECK_THAT(refusal(simple, [](Net& n) { n.embedding[0].pop_back(); }), Contains("letter"));
  CHECK_THAT(refusal(simple, [](Net& n) { n.embedding[0][1].pop_back(); }), Contains("entries"));
  CHECK_THAT(refusal(simple, [](Net& n) { n.initial.pop_back(); }), Contains("initial"));
  CHECK_THAT(refusal(simple, [](Net& n) { n.initial_cell = n.initial; }), Contains("LSTM"));
  CHECK_THAT(refusal(CellKind::lstm, [](Net& n) { n.initial_cell.clear(); }),
             Contains("initial_cell"));
  CHECK_THAT(refusal(simple, [](Net& n) { n.state = Layout{{"stack", 2}}; }), Contains("initial"));
  CHECK_THAT(refusal(simple,
                     [](Net& n) {
                       n.input = Layout{{"code", 2}, {"stack", 1}};
                     }),
             Contains("twice"));
  CHECK_THAT(refusal(CellKind::gru, [](Net& n) { std::get<GruCell>(n.cell).reset.in = n.state; }),
             Contains("reset"));
  CHECK_THAT(refusal(CellKind::lstm,
                     [](Net& n) { std::get<LstmCell>(n.cell).candidate.biases[0].values.clear(); }),
             Contains("candidate"));
  CHECK_THAT(refusal(simple, [](Net& n) { n.readout.hidden.reset(); }), Contains("output"));
  CHECK_THAT(refusal(simple, [](Net& n) { n.readout.low = n.readout.high; }), Contains("low"));
  const Net net = random_net(simple, 2);
  CHECK_THROWS_AS(net.validate_input({{0, 3}}), Error);
  CHECK_THROWS_AS(net.validate_input({{0, 0}, {2, 0}}), Error);
  CHECK_NOTHROW(net.validate_input({}));
  CHECK_THROWS_AS(RecurrentPass(Float64(), net).step({{0, 0, 0}, {}}, {1, 1}), Error);
}

TEST_CASE("The sizes of recurrent nets, counted by hand") {
  // Gates 1 x 2 with a bias, four of them; readout 1 x 1; numbers stored: 3 per gate, 1, the
  // embedding's 2, h and c.
  const RecurrentNetwork lstm =
      one_unit(LstmCell{gate(0, 0, 0), gate(0, 0, 1), gate(0, 0, 0), gate(0, 0, 1)}, 1);
  const ModelMeasures m = measure(lstm, 16);
  CHECK(m.width == 1);
  CHECK(m.heads == 0);
  CHECK(m.layers == 1);
  CHECK(m.precision_bits == 16);
  CHECK(m.parameters == 4 * 3 + 1);
  CHECK(m.representation_bits == 16 * (4 * 3 + 1 + 2 + 2));
  CHECK(m.state_bits == 32);
  CHECK(longest_sum(lstm) == 3);
  const RecurrentNetwork simple = one_unit(SimpleCell{Activation::relu, gate(5, 1, 0)}, 0);
  CHECK(measure(simple, 8).state_bits == 8);
  CHECK(measure(simple, 0).state_bits == 0);
  // Sign and numerator of 5, 1, 0 | 1 | 0, 1 | 0.
  CHECK(measure(simple, 0).representation_bits == (4 + 2 + 2) + 2 + (2 + 2) + 2);
  const RecurrentNetwork wide = random_net(CellKind::gru, 0, true);
  CHECK(measure(wide, 4).width == 3);
  CHECK(measure(wide, 4).parameters == 3 * (3 * 6 + 3) + (4 * 3 + 4) + (2 * 4 + 2));
  CHECK(longest_sum(wide) == 7);
}

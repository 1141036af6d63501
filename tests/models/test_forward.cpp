#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "models/forward.hpp"
#include "numerics/error.hpp"
#include "numerics/fixed.hpp"
#include "numerics/floats.hpp"
#include "numerics/real_intervals.hpp"
#include "plain_forward.hpp"
#include "small_models.hpp"

using namespace separatrix;
using small_models::Shape;

namespace {

// Sums have at most a few dozen terms of size about 1 and pass at most 2 layers: doubles (2^-53)
// lose well under 1e-9 and a grid of step 2^-24 well under 2^-12. The test with a changed
// coefficient shows that the bound is not too wide to notice a fault.
constexpr double kDoubleError = 1e-9;
constexpr double kGridError = 1.0 / 4096;

Grid fine_grid() { return make_grid(64, 4, Rounding::nearest); }

std::vector<Shape> shapes() {
  std::vector<Shape> all;
  for (const std::size_t layers : {std::size_t{1}, std::size_t{2}})
    for (const bool residual : {false, true})
      for (const bool causal : {false, true})
        all.push_back({layers, residual, causal, residual || layers == 1, false});
  return all;
}

}  // namespace

TEST_CASE("The forward pass agrees with a plain computation in doubles") {
  for (const Shape& shape : shapes()) {
    const Transformer model = small_models::random_model(shape, 11);
    const ForwardPass<Float64> pass(Float64{}, model);
    for (const Input& input : small_models::random_inputs(5, 12)) {
      const auto got = pass.run(input);
      const std::vector<double> expected = plain_run(model, input).stream.back();
      REQUIRE(got.size() == expected.size());
      for (std::size_t c = 0; c < got.size(); ++c)
        CHECK(std::fabs(got[c] - expected[c]) < kDoubleError);
    }
  }
}

TEST_CASE("On a fine grid the forward pass stays near the plain computation") {
  for (const Shape& shape : shapes()) {
    const Transformer model = small_models::random_model(shape, 21);
    const ForwardPass<Fixed<Int128>> pass(Fixed<Int128>(fine_grid()), model);
    for (const Input& input : small_models::random_inputs(3, 22)) {
      const auto got = pass.run(input);
      const std::vector<double> expected = plain_run(model, input).stream.back();
      REQUIRE(got.size() == expected.size());
      for (std::size_t c = 0; c < got.size(); ++c)
        CHECK(std::fabs(approximate(pass.arithmetic().lower(got[c])) - expected[c]) < kGridError);
    }
  }
}

TEST_CASE("Intervals enclose the output, tightly") {
  for (const Shape& shape : shapes()) {
    const Transformer model = small_models::random_model(shape, 31);
    const ForwardPass<RealIntervals> pass(RealIntervals{}, model);
    for (const Input& input : small_models::random_inputs(1, 32)) {
      const auto got = pass.run(input);
      const std::vector<double> expected = plain_run(model, input).stream.back();
      REQUIRE(got.size() == expected.size());
      for (std::size_t c = 0; c < got.size(); ++c) {
        CHECK(approximate(got[c].lower()) - kDoubleError < expected[c]);
        CHECK(expected[c] < approximate(got[c].upper()) + kDoubleError);
        CHECK(approximate(got[c].upper() - got[c].lower()) < 1e-40);
      }
    }
  }
}

TEST_CASE("Intervals contain an output that is known exactly") {
  // With a query of 0 the weights are equal: x is 1/2 of 0 + 3/4, hidden units 3/4 and 0.
  Transformer model = small_models::tiny_model();
  model.layers[0].heads[0].query.blocks[0].coefficients = Scale{0};
  const ForwardPass<RealIntervals> pass(RealIntervals{}, model);
  const auto output = pass.run({{0, 1}, {0, 0}});
  CHECK(output[0].contains(Rational(3, 4)));
  CHECK_FALSE(output[0].contains(Rational(3, 4) + Rational(1, power(10, 30))));
}

TEST_CASE("The plain computation notices one changed coefficient") {
  Transformer model = small_models::random_model({}, 11);
  const ForwardPass<Float64> pass(Float64{}, model);
  Transformer changed = model;
  auto& entry = std::get<Dense>(changed.layers[0].heads[0].key.blocks[0].coefficients).entries[0];
  entry += Rational(1, 16);
  bool differs = false;
  for (const Input& input : small_models::random_inputs(5, 12)) {
    const auto got = pass.run(input);
    const std::vector<double> other = plain_run(changed, input).stream.back();
    for (std::size_t c = 0; c < got.size(); ++c)
      differs = differs || std::fabs(got[c] - other[c]) > kGridError;
  }
  CHECK(differs);
}

TEST_CASE("The causal mask hides later tokens, so it shows from the second layer on") {
  const Input input{{0, 1}, {1, 0}, {0, 2}, {2, 5}};
  for (const std::size_t layers : {std::size_t{1}, std::size_t{2}}) {
    Transformer model = small_models::random_model({layers, true, true, true, false}, 41);
    const auto masked = ForwardPass<Float64>(Float64{}, model).run(input);
    model.causal = false;
    const auto open = ForwardPass<Float64>(Float64{}, model).run(input);
    CHECK((masked == open) == (layers == 1));
  }
}

TEST_CASE("A trace shows the streams and weights of every layer and position") {
  for (const bool causal : {false, true}) {
    const Transformer model = small_models::random_model({2, true, causal, true, false}, 51);
    const ForwardPass<Float64> pass(Float64{}, model);
    const Input input{{0, 1}, {1, 0}, {0, 2}, {2, 5}};
    Trace<Float64> trace;
    CHECK(pass.run(input, &trace) == pass.run(input));
    const PlainRun plain = plain_run(model, input);
    REQUIRE(trace.streams.size() == 3);
    REQUIRE(trace.weights.size() == 2);
    CHECK(trace.streams[0][2] == pass.embed(input[2], 2));
    for (std::size_t i = 0; i < input.size(); ++i)
      for (std::size_t c = 0; c < 8; ++c)
        CHECK(std::fabs(trace.streams[2][i][c] - plain.stream[i][c]) < kDoubleError);
    for (std::size_t l = 0; l < 2; ++l)
      for (std::size_t h = 0; h < 2; ++h)
        for (std::size_t i = 0; i < input.size(); ++i) {
          const auto& row = trace.weights[l][h][i];
          REQUIRE(row.size() == plain.weights[l][h][i].size());
          for (std::size_t j = 0; j < row.size(); ++j)
            CHECK(std::fabs(row[j] - plain.weights[l][h][i][j]) < kDoubleError);
        }
  }
}

TEST_CASE("Digits are read at the thresholds, and not between them") {
  const Transformer model = small_models::random_model({}, 1);  // content: 3 digits, 1/4 and 3/4
  const ForwardPass<Float64> pass(Float64{}, model);
  const auto read = [&](double a, double b, double c) {
    return pass.decode(std::vector<double>{a, b, c, 9, 9, 9, 9, 9});
  };
  CHECK(read(0.75, 0.25, 2) == Answer{true, false, true});
  CHECK(read(-3, 0, 1) == Answer{false, false, true});
  CHECK_FALSE(read(std::nextafter(0.75, 0), 0, 0));
  CHECK_FALSE(read(0, std::nextafter(0.25, 1), 0));
  CHECK_FALSE(read(0, 0, std::numeric_limits<double>::quiet_NaN()));
  CHECK_FALSE(read(std::numeric_limits<double>::infinity(), 0, 0));
  CHECK_FALSE(read(0, -std::numeric_limits<double>::infinity(), 0));
}

TEST_CASE("An enclosure across a threshold is no digit") {
  const Transformer model = small_models::tiny_model();
  const ForwardPass<RealIntervals> pass(RealIntervals{}, model);
  const auto read = [&](const Rational& low, const Rational& high) {
    return pass.decode(std::vector<Interval>{hull(Interval(low), Interval(high))});
  };
  CHECK(read(Rational(3, 4), 1) == Answer{true});
  CHECK(read(0, Rational(1, 4)) == Answer{false});
  CHECK_FALSE(read(Rational(7, 10), 1));
  CHECK_FALSE(read(0, Rational(3, 10)));
  CHECK_FALSE(read(0, 1));
}

TEST_CASE("Embedding for one reader fills in what it reads") {
  const Transformer model = small_models::random_model({}, 61);
  const ForwardPass<Float64> pass(Float64{}, model);
  const AffineMap reader{model.stream, Layout{{"v", 2}}, {{"v", "place", Scale{1}}}, {}};
  const auto whole = pass.embed({0, 1}, 3);
  const auto part = pass.embed({0, 1}, 3, &reader);
  for (std::size_t c = 0; c < 8; ++c) CHECK(part[c] == (c == 3 || c == 4 ? whole[c] : 0.0));
}

TEST_CASE("Inputs that do not suit the model are refused") {
  const Transformer model = small_models::tiny_model();
  const ForwardPass<Float64> pass(Float64{}, model);
  CHECK_THROWS_AS(pass.run({}), Error);
  CHECK_THROWS_AS(pass.run({{0, 2}}), Error);
  CHECK_THROWS_AS(pass.run({{0, 0}, {0, 0}, {0, 0}}), Error);
}

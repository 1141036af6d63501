// Diagonal state spaces against their equations, channel by channel over the whole sequence.
#include <set>

#include <catch2/catch.hpp>

#include "models/architectures/state_space.hpp"
#include "numerics/error.hpp"
#include "plain_sequences.hpp"

namespace separatrix {
namespace {

namespace arch = architectures;
using plain::numbers;
using plain::Row;
using plain::Rows;

arch::StateSpace drawn(arch::Draw& draw, std::size_t width) {
  const std::size_t n = 1 + draw.random().below(3);
  arch::StateSpace s;
  s.a = draw.matrix(width, n);
  s.b = draw.matrix(width, n);
  s.c = draw.matrix(width, n);
  s.skip = draw.row(width);
  return s;
}

/// One channel: outputs y_t = C s_t + D x_t of inputs x_t, s_t = A s_{t-1} + B x_t. Fault: the
/// output reads the state of the step before.
Row channel(const plain::Rounder& round, const Row& a, const Row& b, const Row& c,
            const Rational& skip, const Row& inputs, bool fault) {
  Rows states{Row(a.size(), Rational(0))};
  for (const Rational& x : inputs) {
    Row next;
    for (std::size_t j = 0; j < a.size(); ++j)
      next.push_back(round(a[j] * states.back()[j] + b[j] * x));
    states.push_back(next);
  }
  Row outputs;
  for (std::size_t t = 0; t < inputs.size(); ++t)
    outputs.push_back(round(plain::inner(c, states[fault ? t : t + 1]) + skip * inputs[t]));
  return outputs;
}

Row column(const Rows& rows, std::size_t i) {
  Row entries;
  for (const Row& row : rows) entries.push_back(row[i]);
  return entries;
}

Rows transposed(const Rows& rows) {
  Rows columns;
  for (std::size_t i = 0; i < rows[0].size(); ++i) columns.push_back(column(rows, i));
  return columns;
}

plain::Pair<arch::StreamingLayer> recurrent(arch::Draw& draw, const arch::Numbers& grid,
                                            const plain::Shape& shape) {
  const arch::StateSpace s = drawn(draw, shape.width);
  const Rows a = numbers(grid, s.a), b = numbers(grid, s.b), c = numbers(grid, s.c);
  const Row skip = numbers(grid, s.skip);
  return {std::make_unique<arch::StateSpaceLayer>(grid, s),
          [=](const plain::Rounder& round, const Rows& x, bool fault) {
            Rows outputs;
            for (std::size_t i = 0; i < a.size(); ++i)
              outputs.push_back(channel(round, a[i], b[i], c[i], skip[i], column(x, i), fault));
            return transposed(outputs);
          }};
}

/// As a lower triangular T x T Toeplitz matrix per channel, whose first column is the recurrence's
/// answer to an impulse. Fault: the kernel is one step late.
plain::Pair<arch::SummedLayer> convolution(arch::Draw& draw, const arch::Numbers& grid,
                                           const plain::Shape& shape) {
  const arch::StateSpace s = drawn(draw, shape.width);
  const Rows a = numbers(grid, s.a), b = numbers(grid, s.b), c = numbers(grid, s.c);
  const Row skip = numbers(grid, s.skip);
  return {
      std::make_unique<arch::LongConvolution>(grid, arch::kernel(grid, s, shape.longest), s.skip),
      [=](const plain::Rounder& round, const Rows& x, bool fault) {
        const std::size_t length = x.size();
        Rows outputs;
        for (std::size_t i = 0; i < a.size(); ++i) {
          Row impulse(length, Rational(0));
          impulse[0] = 1;
          const Row response = channel(round, a[i], b[i], c[i], 0, impulse, fault);
          Rows toeplitz(length, Row(length, Rational(0)));
          for (std::size_t t = 0; t < length; ++t)
            for (std::size_t j = 0; j <= t; ++j)
              toeplitz[t][j] = response[t - j] + (j == t ? skip[i] : Rational(0));
          Row y;
          for (const Row& row : toeplitz) y.push_back(round(plain::inner(row, column(x, i))));
          outputs.push_back(y);
        }
        return transposed(outputs);
      }};
}

TEST_CASE("a diagonal state space computes its recurrence, channel by channel") {
  CHECK(plain::differences(plain::Maker<arch::StreamingLayer>(recurrent), false) == 0);
  CHECK(plain::differences(plain::Maker<arch::StreamingLayer>(recurrent), true) > 24);
}

TEST_CASE("the convolution of a state space is its Toeplitz matrix") {
  CHECK(plain::differences(plain::Maker<arch::SummedLayer>(convolution), false) == 0);
  CHECK(plain::differences(plain::Maker<arch::SummedLayer>(convolution), true) > 24);
}

TEST_CASE("a convolution takes no input that is longer than its kernel") {
  const arch::Numbers grid(make_grid(4, 1, Rounding::down));
  const arch::Matrix one{1, 1, {grid.constant(1)}};
  arch::SummedModel::Parts parts{
      grid, one, std::make_unique<arch::LongConvolution>(grid, one, one.entries), false, {}};
  const arch::SummedModel model(std::move(parts));
  CHECK(run(model, std::vector<std::uint64_t>{0})[0].units == 8);
  CHECK_THROWS_AS(run(model, std::vector<std::uint64_t>{0, 0}), Error);
}

TEST_CASE("a saturating state space of two channels latches whether two bits of a pair differ") {
  // Over the reals it is a convolution, which needs a width that grows with n for this (rows
  // "diagonal-state-space" and "long-convolution" of the atlas).
  for (const unsigned n : {2U, 16U}) {
    const arch::Numbers grid(make_grid(n, 1, Rounding::down));
    const Int128 s = to_int128(grid.grid().scale);
    const Int128 most = s * s, half = most / 2;
    arch::StateSpace latch;
    latch.a = {2, 1, arch::Row(2, {-s})};
    latch.b = latch.c = {2, 1, arch::Row(2, {s})};
    latch.skip = arch::Row(2);
    arch::StreamingModel model{grid, {2, 2, {{-most}, {-half}, {half}, {most}}}, {}};
    model.layers.push_back({std::make_unique<arch::StateSpaceLayer>(grid, latch)});
    // Every state after an even number of tokens, with whether all pairs so far were equal.
    std::set<std::pair<arch::Integers, bool>> reached{{model.initial(), true}};
    for (auto todo = std::vector(reached.begin(), reached.end()); !todo.empty();) {
      const auto [state, equal] = todo.back();
      todo.pop_back();
      for (const unsigned pair : {0U, 1U, 2U, 3U}) {
        arch::Integers next = state;
        for (const unsigned bit : {pair >> 1U, pair & 1U}) model.step(next, 0, bit);
        const std::pair found(next, equal && (pair == 0 || pair == 3));
        if (reached.insert(found).second) todo.push_back(found);
      }
    }
    CHECK(reached.size() > 2);
    for (const auto& [state, equal] : reached) CHECK((state == arch::Integers{0, 0}) == equal);
  }
}

}  // namespace
}  // namespace separatrix

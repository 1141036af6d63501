// Attention-free layers and RWKV against their equations, over the whole sequence.
#include <catch2/catch.hpp>

#include "models/architectures/attention_free.hpp"
#include "models/architectures/rwkv.hpp"
#include "numerics/error.hpp"
#include "plain_sequences.hpp"

namespace separatrix {
namespace {

namespace arch = architectures;
using Catch::Matchers::Contains;
using plain::numbers;
using plain::Row;
using plain::Rows;

arch::AttentionFreeWeights drawn(arch::Draw& draw, std::size_t width) {
  arch::AttentionFreeWeights w;
  w.query = draw.matrix(width, width);
  w.key = draw.matrix(width, width);
  w.value = draw.matrix(width, width);
  return w;
}

/// Fault: numerator and denominator start at the second token.
plain::Pair<arch::StreamingLayer> simple(arch::Draw& draw, const arch::Numbers& grid,
                                         const plain::Shape& shape) {
  const arch::AttentionFreeWeights w = drawn(draw, shape.width);
  return {std::make_unique<arch::AttentionFreeLayer>(grid, w),
          [=](const plain::Rounder& round, const Rows& x, bool fault) {
            const Rows q = round.all(numbers(grid, w.query), x),
                       k = round.all(numbers(grid, w.key), x),
                       v = round.all(numbers(grid, w.value), x);
            Rows y = q;
            for (std::size_t i = 0; i < q[0].size(); ++i) {
              Rational a = 0;
              Rational b = 0;
              for (std::size_t t = 0; t < x.size(); ++t) {
                if (!fault || t > 0) {
                  a = round(a + round.exp(k[t][i]) * v[t][i]);
                  b = round(b + round.exp(k[t][i]));
                }
                y[t][i] = round(round.sigmoid(q[t][i]) * round(plain::ratio(a, b)));
              }
            }
            return y;
          }};
}

/// Fault: the position bias of the transposed pair.
plain::Pair<arch::SummedLayer> full(arch::Draw& draw, const arch::Numbers& grid,
                                    const plain::Shape& shape) {
  const arch::AttentionFreeWeights w = drawn(draw, shape.width);
  const arch::Matrix bias = draw.matrix(shape.longest, shape.longest);
  return {
      std::make_unique<arch::AttentionFreeSum>(grid, w, bias),
      [=](const plain::Rounder& round, const Rows& x, bool fault) {
        const Rows q = round.all(numbers(grid, w.query), x), k = round.all(numbers(grid, w.key), x),
                   v = round.all(numbers(grid, w.value), x), b = numbers(grid, bias);
        Rows y = q;
        for (std::size_t t = 0; t < x.size(); ++t)
          for (std::size_t i = 0; i < q[0].size(); ++i) {
            Rational numerator = 0;
            Rational denominator = 0;
            for (std::size_t j = 0; j < x.size(); ++j) {
              const Rational e = round.exp(round(k[j][i] + (fault ? b[j][t] : b[t][j])));
              numerator += e * v[j][i];
              denominator += e;
            }
            y[t][i] = round(round.sigmoid(q[t][i]) * round(plain::ratio(numerator, denominator)));
          }
        return y;
      }};
}

arch::ShiftedMap shifted(arch::Draw& draw, std::size_t rows, std::size_t columns) {
  arch::ShiftedMap map;
  map.mix = draw.row(columns);
  map.map = draw.matrix(rows, columns);
  return map;
}

arch::RwkvWeights drawn_rwkv(arch::Draw& draw, const arch::Numbers& grid, std::size_t width) {
  arch::RwkvWeights w;
  w.receptance = shifted(draw, width, width);
  w.key = shifted(draw, width, width);
  w.value = shifted(draw, width, width);
  w.out = draw.matrix(width, width);
  w.kept = arch::sigmoid(grid, draw.row(width));
  w.bonus = draw.row(width);
  w.channel_receptance = shifted(draw, width, width);
  w.channel_key = shifted(draw, 2, width);
  w.channel_value = draw.matrix(width, 2);
  return w;
}

Rows shifted(const plain::Rounder& round, const arch::Numbers& grid, const arch::ShiftedMap& map,
             const Rows& x) {
  Rows y;
  for (std::size_t t = 0; t < x.size(); ++t) {
    Row mixed;
    for (std::size_t i = 0; i < x[t].size(); ++i) {
      const Rational mu = grid.lower(map.mix[i]);
      mixed.push_back(round(mu * x[t][i] + (1 - mu) * (t == 0 ? Rational(0) : x[t - 1][i])));
    }
    y.push_back(round.linear(numbers(grid, map.map), mixed));
  }
  return y;
}

/// Fault: no bonus for the present token.
plain::Pair<arch::StreamingLayer> rwkv(arch::Draw& draw, const arch::Numbers& grid,
                                       const plain::Shape& shape) {
  const arch::RwkvWeights w = drawn_rwkv(draw, grid, shape.width);
  return {std::make_unique<arch::RwkvLayer>(grid, w),
          [=](const plain::Rounder& round, const Rows& x, bool fault) {
            const Rows r = shifted(round, grid, w.receptance, x),
                       k = shifted(round, grid, w.key, x), v = shifted(round, grid, w.value, x);
            Rows gated = x;
            for (std::size_t i = 0; i < x[0].size(); ++i) {
              Rational a = 0;
              Rational b = 0;
              for (std::size_t t = 0; t < x.size(); ++t) {
                const Rational bonus = fault ? Rational(0) : grid.lower(w.bonus[i]);
                const Rational now = round.exp(round(bonus + k[t][i]));
                const Rational average = round(plain::ratio(a + now * v[t][i], b + now));
                gated[t][i] = round(round.sigmoid(r[t][i]) * average);
                a = round(grid.lower(w.kept[i]) * a + round.exp(k[t][i]) * v[t][i]);
                b = round(grid.lower(w.kept[i]) * b + round.exp(k[t][i]));
              }
            }
            Rows mixed = round.all(numbers(grid, w.out), gated);
            for (std::size_t t = 0; t < x.size(); ++t)
              for (std::size_t i = 0; i < x[t].size(); ++i)
                mixed[t][i] = round(x[t][i] + mixed[t][i]);

            const Rows r2 = shifted(round, grid, w.channel_receptance, mixed);
            Rows squares = shifted(round, grid, w.channel_key, mixed);
            for (Row& row : squares)
              for (Rational& entry : row) entry = entry < 0 ? Rational(0) : round(entry * entry);
            Rows y = round.all(numbers(grid, w.channel_value), squares);
            for (std::size_t t = 0; t < x.size(); ++t)
              for (std::size_t i = 0; i < x[t].size(); ++i)
                y[t][i] = round(mixed[t][i] + round(round.sigmoid(r2[t][i]) * y[t][i]));
            return y;
          }};
}

using Streaming = plain::Maker<arch::StreamingLayer>;
using Summed = plain::Maker<arch::SummedLayer>;

TEST_CASE("AFT-simple carries numerators and denominators along") {
  CHECK(plain::differences(Streaming(simple), false) == 0);
  CHECK(plain::differences(Streaming(simple), true) > 12);
}

TEST_CASE("AFT-full averages each channel with its position biases") {
  CHECK(plain::differences(Summed(full), false) == 0);
  CHECK(plain::differences(Summed(full), true) > 12);
}

TEST_CASE("RWKV computes time mixing and channel mixing") {
  CHECK(plain::differences(Streaming(rwkv), false) == 0);
  CHECK(plain::differences(Streaming(rwkv), true) > 12);
}

TEST_CASE("attention-free layers refuse parameters and inputs that they cannot take") {
  const arch::Numbers grid(make_grid(4, 1, Rounding::down));
  Random random(1, 0);
  arch::Draw draw(random, grid);
  arch::RwkvWeights w = drawn_rwkv(draw, grid, 2);
  w.kept[1] = grid.constant(Rational(-1, 4));
  CHECK_THROWS_WITH(arch::RwkvLayer(grid, w), Contains("must not be negative"));

  arch::SummedModel::Parts parts{
      grid,
      draw.matrix(2, 1),
      std::make_unique<arch::AttentionFreeSum>(grid, drawn(draw, 1), draw.matrix(2, 2)),
      false,
      {}};
  const arch::SummedModel model(std::move(parts));
  CHECK_NOTHROW(run(model, std::vector<std::uint64_t>{0, 1}));
  CHECK_THROWS_WITH(run(model, std::vector<std::uint64_t>{0, 1, 1}), Contains("position biases"));
}

}  // namespace
}  // namespace separatrix

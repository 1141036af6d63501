// Selective state spaces against their equations, stage by stage over the whole sequence.
#include <catch2/catch.hpp>

#include "models/architectures/mamba.hpp"
#include "plain_sequences.hpp"

namespace separatrix {
namespace {

namespace arch = architectures;
using plain::numbers;
using plain::Row;
using plain::Rows;

struct Affine {
  Rows weight;
  Row bias;
};

Affine affine(const arch::Numbers& grid, const arch::DenseLayer& dense) {
  return {numbers(grid, dense.weight), numbers(grid, dense.bias)};
}

Rows all(const plain::Rounder& round, const Affine& map, const Rows& x) {
  return round.all(map.weight, x, map.bias);
}

/// silu of the causal convolution, on a sequence padded with zeros. Fault: the taps are reversed.
Rows convolved(const plain::Rounder& round, const Affine& taps, const Rows& x, bool fault) {
  const std::size_t count = taps.weight[0].size();
  const std::size_t channels = taps.weight.size();
  Rows padded(count - 1, Row(channels, Rational(0)));
  padded.insert(padded.end(), x.begin(), x.end());
  Rows y;
  for (std::size_t t = 0; t < x.size(); ++t) {
    Row row;
    for (std::size_t i = 0; i < channels; ++i) {
      Rational sum = taps.bias[i];
      for (std::size_t back = 0; back < count; ++back)
        sum += taps.weight[i][fault ? count - 1 - back : back] * padded[t + count - 1 - back][i];
      row.push_back(round.silu(round(sum)));
    }
    y.push_back(row);
  }
  return y;
}

/// The outputs of one channel: y_t = <C_t, s_t> + D u_t, s_t = exp(step_t a) s_{t-1} +
/// (step_t u_t) B_t.
Row channel(const plain::Rounder& round, const Row& a, const Rational& skip, const Row& u,
            const Row& step, const Rows& b, const Rows& c) {
  Row s(a.size(), Rational(0));
  Row y;
  for (std::size_t t = 0; t < u.size(); ++t) {
    const Rational input = round(step[t] * u[t]);
    for (std::size_t j = 0; j < a.size(); ++j)
      s[j] = round(round.exp(round(step[t] * a[j])) * s[j] + input * b[t][j]);
    y.push_back(round(plain::inner(c[t], s) + skip * u[t]));
  }
  return y;
}

/// out (y silu(gate x)), y given channel by channel.
Rows gated(const plain::Rounder& round, const Rows& y, const Rows& gate, const Rows& out) {
  Rows rows;
  for (std::size_t t = 0; t < gate.size(); ++t) {
    Row row;
    for (std::size_t i = 0; i < y.size(); ++i)
      row.push_back(round(y[i][t] * round.silu(gate[t][i])));
    rows.push_back(round.linear(out, row));
  }
  return rows;
}

Row column(const Rows& rows, std::size_t i) {
  Row entries;
  for (const Row& row : rows) entries.push_back(row[i]);
  return entries;
}

Rows columns(const Rows& rows, std::size_t first, std::size_t count) {
  Rows all;
  for (const Row& row : rows) {
    all.emplace_back();
    for (std::size_t i = first; i < first + count; ++i) all.back().push_back(row[i]);
  }
  return all;
}

arch::ShortConvolution drawn_taps(arch::Draw& draw, std::size_t channels) {
  arch::ShortConvolution taps;
  taps.taps = draw.matrix(channels, 1 + draw.random().below(4));
  taps.bias = draw.row(channels);
  return taps;
}

Affine affine(const arch::Numbers& grid, const arch::ShortConvolution& taps) {
  return {numbers(grid, taps.taps), numbers(grid, taps.bias)};
}

Rows sigmoids(const plain::Rounder& round, Rows rows) {
  for (Row& row : rows)
    for (Rational& x : row) x = round.sigmoid(x);
  return rows;
}

plain::Pair<arch::StreamingLayer> mamba(arch::Draw& draw, const arch::Numbers& grid,
                                        const plain::Shape& shape) {
  const std::size_t m = shape.width;
  const std::size_t n = 1 + draw.random().below(3);
  arch::MambaWeights w;
  w.in = draw.dense(m, m);
  w.gate = draw.dense(m, m);
  w.convolution = drawn_taps(draw, m);
  w.step = draw.dense(m, m);
  w.a = draw.matrix(m, n);
  w.b = draw.matrix(n, m);
  w.c = draw.matrix(n, m);
  w.skip = draw.row(m);
  w.out = draw.matrix(m, m);
  return {std::make_unique<arch::MambaLayer>(grid, w),
          [=](const plain::Rounder& round, const Rows& x, bool fault) {
            const Rows u = convolved(round, affine(grid, w.convolution),
                                     all(round, affine(grid, w.in), x), fault);
            const Rows step = sigmoids(round, all(round, affine(grid, w.step), u));
            const Rows b = round.all(numbers(grid, w.b), u), c = round.all(numbers(grid, w.c), u);
            Rows y;
            for (std::size_t i = 0; i < m; ++i)
              y.push_back(channel(round, numbers(grid, w.a)[i], grid.lower(w.skip[i]), column(u, i),
                                  column(step, i), b, c));
            return gated(round, y, all(round, affine(grid, w.gate), x), numbers(grid, w.out));
          }};
}

plain::Pair<arch::StreamingLayer> mamba2(arch::Draw& draw, const arch::Numbers& grid,
                                         const plain::Shape& shape) {
  const std::size_t m = shape.width;
  const std::size_t n = 1 + draw.random().below(3);
  arch::Mamba2Weights w;
  w.in = draw.dense(m + 2 * n, m);
  w.gate = draw.dense(m, m);
  w.convolution = drawn_taps(draw, m + 2 * n);
  w.step = draw.dense(shape.heads, m);
  w.a = draw.row(shape.heads);
  w.skip = draw.row(shape.heads);
  w.out = draw.matrix(m, m);
  const std::size_t per_head = m / shape.heads;
  return {std::make_unique<arch::Mamba2Layer>(grid, w),
          [=](const plain::Rounder& round, const Rows& x, bool fault) {
            const Rows joined = convolved(round, affine(grid, w.convolution),
                                          all(round, affine(grid, w.in), x), fault);
            const Rows b = columns(joined, m, n), c = columns(joined, m + n, n);
            const Rows step = sigmoids(round, all(round, affine(grid, w.step), x));
            Rows y;
            for (std::size_t i = 0; i < m; ++i) {
              const std::size_t h = i / per_head;
              y.push_back(channel(round, Row(n, grid.lower(w.a[h])), grid.lower(w.skip[h]),
                                  column(joined, i), column(step, h), b, c));
            }
            return gated(round, y, all(round, affine(grid, w.gate), x), numbers(grid, w.out));
          }};
}

TEST_CASE("Mamba computes its equations, stage by stage") {
  CHECK(plain::differences(plain::Maker<arch::StreamingLayer>(mamba), false) == 0);
  CHECK(plain::differences(plain::Maker<arch::StreamingLayer>(mamba), true) > 12);
}

TEST_CASE("Mamba-2 computes its equations, stage by stage") {
  CHECK(plain::differences(plain::Maker<arch::StreamingLayer>(mamba2), false) == 0);
  CHECK(plain::differences(plain::Maker<arch::StreamingLayer>(mamba2), true) > 12);
}

}  // namespace
}  // namespace separatrix

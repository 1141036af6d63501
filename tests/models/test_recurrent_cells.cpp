// The recurrent layers against their equations, written out on exact rationals.
#include <functional>

#include <catch2/catch.hpp>

#include "models/architectures/factored_cells.hpp"
#include "models/architectures/recurrent_cells.hpp"
#include "rational_grid.hpp"

namespace separatrix {
namespace {

using namespace architectures;
using Inputs = std::vector<RationalRow>;

/// Row u of a map of [h, x].
Rational gate(const RationalGrid& grid, const DenseLayer& dense, std::size_t u,
              const RationalRow& h, const RationalRow& x) {
  const RationalMatrix weight = grid.matrix(dense.weight);
  Rational sum = grid.number(dense.bias[u]);
  for (std::size_t j = 0; j < h.size(); ++j) sum += weight[u][j] * h[j];
  for (std::size_t j = 0; j < x.size(); ++j) sum += weight[u][h.size() + j] * x[j];
  return grid.round(sum);
}

RationalRow plain_simple(const RationalGrid& grid, const DenseLayer& update, const Inputs& inputs) {
  RationalRow h(inputs[0].size(), 0);
  for (const RationalRow& x : inputs) {
    const RationalRow before = h;
    for (std::size_t u = 0; u < h.size(); ++u) h[u] = grid.tanh(gate(grid, update, u, before, x));
  }
  return h;
}

RationalRow plain_gru(const RationalGrid& grid, const GruMaps& maps, const Inputs& inputs) {
  RationalRow h(inputs[0].size(), 0);
  for (const RationalRow& x : inputs) {
    const RationalRow before = h;
    RationalRow kept;
    for (std::size_t u = 0; u < h.size(); ++u)
      kept.push_back(grid.round(grid.sigmoid(gate(grid, maps.reset, u, before, x)) * before[u]));
    for (std::size_t u = 0; u < h.size(); ++u) {
      const Rational z = grid.sigmoid(gate(grid, maps.update, u, before, x));
      h[u] =
          grid.round((1 - z) * before[u] + z * grid.tanh(gate(grid, maps.candidate, u, kept, x)));
    }
  }
  return h;
}

RationalRow plain_lstm(const RationalGrid& grid, const LstmMaps& maps, const Inputs& inputs) {
  RationalRow h(inputs[0].size(), 0);
  RationalRow c = h;
  for (const RationalRow& x : inputs) {
    const RationalRow before = h;
    for (std::size_t u = 0; u < h.size(); ++u) {
      const Rational forget = grid.sigmoid(gate(grid, maps.forget, u, before, x));
      const Rational input = grid.sigmoid(gate(grid, maps.input, u, before, x));
      const Rational output = grid.sigmoid(gate(grid, maps.output, u, before, x));
      c[u] =
          grid.round(forget * c[u] + input * grid.tanh(gate(grid, maps.candidate, u, before, x)));
      h[u] = grid.round(output * grid.tanh(c[u]));
    }
  }
  return h;
}

/// h' = tanh(transition h + W x + b) with the whole width x width transition.
RationalRow plain_dense(const RationalGrid& grid, const RationalMatrix& transition,
                        const DenseLayer& input, const Inputs& inputs) {
  const RationalMatrix weight = grid.matrix(input.weight);
  RationalRow h(inputs[0].size(), 0);
  for (const RationalRow& x : inputs) {
    const RationalRow before = h;
    for (std::size_t u = 0; u < h.size(); ++u) {
      Rational sum = grid.number(input.bias[u]);
      for (std::size_t j = 0; j < h.size(); ++j)
        sum += transition[u][j] * before[j] + weight[u][j] * x[j];
      h[u] = grid.tanh(grid.round(sum));
    }
  }
  return h;
}

RationalMatrix low_rank(const RationalGrid& grid, const Matrix& left, const Matrix& right) {
  const RationalMatrix u = grid.matrix(left);
  const RationalMatrix v = grid.matrix(right);
  RationalMatrix whole(u.size(), RationalRow(v.size(), 0));
  for (std::size_t i = 0; i < u.size(); ++i)
    for (std::size_t j = 0; j < v.size(); ++j)
      for (std::size_t k = 0; k < u[i].size(); ++k) whole[i][j] += u[i][k] * v[j][k];
  return whole;
}

RationalMatrix kronecker(const RationalGrid& grid, const Matrix& outer, const Matrix& inner) {
  const RationalMatrix a = grid.matrix(outer);
  const RationalMatrix b = grid.matrix(inner);
  const std::size_t m = a.size() * b.size();
  RationalMatrix whole(m, RationalRow(m));
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t j = 0; j < m; ++j)
      whole[i][j] = a[i / b.size()][j / b.size()] * b[i % b.size()][j % b.size()];
  return whole;
}

/// A layer on a random grid, and what its equations say.
struct Trial {
  std::unique_ptr<StreamingLayer> layer;
  std::function<RationalRow(const RationalGrid&, const Inputs&)> plain;
};

using TrialMaker = std::function<Trial(Draw&, const Numbers&, std::size_t width)>;

/// How many of 60 random layers differ from the equations on a random input of 1 to 6 rows.
int differences(const TrialMaker& make) {
  int different = 0;
  for (std::uint64_t index = 0; index < 60; ++index) {
    Random random(5, index);
    const Grid on =
        make_grid(2 + random.below(15), 1, random.coin() ? Rounding::nearest : Rounding::down);
    const Numbers numbers(on);
    const RationalGrid grid(on);
    Draw draw(random, numbers);
    const std::size_t width = 1 + random.below(6);
    const Trial trial = make(draw, numbers, width);
    Integers state = trial.layer->initial();
    Inputs inputs;
    Row y;
    for (std::size_t t = 0; t <= index % 6; ++t) {
      const Row x = draw.row(width);
      inputs.push_back(grid.row(x));
      y = trial.layer->step(state, t, x);
    }
    different += grid.row(y) != trial.plain(grid, inputs) ? 1 : 0;
  }
  return different;
}

TEST_CASE("a simple recurrent layer is its equation") {
  const auto trial = [](bool fault) {
    return [fault](Draw& draw, const Numbers& numbers, std::size_t width) {
      const DenseLayer update = draw.dense(width, 2 * width);
      DenseLayer used = update;
      if (fault) used.weight.entries[0] = {-used.weight.entries[0].units};
      return Trial{std::make_unique<SimpleLayer>(numbers, used),
                   [update](const RationalGrid& grid, const Inputs& inputs) {
                     return plain_simple(grid, update, inputs);
                   }};
    };
  };
  CHECK(differences(trial(false)) == 0);
  CHECK(differences(trial(true)) > 5);
}

TEST_CASE("a GRU layer is its equations, and swapped gates are noticed") {
  const auto trial = [](bool fault) {
    return [fault](Draw& draw, const Numbers& numbers, std::size_t width) {
      const GruMaps maps{draw.dense(width, 2 * width), draw.dense(width, 2 * width),
                         draw.dense(width, 2 * width)};
      GruMaps used = maps;
      if (fault) std::swap(used.update, used.reset);
      return Trial{std::make_unique<GruLayer>(numbers, used),
                   [maps](const RationalGrid& grid, const Inputs& inputs) {
                     return plain_gru(grid, maps, inputs);
                   }};
    };
  };
  CHECK(differences(trial(false)) == 0);
  CHECK(differences(trial(true)) > 20);
}

TEST_CASE("an LSTM layer is its equations, and swapped gates are noticed") {
  const auto trial = [](bool fault) {
    return [fault](Draw& draw, const Numbers& numbers, std::size_t width) {
      const LstmMaps maps{draw.dense(width, 2 * width), draw.dense(width, 2 * width),
                          draw.dense(width, 2 * width), draw.dense(width, 2 * width)};
      LstmMaps used = maps;
      if (fault) std::swap(used.forget, used.input);
      return Trial{std::make_unique<LstmLayer>(numbers, used),
                   [maps](const RationalGrid& grid, const Inputs& inputs) {
                     return plain_lstm(grid, maps, inputs);
                   }};
    };
  };
  CHECK(differences(trial(false)) == 0);
  CHECK(differences(trial(true)) > 20);
}

TEST_CASE("a low-rank layer has the transition U V^T, not V U^T") {
  const auto trial = [](bool fault) {
    return [fault](Draw& draw, const Numbers& numbers, std::size_t width) {
      const std::size_t rank = 1 + draw.random().below(3);
      const Matrix left = draw.matrix(width, rank);
      const Matrix right = draw.matrix(width, rank);
      const DenseLayer input = draw.dense(width, width);
      return Trial{std::make_unique<LowRankLayer>(numbers, fault ? right : left,
                                                  fault ? left : right, input),
                   [=](const RationalGrid& grid, const Inputs& inputs) {
                     return plain_dense(grid, low_rank(grid, left, right), input, inputs);
                   }};
    };
  };
  CHECK(differences(trial(false)) == 0);
  CHECK(differences(trial(true)) > 5);
}

TEST_CASE("a Kronecker layer has the transition A (x) B, not B (x) A") {
  const auto trial = [](bool fault) {
    return [fault](Draw& draw, const Numbers& numbers, std::size_t width) {
      const std::size_t a = width % 2 == 0 ? 2 : 1;
      const Matrix outer = draw.matrix(a, a);
      const Matrix inner = draw.matrix(width / a, width / a);
      const DenseLayer input = draw.dense(width, width);
      return Trial{std::make_unique<KroneckerLayer>(numbers, fault ? inner : outer,
                                                    fault ? outer : inner, input),
                   [=](const RationalGrid& grid, const Inputs& inputs) {
                     return plain_dense(grid, kronecker(grid, outer, inner), input, inputs);
                   }};
    };
  };
  CHECK(differences(trial(false)) == 0);
  CHECK(differences(trial(true)) > 5);
}

TEST_CASE("products of three numbers that may need more than 127 bits are refused") {
  const auto low_rank_layer = [](std::uint64_t scale) {
    const Numbers numbers(make_grid(scale, 1, Rounding::down));
    const Matrix column{2, 1, Row(2)};
    const DenseLayer input{Matrix{2, 2, Row(4)}, Row(2)};
    return LowRankLayer(numbers, column, column, input).state();
  };
  // 2 (1 + 1) + 1 = 5 terms of S^6: 5 S^6 < 2^127 up to S = 1800141.
  CHECK(low_rank_layer(1800141).size() == 1);
  CHECK_THROWS_WITH(low_rank_layer(1800142), Catch::Contains("128 bits"));
  const Numbers fine(make_grid(std::uint64_t{1} << 22U, 1, Rounding::down));
  const Matrix one{1, 1, Row(1)};
  CHECK_THROWS_WITH(KroneckerLayer(fine, one, one, {one, Row(1)}), Catch::Contains("128 bits"));
}

}  // namespace
}  // namespace separatrix

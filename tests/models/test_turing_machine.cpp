// The Neural Turing Machine against its equations, written out on exact rationals.
#include <catch2/catch.hpp>

#include "models/architectures/turing_machine.hpp"
#include "rational_grid.hpp"

namespace separatrix {
namespace {

using namespace architectures;

/// numerators exp(logit - maximum), over their sum.
RationalRow plain_softmax(const RationalGrid& grid, const RationalRow& logits) {
  const Rational most = *std::max_element(logits.begin(), logits.end());
  RationalRow weights;
  Rational total = 0;
  for (const Rational& logit : logits) {
    weights.push_back(grid.exp(grid.round(logit - most)));
    total += weights.back();
  }
  for (Rational& weight : weights) weight = grid.round(weight / total);
  return weights;
}

/// architectures::Row r of a map of `read`.
Rational affine(const RationalGrid& grid, const DenseLayer& dense, std::size_t r,
                const RationalRow& read) {
  const RationalMatrix weight = grid.matrix(dense.weight);
  Rational sum = grid.number(dense.bias[r]);
  for (std::size_t j = 0; j < read.size(); ++j) sum += weight[r][j] * read[j];
  return grid.round(sum);
}

/// The weights of a head whose last ones are `old`, ordered by key | gate | shifts.
RationalRow plain_weights(const RationalGrid& grid, const RationalMatrix& memory,
                          const RationalRow& old, const RationalRow& orders) {
  const std::size_t slots = memory.size();
  const std::size_t d = memory[0].size();
  RationalRow logits(slots, 0);
  for (std::size_t i = 0; i < slots; ++i) {
    for (std::size_t j = 0; j < d; ++j) logits[i] += orders[j] * memory[i][j];
    logits[i] = grid.round(logits[i]);
  }
  const RationalRow content = plain_softmax(grid, logits);
  const Rational gate = grid.sigmoid(orders[d]);
  RationalRow mixed;
  for (std::size_t i = 0; i < slots; ++i)
    mixed.push_back(grid.round(gate * content[i] + (1 - gate) * old[i]));
  const RationalRow shift = plain_softmax(grid, {orders[d + 1], orders[d + 2], orders[d + 3]});
  RationalRow weights;
  for (std::size_t i = 0; i < slots; ++i) {
    const std::size_t below = i == 0 ? slots - 1 : i - 1;
    const std::size_t above = i + 1 == slots ? 0 : i + 1;
    const Rational shifted =
        grid.round(shift[0] * mixed[above] + shift[1] * mixed[i] + shift[2] * mixed[below]);
    weights.push_back(std::min(shifted, Rational(1)));
  }
  return weights;
}

/// The rows of all positions.
std::vector<RationalRow> plain_run(const RationalGrid& grid, const TuringMachineMaps& maps,
                                   const std::vector<RationalRow>& inputs) {
  const std::size_t width = maps.controller.weight.rows;
  RationalMatrix memory = grid.matrix(maps.memory);
  const std::size_t slots = memory.size();
  const std::size_t d = memory[0].size();
  RationalRow first(slots, 0);
  first[0] = 1;
  std::vector<RationalRow> weights(maps.head.size(), first);
  RationalRow h(width, 0);
  std::vector<RationalRow> rows;
  for (const RationalRow& x : inputs) {
    RationalRow seen = h;
    seen.insert(seen.end(), x.begin(), x.end());
    for (const RationalRow& w : weights)
      for (std::size_t j = 0; j < d; ++j) {
        Rational sum = 0;
        for (std::size_t i = 0; i < slots; ++i) sum += w[i] * memory[i][j];
        seen.push_back(grid.round(sum));
      }
    for (std::size_t u = 0; u < width; ++u)
      h[u] = grid.tanh(affine(grid, maps.controller, u, seen));
    rows.push_back(h);

    const RationalMatrix before = memory;
    for (std::size_t k = 0; k < weights.size(); ++k) {
      RationalRow orders;
      for (std::size_t r = 0; r < 3 * d + 4; ++r)
        orders.push_back(affine(grid, maps.head[k], r, h));
      weights[k] = plain_weights(grid, before, weights[k], orders);
      for (std::size_t i = 0; i < slots; ++i)
        for (std::size_t j = 0; j < d; ++j) {
          const Rational erased = grid.round(weights[k][i] * grid.sigmoid(orders[d + 4 + j]));
          memory[i][j] =
              grid.round(memory[i][j] * (1 - erased) + weights[k][i] * orders[2 * d + 4 + j]);
        }
    }
  }
  return rows;
}

/// Exchanges rows r and s of a map.
void swap_rows(DenseLayer& dense, std::size_t r, std::size_t s) {
  std::swap(dense.bias[r], dense.bias[s]);
  for (std::size_t j = 0; j < dense.weight.columns; ++j)
    std::swap(dense.weight.entries[r * dense.weight.columns + j],
              dense.weight.entries[s * dense.weight.columns + j]);
}

/// How many of 80 random machines differ somewhere from the equations on an input of 6 rows.
template <class Fault>
int differences(const Fault& fault) {
  int different = 0;
  for (std::uint64_t index = 0; index < 80; ++index) {
    Random random(7, index);
    const Grid on =
        make_grid(2 + random.below(15), 1, random.coin() ? Rounding::nearest : Rounding::down);
    const Numbers numbers(on);
    const RationalGrid grid(on);
    Draw draw(random, numbers);
    const std::size_t width = 1 + random.below(4);
    const std::size_t d = 1 + random.below(3);
    const std::size_t heads = 1 + random.below(2);
    TuringMachineMaps maps{draw.dense(width, 2 * width + heads * d), {}, {}};
    for (std::size_t k = 0; k < heads; ++k) maps.head.push_back(draw.dense(3 * d + 4, width));
    maps.memory = draw.matrix(1 + random.below(4), d);
    TuringMachineMaps used = maps;
    fault(used);

    const TuringMachineLayer layer(numbers, used);
    const Ranges ranges = layer.state();
    Integers state = layer.initial();
    std::vector<RationalRow> inputs;
    std::vector<RationalRow> rows;
    for (std::size_t t = 0; t < 6; ++t) {
      const architectures::Row x = draw.row(width);
      inputs.push_back(grid.row(x));
      rows.push_back(grid.row(layer.step(state, t, x)));
      REQUIRE(state.size() == ranges.size());
      for (std::size_t i = 0; i < state.size(); ++i)
        REQUIRE((ranges[i].low <= state[i] && state[i] <= ranges[i].high));
    }
    different += rows != plain_run(grid, maps, inputs) ? 1 : 0;
  }
  return different;
}

TEST_CASE("a Neural Turing Machine is its equations at every position") {
  CHECK(differences([](TuringMachineMaps&) {}) == 0);
}

TEST_CASE("a Neural Turing Machine with a fault in any part is noticed") {
  // A shift the other way round; erase and add exchanged; the first slot's content changed.
  CHECK(differences([](TuringMachineMaps& maps) {
          const std::size_t d = maps.memory.columns;
          for (DenseLayer& head : maps.head) swap_rows(head, d + 1, d + 3);
        }) > 5);
  CHECK(differences([](TuringMachineMaps& maps) {
          const std::size_t d = maps.memory.columns;
          for (DenseLayer& head : maps.head)
            for (std::size_t j = 0; j < d; ++j) swap_rows(head, d + 4 + j, 2 * d + 4 + j);
        }) > 20);
  CHECK(differences([](TuringMachineMaps& maps) {
          maps.memory.entries[0] = {-maps.memory.entries[0].units};
        }) > 10);
}

TEST_CASE("rounded shifts add up to more than 1, and the weight stays 1") {
  // On the grid of step 1/2 to nearest, three equal shifts of 1/3 round to 1/2 each.
  const Numbers numbers(make_grid(2, 1, Rounding::nearest));
  const auto zero = [](std::size_t rows, std::size_t columns) {
    return DenseLayer{{rows, columns, architectures::Row(rows * columns)},
                      architectures::Row(rows)};
  };
  const TuringMachineLayer layer(numbers,
                                 {zero(1, 3), {zero(7, 1)}, {1, 1, architectures::Row(1)}});
  Integers state = layer.initial();
  layer.step(state, 0, architectures::Row(1));
  CHECK(state[2] == 2);
  CHECK(layer.state()[2] == Range{0, 2});
}

}  // namespace
}  // namespace separatrix

// The memory network against its equations, written out on exact rationals.
#include <catch2/catch.hpp>

#include "models/architectures/memory_network.hpp"
#include "rational_grid.hpp"

namespace separatrix {
namespace {

using namespace architectures;

struct Parts {
  Matrix question;
  std::vector<Hop> hops;
  Value bound;
};

RationalMatrix memory_rows(const RationalGrid& grid, const PositionedEmbedding& table,
                           const std::vector<std::uint64_t>& tokens) {
  const RationalMatrix of_token = grid.matrix(table.symbols);
  const RationalMatrix of_position = grid.matrix(table.positions);
  RationalMatrix rows;
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    rows.emplace_back();
    for (std::size_t i = 0; i < table.symbols.columns; ++i)
      rows[t].push_back(grid.round(of_token[tokens[t]][i] + of_position[t][i]));
  }
  return rows;
}

/// Counts the hops in which nothing is read, all exponentials being 0 on the grid.
RationalRow plain_run(const RationalGrid& grid, const Parts& parts,
                      const std::vector<std::uint64_t>& tokens, int& empty_hops) {
  RationalRow u = grid.matrix(parts.question)[tokens.back()];
  for (const Hop& hop : parts.hops) {
    const RationalMatrix keys = memory_rows(grid, hop.key, tokens);
    const RationalMatrix values = memory_rows(grid, hop.value, tokens);
    RationalRow weights;
    Rational total = 0;
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      Rational logit = 0;
      for (std::size_t i = 0; i < u.size(); ++i) logit += u[i] * keys[t][i];
      const Rational above = grid.round(grid.round(logit) - grid.number(parts.bound));
      weights.push_back(grid.exp(std::min(above, Rational(0))));
      total += weights.back();
    }
    if (total == 0) {
      ++empty_hops;
      continue;
    }
    RationalRow next;
    for (std::size_t i = 0; i < u.size(); ++i) {
      Rational read = 0;
      for (std::size_t t = 0; t < tokens.size(); ++t) read += weights[t] * values[t][i];
      next.push_back(grid.round(u[i] + grid.round(read / total)));
    }
    u = next;
  }
  return u;
}

struct Tally {
  int different = 0;
  int empty_hops = 0;
};

/// Random networks, each with a random input; the fault is put in the network only.
template <class Fault>
Tally compare(const Fault& fault) {
  Tally tally;
  for (std::uint64_t index = 0; index < 120; ++index) {
    Random random(9, index);
    const Grid on =
        make_grid(2 + random.below(15), 1, random.coin() ? Rounding::nearest : Rounding::down);
    const Numbers numbers(on);
    const RationalGrid grid(on);
    Draw draw(random, numbers);
    const std::size_t width = 1 + random.below(5);
    const std::size_t symbols = 2 + random.below(3);
    const auto table = [&] {
      return PositionedEmbedding{draw.matrix(symbols, width), draw.matrix(8, width)};
    };
    Parts parts{draw.matrix(symbols, width), {}, draw.value()};
    for (std::size_t k = 0; k < 1 + index % 3; ++k) parts.hops.push_back({table(), table()});
    std::vector<std::uint64_t> tokens(1 + random.below(8));
    for (std::uint64_t& token : tokens) token = random.below(symbols);
    Parts used = parts;
    fault(used);
    const MemoryNetwork network(numbers, used.question, used.hops, used.bound);
    tally.different +=
        grid.row(run(network, tokens)) != plain_run(grid, parts, tokens, tally.empty_hops) ? 1 : 0;
  }
  return tally;
}

TEST_CASE("a memory network is its equations") {
  const Tally tally = compare([](Parts&) {});
  CHECK(tally.different == 0);
  CHECK(tally.empty_hops > 0);
}

TEST_CASE("a memory network with a fault is noticed") {
  CHECK(compare([](Parts& parts) { parts.hops.pop_back(); }).different > 20);
  CHECK(compare([](Parts& parts) { std::swap(parts.hops[0].key, parts.hops[0].value); }).different >
        20);
  CHECK(compare([](Parts& parts) { parts.bound.units += 1; }).different > 5);
}

TEST_CASE("only the holder of the last position names the question and hears the last hop") {
  const Numbers numbers(make_grid(3, 1, Rounding::down));
  const Matrix rows{5, 2, Row(10)};
  const PositionedEmbedding table{rows, {4, 2, Row(8)}};
  const MemoryNetwork network(numbers, rows, {{table, table}, {table, table}}, {});
  REQUIRE(network.rounds() == 3);
  const std::vector<Field> question = network.fields(0, 4);
  REQUIRE(question.size() == 1);
  CHECK(question[0].range == Range{0, 4});
  CHECK(question[0].speaker.who == Speaker::Who::last);
  for (const std::size_t round : {1U, 2U}) {
    const std::vector<Field> sums = network.fields(round, 4);
    REQUIRE(sums.size() == 3);
    CHECK(sums[0].range == Range{-4 * 27, 4 * 27});
    CHECK(sums[2].range == Range{0, 4 * 3});
    CHECK(sums[0].speaker.who == (round == 1 ? Speaker::Who::both : Speaker::Who::other));
  }
  const std::vector<std::uint64_t> too_long(5, 0);
  CHECK_THROWS_WITH(run(network, too_long), Catch::Contains("tables of positions"));
}

}  // namespace
}  // namespace separatrix

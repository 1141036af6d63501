// One-layer softmax attention, the Reformer and the Perceiver against their equations, written out.
#include <numeric>
#include <set>

#include <catch2/catch.hpp>

#include "models/architectures/perceiver.hpp"
#include "models/architectures/reformer.hpp"
#include "models/architectures/softmax.hpp"
#include "numerics/error.hpp"
#include "plain_softmax.hpp"

namespace separatrix {
namespace {

using namespace plain_attention;

Vector plain_softmax(const UnitsOnGrid& a, const arch::SoftmaxWeights& w,
                     const std::vector<std::uint64_t>& tokens) {
  const Table x = embedded(a, w.embedding, tokens);
  return after(a, w.after, x, attended(a, w.heads, x, x)).back();
}

/// The positions that the last one sees in one hash round: sorted, cut into chunks.
std::vector<std::size_t> plain_window(const Table& queries, const Table& projection,
                                      std::size_t chunk) {
  std::vector<std::vector<bool>> signs;  // the last projection first, as it weighs most
  for (const Vector& query : queries) {
    signs.emplace_back();
    for (auto row = projection.rbegin(); row != projection.rend(); ++row)
      signs.back().push_back(dot(*row, query) >= 0);
  }
  std::vector<std::size_t> order(queries.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t i, std::size_t j) { return signs[i] < signs[j]; });
  std::vector<std::vector<std::size_t>> chunks;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    if (rank % chunk == 0) chunks.emplace_back();
    chunks.back().push_back(order[rank]);
  }
  for (std::size_t n = 0; n < chunks.size(); ++n) {
    if (std::count(chunks[n].begin(), chunks[n].end(), queries.size() - 1) == 0) continue;
    std::vector<std::size_t> window = chunks[n];
    if (n > 0) window.insert(window.end(), chunks[n - 1].begin(), chunks[n - 1].end());
    return window;
  }
  return {};
}

Vector plain_reformer(const UnitsOnGrid& a, const arch::ReformerWeights& w,
                      const std::vector<std::uint64_t>& tokens) {
  const Table x = embedded(a, w.embedding, tokens);
  const std::size_t last = tokens.size() - 1;
  Table heads;
  for (const arch::ReformerHead& head : w.heads) {
    const Table q = mapped(a, x, head.query);
    std::set<std::size_t> seen;
    for (const arch::Matrix& projection : head.projections)
      for (const std::size_t t : plain_window(q, table_of(projection), w.chunk)) seen.insert(t);
    if (seen.size() > 1) seen.erase(last);
    append_columns(heads,
                   bounded_softmax(a, {q[last]}, q, mapped(a, x, head.value),
                                   static_cast<Units>(w.bound.units),
                                   [&](std::size_t, std::size_t t) { return seen.contains(t); }));
  }
  return after(a, w.after, {x[last]}, heads).back();
}

Vector plain_perceiver(const UnitsOnGrid& a, const arch::PerceiverWeights& w,
                       const std::vector<std::uint64_t>& tokens) {
  const Table x = embedded(a, w.embedding, tokens);
  Table z;
  for (const arch::Row& row : w.latents) z.push_back(vector_of(row));
  for (const auto& layer : w.layers) {
    Table heads;
    for (const auto& head : layer.cross)
      append_columns(
          heads, bounded_softmax(a, mapped(a, z, head.query), mapped(a, x, head.key),
                                 mapped(a, x, head.value), static_cast<Units>(layer.bound.units),
                                 [](std::size_t, std::size_t) { return true; }));
    z = after(a, layer.after_cross, z, heads);
    z = after(a, layer.after_self, z, attended(a, layer.self, z, z));
  }
  const Table last{x.back()};
  return after(a, w.after_read, last, attended(a, w.read, last, z)).back();
}

void check(const Comparison& found) {
  CHECK(found.inputs == 512);
  CHECK(found.differ == 0);
  CHECK(found.spoilt > 0);
  CHECK(found.outputs > 3 * 64);
}

TEST_CASE("one-layer softmax attention is its equations; queries for keys are noticed") {
  check(compare<arch::SoftmaxLayer>(arch::draw_softmax, plain_softmax, [](arch::SoftmaxWeights& w) {
    std::swap(w.heads[0].query, w.heads[0].key);
  }));
}

TEST_CASE("the Reformer is its equations; longer chunks are noticed") {
  check(compare<arch::Reformer>(
      [](arch::Draw& draw, const arch::AttentionSizes& sizes) {
        const std::size_t hash_rounds = 1 + draw.random().below(3);
        const std::size_t bits = 1 + draw.random().below(3);
        return draw_reformer(draw, sizes, hash_rounds, bits, 1 + draw.random().below(3));
      },
      plain_reformer, [](arch::ReformerWeights& w) { ++w.chunk; }));
}

TEST_CASE("the Perceiver is its equations; exchanged self-attentions are noticed") {
  check(compare<arch::Perceiver>(
      [](arch::Draw& draw, const arch::AttentionSizes& sizes) {
        const std::size_t layers = 1 + draw.random().below(3);
        return draw_perceiver(draw, sizes, layers, 1 + draw.random().below(3));
      },
      plain_perceiver,
      [](arch::PerceiverWeights& w) { std::swap(w.layers[0].self, w.layers[0].cross); }));
}

TEST_CASE("a bucket is the signs of the projections, zero as plus, the first one lowest") {
  const arch::Numbers numbers(make_grid(4, 1, Rounding::down));
  const auto one = [&](int n) { return numbers.constant(n); };
  const arch::Matrix projection{3, 2, {one(1), one(0), one(0), one(1), one(1), one(1)}};
  CHECK(arch::hash_bucket(numbers, projection, {one(1), one(-2)}) == 1);
  CHECK(arch::hash_bucket(numbers, projection, {one(-1), one(1)}) == 6);
  CHECK(arch::hash_bucket(numbers, projection, {one(0), one(0)}) == 7);
}

TEST_CASE("an input longer than the positions of the model is refused") {
  const arch::Numbers numbers(make_grid(4, 1, Rounding::down));
  Random random(1, 1);
  arch::Draw draw(random, numbers);
  const arch::SoftmaxLayer model(numbers, draw_softmax(draw, {2, 3, 2, 1}));
  CHECK_NOTHROW(run(model, std::vector<std::uint64_t>(3, 0)));
  CHECK_THROWS_AS(run(model, std::vector<std::uint64_t>(4, 0)), Error);
}

}  // namespace
}  // namespace separatrix

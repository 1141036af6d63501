// Linformer and Nystroemformer against their equations, written out.
#include <catch2/catch.hpp>

#include "models/architectures/linformer.hpp"
#include "models/architectures/nystroemformer.hpp"
#include "plain_softmax.hpp"

namespace separatrix {
namespace {

using namespace plain_attention;

/// The first T columns of E, times the rows of x.
Table projected(const UnitsOnGrid& a, const arch::Matrix& e, const Table& x) {
  Table columns = table_of(e);
  for (Vector& row : columns) row.resize(x.size());
  return multiplied(a, columns, x);
}

Vector plain_linformer(const UnitsOnGrid& a, const arch::LinformerWeights& w,
                       const std::vector<std::uint64_t>& tokens) {
  Table x = embedded(a, w.embedding, tokens);
  for (const auto& layer : w.layers) {
    Table heads;
    for (const auto& head : layer.heads) {
      const Table k = projected(a, head.project_keys, mapped(a, x, head.maps.key));
      const Table v = projected(a, head.project_values, mapped(a, x, head.maps.value));
      append_columns(heads, multiplied(a, softmax(a, mapped(a, x, head.maps.query), k), v));
    }
    x = after(a, layer.after, x, heads);
  }
  return x.back();
}

/// Means of the rows of x over l segments: position t belongs to segment s if s T <= t l < (s+1) T.
Table means(const UnitsOnGrid& a, const Table& x, std::size_t l) {
  Table all;
  for (std::size_t s = 0; s < l; ++s) {
    Vector sum(x.front().size(), 0);
    Units count = 0;
    for (std::size_t t = 0; t < x.size(); ++t) {
      if (t * l < s * x.size() || t * l >= (s + 1) * x.size()) continue;
      ++count;
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += x[t][i];
    }
    for (Units& entry : sum) entry = a.divide(entry, count);
    all.push_back(sum);
  }
  return all;
}

Table newton_schulz(const UnitsOnGrid& a, const Table& matrix, std::size_t steps) {
  const std::size_t l = matrix.size();
  Table z(l, Vector(l));
  for (std::size_t i = 0; i < l; ++i)
    for (std::size_t j = 0; j < l; ++j) z[i][j] = a.divide(matrix[j][i], static_cast<Units>(l));
  while (steps-- > 0) {
    Table rest = multiplied(a, matrix, z);
    for (std::size_t i = 0; i < l; ++i)
      for (std::size_t j = 0; j < l; ++j)
        rest[i][j] = a.clip((i == j ? 2 * a.scale() : 0) - rest[i][j]);
    z = multiplied(a, z, rest);
  }
  return z;
}

Vector plain_nystroemformer(const UnitsOnGrid& a, const arch::NystroemformerWeights& w,
                            const std::vector<std::uint64_t>& tokens) {
  Table x = embedded(a, w.embedding, tokens);
  const std::size_t l = std::min(w.landmarks, tokens.size());
  for (const auto& layer : w.layers) {
    Table heads;
    for (const auto& head : layer.heads) {
      const Table q = mapped(a, x, head.query);
      const Table k = mapped(a, x, head.key);
      const Table landmark_q = means(a, q, l);
      const Table landmark_k = means(a, k, l);
      const Table n = bounded_softmax(a, landmark_q, k, mapped(a, x, head.value),
                                      static_cast<Units>(layer.bound.units),
                                      [](std::size_t, std::size_t) { return true; });
      const Table z = newton_schulz(a, softmax(a, landmark_q, landmark_k), w.iterations);
      append_columns(heads, multiplied(a, softmax(a, q, landmark_k), multiplied(a, z, n)));
    }
    x = after(a, layer.after, x, heads);
  }
  return x.back();
}

void check(const Comparison& found) {
  CHECK(found.inputs == 512);
  CHECK(found.differ == 0);
  CHECK(found.spoilt > 0);
  CHECK(found.outputs > 3 * 64);
}

TEST_CASE("the Linformer is its equations; two exchanged entries are noticed") {
  check(compare<arch::Linformer>(
      [](arch::Draw& draw, const arch::AttentionSizes& sizes) {
        const std::size_t layers = 1 + draw.random().below(3);
        return draw_linformer(draw, sizes, layers, 1 + draw.random().below(3));
      },
      plain_linformer,
      [](arch::LinformerWeights& w) {
        arch::LinformerHead& head = w.layers[0].heads[0];
        std::swap(head.project_keys.entries.front(), head.project_keys.entries.back());
      }));
}

const auto random_nystroemformer = [](arch::Draw& draw, const arch::AttentionSizes& sizes) {
  const std::size_t layers = 1 + draw.random().below(3);
  return draw_nystroemformer(draw, sizes, layers, 1 + draw.random().below(3));
};

TEST_CASE("the Nystroemformer is its equations; one more landmark is noticed") {
  check(compare<arch::Nystroemformer>(random_nystroemformer, plain_nystroemformer,
                                      [](arch::NystroemformerWeights& w) { ++w.landmarks; }));
}

TEST_CASE("one more step of Newton and Schulz is noticed") {
  check(compare<arch::Nystroemformer>(random_nystroemformer, plain_nystroemformer,
                                      [](arch::NystroemformerWeights& w) { ++w.iterations; }));
}

}  // namespace
}  // namespace separatrix

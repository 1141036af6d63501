// Linear attention, Performer and RetNet against their equations: whole attention matrices for the
// parallel forms, one number of the state after the other for the recurrent ones.
#include <catch2/catch.hpp>

#include "models/architectures/retention.hpp"
#include "plain_sequences.hpp"

namespace separatrix {
namespace {

namespace arch = architectures;
using plain::numbers;
using plain::Row;
using plain::Rows;

arch::AttentionWeights drawn(arch::Draw& draw, const plain::Shape& shape) {
  arch::AttentionWeights w;
  w.heads = shape.heads;
  w.query = draw.matrix(shape.width, shape.width);
  w.key = draw.matrix(shape.width, shape.width);
  w.value = draw.matrix(shape.width, shape.width);
  w.out = draw.matrix(shape.width, shape.width);
  return w;
}

/// The same weights as rationals.
struct Attention {
  Attention(const arch::Numbers& grid, const arch::AttentionWeights& w)
      : heads(w.heads),
        query(numbers(grid, w.query)),
        key(numbers(grid, w.key)),
        value(numbers(grid, w.value)),
        out(numbers(grid, w.out)) {}
  std::size_t heads;
  Rows query, key, value, out;
};

Rows of_head(const Rows& rows, std::size_t h, std::size_t width) {
  Rows all;
  for (const Row& row : rows) all.push_back(plain::head(row, h, width));
  return all;
}

/// relu(x) + 1, or exp(<w_i, x> - |x|^2 / 2) for the rows w_i of `directions`.
Rows features(const plain::Rounder& round, const Rows& directions, const Rows& x) {
  Rows all;
  for (const Row& row : x) {
    Row phi;
    if (directions.empty())
      for (const Rational& entry : row) phi.push_back(round((entry < 0 ? Rational(0) : entry) + 1));
    for (const Row& w : directions)
      phi.push_back(round.exp(round(plain::inner(w, row) - plain::inner(row, row) / 2)));
    all.push_back(phi);
  }
  return all;
}

void join(Rows& joined, const Rows& head) {
  joined.resize(head.size());
  for (std::size_t t = 0; t < head.size(); ++t)
    joined[t].insert(joined[t].end(), head[t].begin(), head[t].end());
}

/// Of one head. Fault: the normaliser lags one step behind.
Rows carried(const plain::Rounder& round, const Rows& q, const Rows& k, const Rows& v, bool fault) {
  const std::size_t length = q.size(), count = q[0].size(), width = v[0].size();
  Rows numerators(length, Row(width, Rational(0)));
  Row denominators(length, Rational(0));
  for (std::size_t a = 0; a < count; ++a) {
    for (std::size_t b = 0; b < width; ++b) {
      Rational s = 0;
      for (std::size_t t = 0; t < length; ++t) {
        s = round(s + k[t][a] * v[t][b]);
        numerators[t][b] += q[t][a] * s;
      }
    }
    Rational z = 0;
    for (std::size_t t = 0; t < length; ++t) {
      const Rational before = z;
      z = round(z + k[t][a]);
      denominators[t] += q[t][a] * (fault ? before : z);
    }
  }
  for (std::size_t t = 0; t < length; ++t)
    for (Rational& y : numerators[t]) y = round(plain::ratio(y, denominators[t]));
  return numerators;
}

/// Of one head, by the T x T matrix of weights. Fault: a query does not see its own position.
Rows by_matrix(const plain::Rounder& round, const Rows& q, const Rows& k, const Rows& v,
               bool fault) {
  const std::size_t length = q.size();
  Rows matrix(length, Row(length, Rational(0)));
  for (std::size_t t = 0; t < length; ++t)
    for (std::size_t j = 0; j < (fault ? t : t + 1); ++j)
      matrix[t][j] = round(plain::inner(q[t], k[j]));
  Rows y;
  for (const Row& weights : matrix) {
    Rational total = 0;
    for (const Rational& weight : weights) total += weight;
    Row row;
    for (std::size_t b = 0; b < v[0].size(); ++b) {
      Rational sum = 0;
      for (std::size_t j = 0; j < length; ++j) sum += weights[j] * v[j][b];
      row.push_back(round(plain::ratio(sum, total)));
    }
    y.push_back(row);
  }
  return y;
}

using OfHead = Rows (*)(const plain::Rounder&, const Rows&, const Rows&, const Rows&, bool);

template <class Base, class Layer, OfHead head>
plain::Pair<Base> linear(arch::Draw& draw, const arch::Numbers& grid, const plain::Shape& shape) {
  const arch::AttentionWeights weights = drawn(draw, shape);
  const std::size_t width = shape.width / shape.heads;
  arch::FeatureMap map;
  if (draw.random().coin()) map.directions = draw.matrix(1 + draw.random().below(3), width);
  const Attention w(grid, weights);
  const Rows directions = map.directions ? numbers(grid, *map.directions) : Rows{};
  return {std::make_unique<Layer>(grid, weights, map),
          [=](const plain::Rounder& round, const Rows& x, bool fault) {
            const Rows q = round.all(w.query, x), k = round.all(w.key, x),
                       v = round.all(w.value, x);
            Rows joined;
            for (std::size_t h = 0; h < w.heads; ++h)
              join(joined, head(round, features(round, directions, of_head(q, h, width)),
                                features(round, directions, of_head(k, h, width)),
                                of_head(v, h, width), fault));
            return round.all(w.out, joined);
          }};
}

/// Of one head with decay gamma. Fault: the decay acts on the new term too.
Rows retained(const plain::Rounder& round, const Rows& q, const Rows& k, const Rows& v,
              const Rational& gamma, bool fault) {
  const std::size_t length = q.size(), width = v[0].size();
  Rows y(length, Row(width, Rational(0)));
  for (std::size_t a = 0; a < width; ++a)
    for (std::size_t b = 0; b < width; ++b) {
      Rational s = 0;
      for (std::size_t t = 0; t < length; ++t) {
        s = round(gamma * s + (fault ? gamma : Rational(1)) * k[t][a] * v[t][b]);
        y[t][b] += q[t][a] * s;
      }
    }
  for (Row& row : y) row = round(row);
  return y;
}

/// Of one head, by the T x T matrices of weights and of decays. Fault: decays are one power ahead.
Rows retained_by_matrix(const plain::Rounder& round, const Rows& q, const Rows& k, const Rows& v,
                        const Rational& gamma, bool fault) {
  const std::size_t length = q.size();
  Row powers{Rational(1)};
  while (powers.size() <= length) powers.push_back(round(powers.back() * gamma));
  Rows y;
  for (std::size_t t = 0; t < length; ++t) {
    Row row(v[0].size(), Rational(0));
    for (std::size_t j = 0; j <= t; ++j) {
      const Rational weight =
          round(round(plain::inner(q[t], k[j])) * powers[t - j + (fault ? 1 : 0)]);
      for (std::size_t b = 0; b < row.size(); ++b) row[b] += weight * v[j][b];
    }
    y.push_back(round(row));
  }
  return y;
}

using OfDecayingHead = Rows (*)(const plain::Rounder&, const Rows&, const Rows&, const Rows&,
                                const Rational&, bool);

template <class Base, class Layer, OfDecayingHead head>
plain::Pair<Base> retnet(arch::Draw& draw, const arch::Numbers& grid, const plain::Shape& shape) {
  arch::RetentionWeights weights;
  weights.attention = drawn(draw, shape);
  weights.gate = draw.matrix(shape.width, shape.width);
  weights.decay = draw.row(shape.heads);
  const Attention w(grid, weights.attention);
  const Rows gate = numbers(grid, weights.gate);
  const Row decay = numbers(grid, weights.decay);
  const std::size_t width = shape.width / shape.heads;
  return {std::make_unique<Layer>(grid, weights),
          [=](const plain::Rounder& round, const Rows& x, bool fault) {
            const Rows q = round.all(w.query, x), k = round.all(w.key, x),
                       v = round.all(w.value, x);
            Rows joined;
            for (std::size_t h = 0; h < w.heads; ++h)
              join(joined, head(round, of_head(q, h, width), of_head(k, h, width),
                                of_head(v, h, width), decay[h], fault));
            for (std::size_t t = 0; t < x.size(); ++t) {
              const Row gates = round.silu(round.linear(gate, x[t]));
              for (std::size_t i = 0; i < gates.size(); ++i)
                joined[t][i] = round(joined[t][i] * gates[i]);
            }
            return round.all(w.out, joined);
          }};
}

using Streaming = plain::Maker<arch::StreamingLayer>;
using Summed = plain::Maker<arch::SummedLayer>;

TEST_CASE("linear attention and Performer carry their sums along") {
  const Streaming make = linear<arch::StreamingLayer, arch::LinearAttentionLayer, carried>;
  CHECK(plain::differences(make, false) == 0);
  CHECK(plain::differences(make, true) > 12);
}

TEST_CASE("linear attention and Performer in parallel are their matrices of weights") {
  const Summed make = linear<arch::SummedLayer, arch::LinearAttentionSum, by_matrix>;
  CHECK(plain::differences(make, false) == 0);
  CHECK(plain::differences(make, true) > 12);
}

TEST_CASE("RetNet carries its decaying sums along") {
  const Streaming make = retnet<arch::StreamingLayer, arch::RetentionLayer, retained>;
  CHECK(plain::differences(make, false) == 0);
  CHECK(plain::differences(make, true) > 12);
}

TEST_CASE("RetNet in parallel is its matrix of weights times decays") {
  const Summed make = retnet<arch::SummedLayer, arch::RetentionSum, retained_by_matrix>;
  CHECK(plain::differences(make, false) == 0);
  CHECK(plain::differences(make, true) > 12);
}

}  // namespace
}  // namespace separatrix

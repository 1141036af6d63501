// Softmax attention written out on integers, from the equations: whole matrices of units of 1/s,
// every rounding where it stands. Shares with the models under test their parameters and the exp of
// the grid, nothing else.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "models/architectures/softmax_parts.hpp"

namespace separatrix::plain_attention {

using Units = std::int64_t;
using Vector = std::vector<Units>;
using Table = std::vector<Vector>;  ///< row by row
namespace arch = separatrix::architectures;

class UnitsOnGrid {
 public:
  explicit UnitsOnGrid(const arch::Numbers& numbers)
      : grid_(numbers.grid()), s_(grid_.scale.convert_to<Units>()) {}

  Units scale() const { return s_; }
  Units clip(Units x) const { return std::clamp(x, -s_ * s_, s_ * s_); }
  /// a / b as an integer, b > 0.
  Units divide(Units a, Units b) const {
    Units down = a / b;
    while (down * b > a) --down;
    if (grid_.rounding == Rounding::down) return down;
    const Units twice = 2 * (a - down * b);
    if (twice != b) return twice < b ? down : down + 1;
    return down % 2 == 0 ? down : down + 1;
  }
  /// A sum of products of two numbers.
  Units round(Units products) const { return clip(divide(products, s_)); }
  Units exp(Units x) const { return exp_on_grid(grid_, Integer(x)).convert_to<Units>(); }
  Units exp_up_to(Units bound, Units x) const { return exp(std::min<Units>(0, clip(x - bound))); }

 private:
  Grid grid_;
  Units s_;
};

inline Vector vector_of(const arch::Row& row) {
  Vector all;
  for (const auto& value : row) all.push_back(static_cast<Units>(value.units));
  return all;
}

inline Table table_of(const arch::Matrix& matrix) {
  Table all(matrix.rows, Vector(matrix.columns));
  for (std::size_t i = 0; i < matrix.rows; ++i)
    for (std::size_t j = 0; j < matrix.columns; ++j)
      all[i][j] = static_cast<Units>(matrix.entries[i * matrix.columns + j].units);
  return all;
}

inline Units dot(const Vector& x, const Vector& y) {
  Units sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

/// The rows of X W^T.
inline Table mapped(const UnitsOnGrid& a, const Table& x, const arch::Matrix& w) {
  Table y;
  for (const Vector& row : x) {
    y.emplace_back();
    for (const Vector& weights : table_of(w)) y.back().push_back(a.round(dot(weights, row)));
  }
  return y;
}

/// A B.
inline Table multiplied(const UnitsOnGrid& a, const Table& left, const Table& right) {
  Table y(left.size(), Vector(right.front().size(), 0));
  for (std::size_t i = 0; i < y.size(); ++i)
    for (std::size_t j = 0; j < y[i].size(); ++j) {
      Units sum = 0;
      for (std::size_t n = 0; n < right.size(); ++n) sum += left[i][n] * right[n][j];
      y[i][j] = a.round(sum);
    }
  return y;
}

inline Table embedded(const UnitsOnGrid& a, const arch::PositionedEmbedding& embedding,
                      const std::vector<std::uint64_t>& tokens) {
  const Table symbols = table_of(embedding.symbols);
  const Table positions = table_of(embedding.positions);
  Table x;
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    x.push_back(symbols[tokens[t]]);
    for (std::size_t i = 0; i < x[t].size(); ++i) x[t][i] = a.clip(x[t][i] + positions[t][i]);
  }
  return x;
}

inline Vector affine(const UnitsOnGrid& a, const arch::DenseLayer& dense, const Vector& x) {
  const Table weight = table_of(dense.weight);
  Vector y = vector_of(dense.bias);
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = a.round(y[i] * a.scale() + dot(weight[i], x));
  return y;
}

/// What follows the heads, at each position.
inline Table after(const UnitsOnGrid& a, const arch::AfterHeads& parts, const Table& x,
                   const Table& heads) {
  Table y = mapped(a, heads, parts.out);
  for (std::size_t t = 0; t < y.size(); ++t) {
    if (parts.residual)
      for (std::size_t i = 0; i < y[t].size(); ++i) y[t][i] = a.clip(y[t][i] + x[t][i]);
    if (!parts.network) continue;
    Vector hidden = affine(a, parts.network->in, y[t]);
    for (Units& unit : hidden) unit = std::max<Units>(unit, 0);
    y[t] = affine(a, parts.network->out, hidden);
  }
  return y;
}

/// Q K^T, then each row's softmax: exp(logit - maximum) over the sum of them.
inline Table softmax(const UnitsOnGrid& a, const Table& q, const Table& k) {
  Table weights;
  for (const Vector& query : q) {
    Vector row;
    for (const Vector& key : k) row.push_back(a.round(dot(query, key)));
    const Units most = *std::max_element(row.begin(), row.end());
    Units z = 0;
    for (Units& entry : row) {
      entry = a.exp(a.clip(entry - most));
      z += entry;
    }
    for (Units& entry : row) entry = a.clip(a.divide(entry * a.scale(), z));
    weights.push_back(row);
  }
  return weights;
}

/// Softmax with a bound on the logits in the place of the maximum, divided at the end; `seen` says
/// which keys each query sees.
template <class Seen>
Table bounded_softmax(const UnitsOnGrid& a, const Table& q, const Table& k, const Table& v,
                      Units bound, const Seen& seen) {
  Table y(q.size(), Vector(v.front().size(), 0));
  for (std::size_t i = 0; i < q.size(); ++i) {
    Units z = 0;
    for (std::size_t t = 0; t < k.size(); ++t) {
      if (!seen(i, t)) continue;
      const Units weight = a.exp_up_to(bound, a.round(dot(q[i], k[t])));
      z += weight;
      for (std::size_t c = 0; c < v[t].size(); ++c) y[i][c] += weight * v[t][c];
    }
    for (Units& entry : y[i]) entry = z == 0 ? 0 : a.divide(entry, z);
  }
  return y;
}

/// Heads side by side.
inline void append_columns(Table& all, const Table& more) {
  all.resize(more.size());
  for (std::size_t t = 0; t < more.size(); ++t)
    all[t].insert(all[t].end(), more[t].begin(), more[t].end());
}

/// Softmax heads of the rows of x over the rows of y.
inline Table attended(const UnitsOnGrid& a, const std::vector<arch::SoftmaxHead>& heads,
                      const Table& x, const Table& y) {
  Table all;
  for (const auto& head : heads)
    append_columns(all, multiplied(a, softmax(a, mapped(a, x, head.query), mapped(a, y, head.key)),
                                   mapped(a, y, head.value)));
  return all;
}

struct Comparison {
  int inputs = 0;
  int differ = 0;   ///< the model's output is not the plain one
  int spoilt = 0;   ///< the output of the spoilt model is not
  int outputs = 0;  ///< different outputs of the model on one embedding, summed over models
};

/// 64 random models of `draw(Draw&, AttentionSizes)`, eight inputs each; `spoil` changes weights.
template <class Model, class DrawWeights, class Plain, class Spoil>
Comparison compare(const DrawWeights& draw_weights, const Plain& plain, const Spoil& spoil) {
  Comparison found;
  for (std::uint64_t index = 0; index < 64; ++index) {
    Random random(20, index);
    const std::uint64_t scale = 2 + random.below(15);
    const arch::Numbers numbers(
        make_grid(scale, 1, random.coin() ? Rounding::nearest : Rounding::down));
    arch::Draw draw(random, numbers);
    const std::size_t heads = 1 + random.below(3);
    const arch::AttentionSizes sizes{2 + random.below(3), 8, heads * (1 + random.below(3)), heads};
    auto weights = draw_weights(draw, sizes);
    const UnitsOnGrid arithmetic(numbers);
    const Model model(numbers, weights);
    auto changed = weights;
    spoil(changed);
    const Model wrong(numbers, changed);
    std::vector<Vector> outputs;
    for (int input = 0; input < 8; ++input) {
      std::vector<std::uint64_t> tokens(1 + random.below(sizes.longest));
      for (auto& token : tokens) token = random.below(sizes.symbols);
      const Vector expected = plain(arithmetic, weights, tokens);
      const Vector output = vector_of(run(model, tokens));
      ++found.inputs;
      found.differ += output == expected ? 0 : 1;
      found.spoilt += vector_of(run(wrong, tokens)) == expected ? 0 : 1;
      outputs.push_back(output);
    }
    std::sort(outputs.begin(), outputs.end());
    found.outputs +=
        static_cast<int>(std::unique(outputs.begin(), outputs.end()) - outputs.begin());
  }
  return found;
}

}  // namespace separatrix::plain_attention

#include "plain_recurrent.hpp"

#include <cmath>

#include "plain_forward.hpp"

namespace separatrix {
namespace {

using Vector = std::vector<double>;

Vector affine(const AffineMap& map, const Vector& x) {
  const auto matrix = plain_matrix(map);
  Vector y(matrix.size(), 0.0);
  for (std::size_t r = 0; r < y.size(); ++r)
    for (std::size_t j = 0; j < x.size(); ++j) y[r] += approximate(matrix[r][j]) * x[j];
  for (const Bias& bias : map.biases) {
    std::size_t start = 0;
    for (const Subspace& s : map.out.subspaces()) {
      if (s.name == bias.to) break;
      start += s.dimension;
    }
    for (std::size_t i = 0; i < bias.values.size(); ++i)
      y[start + i] += approximate(bias.values[i]);
  }
  return y;
}

double logistic(double x) { return 1.0 / (1.0 + std::exp(-x)); }

Vector numbers(const std::vector<Rational>& row) {
  Vector result;
  for (const Rational& r : row) result.push_back(approximate(r));
  return result;
}

Vector with_token(Vector row, const RecurrentNetwork& net, const Token& token) {
  for (const double e : numbers(net.embedding[token.kind][token.value])) row.push_back(e);
  return row;
}

PlainState next(const RecurrentNetwork& net, const PlainState& s, const Token& token) {
  const Vector hx = with_token(s.h, net, token);
  PlainState t;
  if (std::holds_alternative<SimpleCell>(net.cell)) {
    const auto& cell = std::get<SimpleCell>(net.cell);
    for (const double a : affine(cell.update, hx)) {
      double value = 0.0;
      if (cell.activation == Activation::sigmoid) value = logistic(a);
      if (cell.activation == Activation::tanh) value = std::tanh(a);
      if (cell.activation == Activation::saturated) value = a < 0 ? 0.0 : a > 1 ? 1.0 : a;
      if (cell.activation == Activation::relu) value = a < 0 ? 0.0 : a;
      t.h.push_back(value);
    }
  } else if (std::holds_alternative<LstmCell>(net.cell)) {
    const auto& cell = std::get<LstmCell>(net.cell);
    const Vector f = affine(cell.forget, hx), i = affine(cell.input, hx),
                 o = affine(cell.output, hx), g = affine(cell.candidate, hx);
    for (std::size_t u = 0; u < s.h.size(); ++u) {
      t.c.push_back(logistic(f[u]) * s.c[u] + logistic(i[u]) * std::tanh(g[u]));
      t.h.push_back(logistic(o[u]) * std::tanh(t.c[u]));
    }
  } else {
    const auto& cell = std::get<GruCell>(net.cell);
    const Vector z = affine(cell.update, hx), r = affine(cell.reset, hx);
    Vector kept;
    for (std::size_t u = 0; u < s.h.size(); ++u) kept.push_back(logistic(r[u]) * s.h[u]);
    const Vector g = affine(cell.candidate, with_token(kept, net, token));
    for (std::size_t u = 0; u < s.h.size(); ++u)
      t.h.push_back((1 - logistic(z[u])) * s.h[u] + logistic(z[u]) * std::tanh(g[u]));
  }
  return t;
}

}  // namespace

std::vector<PlainState> plain_run(const RecurrentNetwork& net, const Input& input) {
  std::vector<PlainState> states{{numbers(net.initial), numbers(net.initial_cell)}};
  for (const Token& token : input) states.push_back(next(net, states.back(), token));
  return states;
}

std::vector<double> plain_output(const RecurrentNetwork& net, const PlainState& state) {
  if (!net.readout.hidden) return affine(net.readout.output, state.h);
  Vector units = affine(*net.readout.hidden, state.h);
  for (double& unit : units) unit = unit < 0 ? 0.0 : unit;
  return affine(net.readout.output, units);
}

}  // namespace separatrix

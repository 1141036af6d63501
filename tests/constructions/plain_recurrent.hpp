// Recurrent nets in double precision, written down a second time for tests: the cells' formulas
// over the maps' nonzero entries, nothing shared with models/recurrent_pass.hpp.
#pragma once

#include <cmath>
#include <functional>
#include <optional>
#include <vector>

#include "models/recurrent.hpp"
#include "tasks/task.hpp"

namespace separatrix {

class PlainNet {
 public:
  struct State {
    std::vector<double> h, c;
  };

  explicit PlainNet(const RecurrentNetwork& net) : net_(net), output_(net.readout.output) {
    if (net.readout.hidden) hidden_.emplace(*net.readout.hidden);
    if (const auto* simple = std::get_if<SimpleCell>(&net.cell)) {
      gates_ = {Map(simple->update)};
    } else {
      const auto& lstm = std::get<LstmCell>(net.cell);
      gates_ = {Map(lstm.forget), Map(lstm.input), Map(lstm.output), Map(lstm.candidate)};
    }
    for (const auto& row : net.embedding[0]) rows_.push_back(doubles(row));
  }

  State initial() const { return {doubles(net_.initial), doubles(net_.initial_cell)}; }

  State step(const State& state, std::uint64_t symbol) const {
    std::vector<double> both = state.h;
    both.insert(both.end(), rows_[symbol].begin(), rows_[symbol].end());
    State next;
    if (const auto* simple = std::get_if<SimpleCell>(&net_.cell)) {
      next.h = gates_[0](both);
      for (double& v : next.h) v = activated(simple->activation, v);
      return next;
    }
    const auto f = gates_[0](both), i = gates_[1](both), o = gates_[2](both), g = gates_[3](both);
    for (std::size_t u = 0; u < f.size(); ++u) {
      next.c.push_back(sigmoid(f[u]) * state.c[u] + sigmoid(i[u]) * std::tanh(g[u]));
      next.h.push_back(sigmoid(o[u]) * std::tanh(next.c[u]));
    }
    return next;
  }

  /// The outputs before decoding.
  std::vector<double> output(const State& state) const {
    if (!hidden_) return output_(state.h);
    std::vector<double> units = (*hidden_)(state.h);
    for (double& v : units) v = std::max(v, 0.0);
    return output_(units);
  }

  /// nullopt if a digit is not decided.
  std::optional<Answer> answer(const State& state) const {
    Answer answer;
    for (const double v : output(state)) {
      if (!(v >= 0.75) && !(v <= 0.25)) return std::nullopt;
      answer.push_back(v >= 0.75);
    }
    return answer;
  }

 private:
  struct Map {
    explicit Map(const AffineMap& map) : bias(doubles(map.bias())) {
      for (const MatrixEntry& e : map.entries())
        entries.push_back({e.row, e.column, approximate(e.value)});
    }
    std::vector<double> operator()(const std::vector<double>& x) const {
      std::vector<double> y = bias;
      for (const auto& e : entries) y[e.row] += e.value * x[e.column];
      return y;
    }
    struct Entry {
      std::size_t row, column;
      double value;
    };
    std::vector<Entry> entries;
    std::vector<double> bias;
  };

  static double sigmoid(double v) { return 1 / (1 + std::exp(-v)); }
  static double activated(Activation activation, double v) {
    if (activation == Activation::sigmoid) return sigmoid(v);
    if (activation == Activation::tanh) return std::tanh(v);
    if (activation == Activation::relu) return std::max(v, 0.0);
    return std::min(std::max(v, 0.0), 1.0);
  }
  static std::vector<double> doubles(const std::vector<Rational>& row) {
    std::vector<double> values;
    for (const Rational& r : row) values.push_back(approximate(r));
    return values;
  }

  const RecurrentNetwork& net_;
  Map output_;
  std::optional<Map> hidden_;
  std::vector<Map> gates_;
  std::vector<std::vector<double>> rows_;
};

/// Strings of length at most `longest`, depth first, and how many of them the net answers unlike
/// the automaton that `expected` walks: after each string it gives the answer, or nothing for a
/// string (and its continuations) outside the domain.
struct Agreement {
  std::size_t strings = 0;
  std::size_t wrong = 0;
};

inline Agreement agreement(const RecurrentNetwork& net, std::size_t longest,
                           const std::function<std::optional<Answer>(const Input&)>& expected) {
  const PlainNet plain(net);
  Agreement result;
  Input input;
  const std::function<void(const PlainNet::State&)> walk = [&](const PlainNet::State& state) {
    const auto right = expected(input);
    if (!right) return;
    ++result.strings;
    result.wrong += plain.answer(state) == right ? 0 : 1;
    if (input.size() == longest) return;
    for (std::uint64_t symbol = 0; symbol < net.vocabulary[0].values; ++symbol) {
      input.push_back({0, symbol});
      walk(plain.step(state, symbol));
      input.pop_back();
    }
  };
  walk(plain.initial());
  return result;
}

}  // namespace separatrix

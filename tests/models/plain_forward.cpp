#include "plain_forward.hpp"

#include <algorithm>
#include <cmath>

namespace separatrix {
namespace {

using Vector = std::vector<double>;

std::size_t start_of(const Layout& layout, const std::string& name) {
  std::size_t start = 0;
  for (const Subspace& s : layout.subspaces()) {
    if (s.name == name) return start;
    start += s.dimension;
  }
  throw std::logic_error("no subspace " + name);
}

std::size_t size_of(const Layout& layout, const std::string& name) {
  for (const Subspace& s : layout.subspaces())
    if (s.name == name) return s.dimension;
  throw std::logic_error("no subspace " + name);
}

Vector embed(const Transformer& model, const Token& token, std::size_t position) {
  Vector x(model.stream.dimension(), 0.0);
  for (const EmbeddingTerm& term : model.embedding) {
    if (term.kind != token.kind) continue;
    Vector part;
    const auto take = [&](const std::vector<Rational>& row) {
      for (const Rational& entry : row) part.push_back(approximate(entry));
    };
    if (std::holds_alternative<ValueTable>(term.source)) {
      take(std::get<ValueTable>(term.source).rows[token.value]);
    } else if (std::holds_alternative<PositionTable>(term.source)) {
      // The last run that starts at or before the position.
      const std::vector<Rational>* row = nullptr;
      for (const PositionRow& run : std::get<PositionTable>(term.source).rows)
        if (run.first <= position) row = &run.entries;
      take(*row);
    } else if (std::holds_alternative<PlacedValue>(term.source)) {
      const auto& row = std::get<PlacedValue>(term.source).rows[token.value];
      part.assign(position * row.size(), 0.0);
      take(row);
    } else if (std::holds_alternative<ConstantVector>(term.source)) {
      take(std::get<ConstantVector>(term.source).entries);
    } else if (std::holds_alternative<Features>(term.source)) {
      take(token.features);
    } else {
      const auto& source = std::get<AddressOf>(term.source);
      const AddressCode& code = *model.codes.at(source.code);
      std::uint64_t i = position;
      if (source.index == AddressOf::Index::value) i = token.value;
      if (source.index == AddressOf::Index::map)
        for (const AddressRun& run : source.map)
          if (run.first <= position) i = run.target + (run.step == 1 ? position - run.first : 0);
      std::vector<std::int64_t> entries(code.dimension());
      code.address(i, entries);
      for (const std::int64_t entry : entries) part.push_back(static_cast<double>(entry));
    }
    const std::size_t start = start_of(model.stream, term.subspace);
    for (std::size_t c = 0; c < part.size(); ++c) x[start + c] = part[c];
  }
  return x;
}

}  // namespace

std::vector<std::vector<Rational>> plain_matrix(const AffineMap& map) {
  std::vector<std::vector<Rational>> matrix(map.out.dimension(),
                                            std::vector<Rational>(map.in.dimension()));
  for (const Block& block : map.blocks) {
    const std::size_t row = start_of(map.out, block.to);
    const std::size_t column = start_of(map.in, block.from);
    const std::size_t columns = size_of(map.in, block.from);
    for (std::size_t i = 0; i < size_of(map.out, block.to); ++i)
      for (std::size_t j = 0; j < columns; ++j) {
        Rational entry;
        if (std::holds_alternative<Scale>(block.coefficients))
          entry = i == j ? std::get<Scale>(block.coefficients).factor : Rational(0);
        else if (std::holds_alternative<Diagonal>(block.coefficients))
          entry = i == j ? std::get<Diagonal>(block.coefficients).entries[i] : Rational(0);
        else
          entry = std::get<Dense>(block.coefficients).entries[i * columns + j];
        matrix[row + i][column + j] += entry;
      }
  }
  return matrix;
}

PlainModel::Map::Map(const AffineMap& map) : bias(map.out.dimension(), 0.0) {
  const auto matrix = plain_matrix(map);
  for (std::size_t r = 0; r < matrix.size(); ++r)
    for (std::size_t c = 0; c < matrix[r].size(); ++c)
      if (matrix[r][c] != 0) entries.push_back({r, c, approximate(matrix[r][c])});
  for (const Bias& part : map.biases)
    for (std::size_t i = 0; i < part.values.size(); ++i)
      bias[start_of(map.out, part.to) + i] += approximate(part.values[i]);
}

std::vector<double> PlainModel::Map::operator()(const std::vector<double>& x) const {
  Vector y(bias.size(), 0.0);
  for (const Entry& entry : entries) y[entry.row] += entry.value * x[entry.column];
  for (std::size_t r = 0; r < y.size(); ++r) y[r] += bias[r];
  return y;
}

PlainModel::PlainModel(const Transformer& model) : model_(&model) {
  for (const Layer& layer : model.layers) {
    LayerMaps& maps = layers_.emplace_back();
    for (const Head& head : layer.heads)
      maps.heads.push_back({Map(head.query), Map(head.key), Map(head.value), Map(head.output)});
    if (layer.mlp) maps.mlp = {Map(layer.mlp->hidden), Map(layer.mlp->output)};
  }
}

PlainRun PlainModel::run(const Input& input) const {
  PlainRun run;
  for (std::size_t i = 0; i < input.size(); ++i) run.stream.push_back(embed(*model_, input[i], i));
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const Layer& layer = model_->layers[l];
    const std::vector<Vector> before = run.stream;
    run.weights.emplace_back();
    std::vector<Vector> after(before.size(), Vector(layer.attended.dimension(), 0.0));
    for (const HeadMaps& head : layers_[l].heads) {
      run.weights.back().emplace_back();
      std::vector<Vector> keys, values;
      for (const Vector& x : before) {
        keys.push_back(head.key(x));
        values.push_back(head.value(x));
      }
      for (std::size_t i = 0; i < before.size(); ++i) {
        const std::size_t visible = model_->causal ? i + 1 : before.size();
        const Vector query = head.query(before[i]);
        Vector weight;
        for (std::size_t j = 0; j < visible; ++j) {
          double score = 0.0;
          for (std::size_t c = 0; c < query.size(); ++c) score += query[c] * keys[j][c];
          weight.push_back(score);
        }
        const double most = *std::max_element(weight.begin(), weight.end());
        double sum = 0.0;
        for (double& w : weight) sum += w = std::exp(w - most);
        Vector mixed(head.value.bias.size(), 0.0);
        for (std::size_t j = 0; j < visible; ++j) {
          weight[j] /= sum;
          for (std::size_t c = 0; c < mixed.size(); ++c) mixed[c] += weight[j] * values[j][c];
        }
        run.weights.back().back().push_back(weight);
        const Vector out = head.output(mixed);
        for (std::size_t c = 0; c < out.size(); ++c) after[i][c] += out[c];
      }
    }
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (layer.residual)
        for (std::size_t c = 0; c < after[i].size(); ++c) after[i][c] += before[i][c];
      if (!layer.mlp) continue;
      Vector hidden = layers_[l].mlp[0](after[i]);
      for (double& unit : hidden) unit = unit > 0 ? unit : 0.0;
      Vector out = layers_[l].mlp[1](hidden);
      if (layer.mlp->residual)
        for (std::size_t c = 0; c < out.size(); ++c) out[c] += after[i][c];
      after[i] = out;
    }
    run.stream = after;
  }
  return run;
}

PlainRun plain_run(const Transformer& model, const Input& input) {
  return PlainModel(model).run(input);
}

}  // namespace separatrix

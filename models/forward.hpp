// The one forward pass, templated on the number type.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "models/attention.hpp"
#include "models/compiled_map.hpp"
#include "models/transformer.hpp"
#include "numerics/arithmetic.hpp"
#include "numerics/error.hpp"
#include "parallel/work.hpp"

namespace separatrix {

template <Arithmetic A>
struct CompiledHead {
  CompiledMap<A> query, key, value, output;
  CompiledHead(const A& a, const Head& head)
      : query(a, head.query), key(a, head.key), value(a, head.value), output(a, head.output) {}
};

template <Arithmetic A>
struct CompiledLayer {
  std::vector<CompiledHead<A>> heads;
  std::optional<CompiledMap<A>> hidden, output;
  CompiledLayer(const A& a, const Layer& layer) {
    for (const Head& head : layer.heads) heads.emplace_back(a, head);
    if (layer.mlp) {
      hidden.emplace(a, layer.mlp->hidden);
      output.emplace(a, layer.mlp->output);
    }
  }
};

/// Attention weights, [head][query position][key position]; a row that was not needed is empty.
template <Arithmetic A>
using AttentionRows = std::vector<std::vector<std::vector<typename A::Value>>>;

/// What a forward pass computed, for display: everything that the model has a name for.
template <Arithmetic A>
struct Trace {
  std::vector<std::vector<std::vector<typename A::Value>>>
      streams;                            // [layer][position][coordinate]
  std::vector<AttentionRows<A>> weights;  // [layer]
};

/// A Transformer with its parameters rounded into arithmetic A. Borrows the model.
template <Arithmetic A>
class ForwardPass {
 public:
  using Value = typename A::Value;
  using Vector = std::vector<Value>;

  ForwardPass(A arithmetic, const Transformer& model)
      : arithmetic_(std::move(arithmetic)), model_(&model) {
    for (const Layer& layer : model.layers) layers_.emplace_back(arithmetic_, layer);
    for (const EmbeddingTerm& term : model.embedding) {
      tables_.emplace_back();
      const auto round_row = [&](const std::vector<Rational>& row) {
        Vector rounded;
        for (const Rational& entry : row) rounded.push_back(arithmetic_.constant(entry));
        tables_.back().push_back(std::move(rounded));
      };
      if (const auto* values = std::get_if<ValueTable>(&term.source))
        for (const auto& row : values->rows) round_row(row);
      else if (const auto* positions = std::get_if<PositionTable>(&term.source))
        for (const auto& row : positions->rows) round_row(row.entries);
      else if (const auto* placed = std::get_if<PlacedValue>(&term.source))
        for (const auto& row : placed->rows) round_row(row);
      else if (const auto* constant = std::get_if<ConstantVector>(&term.source))
        round_row(constant->entries);
    }
    for (int s : {-1, 0, 1}) small_.push_back(arithmetic_.constant(Rational(s)));
  }

  const A& arithmetic() const noexcept { return arithmetic_; }
  const Transformer& model() const noexcept { return *model_; }
  const CompiledLayer<A>& layer(std::size_t l) const { return layers_[l]; }

  /// The stream of one token. If `reader` is given only the coordinates that it reads are filled in
  /// and the others are 0, which saves writing out long addresses that a value map never sees.
  Vector embed(const Token& token, std::uint64_t position,
               const AffineMap* reader = nullptr) const {
    Vector x(model_->stream.dimension(), small_[1]);
    for (std::size_t t = 0; t < model_->embedding.size(); ++t) {
      const EmbeddingTerm& term = model_->embedding[t];
      if (term.kind != token.kind || (reader && !reader->reads(term.subspace))) continue;
      const std::size_t offset = model_->stream.offset(term.subspace);
      if (const auto* address = std::get_if<AddressOf>(&term.source)) {
        write_address(*address, token, position, x, offset);
      } else if (std::holds_alternative<Features>(term.source)) {
        for (std::size_t c = 0; c < token.features.size(); ++c)
          x[offset + c] = arithmetic_.constant(token.features[c]);
      } else {
        const bool placed = std::holds_alternative<PlacedValue>(term.source);
        std::size_t r = placed || std::holds_alternative<ValueTable>(term.source) ? token.value : 0;
        if (const auto* rows = std::get_if<PositionTable>(&term.source))
          r = static_cast<std::size_t>(&rows->at(position) - rows->rows.data());
        const Vector& row = tables_[t][r];
        const std::size_t start = offset + (placed ? position * row.size() : 0);
        for (std::size_t c = 0; c < row.size(); ++c) x[start + c] = row[c];
      }
    }
    return x;
  }

  /// The attended stream of one position: the heads' outputs through Wo, plus `residual` (empty:
  /// none), one rounding per coordinate. `head_outputs[h]` is rounded already.
  Vector combine(std::size_t l, std::span<const Vector> head_outputs,
                 std::span<const Value> residual) const {
    Vector attended;
    const CompiledLayer<A>& layer = layers_[l];
    const std::size_t dimension = model_->layers[l].attended.dimension();
    attended.reserve(dimension);
    for (std::size_t r = 0; r < dimension; ++r) {
      auto sum = arithmetic_.zero();
      for (std::size_t h = 0; h < layer.heads.size(); ++h)
        layer.heads[h].output.accumulate(arithmetic_, r, head_outputs[h], sum);
      if (!residual.empty()) arithmetic_.add(sum, residual[r]);
      attended.push_back(arithmetic_.round(sum));
    }
    return attended;
  }

  /// The layer's ReLU network; the identity if it has none.
  Vector apply_mlp(std::size_t l, Vector attended) const {
    const CompiledLayer<A>& layer = layers_[l];
    if (!layer.hidden) return attended;
    Vector hidden = layer.hidden->apply(arithmetic_, attended);
    for (Value& unit : hidden) unit = arithmetic_.relu(unit);
    return layer.output->apply(arithmetic_, hidden,
                               model_->layers[l].mlp->residual ? std::span<const Value>(attended)
                                                               : std::span<const Value>{});
  }

  /// The output stream at the last position. Fills `trace` if given (all positions, all layers).
  Vector run(const Input& input, Trace<A>* trace = nullptr) const {
    model_->validate_input(input);
    std::vector<Vector> stream;
    stream.reserve(input.size());
    for (std::size_t i = 0; i < input.size(); ++i) stream.push_back(embed(input[i], i));
    if (trace) trace->streams.push_back(stream);
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      const std::size_t first = l + 1 == layers_.size() && !trace ? stream.size() - 1 : 0;
      const AttentionRows<A> rows = attention(l, stream, first);
      stream = propagate(l, stream, rows, first);
      if (trace) {
        trace->weights.push_back(rows);
        trace->streams.push_back(stream);
      }
    }
    return stream.back();
  }

  /// The attention weights of layer l for the query positions from `first` on; the rest of them is
  /// left empty once `work` (if given) is stopped.
  AttentionRows<A> attention(std::size_t l, const std::vector<Vector>& stream, std::size_t first,
                             const Work* work = nullptr) const {
    AttentionRows<A> rows;
    for (const CompiledHead<A>& head : layers_[l].heads) {
      std::vector<Vector> keys;
      keys.reserve(stream.size());
      for (const Vector& x : stream) keys.push_back(head.key.apply(arithmetic_, x));
      rows.emplace_back(stream.size());
      for (std::size_t i = first; i < stream.size(); ++i) {
        if (work != nullptr && work->stopped()) break;
        const Vector query = head.query.apply(arithmetic_, stream[i]);
        const std::size_t visible = model_->causal ? i + 1 : stream.size();
        Vector logits;
        logits.reserve(visible);
        for (std::size_t j = 0; j < visible; ++j)
          logits.push_back(logit<A>(arithmetic_, query, keys[j]));
        rows.back()[i] = softmax<A>(arithmetic_, logits);
      }
    }
    return rows;
  }

  /// The stream after layer l at the positions from `first` on (the others are left empty), given
  /// the attention weights.
  std::vector<Vector> propagate(std::size_t l, const std::vector<Vector>& stream,
                                const AttentionRows<A>& rows, std::size_t first) const {
    const CompiledLayer<A>& layer = layers_[l];
    std::vector<std::vector<Vector>> outputs(stream.size());  // [position][head]
    for (std::size_t h = 0; h < layer.heads.size(); ++h) {
      std::vector<Vector> values;
      values.reserve(stream.size());
      for (const Vector& x : stream) values.push_back(layer.heads[h].value.apply(arithmetic_, x));
      for (std::size_t i = first; i < stream.size(); ++i) {
        Vector output;
        for (std::size_t c = 0; c < layer.heads[h].value.rows(); ++c) {
          auto sum = arithmetic_.zero();
          for (std::size_t j = 0; j < rows[h][i].size(); ++j)
            arithmetic_.add_product(sum, rows[h][i][j], values[j][c]);
          output.push_back(arithmetic_.round(sum));
        }
        outputs[i].push_back(std::move(output));
      }
    }
    std::vector<Vector> next(stream.size());
    for (std::size_t i = first; i < stream.size(); ++i) {
      const bool residual = model_->layers[l].residual;
      const auto incoming = residual ? std::span<const Value>(stream[i]) : std::span<const Value>{};
      next[i] = apply_mlp(l, combine(l, outputs[i], incoming));
    }
    return next;
  }

  /// The digits read at the last position; nullopt if a coordinate lies between the thresholds, is
  /// not finite, or (enclosing arithmetics) is not decided.
  std::optional<Answer> decode(std::span<const Value> output) const {
    const Readout& readout = model_->readout;
    const Layout& layout = model_->stream_before(layers_.size());
    const std::size_t offset = layout.offset(readout.subspace);
    Answer answer;
    for (std::size_t c = 0; c < layout.dimension(readout.subspace); ++c) {
      const Value& v = output[offset + c];
      if (!arithmetic_.finite(v)) return std::nullopt;
      if (arithmetic_.at_least(v, readout.high) == Tri::yes)
        answer.push_back(true);
      else if (arithmetic_.at_most(v, readout.low) == Tri::yes)
        answer.push_back(false);
      else
        return std::nullopt;
    }
    return answer;
  }

 private:
  void write_address(const AddressOf& source, const Token& token, std::uint64_t position, Vector& x,
                     std::size_t offset) const {
    const AddressCode& code = *model_->codes.at(source.code);
    const std::uint64_t index = address_index(source, token, position);
    std::vector<std::int64_t> entries(code.dimension());
    code.address(index, entries);
    for (std::size_t c = 0; c < entries.size(); ++c) {
      const std::int64_t e = entries[c];
      x[offset + c] = e >= -1 && e <= 1 ? small_[static_cast<std::size_t>(e + 1)]
                                        : arithmetic_.constant(Rational(e));
    }
  }

  A arithmetic_;
  const Transformer* model_;
  std::vector<CompiledLayer<A>> layers_;
  std::vector<std::vector<Vector>> tables_;  // per embedding term: its rows, rounded
  Vector small_;                             // -1, 0, 1
};

}  // namespace separatrix

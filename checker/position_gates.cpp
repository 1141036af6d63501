#include "position_gates.hpp"

#include <algorithm>

#include "relu_network.hpp"

namespace checker {

namespace {

constexpr double kMostProducts = 1e8;  // of one piece: configurations x entries

/// The network followed by one affine form of its output.
Network read_out(const Network& network, const AffineMap& form) {
  Network read{network.hidden, form, false};
  read.output.in = network.hidden.out;
  read.output.bias = form.bias;
  std::map<std::size_t, mpq_class> row;
  for (const Term& term : form.rows[0]) {
    read.output.bias[0] += term.coefficient * network.output.bias[term.column];
    for (const Term& unit : network.output.rows[term.column])
      row[unit.column] += term.coefficient * unit.coefficient;
  }
  read.output.rows = {{}};
  for (const auto& [column, coefficient] : row)
    if (coefficient != 0) read.output.rows[0].push_back({column, coefficient});
  return read;
}

std::size_t coefficients(const AffineMap& map) {
  std::size_t all = 0;
  for (const auto& row : map.rows) all += row.size();
  return all;
}

}  // namespace

PositionGates::PositionGates(const Transformer& model, const Transformer& stored,
                             const Numbers& numbers, const FeatureTask& task)
    : model_(model), stored_(stored), numbers_(numbers), task_(task) {
  const Layer& layer = stored.layers[0];
  for (const EmbeddingTerm& term : model.embedding) {
    const bool by_value = std::holds_alternative<ByValue>(term.source);
    const bool constant = std::holds_alternative<Constant>(term.source);
    const bool by_position = std::holds_alternative<ByPosition>(term.source);
    for (const Head& head : layer.heads)
      if (head.value.reads[term.subspace.offset] && !by_value && !constant)
        throw NotChecked("head '" + head.name + "': its value is not that of a token alone");
    if (layer.residual && layer.network->hidden.reads[term.subspace.offset] && !by_value &&
        !constant && !by_position)
      throw NotChecked("the ReLU network of layer 1 reads '" + term.subspace.name + "'");
  }
  for (std::size_t h = 0; h < layer.heads.size(); ++h)
    for (std::size_t kind = 0; kind < task.kinds.size(); ++kind)
      for (std::uint64_t letter = 0; letter < task.kinds[kind].values; ++letter) {
        const Vector next = value(h, kind, letter);
        if (any_.size() == h) any_.push_back(next);
        for (std::size_t c = 0; c < next.size(); ++c) any_[h][c] = hull(any_[h][c], next[c]);
      }
  read_ = read_out(*layer.network, stored.layers[1].heads[0].value);
}

PositionGates::Vector PositionGates::value(std::size_t h, std::size_t kind,
                                           std::uint64_t letter) const {
  Vector stream(stored_.stream.dimension, point(0));
  for (const EmbeddingTerm& term : stored_.embedding) {
    if (term.kind != kind) continue;
    const auto* table = std::get_if<ByValue>(&term.source);
    const auto* constant = std::get_if<Constant>(&term.source);
    if (table == nullptr && constant == nullptr) continue;  // not read
    const Row& row = table != nullptr ? table->rows[letter] : constant->entries;
    for (std::size_t c = 0; c < row.size(); ++c) stream[term.subspace.offset + c] = point(row[c]);
  }
  return stored_.layers[0].heads[h].value.apply(numbers_, stream);
}

const TargetAttention& PositionGates::attention(std::size_t h, std::size_t kind, const Aim& aim) {
  const auto key = std::tuple(h, kind, aim.kind, aim.own);
  const auto known = attention_.find(key);
  if (known != attention_.end()) return known->second;
  return attention_
      .emplace(key, attend(stored_, numbers_, task_, stored_.layers[0].heads[h], kind, aim.kind))
      .first->second;
}

void PositionGates::compare_heads(const std::vector<Json>& stated) const {
  require(stated.size() == attention_.size(), "heads: not one entry for each of their uses");
  std::size_t next = 0;
  for (const auto& [key, used] : attention_) {
    const auto& [h, kind, target, own] = key;
    compare_attention(used, numbers_, stored_.layers[0].heads[h], task_.kinds[kind].name,
                      task_.kinds[target].name, stated[next++]);
  }
}

PositionGates::Seen PositionGates::tokens_seen(const Piece& piece) const {
  Seen seen;
  const auto token = [&](std::uint64_t first, std::uint64_t step) {
    seen.places.push_back({first, step});
    return seen.places.size() - 1;
  };
  if (task_.kinds[piece.kind].values > 1) seen.own = token(piece.first, 1);
  for (std::size_t h = 0; h < piece.aims.size(); ++h) {
    const Aim& aim = piece.aims[h];
    const std::size_t same =
        static_cast<std::size_t>(std::ranges::find(piece.aims, aim) - piece.aims.begin());
    std::optional<std::size_t> target;
    if (aim.own)
      target = seen.own;
    else if (task_.kinds[aim.kind].values > 1)
      target = same < h ? seen.targets[same] : token(aim.first, aim.step);
    seen.targets.push_back(target);
  }
  return seen;
}

std::vector<std::size_t> PositionGates::signature(const Piece& piece, const Seen& seen) {
  std::vector<std::size_t> key{piece.kind};
  for (std::size_t h = 0; h < piece.aims.size(); ++h) {
    key.push_back(piece.aims[h].kind);
    key.push_back(piece.aims[h].own ? 1 : 0);
    key.push_back(seen.targets[h] ? *seen.targets[h] + 1 : 0);
  }
  for (const EmbeddingTerm& term : model_.embedding)
    if (const auto* table = std::get_if<ByPosition>(&term.source);
        table != nullptr && term.kind == piece.kind)
      key.push_back(
          rows_.emplace(table->rows[row_at(*table, piece.first)], rows_.size()).first->second);
  return key;
}

LocalRun PositionGates::functions(const Piece& piece) {
  const Seen seen = tokens_seen(piece);
  const auto [gate, fresh] = gates_.try_emplace(signature(piece, seen));
  if (fresh) {
    const std::size_t all = configurations(task_.rule.values, seen.places.size());
    if (static_cast<double>(all) *
            static_cast<double>(coefficients(stored_.layers[0].network->hidden) +
                                stored_.layers[0].heads.size() * stored_.stream.dimension) >
        kMostProducts)
      throw NotChecked("a position sees too many configurations of tokens for this program");
    for (std::size_t c = 0; c < all; ++c) gate->second.push_back(contribution(piece, seen, c));
  }
  return {piece.count, seen.places, gate->second};
}

Enclosure PositionGates::contribution(const Piece& piece, const Seen& seen,
                                      std::size_t configuration) {
  const auto letter = [&](const std::optional<std::size_t>& token) -> std::uint64_t {
    std::size_t rest = token ? configuration : 0;
    for (std::size_t t = 0; token && t < *token; ++t) rest /= task_.rule.values;
    return rest % task_.rule.values;
  };
  const Layer& layer = stored_.layers[0];
  std::vector<Vector> outputs;
  for (std::size_t h = 0; h < piece.aims.size(); ++h) {
    const Aim& aim = piece.aims[h];
    const Weights& weights = attention(h, piece.kind, aim).weights;
    const Vector target = value(h, aim.kind, letter(seen.targets[h]));
    outputs.emplace_back();
    for (std::size_t c = 0; c < target.size(); ++c)
      outputs.back().push_back(numbers_.round(Enclosure{weights.least.low, 1} * target[c] +
                                              Enclosure{0, weights.rest} * any_[h][c]));
  }
  Vector attended(layer.attended.dimension, point(0));
  if (layer.residual)
    for (const EmbeddingTerm& term : stored_.embedding) {
      if (term.kind != piece.kind) continue;
      const Row* row = nullptr;
      if (const auto* table = std::get_if<ByValue>(&term.source))
        row = &table->rows[letter(seen.own)];
      else if (const auto* runs = std::get_if<ByPosition>(&term.source))
        row = &runs->rows[row_at(*runs, piece.first)];
      else if (const auto* constant = std::get_if<Constant>(&term.source))
        row = &constant->entries;
      for (std::size_t c = 0; row != nullptr && c < row->size(); ++c)
        attended[term.subspace.offset + c] = point((*row)[c]);
    }
  for (std::size_t r = 0; r < attended.size(); ++r) {
    if (!layer.network->hidden.reads[r]) continue;
    for (std::size_t h = 0; h < outputs.size(); ++h)
      attended[r] = attended[r] + layer.heads[h].output.row(r, outputs[h]);
    attended[r] = numbers_.round(attended[r]);
  }
  return gate(attended);
}

Enclosure PositionGates::gate(const Vector& attended) const {
  if (!numbers_.grid()) return network_bounds(numbers_, read_, 0, attended);
  const Network& network = *stored_.layers[0].network;
  Vector output;
  for (std::size_t r = 0; r < network.output.rows.size(); ++r)
    output.push_back(network_bounds(numbers_, network, r, attended));
  return stored_.layers[1].heads[0].value.apply(numbers_, output)[0];
}

}  // namespace checker

#include "models/architectures/global_attention.hpp"

#include <map>
#include <set>

#include "models/attention.hpp"
#include "numerics/error.hpp"
#include "numerics/rounding.hpp"

namespace separatrix::architectures {
namespace {

/// Numerators and denominator of one head: sum of exp times value in units of 1/S^2, sum of exp in
/// units of 1/S.
struct Parts {
  Int128 denominator = 0;
  Integers numerators;
};

/// Queries, keys or values of the rows at some positions.
using Mapped = std::map<std::size_t, Row>;

Mapped mapped(const Numbers& numbers, const Matrix& map, const Mapped& rows) {
  Mapped all;
  for (const auto& [position, row] : rows) all[position] = times(numbers, map, row);
  return all;
}

class GlobalParty final : public Party {
 public:
  GlobalParty(const GlobalTransformer& model, std::span<const HeldToken> own, std::size_t length)
      : model_(model),
        numbers_(model.numbers()),
        length_(length),
        globals_(model.globals(length)),
        reach_(model.reach(length)),
        own_(own.begin(), own.end()),
        has_last_(!own.empty() && own.back().position + 1 == length) {
    for (const HeldToken& token : own_)
      rows_[token.position] = embed(numbers_, model.embedding(), token.token, token.position);
  }

  Integers contribution(std::size_t round) const override {
    Integers integers;
    if (round == 0) {
      for (std::size_t i = 0; i < globals_; ++i) integers.push_back(holds(i) ? token_at(i) : 0);
      for (std::size_t i = 0; i < reach_; ++i)
        integers.push_back(sends(i) ? Int128(own_[own_.size() - 1 - i].token) : 0);
      return integers;
    }
    const std::size_t layer = (round + 1) / 2;
    if (round % 2 == 0) {
      for_each_head(layer, [&](std::size_t i, std::size_t h, std::size_t index) {
        const Parts parts = own_parts(layer, i, h, maxima_[index]);
        integers.push_back(parts.denominator);
        integers.insert(integers.end(), parts.numerators.begin(), parts.numerators.end());
      });
      return integers;
    }
    if (layer < model_.parameters().size())
      for_each_head(layer, [&](std::size_t i, std::size_t h, std::size_t) {
        integers.push_back(own_maximum(i, h));
      });
    if (layer > 1)
      for (std::size_t i = 0; i < reach_; ++i)
        append(integers,
               sends(i) ? rows_.at(own_[own_.size() - 1 - i].position) : Row(model_.width()));
    return integers;
  }

  void learn(std::size_t round, std::span<const Int128> totals) override {
    const std::size_t layer = (round + 1) / 2;
    if (round == 0) {
      for (std::size_t i = 0; i < globals_; ++i) know(i, totals[i]);
      for (std::size_t i = 0; i < reach_; ++i)
        if (receives(i)) know(own_.front().position - 1 - i, totals[globals_ + i]);
      map_rows(1);
      return;
    }
    if (round % 2 == 0) {
      advance(layer, totals);
      return;
    }
    if (layer < model_.parameters().size()) {
      const std::size_t count = globals_ * model_.parameters()[layer - 1].heads;
      maxima_.assign(totals.begin(), totals.begin() + static_cast<std::ptrdiff_t>(count));
      totals = totals.subspan(count);
    }
    if (layer == 1) return;
    for (std::size_t i = 0; i < reach_; ++i)
      if (receives(i))
        rows_[own_.front().position - 1 - i] =
            row_of(totals.subspan(i * model_.width(), model_.width()));
    map_rows(layer);
  }

  Row output() const override { return local_row(model_.parameters().size(), length_ - 1); }

 private:
  bool holds(std::size_t position) const {
    return !own_.empty() && own_.front().position <= position && position <= own_.back().position;
  }
  Int128 token_at(std::size_t position) const {
    return Int128(own_[position - own_.front().position].token);
  }
  /// The i-th position before the cut is mine to send; it is before my first position.
  bool sends(std::size_t i) const { return !has_last_ && i < own_.size(); }
  bool receives(std::size_t i) const { return has_last_ && i < own_.front().position; }
  void know(std::size_t position, Int128 token) {
    rows_[position] =
        embed(numbers_, model_.embedding(), static_cast<std::uint64_t>(token), position);
  }

  /// Each global position, head, and number of the pair in the order of the rounds.
  template <class Each>
  void for_each_head(std::size_t layer, const Each& each) const {
    const std::size_t heads = model_.parameters()[layer - 1].heads;
    for (std::size_t i = 0; i < globals_; ++i)
      for (std::size_t h = 0; h < heads; ++h) each(i, h, i * heads + h);
  }

  void map_rows(std::size_t layer) {
    const AttentionMaps& maps = model_.parameters()[layer - 1];
    size_ = model_.width() / maps.heads;
    queries_ = mapped(numbers_, maps.query, rows_);
    keys_ = mapped(numbers_, maps.key, rows_);
    values_ = mapped(numbers_, maps.value, rows_);
  }

  Value logit_of(std::size_t t, std::size_t j, std::size_t h) const {
    const auto part = [&](const Row& row) {
      return std::span<const Value>(row).subspan(h * size_, size_);
    };
    return logit(numbers_, part(queries_.at(t)), part(keys_.at(j)));
  }

  Int128 own_maximum(std::size_t i, std::size_t h) const {
    Int128 most = value_range(numbers_).low;
    for (const HeldToken& token : own_) most = std::max(most, logit_of(i, token.position, h).units);
    return most;
  }

  void add_position(Parts& parts, std::size_t t, std::size_t j, std::size_t h, Int128 most) const {
    const Value e = numbers_.exp(numbers_.subtract(logit_of(t, j, h), {most}));
    parts.denominator += e.units;
    for (std::size_t n = 0; n < size_; ++n)
      parts.numerators[n] += e.units * values_.at(j)[h * size_ + n].units;
  }

  Parts own_parts(std::size_t layer, std::size_t i, std::size_t h, Int128 most) const {
    Parts parts{0, Integers(model_.width() / model_.parameters()[layer - 1].heads)};
    for (const HeldToken& token : own_) add_position(parts, i, token.position, h, most);
    return parts;
  }

  void divide(const Parts& parts, Row& heads) const {
    for (const Int128 numerator : parts.numerators)
      heads.push_back({round_quotient(numerator, parts.denominator, numbers_.grid().rounding)});
  }

  /// The row of `layer` at a position that is not global.
  Row local_row(std::size_t layer, std::size_t t) const {
    const AttentionMaps& maps = model_.parameters()[layer - 1];
    std::set<std::size_t> seen;
    for (std::size_t i = 0; i < globals_; ++i) seen.insert(i);
    for (std::size_t j = t - std::min(t, model_.window() - 1); j <= t; ++j) seen.insert(j);
    Row heads;
    for (std::size_t h = 0; h < maps.heads; ++h) {
      Int128 most = value_range(numbers_).low;
      for (const std::size_t j : seen) most = std::max(most, logit_of(t, j, h).units);
      Parts parts{0, Integers(size_)};
      for (const std::size_t j : seen) add_position(parts, t, j, h, most);
      divide(parts, heads);
    }
    return after_heads(numbers_, maps, rows_.at(t), heads);
  }

  /// From the rows of layer - 1 to those of `layer`, at global and own positions.
  void advance(std::size_t layer, std::span<const Int128> totals) {
    const AttentionMaps& maps = model_.parameters()[layer - 1];
    Mapped next;
    for (std::size_t i = 0; i < globals_; ++i) {
      Row heads;
      for (std::size_t h = 0; h < maps.heads; ++h) {
        const auto part = totals.subspan((i * maps.heads + h) * (size_ + 1), size_ + 1);
        divide({part[0], Integers(part.begin() + 1, part.end())}, heads);
      }
      next[i] = after_heads(numbers_, maps, rows_.at(i), heads);
    }
    for (const HeldToken& token : own_)
      if (token.position >= globals_) next[token.position] = local_row(layer, token.position);
    rows_ = std::move(next);
    map_rows(layer + 1);
  }

  const GlobalTransformer& model_;
  const Numbers& numbers_;
  std::size_t length_;
  std::size_t globals_;
  std::size_t reach_;
  std::vector<HeldToken> own_;
  bool has_last_;
  std::size_t size_ = 0;  // of a head in the layer that is next
  Mapped rows_;           // of the layer below that one, and what it makes of them
  Mapped queries_;
  Mapped keys_;
  Mapped values_;
  Integers maxima_;
};

}  // namespace

GlobalTransformer::GlobalTransformer(Numbers numbers, PositionedEmbedding embedding,
                                     std::vector<AttentionMaps> layers, std::size_t window,
                                     std::size_t globals)
    : numbers_(std::move(numbers)),
      embedding_(std::move(embedding)),
      layers_(std::move(layers)),
      window_(window),
      globals_(globals) {
  if (window == 0)
    throw Error("GlobalTransformer", "window", "a window holds at least the position itself");
  if (layers_.empty()) throw Error("GlobalTransformer", "layers", "there must be a layer");
  for (const AttentionMaps& maps : layers_)
    if (maps.heads == 0 || width() % maps.heads != 0)
      throw Error("GlobalTransformer", "layers", "the number of heads must divide the width");
}

std::vector<Field> GlobalTransformer::fields(std::size_t round, std::size_t length) const {
  const Speaker other{Speaker::Who::other};
  const std::size_t count = globals(length);
  const std::size_t rows = reach(length);
  std::vector<Field> all;
  if (round == 0) {
    const Range symbol{0, Int128(symbols()) - 1};
    for (std::size_t i = 0; i < count; ++i)
      all.push_back({symbol, Combine::sum, {Speaker::Who::holder_of, i}});
    all.insert(all.end(), rows, {symbol, Combine::sum, other});
    return all;
  }
  const std::size_t layer = (round + 1) / 2;
  const std::size_t heads = layers_[layer - 1].heads;
  const Range value = value_range(numbers_);
  if (round % 2 == 1) {
    if (layer < layers_.size()) all.insert(all.end(), count * heads, {value, Combine::max, {}});
    if (layer > 1) all.insert(all.end(), rows * width(), {value, Combine::sum, other});
    return all;
  }
  // exp(logit - max) is at most 1: S units.
  const Int128 one = to_int128(numbers_.grid().scale);
  const Int128 most = Int128(length) * one * value.high;
  for (std::size_t i = 0; i < count * heads; ++i) {
    all.push_back({{0, Int128(length) * one}, Combine::sum, {}});
    all.insert(all.end(), width() / heads, {{-most, most}, Combine::sum, {}});
  }
  return all;
}

std::unique_ptr<Party> GlobalTransformer::party(std::span<const HeldToken> own,
                                                std::size_t length) const {
  if (!own.empty() && own.back().position - own.front().position + 1 != own.size())
    throw Error("GlobalTransformer::party", "own", "the positions must be an interval");
  return std::make_unique<GlobalParty>(*this, own, length);
}

}  // namespace separatrix::architectures

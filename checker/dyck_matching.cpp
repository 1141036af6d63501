#include "dyck_matching.hpp"

#include <algorithm>

namespace checker {

namespace {

constexpr unsigned kBits = 192;

const Head& only_head(const Layer& layer) {
  if (layer.heads.size() != 1 || !layer.residual || !layer.network || layer.network->residual)
    throw NotChecked(
        "layer 2 is not one head with a residual connection and a ReLU network without one");
  return layer.heads[0];
}

mpq_class product(const Vector& a, const Vector& b) {
  mpq_class sum;
  for (std::size_t c = 0; c < a.size(); ++c) sum += a[c] * b[c];
  return sum;
}

Vector sum(Vector a, const Vector& b) {
  add(a, b);
  return a;
}

/// The first place decides, every other one has to agree.
void settle(std::map<Bracket, Vector>& known, const Bracket& bracket, Vector reading,
            const char* what) {
  const auto [place, fresh] = known.try_emplace(bracket, std::move(reading));
  if (!fresh && place->second != reading)
    throw NotChecked(std::string(what) + " of layer 2 depends on the place of a bracket");
}

/// exp(-first) / (1 - exp(-step)); step > 0.
Enclosure series(const mpq_class& first, const mpq_class& step) {
  const Enclosure top = exp_of(mpq_class(-first), kBits);
  const Enclosure ratio = exp_of(mpq_class(-step), kBits);
  require(ratio.high < 1, "layer 2 hardly prefers later brackets");
  return {top.low / (1 - ratio.low), top.high / (1 - ratio.high)};
}

}  // namespace

void widen(Box& a, const Box& b) {
  if (a.empty()) a = b;
  for (std::size_t c = 0; c < a.size(); ++c) a[c] = hull(a[c], b[c]);
}

DyckMatching::DyckMatching(const Layer& layer, const DepthStreams& streams, std::uint64_t length,
                           long depth)
    : layer_(layer),
      head_(only_head(layer)),
      streams_(streams),
      length_(length),
      depth_(depth),
      query_of_kind_(streams.of_kind(head_.query, "the query of layer 2")),
      key_of_kind_(streams.of_kind(head_.key, "the key of layer 2")) {
  read(length);
  for (const auto& [bracket, unused] : value_)
    for (std::size_t x = 0; x < streams.types(); ++x) {
      Box box;
      for (const mpq_class& entry : value(x + (bracket.closing ? streams.types() : 0), bracket))
        box.push_back(point(entry));
      widen(all_values_, box);
    }
}

void DyckMatching::read(std::uint64_t length) {
  if (length < 3) throw NotChecked("two places of equal depth are needed to see a slope");
  const auto key_at = [&](std::uint64_t t) {
    return affine(head_.key, streams_.rest({false, 1}, t));
  };
  slope_ = key_at(3);
  add(slope_, key_at(1), -1);
  for (mpq_class& entry : slope_) entry /= 2;
  for (std::uint64_t t = 1; t <= length; ++t)
    for (long s = -1; s <= depth_ + 1; ++s) {
      if (std::abs(s) > static_cast<long>(t) || (static_cast<long>(t) - s) % 2 != 0) continue;
      for (const bool closing : {false, true}) {
        const Bracket bracket{closing, s};
        if (closing ? s >= depth_ : s < 1) continue;
        const Vector stream = streams_.rest(bracket, t);
        Vector key = affine(head_.key, stream);
        add(key, slope_, -mpq_class(t));
        settle(query_, bracket, affine(head_.query, stream), "a query");
        settle(key_, bracket, std::move(key), "a key");
        settle(value_, bracket, affine(head_.value, stream), "a value");
        settle(hidden_, bracket, affine(layer_.network->hidden, stream), "the network");
      }
    }
}

Vector DyckMatching::value(std::size_t symbol, const Bracket& bracket) const {
  return sum(value_.at(bracket), linear(head_.value, streams_.of_symbol(symbol)));
}

Enclosure DyckMatching::noise(const Bracket& bracket, long depth) {
  for (const Asked& known : asked_)
    if (known.query == bracket && known.depth == depth) return known.delta;
  const Vector query = sum(query_.at(bracket), query_of_kind_[bracket.closing ? 1 : 0]);
  Asked asked{bracket, depth, product(query, slope_), 0, {}, {}};
  require(asked.slope > 0, "layer 2 does not prefer later brackets");
  for (const auto& [other, key] : key_) {
    if (other == Bracket{true, -1} || other == Bracket{false, depth_ + 1}) continue;
    const mpq_class score = product(query, sum(key, key_of_kind_[other.closing ? 1 : 0]));
    if (other == Bracket{false, depth})
      asked.score = score;
    else if (!asked.best_other || score > *asked.best_other)
      asked.best_other = score;
  }
  asked.delta = series(2 * asked.slope, 2 * asked.slope);
  if (asked.best_other)
    asked.delta =
        asked.delta +
        series(asked.score - *asked.best_other - asked.slope * mpq_class(length_ - 1), asked.slope);
  require(asked.delta.high <= 1, "layer 2 does not single out a bracket");
  asked_.push_back(asked);
  return asked.delta;
}

Box DyckMatching::outputs(std::size_t own, const Bracket& bracket, long asked,
                          std::optional<std::size_t> copied) {
  Box seen = all_values_;
  if (copied) {
    const Enclosure part{0, noise(bracket, asked).high};
    const Vector target = value(*copied, {false, asked});
    for (std::size_t c = 0; c < seen.size(); ++c)
      seen[c] = point(target[c]) + part * (seen[c] + point(-target[c]));
  }
  // What the network reads: the stream, exactly, and what the head adds to it.
  const Network& mlp = *layer_.network;
  const Vector exact = sum(hidden_.at(bracket), linear(mlp.hidden, streams_.of_symbol(own)));
  Box added;
  for (std::size_t r = 0; r < head_.output.rows.size(); ++r)
    added.push_back(head_.output.row(r, seen));
  Box units;
  for (std::size_t r = 0; r < exact.size(); ++r) {
    Enclosure unit = point(exact[r]);
    for (const Term& term : mlp.hidden.rows[r]) unit = unit + term.coefficient * added[term.column];
    units.push_back({std::max(unit.low, mpq_class(0)), std::max(unit.high, mpq_class(0))});
  }
  Box out;
  for (std::size_t r = 0; r < mlp.output.rows.size(); ++r) out.push_back(mlp.output.row(r, units));
  return out;
}

}  // namespace checker

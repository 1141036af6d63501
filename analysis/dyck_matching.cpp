#include "analysis/dyck_matching.hpp"

#include <algorithm>

#include "analysis/undecided.hpp"
#include "models/json_fields.hpp"

namespace separatrix {
namespace {

const Layer& second_layer(const Transformer& model) {
  const Layer& layer = model.layers[1];
  if (layer.heads.size() != 1 || !layer.residual || !layer.mlp || layer.mlp->residual)
    throw Undecided{
        "layer 2 must have one head, a residual connection around it, and a ReLU network without "
        "one"};
  return layer;
}

Rational product(const std::vector<Rational>& a, const std::vector<Rational>& b) {
  Rational sum;
  for (std::size_t c = 0; c < a.size(); ++c)
    if (a[c] != 0 && b[c] != 0) sum += a[c] * b[c];
  return sum;
}

std::vector<Rational> sum(std::vector<Rational> a, const std::vector<Rational>& b,
                          const Rational& factor = 1) {
  for (std::size_t c = 0; c < a.size(); ++c)
    if (b[c] != 0) a[c] += factor * b[c];
  return a;
}

std::string name(const DepthClass& bracket) {
  return std::string(bracket.closing ? "closing" : "opening") + " bracket at depth " +
         std::to_string(bracket.depth);
}

/// Legal classes, and the two that leave the legal depths first.
std::vector<DepthClass> classes(std::int64_t depth) {
  std::vector<DepthClass> all;
  for (std::int64_t s = 1; s <= depth + 1; ++s) all.push_back({false, s});
  for (std::int64_t s = -1; s < depth; ++s) all.push_back({true, s});
  return all;
}

/// Remembers a reading at its first place and compares it at every other.
void settle(std::map<DepthClass, std::vector<Rational>>& known, const DepthClass& bracket,
            std::vector<Rational> reading, const char* what) {
  const auto [place, fresh] = known.try_emplace(bracket, std::move(reading));
  if (!fresh && place->second != reading)
    throw Undecided{std::string(what) + " of a " + name(bracket) + " depends on its place"};
}

}  // namespace

bool is_legal(const DepthClass& bracket, std::int64_t depth) {
  return bracket.closing ? bracket.depth >= 0 && bracket.depth < depth
                         : bracket.depth >= 1 && bracket.depth <= depth;
}

DyckMatching::DyckMatching(const Transformer& model, const DepthStreams& streams,
                           std::uint64_t length, std::int64_t depth, Work& work)
    : head_(second_layer(model).heads[0]),
      streams_(streams),
      length_(length),
      depth_(depth),
      query_map_(head_.query),
      key_map_(head_.key),
      value_map_(head_.value),
      hidden_map_(model.layers[1].mlp->hidden),
      output_map_(head_.output),
      query_of_kind_(streams.of_kind(query_map_, "the query of head '" + head_.name + "'")),
      key_of_kind_(streams.of_kind(key_map_, "the key of head '" + head_.name + "'")) {
  read(streams, length, work);
  enclose_values();
}

void DyckMatching::read(const DepthStreams& streams, std::uint64_t length, Work& work) {
  // The slope of the keys, from two places of an opening bracket at depth 1.
  if (length < 3) throw Undecided{"strings of length 1 and 2 show no slope; run them all"};
  const auto key_at = [&](std::uint64_t t) { return key_map_.apply(streams.rest({false, 1}, t)); };
  key_slope_ = sum(key_at(3), key_at(1), -1);
  for (Rational& entry : key_slope_) entry /= 2;

  work.begin("places of brackets at every depth", length);
  for (std::uint64_t t = 1; t <= length; ++t) {
    if (work.stopped()) throw Undecided{"interrupted"};
    for (const DepthClass& bracket : classes(depth_)) {
      const auto steps = static_cast<std::uint64_t>(std::abs(bracket.depth));
      if (steps > t || (t - steps) % 2 != 0) continue;
      const std::vector<Rational> stream = streams.rest(bracket, t);
      settle(query_, bracket, query_map_.apply(stream), "the query");
      settle(key_, bracket, sum(key_map_.apply(stream), key_slope_, -Rational(t)), "the key");
      settle(value_, bracket, value_map_.apply(stream), "the value");
      settle(hidden_, bracket, hidden_map_.apply(stream), "what the network of layer 2 reads");
    }
    work.advance(1);
  }
}

DyckMatching::Vector DyckMatching::value(std::size_t symbol, const DepthClass& bracket) const {
  return sum(value_.at(bracket), value_map_.linear(streams_.of_symbol(symbol)));
}

void DyckMatching::enclose_values() {
  for (const auto& [bracket, unused] : value_) {
    const std::size_t first = bracket.closing ? streams_.types() : 0;
    for (std::size_t x = first; x < first + streams_.types(); ++x) {
      const Vector entries = value(x, bracket);
      for (std::size_t c = 0; c < entries.size(); ++c) {
        const Interval entry(entries[c]);
        if (all_values_.size() == c)
          all_values_.push_back(entry);
        else
          all_values_[c] = hull(all_values_[c], entry);
      }
    }
  }
}

const Interval& DyckMatching::noise(const DepthClass& bracket, std::int64_t asked) {
  const auto known = noise_.find({bracket, asked});
  if (known != noise_.end()) return known->second;
  const Vector query = sum(query_.at(bracket), query_of_kind_[bracket.closing ? 1 : 0]);
  const auto score = [&](const DepthClass& other) {
    return product(query, sum(key_.at(other), key_of_kind_[other.closing ? 1 : 0]));
  };
  const Rational slope = product(query, key_slope_);
  if (slope <= 0)
    throw Undecided{"head '" + head_.name + "' does not prefer later brackets for a " +
                    name(bracket)};
  const DepthClass target{false, asked};
  const Rational own = score(target);
  std::optional<Rational> best;
  for (const auto& [other, unused] : key_) {
    if (other == target || !is_legal(other, depth_)) continue;
    const Rational logit = score(other);
    if (!best || logit > *best) best = logit;
  }
  const auto series = [](const Rational& first_gap, const Rational& ratio_gap) {
    return exp(Interval(Rational(-first_gap))) /
           (Interval(1) - exp(Interval(Rational(-ratio_gap))));
  };
  Interval delta = series(2 * slope, 2 * slope);
  if (best) delta += series(own - *best - slope * Rational(length_ - 1), slope);
  if (delta.at_most(1) != Tri::yes)
    throw Undecided{"the weight that a " + name(bracket) +
                    " leaves elsewhere has no bound below 1"};
  nlohmann::ordered_json entry{{"query", name(bracket)},
                               {"asks_for_depth", asked},
                               {"slope", to_json_number(slope)},
                               {"score", to_json_number(own)}};
  if (best) entry["best_other_score"] = to_json_number(*best);
  entry["weight_elsewhere"] = delta.to_string(6);
  written_.push_back(std::move(entry));
  return noise_.emplace(std::pair{bracket, asked}, delta).first->second;
}

std::vector<Interval> DyckMatching::units(std::size_t own, const DepthClass& bracket,
                                          std::int64_t asked, std::optional<std::size_t> copied) {
  std::vector<Interval> copy = all_values_;
  if (copied) {
    const Interval part = hull(Interval(0), noise(bracket, asked));
    const Vector target = value(*copied, {false, asked});
    for (std::size_t c = 0; c < copy.size(); ++c) {
      const Interval exact(target[c]);
      copy[c] = exact + part * (all_values_[c] - exact);
    }
  }
  std::vector<Interval> attended(output_map_.bias().size());
  for (const MatrixEntry& e : output_map_.entries())
    attended[e.row] += Interval(e.value) * copy[e.column];
  const Vector exact = sum(hidden_.at(bracket), hidden_map_.linear(streams_.of_symbol(own)));
  std::vector<Interval> units(exact.begin(), exact.end());
  for (const MatrixEntry& e : hidden_map_.entries())
    units[e.row] += Interval(e.value) * attended[e.column];
  for (Interval& unit : units) unit = max(unit, Interval(0));
  return units;
}

}  // namespace separatrix

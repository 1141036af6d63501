// What an addressing model computes on the grid, as tables over few content slots.
//
// Statement. Fix a frame of a model whose heads are all addressing (models/content.hpp), of any
// number of layers. The attention weights are then numbers, and on the grid most of them are 0 or
// small. So the stream of a position after a layer is a function of the few content slots that it
// can see through nonzero weights and the residual connection, or, where a gate restores digits
// from noisy copies, of those few that carry large weights. The exact sums of the last layer at the
// last position are then
//     sum = base + sum_i T_i[content of the slots D_i]        per head and value coordinate.
// What follows (rounding, Wo, residual, ReLU network, readout) is a function of these sums and of
// the last position's own stream.
// Proof idea. Sums on the grid are exact, so terms with weight 0 vanish and the order does not
// matter. Each table is filled by running the model's own operations for every content of its
// slots, with the same roundings; nothing is approximated.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/constant_gates.hpp"
#include "analysis/slot_tables.hpp"
#include "models/hoisted_frame.hpp"
#include "numerics/fixed.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// Borrows the pass. Not usable if some position depends on too many slots, or if a digit depends
/// on more than one sum; `obstacle` then says so.
template <class Int>
class LocalTables {
 public:
  using A = Fixed<Int>;
  using E = Enclosed<A>;
  using Value = typename A::Value;
  using Sum = typename A::Sum;
  using Vector = std::vector<Value>;

  /// Most contents that one table lists.
  static constexpr std::uint64_t kMostWords = 4096;

  /// What decides one digit: a sum (in units of the grid's squared step) and which of
  /// `residuals` the last position's stream is.
  struct Digit {
    explicit Digit(std::uint64_t radix) : sum(radix), residual(radix) {}
    std::size_t coordinate = 0;        // of the output stream
    std::optional<std::size_t> place;  // none: no sum that varies reaches the digit
    SlotSum sum;
    SlotSum residual;
    std::vector<Vector> residuals;
  };

  LocalTables(const ForwardPass<A>& pass, const Frame& frame)
      : pass_(&pass),
        frame_(&frame),
        hoisted_(pass, frame.pattern),
        enclosed_(E(pass.arithmetic()), pass.model()) {
    slot_at_.resize(frame.pattern.size());
    for (std::size_t s = 0; s < frame.content.size(); ++s) slot_at_[frame.content[s]] = s;
    find_needed();
    const std::size_t layers = pass.model().layers.size();
    if (pass.model().layers[0].residual)
      for (std::size_t i = 0; i < length(); ++i)
        if (needed_[1][i]) streams_.try_emplace(i, embedded(i, nullptr));
    for (std::size_t l = 0; l + 1 < layers && usable(); ++l) advance(l);
    list_places();
    if (usable()) sum_last_layer();
    if (usable()) map_digits();
  }

  bool usable() const noexcept { return obstacle_.empty(); }
  const std::string& obstacle() const noexcept { return obstacle_; }
  const std::vector<Digit>& digits() const noexcept { return digits_; }

  /// Really finishes the forward pass for a value of the digit's sum and one of its residuals, and
  /// returns the coordinate that is read.
  Value finish(const Digit& digit, const Integer& sum, std::size_t residual) const {
    std::vector<Vector> outputs;
    for (const auto& head : last_sums(digit, sum)) outputs.push_back(rounded(head));
    const std::size_t last = pass_->model().layers.size() - 1;
    return pass_->apply_mlp(
        last, pass_->combine(last, outputs, digit.residuals[residual]))[digit.coordinate];
  }

  /// Encloses the last attended stream for all values of the digit's sum between two.
  std::vector<typename E::Value> attended_between(const Digit& digit, const Integer& low,
                                                  const Integer& high, std::size_t residual) const {
    return attended_box(pass_->model().layers.size() - 1, last_sums(digit, low),
                        last_sums(digit, high), digit.residuals[residual]);
  }

  /// The same model over boxes of the grid.
  const ForwardPass<E>& enclosed() const noexcept { return enclosed_; }

 private:
  using StreamTable = SlotTable<Vector>;

  Vector rounded(const std::vector<Sum>& sums) const {
    Vector values;
    for (const Sum& sum : sums) values.push_back(pass_->arithmetic().round(sum));
    return values;
  }

  /// The last layer's sums per head when the digit's own has this value.
  std::vector<std::vector<Sum>> last_sums(const Digit& digit, const Integer& sum) const {
    std::vector<std::vector<Sum>> sums(pass_->model().layers.back().heads.size());
    for (std::size_t p = 0; p < places_.size(); ++p) {
      const bool varies = digit.place && *digit.place == p;
      sums[places_[p].first].push_back(Sum{narrow(varies ? sum : sums_[p].base())});
    }
    return sums;
  }

  std::size_t length() const { return frame_->pattern.size(); }
  std::size_t radix() const { return frame_->values; }

  static Int narrow(const Integer& x) {
    if constexpr (std::same_as<Int, Int128>)
      return to_int128(x);
    else
      return x;
  }
  static Integer widen(const Int& x) {
    if constexpr (std::same_as<Int, Int128>)
      return to_integer(x);
    else
      return x;
  }

  /// The positions whose stream before layer l the last position depends on.
  void find_needed() {
    const auto& layers = pass_->model().layers;
    needed_.assign(layers.size() + 1, std::vector<bool>(length(), false));
    needed_.back().back() = true;
    for (std::size_t l = layers.size(); l-- > 0;)
      for (std::size_t i = 0; i < length(); ++i) {
        if (!needed_[l + 1][i]) continue;
        if (layers[l].residual) needed_[l][i] = true;
        for (std::size_t h = 0; h < layers[l].heads.size(); ++h) {
          const Vector& row = hoisted_.row(l, h, i);
          for (std::size_t j = 0; j < row.size(); ++j)
            if (row[j].units != 0) needed_[l][j] = true;
        }
      }
  }

  /// The embedding of position i, for each content; only what `reader` reads, if given.
  StreamTable embedded(std::size_t i, const AffineMap* reader) const {
    StreamTable table;
    Token token = frame_->pattern[i];
    if (!slot_at_[i]) return {{}, {pass_->embed(token, i, reader)}};
    table.slots = {*slot_at_[i]};
    for (token.value = 0; token.value < radix(); ++token.value)
      table.values.push_back(pass_->embed(token, i, reader));
    return table;
  }

  /// What the needed positions contribute to a head's value space at layer l.
  std::vector<StreamTable> value_tables(std::size_t l, std::size_t h) const {
    const AffineMap& map = pass_->model().layers[l].heads[h].value;
    std::vector<StreamTable> tables(length());
    for (std::size_t j = 0; j < length(); ++j) {
      if (!needed_[l][j]) continue;
      tables[j] = l == 0 ? embedded(j, &map) : streams_.at(j);
      for (Vector& v : tables[j].values)
        v = pass_->layer(l).heads[h].value.apply(pass_->arithmetic(), v);
      drop_idle_slots(tables[j], radix());
    }
    return tables;
  }

  /// From the streams before layer l to those after it.
  void advance(std::size_t l) {
    std::vector<std::vector<StreamTable>> values;
    for (std::size_t h = 0; h < pass_->model().layers[l].heads.size(); ++h)
      values.push_back(value_tables(l, h));
    const ConstantGates<Int> gates(pass_->arithmetic(), pass_->model().layers[l]);
    std::map<std::size_t, StreamTable> next;
    for (std::size_t i = 0; i < length() && usable(); ++i)
      if (needed_[l + 1][i]) next.emplace(i, propagate(l, i, values, gates));
    streams_ = std::move(next);
  }

  /// One term of a head's sum that depends on content.
  struct Term {
    std::size_t head;
    Value weight;
    const StreamTable* values;
  };
  /// What is attended to at one position.
  struct Attended {
    std::vector<std::vector<Sum>> fixed;  // [head][coordinate]: the terms without content
    std::vector<Term> terms;
    const StreamTable* residual = nullptr;
  };

  StreamTable propagate(std::size_t l, std::size_t i,
                        const std::vector<std::vector<StreamTable>>& values,
                        const ConstantGates<Int>& gates) {
    const A& arithmetic = pass_->arithmetic();
    Attended at;
    if (pass_->model().layers[l].residual) at.residual = &streams_.at(i);
    for (std::size_t h = 0; h < values.size(); ++h) {
      at.fixed.emplace_back(pass_->layer(l).heads[h].value.rows(), arithmetic.zero());
      const Vector& row = hoisted_.row(l, h, i);
      for (std::size_t j = 0; j < row.size(); ++j) {
        if (row[j].units == 0) continue;
        if (!values[h][j].slots.empty()) {
          at.terms.push_back({h, row[j], &values[h][j]});
          continue;
        }
        for (std::size_t c = 0; c < at.fixed[h].size(); ++c)
          arithmetic.add_product(at.fixed[h][c], row[j], values[h][j].values[0][c]);
      }
    }
    // As few slots as determine the stream, those with the largest weights first.
    Slots slots = at.residual ? at.residual->slots : Slots{};
    const auto candidates = by_weight(at.terms);
    for (std::size_t next = 0;; ++next) {
      if (word_count(radix(), slots.size(), kMostWords) > kMostWords) {
        obstacle_ = "after layer " + std::to_string(l + 1) + " position " + std::to_string(i + 1) +
                    " depends on too many tokens for a table";
        return {};
      }
      if (auto table = tabulate(l, at, slots, gates)) {
        drop_idle_slots(*table, radix());
        return *table;
      }
      slots = unite(slots, {candidates[next]});
    }
  }

  static Slots by_weight(const std::vector<Term>& terms) {
    std::map<std::size_t, Int> weight;
    for (const Term& term : terms)
      for (const std::size_t slot : term.values->slots)
        if (weight[slot] < term.weight.units) weight[slot] = term.weight.units;
    Slots slots;
    for (const auto& [slot, w] : weight) slots.push_back(slot);
    std::stable_sort(slots.begin(), slots.end(),
                     [&](std::size_t a, std::size_t b) { return weight[b] < weight[a]; });
    return slots;
  }

  /// The position's stream after layer l for every content of `slots`; nothing if the other slots
  /// may change it.
  std::optional<StreamTable> tabulate(std::size_t l, const Attended& at, const Slots& slots,
                                      const ConstantGates<Int>& gates) const {
    const A& arithmetic = pass_->arithmetic();
    auto low = at.fixed;  // exact sums of the terms that `slots` do not determine
    auto high = at.fixed;
    std::vector<std::pair<const Term*, std::vector<std::size_t>>> known;
    bool certain = true;
    for (const Term& term : at.terms) {
      const auto& inner = term.values->slots;
      if (std::includes(slots.begin(), slots.end(), inner.begin(), inner.end())) {
        known.emplace_back(&term, project(slots, inner, radix()));
        continue;
      }
      certain = false;
      for (std::size_t c = 0; c < low[term.head].size(); ++c) {
        const auto [least, most] =
            std::minmax_element(term.values->values.begin(), term.values->values.end(),
                                [&](const Vector& v, const Vector& w) { return v[c] < w[c]; });
        arithmetic.add_product(low[term.head][c], term.weight, (*least)[c]);
        arithmetic.add_product(high[term.head][c], term.weight, (*most)[c]);
      }
    }
    const auto own =
        at.residual ? project(slots, at.residual->slots, radix()) : std::vector<std::size_t>{};
    StreamTable table{slots, {}};
    const std::uint64_t words = word_count(radix(), slots.size(), kMostWords);
    for (std::uint64_t word = 0; word < words; ++word) {
      auto from = low;
      auto to = high;
      for (const auto& [term, place] : known) {
        const Vector& v = term->values->values[place[word]];
        for (std::size_t c = 0; c < v.size(); ++c) {
          arithmetic.add_product(from[term->head][c], term->weight, v[c]);
          arithmetic.add_product(to[term->head][c], term->weight, v[c]);
        }
      }
      const auto incoming = at.residual ? std::span<const Value>(at.residual->values[own[word]])
                                        : std::span<const Value>{};
      if (!certain && !gates.constant_on(attended_box(l, from, to, incoming))) return std::nullopt;
      // Every content of the other slots gives what this corner of the box gives.
      std::vector<Vector> outputs;
      for (const auto& head : from) outputs.push_back(rounded(head));
      table.values.push_back(pass_->apply_mlp(l, pass_->combine(l, outputs, incoming)));
    }
    return table;
  }

  /// Encloses the attended stream between two lists of the heads' exact sums.
  std::vector<typename E::Value> attended_box(std::size_t l,
                                              const std::vector<std::vector<Sum>>& low,
                                              const std::vector<std::vector<Sum>>& high,
                                              std::span<const Value> incoming) const {
    const E& boxes = enclosed_.arithmetic();
    std::vector<std::vector<typename E::Value>> outputs;
    for (std::size_t h = 0; h < low.size(); ++h) {
      outputs.emplace_back();
      for (std::size_t c = 0; c < low[h].size(); ++c)
        outputs.back().push_back(boxes.hull(boxes.single(pass_->arithmetic().round(low[h][c])),
                                            boxes.single(pass_->arithmetic().round(high[h][c]))));
    }
    std::vector<typename E::Value> residual;
    for (const Value& v : incoming) residual.push_back(boxes.single(v));
    return enclosed_.combine(l, outputs, residual);
  }

  /// The value coordinates of the last layer's heads, and which digit sees which.
  void list_places() {
    const Transformer& model = pass_->model();
    const Layer& layer = model.layers.back();
    const std::size_t first = layer.output().offset(model.readout.subspace);
    for (std::size_t d = 0; d < layer.output().dimension(model.readout.subspace); ++d)
      attended_.push_back(reaching(layer, first + d));
    for (std::size_t h = 0; h < layer.heads.size(); ++h) {
      const std::size_t begin = places_.size();
      for (std::size_t c = 0; c < layer.heads[h].value.out.dimension(); ++c) {
        places_.emplace_back(h, c);
        seen_by_.emplace_back(attended_.size(), false);
      }
      for (const MatrixEntry& e : layer.heads[h].output.entries())
        for (std::size_t d = 0; d < attended_.size(); ++d)
          if (attended_[d].contains(e.row)) seen_by_[begin + e.column][d] = true;
    }
  }

  bool seen(std::size_t place) const {
    return std::find(seen_by_[place].begin(), seen_by_[place].end(), true) != seen_by_[place].end();
  }

  /// The exact sums of the last layer at the last position, where some digit sees them.
  void sum_last_layer() {
    const std::size_t l = pass_->model().layers.size() - 1;
    sums_.assign(places_.size(), SlotSum(radix()));
    std::size_t first = 0;
    for (std::size_t h = 0; h < pass_->model().layers[l].heads.size(); ++h) {
      const auto values = value_tables(l, h);
      const std::size_t after = first + pass_->layer(l).heads[h].value.rows();
      const Vector& row = hoisted_.row(l, h, length() - 1);
      for (std::size_t j = 0; j < row.size(); ++j) {
        if (row[j].units == 0) continue;
        for (std::size_t p = first; p < after; ++p)
          if (seen(p)) sums_[p].add(term(row[j], values[j], places_[p].second));
      }
      first = after;
    }
  }

  SlotTable<Integer> term(const Value& weight, const StreamTable& values, std::size_t c) const {
    SlotTable<Integer> table{values.slots, {}};
    for (const Vector& v : values.values) {
      Sum product = pass_->arithmetic().zero();
      pass_->arithmetic().add_product(product, weight, v[c]);
      table.values.push_back(widen(product.units));
    }
    return table;
  }

  /// Which sum and which part of the last position's own stream decide which digit.
  void map_digits() {
    const Transformer& model = pass_->model();
    const std::size_t first = model.layers.back().output().offset(model.readout.subspace);
    for (std::size_t d = 0; d < attended_.size(); ++d) {
      Digit digit(radix());
      digit.coordinate = first + d;
      for (std::size_t p = 0; p < places_.size(); ++p) {
        if (sums_[p].components().empty() || !seen_by_[p][d]) continue;
        if (digit.place) {
          obstacle_ = "digit " + std::to_string(d + 1) + " of the answer depends on several sums";
          return;
        }
        digit.place = p;
        digit.sum = sums_[p];
      }
      list_residuals(attended_[d], digit);
      digits_.push_back(std::move(digit));
    }
  }

  /// The attended coordinates that an output coordinate depends on.
  static std::set<std::size_t> reaching(const Layer& layer, std::size_t output) {
    if (!layer.mlp) return {output};
    std::set<std::size_t> attended;
    std::set<std::size_t> units;
    if (layer.mlp->residual) attended.insert(output);
    for (const MatrixEntry& e : layer.mlp->output.entries())
      if (e.row == output) units.insert(e.column);
    for (const MatrixEntry& e : layer.mlp->hidden.entries())
      if (units.contains(e.row)) attended.insert(e.column);
    return attended;
  }

  /// The streams of the last position that differ where the digit can see it.
  void list_residuals(const std::set<std::size_t>& attended, Digit& digit) const {
    if (!pass_->model().layers.back().residual) {
      digit.residuals.emplace_back();
      return;
    }
    const StreamTable& own = streams_.at(length() - 1);
    SlotTable<Integer> which{own.slots, {}};
    std::map<std::vector<Int>, std::size_t> seen;
    for (const Vector& v : own.values) {
      std::vector<Int> visible;
      for (const std::size_t r : attended) visible.push_back(v[r].units);
      const auto [entry, fresh] = seen.try_emplace(std::move(visible), digit.residuals.size());
      if (fresh) digit.residuals.push_back(v);
      which.values.emplace_back(entry->second);
    }
    digit.residual.add(std::move(which));
  }

  const ForwardPass<A>* pass_;
  const Frame* frame_;
  HoistedFrame<A> hoisted_;
  ForwardPass<E> enclosed_;
  std::vector<std::optional<std::size_t>> slot_at_;          // [position]
  std::vector<std::vector<bool>> needed_;                    // [layer][position]
  std::map<std::size_t, StreamTable> streams_;               // by needed position
  std::vector<std::pair<std::size_t, std::size_t>> places_;  // head, value coordinate
  std::vector<std::vector<bool>> seen_by_;                   // [place][digit]
  std::vector<std::set<std::size_t>> attended_;              // per digit: what it depends on
  std::vector<SlotSum> sums_;                                // per place
  std::vector<Digit> digits_;
  std::string obstacle_;
};

}  // namespace separatrix

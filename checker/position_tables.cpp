#include "position_tables.hpp"

#include <algorithm>

#include "constant_network.hpp"
#include "position_runs.hpp"
#include "relu_network.hpp"

namespace checker {

namespace {

constexpr std::size_t kMostConfigurations = 4096;

/// A term of a head's sum: what a weight and a token's value coordinates give, per value.
struct HeadTerm {
  std::uint64_t position = 0;
  mpz_class weight;
  const std::vector<std::vector<mpz_class>>* values = nullptr;  // [letter][coordinate], units
};

class PositionTables {
 public:
  PositionTables(const Transformer& stored, const Numbers& numbers, const FeatureTask& task)
      : stored_(stored), numbers_(numbers), task_(task), layer_(stored.layers[0]) {
    for (std::size_t h = 0; h < layer_.heads.size(); ++h) {
      attention_.emplace_back(stored, numbers, task, h);
      values_.emplace_back();
      for (std::size_t kind = 0; kind < task.kinds.size(); ++kind) {
        values_.back().emplace_back();
        for (std::uint64_t letter = 0; letter < task.kinds[kind].values; ++letter)
          values_.back().back().push_back(value(h, kind, letter));
      }
    }
    for (const EmbeddingTerm& term : stored.embedding)
      if (layer_.residual && layer_.network->hidden.reads[term.subspace.offset] &&
          (std::holds_alternative<AddressOf>(term.source) ||
           std::holds_alternative<PlacedByValue>(term.source)))
        throw NotChecked("the ReLU network of layer 1 reads '" + term.subspace.name + "'");
  }

  void add_position(std::uint64_t i, TokenSum& sum) {
    std::vector<std::vector<HeadTerm>> terms;
    for (std::size_t h = 0; h < layer_.heads.size(); ++h) {
      terms.emplace_back();
      for (PositionWeight& weight : attention_[h].row(i))
        terms.back().push_back({weight.position, std::move(weight.units),
                                &values_[h][kind_at(task_, weight.position)]});
    }
    const std::vector<std::uint64_t> candidates = by_weight(terms);
    TokenSet seen;
    if (layer_.residual && varies(i)) seen.push_back(i);
    std::vector<mpz_class> table;
    for (auto next = candidates.begin(); !tabulate(i, terms, seen, table); ++next) {
      if (next == candidates.end()) throw NotChecked("a position's network is not constant");
      if (std::ranges::count(seen, *next) == 0) seen.push_back(*next);
      if (configurations(task_.rule.values, seen.size()) > kMostConfigurations)
        throw NotChecked("a position depends on too many tokens for a table");
    }
    sum.add(seen, table, 1);
  }

 private:
  bool varies(std::uint64_t position) const {
    return position < task_.varying_end && task_.kinds[kind_at(task_, position)].values > 1;
  }

  std::vector<mpz_class> value(std::size_t h, std::size_t kind, std::uint64_t letter) const {
    const AffineMap& map = layer_.heads[h].value;
    std::vector<Enclosure> stream(stored_.stream.dimension, point(0));
    for (const EmbeddingTerm& term : stored_.embedding) {
      if (term.kind != kind || !map.reads[term.subspace.offset]) continue;
      const auto* table = std::get_if<ByValue>(&term.source);
      const auto* constant = std::get_if<Constant>(&term.source);
      if (table == nullptr && constant == nullptr)
        throw NotChecked("a value of layer 1 is not that of a token alone");
      const Row& row = table != nullptr ? table->rows[letter] : constant->entries;
      for (std::size_t c = 0; c < row.size(); ++c) stream[term.subspace.offset + c] = point(row[c]);
    }
    std::vector<mpz_class> result;
    for (const Enclosure& entry : map.apply(numbers_, stream))
      result.push_back(units(numbers_, entry.low));
    return result;
  }

  std::vector<std::uint64_t> by_weight(const std::vector<std::vector<HeadTerm>>& terms) const {
    std::map<std::uint64_t, mpz_class> largest;
    for (const auto& head : terms)
      for (const HeadTerm& term : head)
        if (varies(term.position))
          largest[term.position] = std::max(largest[term.position], term.weight);
    std::vector<std::uint64_t> order;
    for (const auto& [position, weight] : largest) order.push_back(position);
    std::ranges::stable_sort(order, std::greater<>(), [&](std::uint64_t j) { return largest[j]; });
    return order;
  }

  /// False if the tokens of `seen` do not determine the position's number.
  bool tabulate(std::uint64_t i, const std::vector<std::vector<HeadTerm>>& terms,
                const TokenSet& seen, std::vector<mpz_class>& table) const {
    table.clear();
    for (std::size_t c = 0; c < configurations(task_.rule.values, seen.size()); ++c) {
      std::map<std::uint64_t, std::size_t> letters;
      std::size_t rest = c;
      for (const std::uint64_t token : seen) {
        letters[token] = rest % task_.rule.values;
        rest /= task_.rule.values;
      }
      std::vector<Enclosure> attended = residual(i, letters);
      std::vector<std::vector<Enclosure>> outputs;
      for (const auto& head : terms) outputs.push_back(output(head, outputs.size(), letters));
      bool single = true;
      for (std::size_t r = 0; r < attended.size(); ++r) {
        if (!layer_.network->hidden.reads[r]) continue;
        for (std::size_t h = 0; h < outputs.size(); ++h)
          attended[r] = attended[r] + layer_.heads[h].output.row(r, outputs[h]);
        attended[r] = numbers_.round(attended[r]);
        single = single && attended[r].low == attended[r].high;
      }
      if (!single && !constant_on(numbers_, *layer_.network, attended)) return false;
      for (Enclosure& entry : attended) entry.high = entry.low;
      std::vector<Enclosure> y;
      for (std::size_t r = 0; r < layer_.network->output.rows.size(); ++r)
        y.push_back(network_bounds(numbers_, *layer_.network, r, attended));
      table.push_back(units(numbers_, stored_.layers[1].heads[0].value.apply(numbers_, y)[0].low));
    }
    return true;
  }

  /// A head's output: each coordinate one rounding of a sum of which only the letters are known.
  std::vector<Enclosure> output(const std::vector<HeadTerm>& head, std::size_t h,
                                const std::map<std::uint64_t, std::size_t>& letters) const {
    std::vector<Enclosure> result;
    for (std::size_t c = 0; c < layer_.heads[h].value.out.dimension; ++c) {
      mpz_class low = 0, high = 0;
      for (const HeadTerm& term : head) {
        const auto known = letters.find(term.position);
        const auto& values = *term.values;
        if (known != letters.end() || !varies(term.position)) {
          const mpz_class product =
              term.weight * values[known == letters.end() ? 0 : known->second][c];
          low += product;
          high += product;
          continue;
        }
        const auto [least, most] =
            std::ranges::minmax(values, {}, [&](const auto& v) { return v[c]; });
        low += term.weight * least[c];
        high += term.weight * most[c];
      }
      result.push_back({ratio(round_sum(numbers_, low), numbers_.scale()),
                        ratio(round_sum(numbers_, high), numbers_.scale())});
    }
    return result;
  }

  std::vector<Enclosure> residual(std::uint64_t i,
                                  const std::map<std::uint64_t, std::size_t>& letters) const {
    std::vector<Enclosure> stream(layer_.attended.dimension, point(0));
    if (!layer_.residual) return stream;
    const std::size_t kind = kind_at(task_, i);
    const auto known = letters.find(i);
    for (const EmbeddingTerm& term : stored_.embedding) {
      if (term.kind != kind) continue;
      const Row* row = nullptr;
      if (const auto* table = std::get_if<ByValue>(&term.source))
        row = &table->rows[known == letters.end() ? 0 : known->second];
      else if (const auto* runs = std::get_if<ByPosition>(&term.source))
        row = &runs->rows[row_at(*runs, i)];
      else if (const auto* constant = std::get_if<Constant>(&term.source))
        row = &constant->entries;
      for (std::size_t c = 0; row != nullptr && c < row->size(); ++c)
        stream[term.subspace.offset + c] = point((*row)[c]);
    }
    return stream;
  }

  const Transformer& stored_;
  const Numbers& numbers_;
  const FeatureTask& task_;
  const Layer& layer_;
  std::vector<GridAttention> attention_;
  std::vector<std::vector<std::vector<std::vector<mpz_class>>>> values_;  // [head][kind][letter]
};

}  // namespace

TokenSum sum_of_positions(const Transformer& stored, const Numbers& numbers,
                          const FeatureTask& task) {
  PositionTables positions(stored, numbers, task);
  TokenSum sum(task.rule.values);
  for (std::uint64_t i = 0; i < task.tokens; ++i) positions.add_position(i, sum);
  return sum;
}

}  // namespace checker

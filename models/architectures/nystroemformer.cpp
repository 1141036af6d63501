#include "models/architectures/nystroemformer.hpp"

#include <algorithm>

#include "numerics/rounding.hpp"

namespace separatrix::architectures {
namespace {

/// The segments of an input.
struct Segments {
  Segments(std::size_t landmarks, std::size_t tokens)
      : length(tokens), count(std::min(landmarks, tokens)) {}

  std::size_t of(std::size_t position) const { return position * count / length; }
  /// Positions t with s length / count <= t < (s + 1) length / count.
  std::size_t size(std::size_t segment) const {
    const auto first = [&](std::size_t s) { return (s * length + count - 1) / count; };
    return first(segment + 1) - first(segment);
  }
  std::size_t largest() const { return (length + count - 1) / count; }

  std::size_t length;
  std::size_t count;
};

Matrix product(const Numbers& numbers, const Matrix& a, const Matrix& b) {
  Matrix c{a.rows, b.columns, {}};
  for (std::size_t i = 0; i < a.rows; ++i)
    for (std::size_t j = 0; j < b.columns; ++j) {
      Sum sum{};
      for (std::size_t n = 0; n < a.columns; ++n) numbers.add_product(sum, a.at(i, n), b.at(n, j));
      c.entries.push_back(numbers.round(sum));
    }
  return c;
}

Matrix pseudo_inverse(const Numbers& numbers, const Matrix& a, std::size_t iterations) {
  const std::size_t l = a.rows;
  Matrix z{l, l, {}};
  for (std::size_t i = 0; i < l; ++i)
    for (std::size_t j = 0; j < l; ++j)
      z.entries.push_back({round_quotient(a.at(j, i).units, Int128(l), numbers.grid().rounding)});
  const Value two = numbers.constant(2);
  for (std::size_t step = 0; step < iterations; ++step) {
    Matrix rest = product(numbers, a, z);
    for (std::size_t i = 0; i < l; ++i)
      for (std::size_t j = 0; j < l; ++j) {
        Value& entry = rest.entries[i * l + j];
        entry = numbers.subtract(i == j ? two : Value{}, entry);
      }
    z = product(numbers, z, rest);
  }
  return z;
}

class NystroemformerParty final : public Party {
 public:
  NystroemformerParty(const Nystroemformer& model, std::span<const HeldToken> own,
                      std::size_t length)
      : model_(&model),
        segments_(model.weights().landmarks, length),
        own_(own_rows(model.numbers(), model.weights().embedding, own, length)) {}

  Integers contribution(std::size_t round) const override {
    Integers all;
    const auto& heads = layer(round).heads;
    for (std::size_t h = 0; h < heads.size(); ++h) {
      const Integers sums = round % 2 == 0
                                ? landmark_sums(heads[h])
                                : attended_sums(heads[h], layer(round).bound, queries_[h]);
      all.insert(all.end(), sums.begin(), sums.end());
    }
    return all;
  }

  void learn(std::size_t round, std::span<const Int128> totals) override {
    if (round % 2 == 0)
      learn_landmarks(layer(round), totals);
    else
      learn_attended(round, totals);
  }

  Row output() const override { return own_.rows.back(); }

 private:
  const NystroemformerWeights::Layer& layer(std::size_t round) const {
    return model_->weights().layers[round / 2];
  }

  /// Queries of all segments, then keys.
  Integers landmark_sums(const SoftmaxHead& head) const {
    const std::size_t width = head.query.rows;
    Integers sums(2 * segments_.count * width, 0);
    for (std::size_t n = 0; n < own_.rows.size(); ++n) {
      const Row query = times(model_->numbers(), head.query, own_.rows[n]);
      const Row key = times(model_->numbers(), head.key, own_.rows[n]);
      const std::size_t segment = segments_.of(own_.positions[n]);
      for (std::size_t i = 0; i < width; ++i) {
        sums[segment * width + i] += query[i].units;
        sums[(segments_.count + segment) * width + i] += key[i].units;
      }
    }
    return sums;
  }

  Integers attended_sums(const SoftmaxHead& head, const Value& bound,
                         std::span<const Row> queries) const {
    const std::size_t each = head.value.rows + 1;
    Integers sums(queries.size() * each, 0);
    for (const Row& row : own_.rows) {
      const Row key = times(model_->numbers(), head.key, row);
      const Row value = times(model_->numbers(), head.value, row);
      for (std::size_t j = 0; j < queries.size(); ++j)
        add_attended(model_->numbers(), bound, queries[j], key, value,
                     std::span(sums).subspan(j * each, each));
    }
    return sums;
  }

  /// The party without the last position does not know the keys of the last layer, and does not use
  /// them.
  void learn_landmarks(const NystroemformerWeights::Layer& now, std::span<const Int128> totals) {
    queries_.clear();
    keys_.clear();
    for (const SoftmaxHead& head : now.heads)
      for (auto* landmarks : {&queries_, &keys_}) {
        std::vector<Row>& rows = landmarks->emplace_back(segments_.count);
        for (std::size_t s = 0; s < rows.size(); ++s)
          for (std::size_t i = 0; i < head.query.rows; ++i, totals = totals.subspan(1))
            rows[s].push_back({round_quotient(totals[0], Int128(segments_.size(s)),
                                              model_->numbers().grid().rounding)});
      }
  }

  void learn_attended(std::size_t round, std::span<const Int128> totals) {
    const bool final = round + 1 == model_->rounds();
    if (final && !own_.has_last) return;
    const Numbers& numbers = model_->numbers();
    // Above the last layer nothing but the last row is read.
    std::span<Row> rows(own_.rows);
    if (final) rows = rows.last(1);
    std::vector<Row> attended(rows.size());
    for (std::size_t h = 0; h < layer(round).heads.size(); ++h) {
      const SoftmaxHead& head = layer(round).heads[h];
      const std::size_t each = head.value.rows + 1;
      const std::vector<Row> mix = inverted(h, totals.first(segments_.count * each), each);
      totals = totals.subspan(segments_.count * each);
      for (std::size_t n = 0; n < rows.size(); ++n) {
        const Row weights = weights_over_keys(h, times(numbers, head.query, rows[n]));
        const Row y = mixed(numbers, weights, mix);
        attended[n].insert(attended[n].end(), y.begin(), y.end());
      }
    }
    for (std::size_t n = 0; n < rows.size(); ++n)
      rows[n] = apply(numbers, layer(round).after, rows[n], attended[n]);
  }

  Row weights_over_keys(std::size_t head, const Row& query) const {
    Row logits;
    for (const Row& key : keys_[head]) logits.push_back(logit(model_->numbers(), query, key));
    return softmax(model_->numbers(), logits);
  }

  /// The rows of Z N.
  std::vector<Row> inverted(std::size_t head, std::span<const Int128> sums,
                            std::size_t each) const {
    const Numbers& numbers = model_->numbers();
    const std::size_t l = segments_.count;
    Matrix a{l, l, {}};
    std::vector<Row> attention;
    for (std::size_t j = 0; j < l; ++j) {
      const Row weights = weights_over_keys(head, queries_[head][j]);
      a.entries.insert(a.entries.end(), weights.begin(), weights.end());
      attention.push_back(quotient(numbers, sums.subspan(j * each, each)));
    }
    const Matrix z = pseudo_inverse(numbers, a, model_->weights().iterations);
    std::vector<Row> mix;
    for (std::size_t j = 0; j < l; ++j) mix.push_back(mixed(numbers, row(z, j), attention));
    return mix;
  }

  const Nystroemformer* model_;
  Segments segments_;
  OwnRows own_;
  std::vector<std::vector<Row>> queries_;  // landmarks of each head
  std::vector<std::vector<Row>> keys_;
};

}  // namespace

std::vector<Field> Nystroemformer::fields(std::size_t round, std::size_t length) const {
  const bool final = round / 2 + 1 == weights_.layers.size();
  const Speaker speaker{final ? Speaker::Who::other : Speaker::Who::both};
  const Segments segments(weights_.landmarks, length);
  std::vector<Field> all;
  for (const SoftmaxHead& head : weights_.layers[round / 2].heads) {
    if (round % 2 == 0) {
      const Range range = sum_range(numbers_, segments.largest());
      const std::size_t entries = segments.count * head.query.rows;
      all.insert(all.end(), entries, {range, Combine::sum});
      all.insert(all.end(), entries, {range, Combine::sum, speaker});
    } else {
      for (std::size_t j = 0; j < segments.count; ++j)
        append_attended(all, numbers_, head.value.rows, length, speaker);
    }
  }
  return all;
}

std::unique_ptr<Party> Nystroemformer::party(std::span<const HeldToken> own,
                                             std::size_t length) const {
  return std::make_unique<NystroemformerParty>(*this, own, length);
}

NystroemformerWeights draw_nystroemformer(Draw& draw, const AttentionSizes& sizes,
                                          std::size_t layers, std::size_t landmarks) {
  NystroemformerWeights weights{draw_embedding(draw, sizes), {}, landmarks, draw.random().below(4)};
  for (std::size_t l = 0; l < layers; ++l) {
    std::vector<SoftmaxHead> heads = draw_heads(draw, sizes);
    const Value bound = draw.value();
    weights.layers.push_back({std::move(heads), bound, draw_after(draw, sizes)});
  }
  return weights;
}

}  // namespace separatrix::architectures

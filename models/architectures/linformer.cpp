#include "models/architectures/linformer.hpp"

namespace separatrix::architectures {
namespace {

/// sums += (column `position` of projection) row.
void add_projected(const Numbers& numbers, const Matrix& projection, std::size_t position,
                   const Row& row, std::span<Int128> sums) {
  for (std::size_t j = 0; j < projection.rows; ++j)
    for (std::size_t i = 0; i < row.size(); ++i) {
      Sum sum{};
      numbers.add_product(sum, projection.at(j, position), row[i]);
      sums[j * row.size() + i] += sum.units;
    }
}

/// `count` rows of `width` entries, each rounded once.
std::vector<Row> rounded_rows(const Numbers& numbers, std::span<const Int128> sums,
                              std::size_t count, std::size_t width) {
  std::vector<Row> rows(count);
  for (std::size_t j = 0; j < count; ++j)
    for (std::size_t i = 0; i < width; ++i)
      rows[j].push_back(numbers.round(Sum{sums[j * width + i]}));
  return rows;
}

class LinformerParty final : public Party {
 public:
  LinformerParty(const Linformer& model, std::span<const HeldToken> own, std::size_t length)
      : model_(&model), own_(own_rows(model.numbers(), model.weights().embedding, own, length)) {}

  Integers contribution(std::size_t round) const override {
    const Numbers& numbers = model_->numbers();
    Integers all;
    for (const LinformerHead& head : model_->weights().layers[round].heads) {
      const std::size_t entries = head.project_keys.rows * head.maps.key.rows;
      Integers sums(2 * entries, 0);
      const std::span<Int128> keys(sums.data(), entries);
      const std::span<Int128> values(sums.data() + entries, entries);
      for (std::size_t n = 0; n < own_.rows.size(); ++n) {
        const std::size_t position = own_.positions[n];
        const Row& x = own_.rows[n];
        add_projected(numbers, head.project_keys, position, times(numbers, head.maps.key, x), keys);
        add_projected(numbers, head.project_values, position, times(numbers, head.maps.value, x),
                      values);
      }
      all.insert(all.end(), sums.begin(), sums.end());
    }
    return all;
  }

  void learn(std::size_t round, std::span<const Int128> totals) override {
    const bool final = round + 1 == model_->rounds();
    if (final && !own_.has_last) return;
    const Numbers& numbers = model_->numbers();
    const LinformerWeights::Layer& layer = model_->weights().layers[round];
    // Above the last layer nothing but the last row is read.
    std::span<Row> rows(own_.rows);
    if (final) rows = rows.last(1);
    std::vector<Row> attended(rows.size());
    for (const LinformerHead& head : layer.heads) {
      const std::size_t count = head.project_keys.rows;
      const std::size_t width = head.maps.key.rows;
      const std::vector<Row> keys = rounded_rows(numbers, totals, count, width);
      totals = totals.subspan(count * width);
      const std::vector<Row> values = rounded_rows(numbers, totals, count, width);
      totals = totals.subspan(count * width);
      for (std::size_t n = 0; n < rows.size(); ++n) {
        const Row query = times(numbers, head.maps.query, rows[n]);
        Row logits;
        for (const Row& key : keys) logits.push_back(logit(numbers, query, key));
        const Row y = mixed(numbers, softmax(numbers, logits), values);
        attended[n].insert(attended[n].end(), y.begin(), y.end());
      }
    }
    for (std::size_t n = 0; n < rows.size(); ++n)
      rows[n] = apply(numbers, layer.after, rows[n], attended[n]);
  }

  Row output() const override { return own_.rows.back(); }

 private:
  const Linformer* model_;
  OwnRows own_;
};

}  // namespace

std::vector<Field> Linformer::fields(std::size_t round, std::size_t length) const {
  const bool final = round + 1 == rounds();
  const Field field{product_sum_range(numbers_, length),
                    Combine::sum,
                    {final ? Speaker::Who::other : Speaker::Who::both}};
  std::size_t count = 0;
  for (const LinformerHead& head : weights_.layers[round].heads)
    count += 2 * head.project_keys.rows * head.maps.key.rows;
  return std::vector<Field>(count, field);
}

std::unique_ptr<Party> Linformer::party(std::span<const HeldToken> own, std::size_t length) const {
  return std::make_unique<LinformerParty>(*this, own, length);
}

LinformerWeights draw_linformer(Draw& draw, const AttentionSizes& sizes, std::size_t layers,
                                std::size_t projected) {
  LinformerWeights weights{draw_embedding(draw, sizes), {}};
  for (std::size_t l = 0; l < layers; ++l) {
    LinformerWeights::Layer layer;
    const bool shared = draw.random().coin();
    const Matrix common = draw.matrix(projected, sizes.longest);
    const auto projection = [&] { return shared ? common : draw.matrix(projected, sizes.longest); };
    for (SoftmaxHead& maps : draw_heads(draw, sizes)) {
      Matrix keys = projection();
      layer.heads.push_back({std::move(maps), std::move(keys), projection()});
    }
    layer.after = draw_after(draw, sizes);
    weights.layers.push_back(std::move(layer));
  }
  return weights;
}

}  // namespace separatrix::architectures

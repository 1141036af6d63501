#include "models/architectures/perceiver.hpp"

namespace separatrix::architectures {
namespace {

class PerceiverParty final : public Party {
 public:
  PerceiverParty(const Perceiver& model, std::span<const HeldToken> own, std::size_t length)
      : model_(&model),
        own_(own_rows(model.numbers(), model.weights().embedding, own, length)),
        latents_(model.weights().latents) {}

  Integers contribution(std::size_t round) const override {
    const Numbers& numbers = model_->numbers();
    const PerceiverWeights::Layer& layer = model_->weights().layers[round];
    Integers all;
    for (const SoftmaxHead& head : layer.cross) {
      const std::size_t each = head.value.rows + 1;
      Integers sums(latents_.size() * each, 0);
      std::vector<Row> queries;
      for (const Row& latent : latents_) queries.push_back(times(numbers, head.query, latent));
      for (const Row& row : own_.rows) {
        const Row key = times(numbers, head.key, row);
        const Row value = times(numbers, head.value, row);
        for (std::size_t j = 0; j < queries.size(); ++j)
          add_attended(numbers, layer.bound, queries[j], key, value,
                       std::span(sums).subspan(j * each, each));
      }
      all.insert(all.end(), sums.begin(), sums.end());
    }
    return all;
  }

  void learn(std::size_t round, std::span<const Int128> totals) override {
    if (round + 1 == model_->rounds() && !own_.has_last) return;
    const Numbers& numbers = model_->numbers();
    const PerceiverWeights::Layer& layer = model_->weights().layers[round];
    std::vector<Row> attended(latents_.size());
    for (const SoftmaxHead& head : layer.cross)
      for (Row& row : attended) {
        const Row y = quotient(numbers, totals.first(head.value.rows + 1));
        totals = totals.subspan(head.value.rows + 1);
        row.insert(row.end(), y.begin(), y.end());
      }
    for (std::size_t j = 0; j < latents_.size(); ++j)
      latents_[j] = apply(numbers, layer.after_cross, latents_[j], attended[j]);
    std::vector<Row> next;
    for (const Row& latent : latents_)
      next.push_back(
          apply(numbers, layer.after_self, latent, attend(numbers, layer.self, latent, latents_)));
    latents_ = std::move(next);
  }

  Row output() const override {
    const Numbers& numbers = model_->numbers();
    const Row& last = own_.rows.back();
    return apply(numbers, model_->weights().after_read, last,
                 attend(numbers, model_->weights().read, last, latents_));
  }

 private:
  const Perceiver* model_;
  OwnRows own_;
  std::vector<Row> latents_;
};

}  // namespace

std::vector<Field> Perceiver::fields(std::size_t round, std::size_t length) const {
  const bool final = round + 1 == rounds();
  const Speaker speaker{final ? Speaker::Who::other : Speaker::Who::both};
  std::vector<Field> all;
  for (const SoftmaxHead& head : weights_.layers[round].cross)
    for (std::size_t j = 0; j < weights_.latents.size(); ++j)
      append_attended(all, numbers_, head.value.rows, length, speaker);
  return all;
}

std::unique_ptr<Party> Perceiver::party(std::span<const HeldToken> own, std::size_t length) const {
  return std::make_unique<PerceiverParty>(*this, own, length);
}

PerceiverWeights draw_perceiver(Draw& draw, const AttentionSizes& sizes, std::size_t layers,
                                std::size_t latents) {
  PerceiverWeights weights{
      draw_embedding(draw, sizes), {}, {}, draw_heads(draw, sizes), draw_after(draw, sizes)};
  for (std::size_t j = 0; j < latents; ++j) weights.latents.push_back(draw.row(sizes.width));
  for (std::size_t l = 0; l < layers; ++l) {
    PerceiverWeights::Layer layer;
    layer.cross = draw_heads(draw, sizes);
    layer.bound = draw.value();
    layer.after_cross = draw_after(draw, sizes);
    layer.self = draw_heads(draw, sizes);
    layer.after_self = draw_after(draw, sizes);
    weights.layers.push_back(std::move(layer));
  }
  return weights;
}

}  // namespace separatrix::architectures

#include "models/architectures/memory_network.hpp"

#include <algorithm>

#include "numerics/error.hpp"

namespace separatrix::architectures {

class MemoryNetwork::Holder final : public Party {
 public:
  Holder(const MemoryNetwork& model, std::span<const HeldToken> own, std::size_t length)
      : model_(&model), own_(own.begin(), own.end()), length_(length) {}

  Integers contribution(std::size_t round) const override {
    if (round == 0) {
      const bool has_last = !own_.empty() && own_.back().position + 1 == length_;
      return {has_last ? Int128(own_.back().token) : 0};
    }
    const Hop& hop = model_->hops_[round - 1];
    Integers sums(state_.size() + 1, 0);
    for (const HeldToken& held : own_) {
      const Row key = embed(model_->numbers_, hop.key, held.token, held.position);
      const Row value = embed(model_->numbers_, hop.value, held.token, held.position);
      add_attended(model_->numbers_, model_->bound_, state_, key, value, sums);
    }
    return sums;
  }

  void learn(std::size_t round, std::span<const Int128> totals) override {
    if (round == 0) {
      state_ = row(model_->question_, static_cast<std::size_t>(totals.front()));
      return;
    }
    state_ = plus(model_->numbers_, state_, quotient(model_->numbers_, totals));
  }

  Row output() const override { return state_; }

 private:
  const MemoryNetwork* model_;
  std::vector<HeldToken> own_;
  std::size_t length_;
  Row state_;
};

std::vector<Field> MemoryNetwork::fields(std::size_t round, std::size_t length) const {
  if (round == 0) return {{{0, Int128(symbols()) - 1}, Combine::sum, {Speaker::Who::last}}};
  std::vector<Field> fields;
  append_attended(fields, numbers_, question_.columns, length,
                  {round == hops_.size() ? Speaker::Who::other : Speaker::Who::both});
  return fields;
}

std::unique_ptr<Party> MemoryNetwork::party(std::span<const HeldToken> own,
                                            std::size_t length) const {
  for (const Hop& hop : hops_)
    if (std::min(hop.key.positions.rows, hop.value.positions.rows) < length)
      throw Error("MemoryNetwork::party", "length",
                  "the input is longer than the tables of positions; draw longer ones");
  return std::make_unique<Holder>(*this, own, length);
}

}  // namespace separatrix::architectures

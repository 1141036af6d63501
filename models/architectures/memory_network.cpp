#include "models/architectures/memory_network.hpp"

#include <algorithm>

#include "numerics/error.hpp"

namespace separatrix::architectures {
namespace {

Row row_at(const Matrix& matrix, std::size_t row) {
  const auto begin = matrix.entries.begin() + static_cast<std::ptrdiff_t>(row * matrix.columns);
  return {begin, begin + static_cast<std::ptrdiff_t>(matrix.columns)};
}

Row seen(const Numbers& numbers, const MemoryTable& table, const HeldToken& held) {
  return plus(numbers, row_at(table.token, held.token), row_at(table.position, held.position));
}

}  // namespace

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
      const Value e = attention(hop, held);
      const Row value = seen(model_->numbers_, hop.value, held);
      for (std::size_t i = 0; i < value.size(); ++i) sums[i] += e.units * value[i].units;
      sums.back() += e.units;
    }
    return sums;
  }

  void learn(std::size_t round, std::span<const Int128> totals) override {
    if (round == 0) {
      state_ = row_at(model_->question_, static_cast<std::size_t>(totals.front()));
      return;
    }
    if (totals.back() == 0) return;  // nothing is read
    Row read;
    for (const Int128 sum :
         totals.first(state_.size()))  // at most S^2 totals.back(): no saturation
      read.push_back({round_quotient(sum, totals.back(), model_->numbers_.grid().rounding)});
    state_ = plus(model_->numbers_, state_, read);
  }

  Row output() const override { return state_; }

 private:
  Value attention(const Hop& hop, const HeldToken& held) const {
    const Numbers& numbers = model_->numbers_;
    const Row key = seen(numbers, hop.key, held);
    const Value logit = numbers.round(inner(numbers, state_, key));
    return numbers.exp(std::min(numbers.subtract(logit, model_->bound_), Value{}));
  }

  const MemoryNetwork* model_;
  std::vector<HeldToken> own_;
  std::size_t length_;
  Row state_;
};

std::vector<Field> MemoryNetwork::fields(std::size_t round, std::size_t length) const {
  if (round == 0) return {{{0, Int128(symbols()) - 1}, Combine::sum, {Speaker::Who::last}}};
  const Int128 scale = to_int128(numbers_.grid().scale);
  const Int128 attention = scale * Int128(length);  // e_t is in [0, 1]: at most S units
  const Int128 read = attention * scale * scale;
  const Speaker speaker{round == hops_.size() ? Speaker::Who::other : Speaker::Who::both};
  std::vector<Field> fields(question_.columns, {{-read, read}, Combine::sum, speaker});
  fields.push_back({{0, attention}, Combine::sum, speaker});
  return fields;
}

std::unique_ptr<Party> MemoryNetwork::party(std::span<const HeldToken> own,
                                            std::size_t length) const {
  for (const Hop& hop : hops_)
    if (std::min(hop.key.position.rows, hop.value.position.rows) < length)
      throw Error("MemoryNetwork::party", "length",
                  "the input is longer than the tables of positions; draw longer ones");
  return std::make_unique<Holder>(*this, own, length);
}

}  // namespace separatrix::architectures

#include "models/architectures/summed.hpp"

namespace separatrix::architectures {
namespace {

class SummedParty final : public Party {
 public:
  SummedParty(const SummedModel::Parts& parts, std::span<const HeldToken> own, std::size_t length)
      : parts_(&parts), own_(own.begin(), own.end()), length_(length) {}

  Integers contribution(std::size_t round) const override {
    if (!sums_in(round)) return {has_last() ? static_cast<Int128>(own_.back().token) : Int128{0}};
    const SummedLayer& layer = *parts_->layer;
    Integers sums(layer.totals(length_).size(), 0);
    for (const HeldToken& token : own_)
      layer.add_term(sums, query_, row(parts_->embedding, token.token), token.position, length_);
    return sums;
  }

  void learn(std::size_t round, std::span<const Int128> totals) override {
    if (sums_in(round))
      totals_.assign(totals.begin(), totals.end());
    else
      query_ = parts_->layer->query(row(parts_->embedding, static_cast<std::size_t>(totals[0])));
  }

  Row output() const override {
    const Row last = row(parts_->embedding, own_.back().token);
    Row y = parts_->layer->output(last, totals_);
    if (parts_->residual) y = plus(parts_->numbers, last, y);
    return parts_->network ? apply(parts_->numbers, *parts_->network, y) : y;
  }

 private:
  bool has_last() const { return !own_.empty() && own_.back().position + 1 == length_; }
  bool sums_in(std::size_t round) const { return round == (parts_->layer->asks() ? 1 : 0); }

  const SummedModel::Parts* parts_;
  std::vector<HeldToken> own_;
  std::size_t length_;
  Row query_;
  Integers totals_;
};

}  // namespace

Row SummedLayer::query(const Row& /*last*/) const { return {}; }

std::vector<Field> SummedModel::fields(std::size_t round, std::size_t length) const {
  if (parts_.layer->asks() && round == 0)
    return {{{0, static_cast<Int128>(symbols()) - 1}, Combine::sum, {Speaker::Who::last}}};
  std::vector<Field> fields;
  for (const Range& range : parts_.layer->totals(length))
    fields.push_back({range, Combine::sum, {Speaker::Who::other}});
  return fields;
}

std::unique_ptr<Party> SummedModel::party(std::span<const HeldToken> own,
                                          std::size_t length) const {
  return std::make_unique<SummedParty>(parts_, own, length);
}

}  // namespace separatrix::architectures

#include "grid_attention.hpp"

#include <algorithm>

#include "position_runs.hpp"

namespace checker {

namespace {

constexpr double kMostProducts = 3e8;

/// What the tokens of a kind hold at a position, as far as that depends on the position alone.
std::vector<mpq_class> held(const Transformer& stored, const EmbeddingTerm& term,
                            std::uint64_t position) {
  if (const auto* constant = std::get_if<Constant>(&term.source)) return constant->entries;
  if (const auto* table = std::get_if<ByPosition>(&term.source))
    return table->rows[row_at(*table, position)];
  const auto* address = std::get_if<AddressOf>(&term.source);
  if (address == nullptr || address->of == AddressOf::Of::value)
    throw NotChecked("a query or key of layer 1 reads '" + term.subspace.name +
                     "', which tells what a token holds");
  std::uint64_t index = position;
  if (address->of == AddressOf::Of::map) {
    const AddressRun& run =
        *std::prev(std::ranges::upper_bound(address->runs, position, {}, &AddressRun::from));
    index = run.to + run.step * (position - run.from);
  }
  return stored.codes.at(address->code).address(index);
}

}  // namespace

mpz_class units(const Numbers& numbers, const mpq_class& x) {
  return floor_of(mpq_class(x * numbers.scale()));
}

mpz_class round_sum(const Numbers& numbers, const mpz_class& s) {
  mpz_class below, rest;
  mpz_fdiv_qr(below.get_mpz_t(), rest.get_mpz_t(), s.get_mpz_t(), numbers.scale().get_mpz_t());
  if (!numbers.rounds_down()) {
    const int half = cmp(mpz_class(2 * rest), numbers.scale());
    if (half > 0 || (half == 0 && mpz_odd_p(below.get_mpz_t()) != 0)) ++below;
  }
  const mpz_class limit = numbers.scale() * numbers.scale();
  return std::clamp(below, mpz_class(-limit), limit);
}

GridAttention::GridAttention(const Transformer& stored, const Numbers& numbers,
                             const FeatureTask& task, std::size_t head)
    : numbers_(numbers), task_(task) {
  const Head& maps = stored.layers[0].heads[head];
  const auto tokens = static_cast<double>(task.tokens);
  if (tokens * tokens * static_cast<double>(maps.query.out.dimension) > kMostProducts)
    throw NotChecked("more products of queries and keys than this program forms");
  for (std::uint64_t i = 0; i < task.tokens; ++i) {
    queries_.push_back(entries(stored, maps.query, i));
    keys_.push_back(entries(stored, maps.key, i));
  }
}

std::vector<mpz_class> GridAttention::entries(const Transformer& stored, const AffineMap& map,
                                              std::uint64_t position) const {
  std::map<std::size_t, mpq_class> stream;
  const std::size_t kind = kind_at(task_, position);
  for (const EmbeddingTerm& term : stored.embedding) {
    if (term.kind != kind || !map.reads[term.subspace.offset]) continue;
    const std::vector<mpq_class> row = held(stored, term, position);
    for (std::size_t c = 0; c < row.size(); ++c)
      stream[term.subspace.offset + c] = numbers_.round(row[c]);
  }
  std::vector<mpz_class> result;
  for (std::size_t r = 0; r < map.rows.size(); ++r) {
    mpq_class sum = map.bias[r];
    for (const Term& term : map.rows[r])
      if (const auto it = stream.find(term.column); it != stream.end())
        sum += term.coefficient * it->second;
    result.push_back(units(numbers_, numbers_.round(sum)));
  }
  return result;
}

std::vector<PositionWeight> GridAttention::row(std::uint64_t position) {
  const std::vector<mpz_class>& query = queries_[position];
  const mpz_class limit = numbers_.scale() * numbers_.scale();
  std::vector<mpz_class> logits;
  mpz_class sum;
  for (const std::vector<mpz_class>& key : keys_) {
    sum = 0;
    for (std::size_t c = 0; c < query.size(); ++c)
      mpz_addmul(sum.get_mpz_t(), query[c].get_mpz_t(), key[c].get_mpz_t());
    logits.push_back(round_sum(numbers_, sum));
  }
  const mpz_class top = *std::ranges::max_element(logits);
  mpz_class z = 0;
  for (mpz_class& logit : logits) {
    const mpz_class gap = std::max(mpz_class(logit - top), mpz_class(-limit));
    const auto [it, fresh] = exponentials_.try_emplace(gap);
    if (fresh) it->second = units(numbers_, numbers_.exp(point(ratio(gap, numbers_.scale()))).low);
    logit = it->second;
    z += logit;
  }
  std::vector<PositionWeight> weights;
  for (std::uint64_t j = 0; j < logits.size(); ++j) {
    if (logits[j] == 0) continue;
    const mpz_class weight = units(numbers_, numbers_.round(ratio(logits[j], z)));
    if (weight != 0) weights.push_back({j, weight});
  }
  return weights;
}

}  // namespace checker

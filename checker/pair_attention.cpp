#include "pair_attention.hpp"

#include <algorithm>

namespace checker {

namespace {

constexpr unsigned kBits = 192;

/// The least multiple of 2^-192 that is not less.
mpq_class shortened(const mpq_class& x) {
  return ratio(ceil_of(x * mpq_class(power_of_two(kBits))), power_of_two(kBits));
}

/// sum w_j value_j with a weight of at least 1 - rest on the target.
PairStream mixture(const std::vector<PairStream>& values, std::size_t target, const mpq_class& rest,
                   const PointDomain& domain) {
  PairStream out;
  for (const PairStream& value : values)
    for (const auto& [place, content] : value)
      out.try_emplace(place, PairContent{content.dimension, {}, {}, 0, 0});
  for (auto& [place, content] : out) {
    if (const auto own = values[target].find(place); own != values[target].end())
      content = own->second;
    PairContent centre = times(-1, content);
    centre.norm = centre.entry = 0;
    mpq_class norm = 0, entry = 0;
    for (std::size_t j = 0; j < values.size(); ++j) {
      if (j == target) continue;
      const auto other = values[j].find(place);
      const PairContent difference = other == values[j].end() ? centre : sum(centre, other->second);
      norm = std::max(norm, mpq_class(centre_norm(difference, domain) + difference.norm));
      entry = std::max(entry, largest_entry(difference, domain));
    }
    content.norm = shortened(content.norm + rest * norm);
    content.entry = std::min(content.norm, shortened(content.entry + rest * entry));
  }
  return out;
}

}  // namespace

PairAttention attend(const HeadParts& parts, const Head& head, const PairStream& query,
                     const std::vector<PairKey>& keys, std::size_t target,
                     const PointDomain& domain) {
  const std::size_t bias = head.query.in.dimension;
  PairAttention found;
  std::vector<PairStream> values;
  for (const PairKey& key : keys) {
    found.logits.push_back(pair_logit(parts.logit, query, key.stream, bias, domain));
    values.push_back(mapped(parts.value, head.output.out, key.stream, bias));
  }
  mpq_class others = 0;
  for (std::size_t j = 0; j < keys.size(); ++j) {
    found.gaps.push_back(j == target ? mpq_class(0)
                                     : least_gap(found.logits[target], found.logits[j], domain));
    // What is left of exp(-4096) does not matter, and short numbers do.
    if (j != target)
      others +=
          keys[j].most * exp_of(std::max(mpq_class(-found.gaps[j]), mpq_class(-4096)), kBits).high;
  }
  const mpq_class rest = others / (1 + others);
  found.rest = rest > mpq_class(1, 2) ? mpq_class(1) : shortened(rest);
  found.out = mixture(values, target, found.rest, domain);
  return found;
}

}  // namespace checker

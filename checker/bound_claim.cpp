#include "bound_claim.hpp"

namespace checker {

Claim read_bound_claim(const Json& result, bool sized, bool described) {
  require(sized || result.find("hidden_size") == nullptr, "result.hidden_size: not proved");
  require(described || result.find("construction") == nullptr,
          "result.construction: no field of this kind");
  require_says_only(result, {"bound", "analyze"}, {"bounds", "hidden_size", "construction"});
  Claim claim = read_claim(result);
  require(claim.assumes.empty(), "result.assumes: rests on a citation");
  require(!claim.bounds.empty(), "result.bounds: none");
  const bool letters =
      claim.task.name.starts_with("dyck:") || claim.task.name.starts_with("language:");
  require(!letters || !claim.task.alphabet, "task.alphabet: the name says it");
  return claim;
}

void require_only_bound(const Claim& claim, const Bound& bound) {
  require(claim.bounds.size() == 1, "result.bounds: more than the certificate proves");
  const Bound& stated = claim.bounds.front();
  require(stated.quantity == bound.quantity, "result.bounds: another quantity is proved");
  require(stated.convention == bound.convention, "result.bounds: another convention is proved");
  require(stated.partition == bound.partition, "result.bounds: another partition is proved");
  require(stated.lower == bound.lower,
          "result.bounds: the lower bound is not " + bound.lower.value_or(0).get_str());
  require(stated.upper == bound.upper, "result.bounds: the upper bound is not what is proved");
}

void require_partition(const std::string& name, const std::string& word) {
  const std::size_t n = word.size();
  const auto prefix = [&](std::size_t k) { return std::string(k, 'A') + std::string(n - k, 'B'); };
  std::string alternating;
  for (std::size_t i = 0; i < n; ++i) alternating += i % 2 == 0 ? 'A' : 'B';
  bool same = name == word;
  if (name == "halves") same = word == prefix(n / 2);
  if (name == "odd-even") same = word == alternating;
  if (name.starts_with("prefix:"))
    for (std::size_t k = 1; k < n; ++k)
      same = same || (name == "prefix:" + std::to_string(k) && word == prefix(k));
  require(same, "result.bounds: the partition " + name + " is not that of the certificate");
}

}  // namespace checker

#include "constant_network.hpp"

#include <algorithm>

namespace checker {

namespace {

using Weights = std::vector<std::pair<std::size_t, mpq_class>>;

/// F at t, per output.
std::map<std::size_t, mpq_class> outputs(const Network& network,
                                         const std::vector<std::size_t>& members,
                                         const mpq_class& t) {
  std::map<std::size_t, mpq_class> sums;
  for (std::size_t o = 0; o < network.output.rows.size(); ++o)
    for (const Term& term : network.output.rows[o]) {
      if (!std::ranges::binary_search(members, term.column)) continue;
      const mpq_class input = t + network.hidden.bias[term.column];
      if (input > 0) sums[o] += term.coefficient * input;
    }
  std::erase_if(sums, [](const auto& entry) { return entry.second == 0; });
  return sums;
}

bool constant_on(const Numbers& numbers, const Network& network, const Weights& row,
                 const std::vector<std::size_t>& members, const std::vector<Enclosure>& box) {
  Enclosure y = point(0);
  bool whole = true;
  for (const auto& [column, coefficient] : row) {
    y = y + coefficient * box[column];
    whole = whole && coefficient.get_den() == 1;
  }
  if (y.low == y.high) return true;
  if (!whole && !numbers.rounds_down()) return false;
  const Enclosure t = numbers.round(y);
  const mpq_class limit(numbers.scale());
  std::vector<mpq_class> points{t.high};
  for (const std::size_t u : members) {
    const mpq_class& bias = network.hidden.bias[u];
    if (t.low <= -limit || t.high >= limit || t.low + bias <= -limit || t.high + bias >= limit)
      return false;
    if (t.low < -bias && -bias < t.high) points.push_back(-bias);
  }
  const auto first = outputs(network, members, t.low);
  return std::ranges::all_of(
      points, [&](const mpq_class& p) { return outputs(network, members, p) == first; });
}

}  // namespace

bool constant_on(const Numbers& numbers, const Network& network,
                 const std::vector<Enclosure>& box) {
  std::map<Weights, std::vector<std::size_t>> groups;
  for (std::size_t u = 0; u < network.hidden.rows.size(); ++u) {
    Weights row;
    for (const Term& term : network.hidden.rows[u]) row.emplace_back(term.column, term.coefficient);
    groups[row].push_back(u);
  }
  return std::ranges::all_of(groups, [&](const auto& group) {
    return constant_on(numbers, network, group.first, group.second, box);
  });
}

}  // namespace checker

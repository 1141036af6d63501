#include "token_sums.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

#include "local_functions.hpp"

namespace checker {

namespace {

/// Finds the first of some sets that contains another one.
class Holders {
 public:
  void add(const TokenSet& set, std::size_t number) {
    for (const std::uint64_t token : set) holders_[token].emplace_back(&set, number);
  }
  std::optional<std::size_t> find(const TokenSet& part) const {
    const auto it = holders_.find(part[0]);
    if (it == holders_.end()) return std::nullopt;
    for (const auto& [set, number] : it->second)
      if (std::ranges::includes(*set, part)) return number;
    return std::nullopt;
  }

 private:
  std::map<std::uint64_t, std::vector<std::pair<const TokenSet*, std::size_t>>> holders_;
};

/// For each configuration of `whole` the one of `part`, a subset.
std::vector<std::size_t> restriction(const TokenSet& whole, const TokenSet& part,
                                     std::uint64_t values) {
  std::vector<std::size_t> map(configurations(values, whole.size()));
  for (std::size_t c = 0; c < map.size(); ++c) {
    std::size_t rest = c, unit = 1;
    for (const std::uint64_t token : whole) {
      if (std::ranges::binary_search(part, token)) {
        map[c] += rest % values * unit;
        unit *= values;
      }
      rest /= values;
    }
  }
  return map;
}

}  // namespace

void TokenSum::add(const TokenSet& tokens, const std::vector<mpz_class>& table,
                   const mpz_class& factor) {
  std::vector<mpz_class> differences = table;
  for (std::size_t t = 0, unit = 1; t < tokens.size(); ++t, unit *= values_)
    for (std::size_t c = differences.size(); c-- > 0;)
      if (const std::size_t v = c / unit % values_; v != 0)
        differences[c] -= differences[c - v * unit];
  std::map<TokenSet, std::vector<mpz_class>> parts;
  for (std::size_t c = 1; c < differences.size(); ++c) {
    if (differences[c] == 0) continue;
    std::vector<std::pair<std::uint64_t, std::size_t>> held;  // token, its value
    std::size_t rest = c;
    for (const std::uint64_t token : tokens) {
      if (rest % values_ != 0) held.emplace_back(token, rest % values_);
      rest /= values_;
    }
    std::ranges::sort(held);
    TokenSet set;
    std::size_t place = 0, unit = 1;
    for (const auto& [token, value] : held) {
      set.push_back(token);
      place += value * unit;
      unit *= values_;
    }
    std::vector<mpz_class>& part = parts[set];
    part.resize(unit);
    part[place] = differences[c];
  }
  base_ += factor * differences[0];
  for (const auto& [set, part] : parts) add_component(set, part, factor);
}

void TokenSum::add(const TokenSum& other, const mpz_class& factor) {
  base_ += factor * other.base_;
  for (const auto& [set, part] : other.components_) add_component(set, part, factor);
}

void TokenSum::add_component(const TokenSet& set, const std::vector<mpz_class>& table,
                             const mpz_class& factor) {
  std::vector<mpz_class>& component = components_[set];
  component.resize(table.size());
  for (std::size_t c = 0; c < table.size(); ++c) component[c] += factor * table[c];
  if (std::ranges::all_of(component, [](const mpz_class& v) { return v == 0; }))
    components_.erase(set);
}

std::vector<TokenSet> maximal_sets(const Components& a, const Components& b) {
  std::vector<TokenSet> all;
  for (const Components* components : {&a, &b})
    for (const auto& [set, table] : *components) all.push_back(set);
  std::ranges::sort(all, [](const TokenSet& s, const TokenSet& t) {
    return s.size() != t.size() ? s.size() > t.size() : s < t;
  });
  Holders larger;
  std::vector<TokenSet> maximal;
  for (const TokenSet& set : all)
    if (!larger.find(set)) {
      larger.add(set, maximal.size());
      maximal.push_back(set);
    }
  std::ranges::sort(maximal);
  return maximal;
}

GroupedTables grouped(const TokenSum& sum, const std::vector<TokenSet>& sets) {
  GroupedTables result{sum.base(), 0, {}};
  Holders holders;
  for (std::size_t s = 0; s < sets.size(); ++s) {
    holders.add(sets[s], s);
    result.tables.emplace_back(configurations(sum.values(), sets[s].size()));
  }
  for (const auto& [set, table] : sum.components()) {
    const std::size_t s = holders.find(set).value();
    const std::vector<std::size_t> place = restriction(sets[s], set, sum.values());
    for (std::size_t c = 0; c < place.size(); ++c) result.tables[s][c] += table[place[c]];
  }
  for (std::vector<mpz_class>& table : result.tables) {
    const auto [least, most] = std::ranges::minmax(table);
    result.least += least;
    result.span += most - least;
    for (mpz_class& v : table) v -= least;
  }
  return result;
}

}  // namespace checker

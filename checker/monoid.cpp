#include "monoid.hpp"

#include <map>

namespace checker {

namespace {

constexpr std::size_t kMostElements = 6000;

}  // namespace

Monoid::Monoid(const NamedAutomaton& automaton)
    : start_(automaton.start), accepting_(automaton.accepting) {
  std::map<std::vector<std::size_t>, std::size_t> known;
  std::vector<std::size_t> identity(automaton.states());
  for (std::size_t s = 0; s < identity.size(); ++s) identity[s] = s;
  known.emplace(identity, 0);
  maps_.push_back(identity);
  std::vector<std::pair<std::size_t, std::size_t>> last{{0, 0}};  // what it is but for its letter
  for (std::size_t x = 0; x < maps_.size(); ++x) {
    right_.emplace_back();
    for (std::size_t a = 0; a < automaton.letters.size(); ++a) {
      std::vector<std::size_t> map = maps_[x];
      for (std::size_t& state : map) state = automaton.next[state][a];
      const auto [at, fresh] = known.emplace(map, maps_.size());
      if (fresh) {
        if (maps_.size() == kMostElements) throw NotChecked("the monoid has too many elements");
        maps_.push_back(std::move(map));
        last.emplace_back(x, a);
      }
      right_[x].push_back(at->second);
    }
  }
  table_.resize(size() * size());
  for (std::size_t x = 0; x < size(); ++x) {
    table_[x * size()] = static_cast<std::uint16_t>(x);
    for (std::size_t y = 1; y < size(); ++y)
      table_[x * size() + y] =
          static_cast<std::uint16_t>(right_[times(x, last[y].first)][last[y].second]);
  }
  for (std::size_t x = 0; x < size(); ++x) {
    std::size_t power = x;
    while (times(power, power) != power) power = times(power, x);
    omega_.push_back(power);
  }
}

std::size_t Monoid::of(std::span<const std::size_t> word) const {
  std::size_t x = 0;
  for (const std::size_t letter : word) x = right_[x][letter];
  return x;
}

std::size_t Monoid::of(const PaddedWord& word) const {
  std::size_t x = 0;
  for (const auto& letter : word)
    if (letter) x = right_[x][*letter];
  return x;
}

bool holds_at(const Monoid& m, std::size_t identity, std::size_t x, std::size_t y) {
  const std::size_t e = m.omega(m.times(x, y));
  const std::size_t efe = m.times(m.times(e, m.omega(m.times(y, x))), e);
  switch (identity) {
    case 0:
      return m.times(x, y) == m.times(y, x);
    case 1:
      return m.times(m.omega(x), x) == m.omega(x);
    case 2:
      return m.times(e, x) == e;
    case 3:
      return m.times(e, x) == e && m.times(y, e) == e;
    case 4:
      return m.omega(efe) == e;
    case 5:
      return efe == e;
    default: {
      const std::size_t w = m.omega(x);
      return m.omega(y) != w || m.times(w, x) != x || m.times(w, y) != y ||
             m.times(x, y) == m.times(y, x);
    }
  }
}

bool holds(const Monoid& m, std::size_t identity) {
  for (std::size_t x = 0; x < m.size(); ++x)
    for (std::size_t y = 0; y < m.size(); ++y)
      if (!holds_at(m, identity, x, y)) return false;
  return true;
}

}  // namespace checker

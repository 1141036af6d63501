// A recurrent net in a point arithmetic and an automaton of its task, run side by side.
//
// Statement. Whether a net answers a word rightly depends only on the pair (state of the net after
// the word, state of the automaton after it), and so do the pairs that longer words lead to. There
// are finitely many numbers in a point arithmetic, and a net that computes with digital states
// meets few of them: mostly as many pairs as the automaton has states.
//
// Pairs are found breadth-first, so a pair is met first by a shortest word that leads to it. If no
// new one turns up, the search is closed, and what it found holds for words of every length.
// Hidden states are interned by exact identity of all their numbers (models/value_bits.hpp); each
// is read out once, and stepped on once per symbol.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "analysis/read_digits.hpp"
#include "models/recurrent_pass.hpp"
#include "numerics/arithmetic.hpp"
#include "parallel/work.hpp"
#include "tasks/task_automaton.hpp"

namespace separatrix {

/// The states of a net that were met, numbered from 0, with their transitions over the tokens of
/// kind 0 as far as they were asked for. 0 is the initial state. For one caller at a time.
template <PointArithmetic A>
class StateTable {
 public:
  using State = RecurrentState<A>;

  StateTable(const RecurrentPass<A>& pass, std::size_t alphabet)
      : pass_(&pass), alphabet_(alphabet) {
    intern(pass.initial());
  }

  std::size_t size() const noexcept { return states_.size(); }
  const State& state(std::uint32_t s) const { return states_[s]; }

  /// The state after one more symbol.
  std::uint32_t next(std::uint32_t s, Symbol symbol) {
    const std::size_t place = s * alphabet_ + symbol;
    if (next_[place] == kUnknown) {
      const std::uint32_t target = intern(pass_->step(states_[s], {0, symbol}, memo_));
      next_[place] = target;  // `intern` may have moved the table
    }
    return next_[place];
  }

 private:
  static constexpr std::uint32_t kUnknown = std::numeric_limits<std::uint32_t>::max();

  static bool same(const State& a, const State& b) {
    const auto equal = [](const auto& v, const auto& w) {
      return std::equal(v.begin(), v.end(), w.begin(), w.end(),
                        [](const auto& x, const auto& y) { return identical(x, y); });
    };
    return equal(a.hidden, b.hidden) && equal(a.cell, b.cell);
  }

  std::uint32_t intern(State&& state) {
    using Value = typename A::Value;
    const std::uint64_t hash =
        hash_of(std::span<const Value>(state.cell), hash_of(std::span<const Value>(state.hidden)));
    const auto [first, last] = by_hash_.equal_range(hash);
    for (auto candidate = first; candidate != last; ++candidate)
      if (same(states_[candidate->second], state)) return candidate->second;
    const auto number = static_cast<std::uint32_t>(states_.size());
    by_hash_.emplace(hash, number);
    states_.push_back(std::move(state));
    next_.resize(next_.size() + alphabet_, kUnknown);
    return number;
  }

  const RecurrentPass<A>* pass_;
  std::size_t alphabet_;
  SquashMemo<A> memo_;
  std::vector<State> states_;
  std::vector<std::uint32_t> next_;  // [state][symbol]
  std::unordered_multimap<std::uint64_t, std::uint32_t> by_hash_;
};

/// The reachable pairs. Only viable states of the automaton are entered.
template <PointArithmetic A>
class RecurrentProduct {
 public:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  /// More pairs, or more numbers in their states, are not kept in memory.
  static constexpr std::size_t kMostPairs = std::size_t{1} << 20;
  static constexpr std::size_t kMostNumbers = std::size_t{1} << 24;

  /// Borrows both. Pair 0, if there is one, belongs to the empty word.
  RecurrentProduct(const RecurrentPass<A>& pass, const TaskAutomaton& automaton)
      : pass_(&pass), automaton_(&automaton), table_(pass, automaton.dfa.alphabet) {
    if (automaton.viable[automaton.dfa.start]) find(0, automaton.dfa.start, kNone, 0);
    level_end_ = pairs_.size();
  }

  std::size_t size() const noexcept { return pairs_.size(); }
  /// The words of length at most this have been followed.
  std::uint64_t length() const noexcept { return length_; }
  /// The pairs below this number have been followed by every symbol.
  std::size_t followed() const noexcept { return expanded_; }
  /// No pair is left to be followed: what is known holds for words of every length.
  bool closed() const noexcept { return expanded_ == pairs_.size(); }

  /// Follows the words that are longer by one symbol. False, with some of them not followed, if the
  /// work is stopped or there are too many pairs.
  bool extend(const Work& work) {
    const std::size_t alphabet = automaton_->dfa.alphabet;
    for (; expanded_ < level_end_; ++expanded_) {
      if (work.stopped() || pairs_.size() > kMostPairs ||
          table_.size() * numbers_per_state() > kMostNumbers)
        return false;
      for (Symbol symbol = 0; symbol < alphabet; ++symbol) {
        const Pair from = pairs_[expanded_];
        const std::size_t target = automaton_->dfa.next(from.task, symbol);
        next_.push_back(automaton_->viable[target]
                            ? find(table_.next(from.hidden, symbol), target,
                                   static_cast<std::uint32_t>(expanded_), symbol)
                            : kNone);
      }
    }
    level_end_ = pairs_.size();
    ++length_;
    return true;
  }

  /// The pair after one more symbol; kNone if the automaton's state is not viable. `pair` must be
  /// below `followed()`.
  std::uint32_t next(std::uint32_t pair, Symbol symbol) const {
    return next_[pair * automaton_->dfa.alphabet + symbol];
  }

  /// The automaton's half of the pair.
  std::size_t task_state(std::uint32_t pair) const { return pairs_[pair].task; }
  /// Whether the net reads out the automaton's answer.
  bool right(std::uint32_t pair) const {
    return reads_as<A>(pass_->arithmetic(), output(pair), thresholds(),
                       automaton_->answers[pairs_[pair].task]) == Tri::yes;
  }
  std::optional<Rational> margin(std::uint32_t pair) const {
    return clearance<A>(pass_->arithmetic(), output(pair), thresholds());
  }

  /// The shortest word that leads there, the first in the order of symbols among those.
  Word word(std::uint32_t pair) const {
    Word backwards;
    for (; pairs_[pair].parent != kNone; pair = pairs_[pair].parent)
      backwards.push_back(pairs_[pair].symbol);
    return {backwards.rbegin(), backwards.rend()};
  }

 private:
  struct Pair {
    std::uint32_t hidden = 0;
    std::size_t task = 0;
    std::uint32_t parent = kNone;
    Symbol symbol = 0;
  };

  std::size_t numbers_per_state() const {
    return pass_->net().initial.size() + pass_->net().initial_cell.size();
  }
  Thresholds thresholds() const { return {pass_->net().readout.low, pass_->net().readout.high}; }
  std::vector<typename A::Value> output(std::uint32_t pair) const {
    return pass_->output(table_.state(pairs_[pair].hidden));
  }

  std::uint32_t find(std::uint32_t hidden, std::size_t task, std::uint32_t parent, Symbol symbol) {
    const std::uint64_t key = std::uint64_t{hidden} * automaton_->dfa.states + task;
    const auto [place, fresh] = numbers_.emplace(key, static_cast<std::uint32_t>(pairs_.size()));
    if (fresh) pairs_.push_back({hidden, task, parent, symbol});
    return place->second;
  }

  const RecurrentPass<A>* pass_;
  const TaskAutomaton* automaton_;
  StateTable<A> table_;
  std::vector<Pair> pairs_;
  std::vector<std::uint32_t> next_;  // [pair][symbol], of the pairs that were expanded
  std::unordered_map<std::uint64_t, std::uint32_t> numbers_;
  std::size_t expanded_ = 0;
  std::size_t level_end_ = 0;
  std::uint64_t length_ = 0;
};

}  // namespace separatrix

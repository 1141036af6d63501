#include "analysis/reachable_states.hpp"

#include <string>
#include <unordered_map>
#include <vector>

#include "analysis/recurrent_fit.hpp"
#include "analysis/undecided.hpp"
#include "models/recurrent_pass.hpp"
#include "models/value_bits.hpp"
#include "numerics/exact_multiples.hpp"

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;

/// Sums of a step have fewer terms than this in any net that fits memory.
constexpr std::uint64_t kTerms = std::uint64_t{1} << 24;

template <PointArithmetic A>
class Exploration {
 public:
  using State = RecurrentState<A>;

  Exploration(const RecurrentNetwork& net, const TaskAutomaton& automaton, A arithmetic,
              std::uint64_t most_numbers)
      : pass_(std::move(arithmetic), net), automaton_(automaton), most_(most_numbers) {}

  /// Throws Undecided where there are too many states.
  Outcome run(const Json& arithmetic, Work& work) {
    work.begin("states", 0);
    Outcome outcome;
    visit(pass_.initial(), automaton_.dfa.start, 0, 0);
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      if (i % 256 == 0 && work.stopped()) throw Undecided{"interrupted"};
      work.advance(1);
      const auto got = pass_.decode(pass_.output(pairs_[i].state));
      const Answer& expected = automaton_.answers[pairs_[i].reference];
      if (got != expected) {
        outcome.status = Status::refuted;
        outcome.failure = Failure{as_input(word_to(i)), expected, got};
        return outcome;
      }
      for (Symbol s = 0; s < automaton_.dfa.alphabet; ++s) {
        const std::size_t reference = automaton_.dfa.next(pairs_[i].reference, s);
        if (!automaton_.viable[reference]) continue;
        visit(pass_.step(pairs_[i].state, Token{0, s, {}}, memo_), reference, i, s);
      }
    }
    outcome.status = Status::certified;
    outcome.certificate = Json{{"kind", "recurrent-by-reachable-states"},
                               {"claim", "every length"},
                               {"arithmetic", arithmetic},
                               {"net", pass_.net().construction},
                               {"units", pass_.net().units()},
                               {"automaton_states", automaton_.dfa.states},
                               {"pairs", pairs_.size()},
                               {"longest_access_word", word_to(pairs_.size() - 1).size()}};
    return outcome;
  }

 private:
  struct Pair {
    State state;
    std::size_t reference;
    std::size_t from;  // the pair and the symbol that led here first
    Symbol symbol;
  };

  static bool same(const std::vector<typename A::Value>& a,
                   const std::vector<typename A::Value>& b) {
    for (std::size_t u = 0; u < a.size(); ++u)
      if (!identical(a[u], b[u])) return false;
    return true;
  }

  void visit(State state, std::size_t reference, std::size_t from, Symbol symbol) {
    const std::uint64_t hash =
        hash_of(std::span<const typename A::Value>(state.cell),
                hash_of(std::span<const typename A::Value>(state.hidden), reference));
    const auto [first, last] = places_.equal_range(hash);
    for (auto it = first; it != last; ++it) {
      const Pair& met = pairs_[it->second];
      if (met.reference == reference && same(met.state.hidden, state.hidden) &&
          same(met.state.cell, state.cell))
        return;
    }
    numbers_ += state.hidden.size() + state.cell.size();
    if (numbers_ > most_)
      throw Undecided{"more than " + std::to_string(pairs_.size()) + " states are reached"};
    places_.emplace(hash, pairs_.size());
    pairs_.push_back({std::move(state), reference, from, symbol});
  }

  Word word_to(std::size_t i) const {
    Word word;
    for (; i != 0; i = pairs_[i].from) word.push_back(pairs_[i].symbol);
    return {word.rbegin(), word.rend()};
  }

  RecurrentPass<A> pass_;
  const TaskAutomaton& automaton_;
  std::uint64_t most_;
  std::uint64_t numbers_ = 0;
  std::vector<Pair> pairs_;
  std::unordered_multimap<std::uint64_t, std::size_t> places_;  // by hash
  SquashMemo<A> memo_;
};

/// The least common denominator of all parameters.
Integer common_denominator(const RecurrentNetwork& net) {
  Integer common = 1;
  const auto take = [&](const Rational& r) { common = lcm(common, Integer(denominator(r))); };
  const auto take_map = [&](const AffineMap& map) {
    for (const Rational& r : map.stored_numbers()) take(r);
  };
  for (const auto& table : net.embedding)
    for (const auto& row : table)
      for (const Rational& r : row) take(r);
  for (const Rational& r : net.initial) take(r);
  take_map(std::get<SimpleCell>(net.cell).update);
  if (net.readout.hidden) take_map(*net.readout.hidden);
  take_map(net.readout.output);
  return common;
}

/// Units 1/Q, Q = d, d^2, d^4, .., d being the common denominator: the first one that suffices.
Outcome explore_exactly(const RecurrentNetwork& net, const TaskAutomaton& automaton,
                        std::uint64_t most_numbers, Work& work) {
  const auto* simple = std::get_if<SimpleCell>(&net.cell);
  if (simple == nullptr || simple->activation == Activation::sigmoid ||
      simple->activation == Activation::tanh)
    throw Undecided{"listing the states needs a point arithmetic or a piecewise linear cell"};
  for (Integer q = common_denominator(net); q < Integer(1) << 62U; q *= q) {
    try {
      const ExactMultiples multiples(q);
      return Exploration<ExactMultiples>(net, automaton, multiples, most_numbers)
          .run(Json{{"name", "interval"}, {"exact", multiples.name()}}, work);
    } catch (const Inexact& why) {
      if (why.too_large || q == 1) break;
    }
  }
  throw Undecided{"the states' numbers are no multiples of one unit that fits machine integers"};
}

}  // namespace

Outcome certify_by_reachable_states(const RecurrentNetwork& net, const TaskAutomaton& automaton,
                                    const Format& format, std::uint64_t grid_n, Work& work,
                                    std::uint64_t most_numbers) {
  require_fit(net, automaton);
  try {
    // At least one state of the net belongs to each of the automaton's, where they are all needed.
    if (automaton.dfa.states * net.units() > most_numbers)
      throw Undecided{"the automaton has " + std::to_string(automaton.dfa.states) +
                      " states, the net " + std::to_string(net.units()) +
                      " units: too many numbers to list"};
    if (format.kind == Format::Kind::interval)
      return explore_exactly(net, automaton, most_numbers, work);
    return with_arithmetic(format, grid_n, kTerms, [&]<class A>(A arithmetic) -> Outcome {
      if constexpr (PointArithmetic<A>) {
        Json name{{"name", to_string(format)}};
        if (format.kind == Format::Kind::fixed) name["n"] = grid_n;
        return Exploration<A>(net, automaton, std::move(arithmetic), most_numbers).run(name, work);
      } else {
        throw Undecided{"listing the states needs a point arithmetic"};
      }
    });
  } catch (const Undecided& why) {
    Outcome outcome;
    outcome.reason = why.reason;
    return outcome;
  }
}

}  // namespace separatrix

#include "analysis/recurrent/reachable_states.hpp"

#include <algorithm>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "analysis/recurrent/fit.hpp"
#include "analysis/undecided.hpp"
#include "models/recurrent_pass.hpp"
#include "models/value_bits.hpp"
#include "numerics/exact_multiples.hpp"

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;

/// Sums of a step have fewer terms than this in any net that fits memory.
constexpr std::uint64_t kTerms = std::uint64_t{1} << 24;

/// The states that follow one state, symbol by symbol.
template <PointArithmetic A>
class Successors {
 public:
  explicit Successors(const RecurrentPass<A>& pass) : pass_(pass) {}

  void from(const RecurrentState<A>& state) { state_ = &state; }
  RecurrentState<A> after(Symbol s) { return pass_.step(*state_, Token{0, s, {}}, memo_); }
  /// Numbers that the future and the answer depend on: states that agree in them count as one.
  std::vector<typename A::Value> seen(const RecurrentState<A>& state) const {
    auto numbers = state.hidden;
    numbers.insert(numbers.end(), state.cell.begin(), state.cell.end());
    return numbers;
  }

 private:
  const RecurrentPass<A>& pass_;
  const RecurrentState<A>* state_ = nullptr;
  SquashMemo<A> memo_;
};

/// Exact sums may be split: W h is computed once for all symbols. Piecewise linear simple cells.
template <>
class Successors<ExactMultiples> {
 public:
  using State = RecurrentState<ExactMultiples>;

  explicit Successors(const RecurrentPass<ExactMultiples>& pass)
      : arithmetic_(pass.arithmetic()),
        cell_(std::get<SimpleCell>(pass.net().cell)),
        map_(arithmetic_, cell_.update),
        readout_(arithmetic_, pass.net().readout.hidden ? *pass.net().readout.hidden
                                                        : pass.net().readout.output),
        joined_(map_.columns()),
        shared_(map_.rows()) {
    const auto bias = cell_.update.bias();
    const std::size_t units = pass.net().units();
    for (const auto& row : pass.net().embedding[0]) {
      auto x = joined_;
      for (std::size_t i = 0; i < row.size(); ++i) x[units + i] = arithmetic_.constant(row[i]);
      of_symbol_.emplace_back(map_.rows());
      for (std::size_t r = 0; r < map_.rows(); ++r) {
        map_.accumulate(arithmetic_, r, x, of_symbol_.back()[r]);
        arithmetic_.add(of_symbol_.back()[r], arithmetic_.constant(bias[r]));
      }
    }
  }

  /// W h and what the readout's first layer makes of h, without constants.
  std::vector<ExactMultiples::Value> seen(const State& state) const {
    std::vector<ExactMultiples::Value> numbers;
    auto joined = state.hidden;
    joined.resize(joined_.size());
    const auto take = [&](const CompiledMap<ExactMultiples>& map) {
      for (std::size_t r = 0; r < map.rows(); ++r) {
        auto sum = arithmetic_.zero();
        map.accumulate(arithmetic_, r, joined, sum);
        numbers.push_back({sum.units});
      }
    };
    take(map_);
    take(readout_);
    return numbers;
  }

  void from(const State& state) {
    std::copy(state.hidden.begin(), state.hidden.end(), joined_.begin());
    for (std::size_t r = 0; r < shared_.size(); ++r) {
      shared_[r] = arithmetic_.zero();
      map_.accumulate(arithmetic_, r, joined_, shared_[r]);
    }
  }

  State after(Symbol s) const {
    State next;
    next.hidden.resize(shared_.size());
    for (std::size_t r = 0; r < shared_.size(); ++r) {
      const auto sum = arithmetic_.sum(shared_[r], of_symbol_[s][r]);
      if (!(arithmetic_.zero() < sum)) continue;  // both activations give 0
      const auto v = arithmetic_.round(sum);
      next.hidden[r] = cell_.activation == Activation::relu ? v : saturate(arithmetic_, v);
    }
    return next;
  }

 private:
  ExactMultiples arithmetic_;
  const SimpleCell& cell_;
  CompiledMap<ExactMultiples> map_, readout_;
  std::vector<ExactMultiples::Value> joined_;                // h, and zeros for x
  std::vector<ExactMultiples::Sum> shared_;                  // W h
  std::vector<std::vector<ExactMultiples::Sum>> of_symbol_;  // V x + b
};

template <PointArithmetic A>
class Exploration {
 public:
  using State = RecurrentState<A>;

  Exploration(const RecurrentNetwork& net, const TaskAutomaton& automaton, A arithmetic,
              std::uint64_t most_numbers)
      : pass_(std::move(arithmetic), net),
        automaton_(automaton),
        most_(most_numbers),
        successors_(pass_),
        of_last_(pass_) {
    for (std::size_t q = 0; q < automaton.dfa.states; ++q) {
      bool stays = automaton.viable[q];
      for (Symbol s = 0; s < automaton.dfa.alphabet && stays; ++s)
        stays = automaton.dfa.next(q, s) == q;
      final_.push_back(stays);
    }
  }

  /// Throws Undecided where there are too many states.
  Outcome run(const Json& arithmetic, Work& work) {
    work.begin("states", 0);
    Outcome outcome;
    keep(pass_.initial(), successors_.seen(pass_.initial()), automaton_.dfa.start, 0, 0);
    for (std::size_t i = 0; i < pairs_.size() && !outcome.failure; ++i) {
      if (i % 256 == 0 && work.stopped()) throw Undecided{"interrupted"};
      work.advance(1);
      outcome.failure = failure(pairs_[i].state, pairs_[i].reference, [&] { return word_to(i); });
      successors_.from(pairs_[i].state);
      for (Symbol s = 0; s < automaton_.dfa.alphabet && !outcome.failure; ++s) {
        const std::size_t reference = automaton_.dfa.next(pairs_[i].reference, s);
        if (!automaton_.viable[reference]) continue;
        State state = successors_.after(s);
        auto seen = successors_.seen(state);
        if (known(seen, reference)) continue;
        // A wrong answer waits for its turn: a pair that is not looked at yet may have a shorter
        // word.
        if (kCheapSteps && final_[reference] && right(state, reference) &&
            leads_to_known(state, reference)) {
          ++last_;
          continue;
        }
        keep(std::move(state), std::move(seen), reference, i, s);
      }
    }
    if (outcome.failure) {
      outcome.status = Status::refuted;
      return outcome;
    }
    outcome.status = Status::certified;
    outcome.certificate = Json{{"kind", "recurrent-by-reachable-states"},
                               {"claim", "every length"},
                               {"arithmetic", arithmetic},
                               {"net", pass_.net().construction},
                               {"units", pass_.net().units()},
                               {"automaton_states", automaton_.dfa.states},
                               {"pairs", pairs_.size()},
                               {"visits_not_kept", last_},
                               {"longest_access_word", word_to(pairs_.size() - 1).size()}};
    return outcome;
  }

 private:
  struct Pair {
    State state;
    std::vector<typename A::Value> seen;
    std::size_t reference;
    std::size_t from;  // the pair and the symbol that led here first
    Symbol symbol;
  };

  /// Looking one step ahead pays where a step costs no more than keeping a state.
  static constexpr bool kCheapSteps = std::same_as<A, ExactMultiples>;

  using Numbers = std::vector<typename A::Value>;

  static std::uint64_t hash(const Numbers& seen, std::size_t reference) {
    return hash_of(std::span<const typename A::Value>(seen), reference);
  }

  bool known(const Numbers& seen, std::size_t reference) const {
    const auto [first, last] = places_.equal_range(hash(seen, reference));
    for (auto it = first; it != last; ++it) {
      const Pair& met = pairs_[it->second];
      if (met.reference == reference &&
          std::equal(seen.begin(), seen.end(), met.seen.begin(), met.seen.end(),
                     [](const auto& v, const auto& w) { return identical(v, w); }))
        return true;
    }
    return false;
  }

  void keep(State state, Numbers seen, std::size_t reference, std::size_t from, Symbol symbol) {
    numbers_ += state.hidden.size() + state.cell.size();
    if (numbers_ > most_)
      throw Undecided{"more than " + std::to_string(pairs_.size()) + " states are reached"};
    places_.emplace(hash(seen, reference), pairs_.size());
    pairs_.push_back({std::move(state), std::move(seen), reference, from, symbol});
  }

  /// Of a pair whose automaton state is never left: whether all that follows is known already. Then
  /// its answer is all that is left to check, and it need not be kept: after a fault there are as
  /// many such states as there were before it, times the symbols.
  bool leads_to_known(const State& state, std::size_t reference) {
    of_last_.from(state);
    for (Symbol s = 0; s < automaton_.dfa.alphabet; ++s)
      if (!known(of_last_.seen(of_last_.after(s)), reference)) return false;
    return true;
  }

  bool right(const State& state, std::size_t reference) const {
    return pass_.decode(pass_.output(state)) == automaton_.answers[reference];
  }

  template <class F>
  std::optional<Failure> failure(const State& state, std::size_t reference, F&& word) const {
    const auto got = pass_.decode(pass_.output(state));
    if (got == automaton_.answers[reference]) return std::nullopt;
    return Failure{as_input(word()), automaton_.answers[reference], got};
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
  std::deque<Pair> pairs_;  // references stay valid while it grows
  std::unordered_multimap<std::uint64_t, std::size_t> places_;  // by hash
  Successors<A> successors_, of_last_;
  std::vector<bool> final_;  // automaton states that no symbol leaves
  std::uint64_t last_ = 0;   // visits to pairs that need not be kept
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

// The certificate "recurrent-by-reachable-states": every state that a net can ever be in.
//
// A word leads the net to a state and the task's minimal automaton (task_states.hpp) to one of its
// own; whether the net answers right, and where longer words lead, depends on this pair alone. The
// pairs are found by a breadth-first walk from the start, symbols in increasing order, through
// viable states of the automaton. If it ends, and in every pair the net's answer is the
// automaton's, the net is right on every word of every length.
//
// On a grid a state is its numbers, computed as the grid computes them. Over the reals the cells
// are piecewise linear and computed exactly, as multiples of the unit that the field
// arithmetic.exact names ("multiples of 1/Q"; exact_net.hpp). There a pair need not be kept if its
// automaton state is never left, its answer is right and all pairs that follow it are known
// already: its future is that of known pairs.
//
// `pairs` is the number of pairs kept, `visits_not_kept` how often one was met that need not be,
// `longest_access_word` how many symbols lead to the last pair, `automaton_states` the automaton's
// size: each is counted again.
#include <algorithm>
#include <unordered_map>

#include "exact_net.hpp"
#include "kinds.hpp"
#include "recurrent_claim.hpp"
#include "task_states.hpp"

namespace checker {
namespace {

/// A net without a bound on its states would be walked through for ever.
constexpr std::uint64_t kMostPairs = std::uint64_t{1} << 22;

/// A net on a grid: boxes of one point.
class GridNet {
 public:
  using State = StateBox;
  static constexpr bool kLooksAhead = false;

  GridNet(const RecurrentNet& net, const Numbers& numbers) : net_(net), numbers_(numbers) {}

  State start() const { return initial_state(net_); }
  const State& sums(const State& state) const { return state; }
  State after(const State& state, std::size_t symbol) const {
    return step(net_, numbers_, state, symbol);
  }
  void seen(const State& state, std::string& text) const {
    text.clear();
    for (const auto* part : {&state.hidden, &state.memory})
      for (const Enclosure& v : *part) text += v.low.get_str(36) + ' ';
  }
  bool right(const State& state, const std::string& digits) const {
    return reads(net_, outputs(net_, numbers_, state.hidden), digits);
  }

 private:
  const RecurrentNet& net_;
  const Numbers& numbers_;
};

struct Counts {
  std::uint64_t pairs = 0, visits_not_kept = 0, longest = 0;
};

template <class Net>
class Walk {
 public:
  Walk(const Net& net, const TaskAutomaton& automaton) : net_(net), automaton_(automaton) {}

  /// Rejected at a wrong answer, and beyond `most` pairs.
  Counts run(std::uint64_t most) {
    Counts counts;
    if (automaton_.viable[automaton_.start]) {
      net_.seen(net_.start(), key_);
      keep(net_.start(), automaton_.start, 0);
    }
    for (std::size_t p = 0; p < pairs_.size(); ++p) {
      require(pairs_.size() <= most, "pairs: fewer than the walk finds");
      const Pair at = pairs_[p];
      pairs_[p].state = {};  // not needed any more
      require(net_.right(at.state, automaton_.answers[at.automaton]),
              "the net answers wrongly after a word of length " + std::to_string(at.length));
      const auto& sums = net_.sums(at.state);
      for (std::size_t symbol = 0; symbol < automaton_.alphabet(); ++symbol) {
        const std::size_t next = automaton_.next[at.automaton][symbol];
        if (!automaton_.viable[next]) continue;
        auto state = net_.after(sums, symbol);
        net_.seen(state, key_);
        if (known(next)) continue;
        if (Net::kLooksAhead && never_left(next) && net_.right(state, automaton_.answers[next])) {
          const std::string key = key_;
          if (leads_to_known(state, next)) {
            ++counts.visits_not_kept;
            continue;
          }
          key_ = key;
        }
        keep(std::move(state), next, at.length + 1);
      }
    }
    counts.pairs = pairs_.size();
    counts.longest = pairs_.empty() ? 0 : pairs_.back().length;
    return counts;
  }

 private:
  struct Pair {
    typename Net::State state;
    std::size_t automaton = 0;
    std::uint64_t length = 0;
  };

  // Of the net's state that was seen last, by its key.
  bool known(std::size_t automaton) {
    const auto it = known_.find(key_);
    return it != known_.end() &&
           std::find(it->second.begin(), it->second.end(), automaton) != it->second.end();
  }
  void keep(typename Net::State state, std::size_t automaton, std::uint64_t length) {
    known_[key_].push_back(static_cast<std::uint32_t>(automaton));
    pairs_.push_back({std::move(state), automaton, length});
  }

  bool never_left(std::size_t automaton) const {
    for (const std::size_t next : automaton_.next[automaton])
      if (next != automaton) return false;
    return true;
  }

  bool leads_to_known(const typename Net::State& state, std::size_t automaton) {
    const auto& sums = net_.sums(state);
    for (std::size_t symbol = 0; symbol < automaton_.alphabet(); ++symbol) {
      net_.seen(net_.after(sums, symbol), key_);
      if (!known(automaton)) return false;
    }
    return true;
  }

  const Net& net_;
  const TaskAutomaton& automaton_;
  std::vector<Pair> pairs_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> known_;
  std::string key_;
};

mpz_class unit_of(const std::string& exact) {
  const std::string prefix = "multiples of 1/";
  require(exact.starts_with(prefix), "arithmetic.exact: not \"multiples of 1/Q\"");
  Json digits;
  digits.type = Json::Type::text;
  digits.text = exact.substr(prefix.size());
  return integer(digits, "arithmetic.exact");
}

}  // namespace

std::string check_reachable_states(const Json& certificate, const Json& result) {
  Fields fields(certificate, "");
  const RecurrentClaim read = read_recurrent_claim(fields, result);
  require(fields.text("claim") == "every length", "claim: not every length");
  const std::uint64_t pairs = fields.count("pairs");
  const std::uint64_t visits = fields.count("visits_not_kept");
  const std::uint64_t longest = fields.count("longest_access_word");
  const std::uint64_t states = fields.count("automaton_states");
  fields.finish();
  if (pairs > kMostPairs) throw NotChecked("more pairs of states than this program walks through");
  require(read.numbers.grid() == read.exact_unit.empty(),
          "arithmetic.exact: a unit over the reals, and none on a grid");

  const TaskAutomaton automaton = automaton_of(read.claim.task);
  require(automaton.alphabet() == read.net.symbols(), "the net reads another number of symbols");
  require(automaton.next.size() == states, "automaton_states: not those of the minimal automaton");
  Counts counts;
  if (read.numbers.grid()) {
    const GridNet net(read.net, read.numbers);
    counts = Walk(net, automaton).run(pairs);
  } else {
    const ExactNet net(read.net, unit_of(read.exact_unit));
    counts = Walk(net, automaton).run(pairs);
  }
  require(counts.pairs == pairs, "pairs: not as many as the walk finds");
  require(counts.visits_not_kept == visits, "visits_not_kept: not as many as the walk finds");
  require(counts.longest == longest, "longest_access_word: not that of the walk");
  return "every length: " + std::to_string(pairs) + " pairs of states, every answer right" +
         not_covered();
}

}  // namespace checker

#include "constructions/stationary.hpp"

#include <algorithm>
#include <bit>
#include <cadical.hpp>
#include <map>
#include <set>

#include "numerics/error.hpp"
#include "parallel/solve_within.hpp"

namespace separatrix {
namespace {

constexpr std::uint64_t kMostClauses = std::uint64_t{1} << 20;

using TokenName = std::pair<std::uint32_t, std::uint64_t>;  // kind, value

/// Numbers of the tokens that occur.
std::map<TokenName, std::size_t> number_tokens(const ResidualStates& function) {
  std::map<TokenName, std::size_t> number;
  for (std::size_t t = 0; t < function.kinds.size(); ++t)
    for (const std::uint64_t value : function.values[t]) number[{function.kinds[t], value}] = 0;
  std::size_t count = 0;
  for (auto& [token, place] : number) place = count++;
  return number;
}

std::vector<Token> tokens_of(const std::map<TokenName, std::size_t>& number) {
  std::vector<Token> tokens;
  for (const auto& [token, place] : number) tokens.push_back({token.first, token.second});
  return tokens;
}

/// The formula of the header for one number of states.
class Formula {
 public:
  Formula(const ResidualStates& function, std::size_t states)
      : function_(&function), states_(states), tokens_(number_tokens(function)) {
    for (const auto& layer : layers()) {
      first_.push_back(classes_);
      classes_ += layer.states;
    }
  }

  std::uint64_t clauses() const {
    std::uint64_t count = states_ * tokens_.size();
    for (const auto& layer : layers())
      count += layer.states * layer.alphabet * states_ * states_ +
               layer.states * (layer.states - 1) / 2 * states_;
    return count;
  }

  /// The automaton if there is one, nothing if there is none; `decided` tells that from giving up.
  std::optional<StationaryAutomaton> solve(unsigned conflicts, const Work& work, bool& decided) {
    CaDiCaL::Solver solver;
    solver.set("quiet", 1);
    write(solver);
    const Solved solved = solve_within(solver, conflicts, work);
    decided = solved != Solved::undecided;
    if (solved != Solved::yes) return std::nullopt;
    return read(solver);
  }

 private:
  const std::vector<LayeredAutomaton::Layer>& layers() const { return function_->automaton.layers; }
  std::size_t token(std::size_t t, std::size_t symbol) const {
    return tokens_.at({function_->kinds[t], function_->values[t][symbol]});
  }
  int reaches(std::size_t residual, std::size_t state) const {
    return static_cast<int>(1 + residual * states_ + state);
  }
  int leads(std::size_t from, std::size_t a, std::size_t to) const {
    return static_cast<int>(1 + classes_ * states_ + (from * tokens_.size() + a) * states_ + to);
  }

  void write(CaDiCaL::Solver& solver) const {
    const auto clause = [&](std::initializer_list<int> literals) {
      for (const int literal : literals) solver.add(literal);
      solver.add(0);
    };
    for (std::size_t s = 0; s < states_; ++s)
      for (std::size_t a = 0; a < tokens_.size(); ++a) {
        for (std::size_t to = 0; to < states_; ++to) solver.add(leads(s, a, to));
        solver.add(0);
      }
    for (std::size_t s = 0; s < states_; ++s) solver.add(reaches(0, s));
    solver.add(0);
    std::size_t widest = 0;
    for (std::size_t t = 0; t < layers().size(); ++t) {
      const auto& layer = layers()[t];
      if (layer.states > layers()[widest].states) widest = t;
      for (std::size_t c = 0; c < layer.states; ++c)
        for (std::size_t s = 0; s < states_; ++s) {
          for (std::size_t other = 0; other < c; ++other)
            clause({-reaches(first_[t] + c, s), -reaches(first_[t] + other, s)});
          for (std::size_t a = 0; a < layer.alphabet; ++a) {
            const std::size_t after = first_[t + 1] + layer.next[c * layer.alphabet + a];
            for (std::size_t to = 0; to < states_; ++to)
              clause({-reaches(first_[t] + c, s), -leads(s, token(t, a), to), reaches(after, to)});
          }
        }
    }
    for (std::size_t c = 0; c < layers()[widest].states; ++c)
      clause({reaches(first_[widest] + c, c)});
  }

  StationaryAutomaton read(CaDiCaL::Solver& solver) const {
    StationaryAutomaton automaton;
    automaton.states = states_;
    automaton.tokens = tokens_of(tokens_);
    while (solver.val(reaches(0, automaton.start)) < 0) ++automaton.start;
    for (std::size_t s = 0; s < states_; ++s)
      for (std::size_t a = 0; a < tokens_.size(); ++a) {
        std::uint32_t to = 0;
        while (solver.val(leads(s, a, to)) < 0) ++to;
        automaton.next.push_back(to);
      }
    automaton.answers.resize(states_);
    const auto& last = layers().back();
    for (std::size_t c = 0; c < last.states; ++c)
      for (std::size_t s = 0; s < states_; ++s)
        if (solver.val(reaches(first_.back() + c, s)) > 0) automaton.answers[s] = last.answers[c];
    return automaton;
  }

  const ResidualStates* function_;
  std::size_t states_;
  std::map<TokenName, std::size_t> tokens_;
  std::vector<std::size_t> first_;  // number of the first residual function of a layer
  std::size_t classes_ = 0;
};

/// A state for every residual function at every time.
StationaryAutomaton side_by_side(const ResidualStates& function) {
  const auto& layers = function.automaton.layers;
  const auto number = number_tokens(function);
  StationaryAutomaton automaton;
  automaton.tokens = tokens_of(number);
  for (const auto& layer : layers) automaton.states += layer.states;
  automaton.next.resize(automaton.states * automaton.tokens.size());
  automaton.answers.resize(automaton.states);
  std::size_t first = 0;
  for (std::size_t t = 0; t + 1 < layers.size(); ++t) {
    const auto& layer = layers[t];
    for (std::size_t c = 0; c < layer.states; ++c)
      for (std::size_t a = 0; a < layer.alphabet; ++a) {
        const std::size_t token = number.at({function.kinds[t], function.values[t][a]});
        automaton.next[(first + c) * automaton.tokens.size() + token] =
            static_cast<std::uint32_t>(first + layer.states + layer.next[c * layer.alphabet + a]);
      }
    first += layer.states;
  }
  std::ranges::copy(layers.back().answers,
                    automaton.answers.begin() + static_cast<std::ptrdiff_t>(first));
  return automaton;
}

}  // namespace

bool agrees(const StationaryAutomaton& automaton, const ResidualStates& function) {
  std::map<TokenName, std::size_t> number;
  for (std::size_t a = 0; a < automaton.tokens.size(); ++a)
    number[{automaton.tokens[a].kind, automaton.tokens[a].value}] = a;
  const auto& layers = function.automaton.layers;
  std::set<std::pair<std::size_t, std::size_t>> pairs{{0, automaton.start}};
  for (std::size_t t = 0; t + 1 < layers.size(); ++t) {
    std::set<std::pair<std::size_t, std::size_t>> after;
    for (const auto& [residual, state] : pairs)
      for (std::size_t a = 0; a < layers[t].alphabet; ++a) {
        const auto token = number.find({function.kinds[t], function.values[t][a]});
        if (token == number.end())
          throw Error("agrees", "automaton", "does not read every token of the function");
        after.emplace(layers[t].next[residual * layers[t].alphabet + a],
                      automaton.next[state * automaton.tokens.size() + token->second]);
      }
    pairs = std::move(after);
  }
  return std::ranges::all_of(pairs, [&](const auto& pair) {
    return layers.back().answers[pair.first] == automaton.answers[pair.second];
  });
}

StationaryBounds smallest_stationary(const ResidualStates& function, unsigned conflicts,
                                     Work& work) {
  const auto& layers = function.automaton.layers;
  check(function.automaton);
  for (std::size_t t = 0; t + 1 < layers.size(); ++t)
    if (!layers[t].answers.empty())
      throw Error("smallest_stationary", "function",
                  "answers of several lengths are asked for; give a function of one length");
  StationaryBounds bounds;
  bounds.smallest = side_by_side(function);
  bounds.upper = bounds.smallest.states;
  for (const auto& layer : layers) bounds.lower = std::max(bounds.lower, layer.states);
  work.begin("numbers of states", bounds.upper - bounds.lower);
  // Upwards one by one while the solver decides; then by powers of two.
  bool every_number_decided = true;
  for (std::size_t states = bounds.lower; states < bounds.upper && !work.stopped();) {
    Formula formula(function, states);
    if (formula.clauses() > kMostClauses) break;
    bool decided = false;
    if (auto found = formula.solve(conflicts, work, decided)) {
      if (!agrees(*found, function))
        throw Error(
            "smallest_stationary", "function",
            "the solver's automaton does not agree with the function: the formula is wrong");
      bounds.smallest = std::move(*found);
      bounds.upper = states;
      break;
    }
    every_number_decided = every_number_decided && decided;
    if (decided) bounds.lower = states + 1;
    states = every_number_decided ? states + 1 : std::bit_ceil(states + 1);
    work.advance(1);
  }
  return bounds;
}

}  // namespace separatrix

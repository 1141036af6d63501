#include "constructions/recurrent/dfa_rnn.hpp"

#include <algorithm>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// Every state's units are wired to all units that lead to it.
constexpr std::size_t kMostUnits = std::size_t{1} << 11;

/// [was in q] + [symbol is x] - 1 for all pairs (q, x).
AffineMap pair_sums(const RecurrentNetwork& net, const Dfa& dfa) {
  const std::size_t pairs = dfa.states * dfa.alphabet;
  Dense from_pairs{std::vector<Rational>(pairs * pairs)};
  Dense from_start{std::vector<Rational>(pairs)};
  Dense from_symbol{std::vector<Rational>(pairs * dfa.alphabet)};
  for (std::size_t p = 0; p < pairs; ++p) {
    const std::size_t state = dfa.transitions[p];
    for (Symbol x = 0; x < dfa.alphabet; ++x)
      from_pairs.entries[(state * dfa.alphabet + x) * pairs + p] = 1;
  }
  for (Symbol x = 0; x < dfa.alphabet; ++x) {
    from_start.entries[dfa.start * dfa.alphabet + x] = 1;
    for (std::size_t q = 0; q < dfa.states; ++q)
      from_symbol.entries[(q * dfa.alphabet + x) * dfa.alphabet + x] = 1;
  }
  return {net.joined(),
          net.state,
          {{"read", "read", std::move(from_pairs)},
           {"read", "start", std::move(from_start)},
           {"read", "symbol", std::move(from_symbol)}},
          {{"read", std::vector<Rational>(pairs, Rational(-1))}}};
}

AffineMap answer_output(const Layout& state, const TaskAutomaton& automaton) {
  const Dfa& dfa = automaton.dfa;
  const std::size_t digits = automaton.answers.front().size();
  Dense from_pairs;
  Dense from_start;
  for (std::size_t d = 0; d < digits; ++d) {
    for (const std::size_t reached : dfa.transitions)
      from_pairs.entries.emplace_back(automaton.answers[reached][d] ? 1 : 0);
    from_start.entries.emplace_back(automaton.answers[dfa.start][d] ? 1 : 0);
  }
  return {state,
          Layout{{"answer", digits}},
          {{"answer", "read", std::move(from_pairs)}, {"answer", "start", std::move(from_start)}},
          {}};
}

}  // namespace

ScaledNet dfa_rnn(const Task& task, Activation activation, const std::optional<Rational>& scale) {
  const auto automaton = task.automaton();
  if (!automaton)
    throw Error("dfa_rnn", "--construction",
                task.id() + " has no automaton of manageable size; use another construction");
  check(*automaton);
  const Dfa& dfa = automaton->dfa;
  if (dfa.states > kMostUnits / dfa.alphabet)
    throw Error("dfa_rnn", "TASK",
                "an automaton of " + std::to_string(dfa.states) + " states and " +
                    std::to_string(dfa.alphabet) +
                    " symbols makes more than 2^11 units; use another construction");

  RecurrentNetwork net;
  net.construction = "dfa-rnn";
  net.task = task.id();
  net.vocabulary = task.vocabulary();
  net.input = Layout{{"symbol", dfa.alphabet}};
  net.embedding.assign(1, {});
  for (Symbol x = 0; x < dfa.alphabet; ++x) {
    net.embedding[0].emplace_back(dfa.alphabet);
    net.embedding[0].back()[x] = 1;
  }
  net.state = Layout{{"read", dfa.states * dfa.alphabet}, {"start", 1}};
  net.initial.assign(net.units(), Rational(0));
  net.initial.back() = 1;
  net.readout.output = answer_output(net.state, *automaton);

  const AffineMap sums = pair_sums(net, dfa);
  const Rational weight =
      std::max(noise_weight(sums, net.units()), noise_weight(net.readout.output, net.units()));
  return finished(std::move(net), activation, sums,
                  scale ? *scale : digital_scale(activation, weight));
}

}  // namespace separatrix

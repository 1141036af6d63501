#include "languages/residual_functions.hpp"

#include <algorithm>
#include <bit>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

#include "numerics/error.hpp"
#include "numerics/rational.hpp"

namespace separatrix {
namespace {

using Layer = LayeredAutomaton::Layer;

constexpr auto kNone = static_cast<std::uint32_t>(-1);

/// Numbers for tuples of one length, at least 1, by order of appearance; equal tuples get equal
/// numbers.
class TupleNumbers {
 public:
  explicit TupleNumbers(std::size_t length) : steps_(length) {}

  struct Place {
    std::uint32_t number;
    bool fresh;
  };
  Place add(std::span<const std::uint32_t> tuple) {
    std::uint32_t prefix = 0;
    bool fresh = false;
    for (std::size_t j = 0; j < steps_.size(); ++j) {
      const std::uint64_t key = std::uint64_t{prefix} << 32 | tuple[j];
      const auto [place, added] =
          steps_[j].try_emplace(key, static_cast<std::uint32_t>(steps_[j].size()));
      prefix = place->second;
      fresh = added;
    }
    return {prefix, fresh};
  }

 private:
  // Per coordinate: (number of the tuple's part before it, coordinate) -> number of the longer
  // part.
  std::vector<std::unordered_map<std::uint64_t, std::uint32_t>> steps_;
};

/// One layer of states told apart by their successors and their answers.
class LayerBuilder {
 public:
  LayerBuilder(std::size_t alphabet, bool answered)
      : alphabet_(alphabet), answered_(answered), numbers_(alphabet + (answered ? 1 : 0)) {
    layer_.alphabet = alphabet;
  }

  /// `tuple`: successors, then the answer if there is one.
  std::uint32_t add(std::span<const std::uint32_t> tuple) {
    const auto [number, fresh] = numbers_.add(tuple);
    if (fresh) {
      ++layer_.states;
      layer_.next.insert(layer_.next.end(), tuple.begin(),
                         tuple.begin() + static_cast<std::ptrdiff_t>(alphabet_));
      if (answered_) layer_.answers.push_back(tuple[alphabet_]);
    }
    return number;
  }
  Layer take() { return std::move(layer_); }

 private:
  std::size_t alphabet_;
  bool answered_;
  TupleNumbers numbers_;
  Layer layer_;
};

/// The reachable states in the order in which a walk by layers from the start meets them, which is
/// that of their first prefixes.
LayeredAutomaton renumbered(const LayeredAutomaton& automaton) {
  LayeredAutomaton result;
  std::vector<std::uint32_t> order{0};  // the old numbers of a layer's states
  for (std::size_t t = 0; t < automaton.layers.size(); ++t) {
    const Layer& old = automaton.layers[t];
    Layer layer;
    layer.states = order.size();
    layer.alphabet = old.alphabet;
    std::vector<std::uint32_t> met;
    std::vector<std::uint32_t> number(
        t + 1 < automaton.layers.size() ? automaton.layers[t + 1].states : 0, kNone);
    for (const std::uint32_t state : order) {
      for (std::size_t a = 0; a < old.alphabet; ++a) {
        const std::uint32_t target = old.next[state * old.alphabet + a];
        if (number[target] == kNone) {
          number[target] = static_cast<std::uint32_t>(met.size());
          met.push_back(target);
        }
        layer.next.push_back(number[target]);
      }
      if (!old.answers.empty()) layer.answers.push_back(old.answers[state]);
    }
    result.layers.push_back(std::move(layer));
    order = std::move(met);
  }
  return result;
}

std::size_t most_states(const LayeredAutomaton& automaton, std::size_t layers) {
  std::size_t most = 0;
  for (std::size_t t = 0; t < layers; ++t) most = std::max(most, automaton.layers[t].states);
  return most;
}

}  // namespace

FunctionTable::FunctionTable(std::vector<std::size_t> alphabets, unsigned digits)
    : alphabets_(std::move(alphabets)), digits_(digits) {
  if (digits == 0 || digits > kMostDigits)
    throw Error("FunctionTable", "digits",
                "a table holds answers of 1 to 32 digits, not " + std::to_string(digits));
  for (const std::size_t symbols : alphabets_) {
    if (symbols == 0)
      throw Error("FunctionTable", "alphabets", "every step needs at least one symbol");
    if (symbols > kMostEntries / entries_)
      throw Error("FunctionTable", "alphabets",
                  "the function has more than 2^24 inputs, too many to write out; choose a smaller "
                  "--n or --alphabet");
    entries_ *= symbols;
  }
  per_word_ = 64 / std::bit_ceil(digits);
  mask_ = static_cast<std::uint32_t>((std::uint64_t{1} << digits) - 1);
  words_.resize((entries_ + per_word_ - 1) / per_word_);
}

void FunctionTable::set(std::uint64_t entry, std::uint32_t answer) {
  if (entry >= entries_ || (answer & ~mask_) != 0)
    throw Error("FunctionTable::set", entry >= entries_ ? "entry" : "answer",
                "lies outside the table; give an entry below " + std::to_string(entries_) +
                    " and an answer of " + std::to_string(digits_) + " digits");
  std::uint64_t& word = words_[entry / per_word_];
  word &= ~(std::uint64_t{mask_} << shift(entry));
  word |= std::uint64_t{answer} << shift(entry);
}

std::vector<std::size_t> LayeredAutomaton::widths() const {
  std::vector<std::size_t> widths;
  for (const Layer& layer : layers) widths.push_back(layer.states);
  return widths;
}

void check(const LayeredAutomaton& automaton) {
  const auto require = [](bool good, const char* message) {
    if (!good) throw Error("check", "automaton", message);
  };
  require(!automaton.layers.empty() && automaton.layers.front().states == 1,
          "a layered automaton starts with one state");
  require(!automaton.layers.back().answers.empty(), "the last layer needs answers");
  require(automaton.layers.back().alphabet == 0, "no step follows the last layer");
  for (std::size_t t = 0; t < automaton.layers.size(); ++t) {
    const Layer& layer = automaton.layers[t];
    require(layer.answers.empty() || layer.answers.size() == layer.states,
            "`answers` must have one entry per state, or none");
    require(layer.next.size() == layer.states * layer.alphabet,
            "`next` must have states x alphabet entries");
    if (t + 1 == automaton.layers.size()) break;
    require(layer.alphabet > 0, "every step needs at least one symbol");
    require(std::ranges::all_of(
                layer.next, [&](std::uint32_t s) { return s < automaton.layers[t + 1].states; }),
            "a transition leads to a state that does not exist");
  }
}

std::uint32_t answer(const LayeredAutomaton& automaton, const Word& word) {
  if (word.size() != automaton.length())
    throw Error("answer", "word",
                "has " + std::to_string(word.size()) + " symbols; the function takes " +
                    std::to_string(automaton.length()));
  std::size_t state = 0;
  for (std::size_t t = 0; t < word.size(); ++t) {
    const Layer& layer = automaton.layers[t];
    if (word[t] >= layer.alphabet)
      throw Error("answer", "word",
                  "symbol " + std::to_string(word[t]) + " is outside the alphabet of step " +
                      std::to_string(t + 1) + ", 0 to " + std::to_string(layer.alphabet - 1));
    state = layer.next[state * layer.alphabet + word[t]];
  }
  return automaton.layers.back().answers[state];
}

LayeredAutomaton residual_automaton(const std::vector<FunctionTable>& by_length) {
  const auto refused = [](const char* message) {
    return Error("residual_automaton", "by_length", message);
  };
  if (by_length.empty()) throw refused("there is no table; give one per length with answers");
  const FunctionTable& longest =
      *std::ranges::max_element(by_length, {}, [](const auto& f) { return f.alphabets().size(); });
  const std::size_t n = longest.alphabets().size();
  std::vector<const FunctionTable*> asked(n + 1);
  for (const FunctionTable& f : by_length) {
    const auto& alphabets = f.alphabets();
    if (!std::equal(alphabets.begin(), alphabets.end(), longest.alphabets().begin()))
      throw refused("a shorter table must have the alphabets with which the longest begins");
    if (std::exchange(asked[alphabets.size()], &f) != nullptr)
      throw refused("there are two tables for one length; give one");
  }

  LayeredAutomaton automaton;
  automaton.layers.resize(n + 1);
  std::vector<std::uint32_t> states;  // of the prefixes one longer, in lexicographic order
  std::uint64_t prefixes = longest.entries();
  for (std::size_t t = n + 1; t-- > 0;) {
    const std::size_t alphabet = t < n ? longest.alphabets()[t] : 0;
    if (t < n) prefixes /= alphabet;
    LayerBuilder builder(alphabet, asked[t] != nullptr);
    std::vector<std::uint32_t> merged(prefixes);
    std::vector<std::uint32_t> tuple;
    for (std::uint64_t p = 0; p < prefixes; ++p) {
      tuple.assign(states.begin() + static_cast<std::ptrdiff_t>(p * alphabet),
                   states.begin() + static_cast<std::ptrdiff_t>((p + 1) * alphabet));
      if (asked[t] != nullptr) tuple.push_back(asked[t]->answer(p));
      merged[p] = builder.add(tuple);
    }
    automaton.layers[t] = builder.take();
    states = std::move(merged);
  }
  return automaton;
}

LayeredAutomaton residual_automaton(const FunctionTable& f) {
  return residual_automaton(std::vector{f});
}

LayeredAutomaton minimal(const LayeredAutomaton& automaton) {
  check(automaton);
  LayeredAutomaton merged;
  merged.layers.resize(automaton.layers.size());
  std::vector<std::uint32_t> number;  // of the states of the layer behind, merged
  for (std::size_t t = automaton.layers.size(); t-- > 0;) {
    const Layer& layer = automaton.layers[t];
    LayerBuilder builder(layer.alphabet, !layer.answers.empty());
    std::vector<std::uint32_t> numbers(layer.states);
    std::vector<std::uint32_t> tuple;
    for (std::size_t s = 0; s < layer.states; ++s) {
      tuple.clear();
      for (std::size_t a = 0; a < layer.alphabet; ++a)
        tuple.push_back(number[layer.next[s * layer.alphabet + a]]);
      if (!layer.answers.empty()) tuple.push_back(layer.answers[s]);
      numbers[s] = builder.add(tuple);
    }
    merged.layers[t] = builder.take();
    number = std::move(numbers);
  }
  return renumbered(merged);
}

LayeredAutomaton unrolled(const Dfa& dfa, std::size_t shortest, std::size_t longest) {
  if (shortest > longest)
    throw Error("unrolled", "shortest", "the shortest length must not exceed the longest");
  const Dfa part = reachable_part(dfa);
  LayeredAutomaton automaton;
  automaton.layers.resize(longest + 1);
  // The states that some word of length t reaches.
  std::vector<Symbol> reached{part.start};
  for (std::size_t t = 0; t <= longest; ++t) {
    Layer& layer = automaton.layers[t];
    layer.states = reached.size();
    if (t >= shortest)
      for (const std::size_t s : reached) layer.answers.push_back(part.accepting[s] ? 1 : 0);
    if (t == longest) break;
    layer.alphabet = part.alphabet;
    std::vector<std::uint32_t> number(part.states, kNone);
    std::vector<std::size_t> next;
    for (const std::size_t s : reached)
      for (Symbol a = 0; a < part.alphabet; ++a) {
        const std::size_t target = part.next(s, a);
        if (number[target] == kNone) {
          number[target] = static_cast<std::uint32_t>(next.size());
          next.push_back(target);
        }
        layer.next.push_back(number[target]);
      }
    reached = std::move(next);
  }
  return automaton;
}

unsigned state_bits(const LayeredAutomaton& automaton) {
  check(automaton);
  return ceil_log2(most_states(automaton, automaton.layers.size()));
}

unsigned state_bits_beside_last_symbol(const LayeredAutomaton& automaton) {
  check(automaton);
  if (automaton.length() == 0)
    throw Error("state_bits_beside_last_symbol", "automaton",
                "a function of no symbols has no last one; use state_bits");
  return ceil_log2(most_states(automaton, automaton.layers.size() - 1));
}

}  // namespace separatrix

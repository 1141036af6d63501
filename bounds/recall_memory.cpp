#include "bounds/recall_memory.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

struct Pair {
  std::uint64_t key;
  bool label;
  auto operator<=>(const Pair&) const = default;
};
using Pairs = std::vector<Pair>;

void require_pairs(const char* function, std::uint64_t pairs, std::uint64_t most) {
  if (pairs == 0 || pairs > most)
    throw Error(function, "pairs", "the number of pairs must be from 1 to " + std::to_string(most));
}

/// The task by its definition.
bool recall(const Pairs& pairs, std::uint64_t query) {
  return std::find_if(pairs.begin(), pairs.end(), [&](const Pair& p) { return p.key == query; })
      ->label;
}

/// All lists of `count` pairs with different keys out of `free`, labels in all ways.
void each_list(const std::vector<std::uint64_t>& free, std::uint64_t count, Pairs& list,
               const auto& visit) {
  if (count == 0) {
    visit(list);
    return;
  }
  for (const std::uint64_t key : free) {
    std::vector<std::uint64_t> rest;
    for (const std::uint64_t other : free)
      if (other != key) rest.push_back(other);
    for (const bool label : {false, true}) {
      list.push_back({key, label});
      each_list(rest, count - 1, list, visit);
      list.pop_back();
    }
  }
}

std::vector<std::uint64_t> keys_without(std::uint64_t pairs, const Pairs& used) {
  std::vector<std::uint64_t> keys;
  for (std::uint64_t key = 0; key < pairs; ++key)
    if (std::none_of(used.begin(), used.end(), [&](const Pair& p) { return p.key == key; }))
      keys.push_back(key);
  return keys;
}

/// Do two prefixes that lack their last label have a common continuation with different answers?
bool conflict(Pairs a, Pairs b) {
  for (const bool label : {false, true}) {
    a.back().label = b.back().label = label;
    for (std::uint64_t query = 0; query < a.size(); ++query)
      if (recall(a, query) != recall(b, query)) return true;
  }
  return false;
}

}  // namespace

Integer recall_states(std::uint64_t pairs, PairTokens tokens) {
  require_pairs("recall_states", pairs, std::uint64_t{1} << 20);
  const Integer half = power(2, static_cast<unsigned>(pairs - 1));
  const Integer after_label = 2 * half;
  const Integer after_key = pairs * half;
  return tokens == PairTokens::joined ? after_label : std::max(after_label, after_key);
}

std::uint64_t recall_bits(std::uint64_t pairs, PairTokens tokens) {
  const Integer states = recall_states(pairs, tokens);
  return mpz_sizeinbase(Integer(states - 1).backend().data(), 2);
}

Integer recall_residuals(std::uint64_t pairs, std::uint64_t read) {
  if (read > pairs)
    throw Error("recall_residuals", "read", "at most as many pairs can be read as there are");
  Integer choose;
  mpz_bin_uiui(choose.backend().data(), pairs, read);
  return choose * power(2, static_cast<unsigned>(read));
}

std::uint64_t listed_residuals(std::uint64_t pairs, std::uint64_t read) {
  require_pairs("listed_residuals", pairs, 4);
  // A residual: for every allowed continuation (remaining pairs, query) its answer.
  std::set<std::map<std::pair<Pairs, std::uint64_t>, bool>> residuals;
  Pairs prefix;
  each_list(keys_without(pairs, {}), read, prefix, [&](const Pairs& before) {
    std::map<std::pair<Pairs, std::uint64_t>, bool> residual;
    Pairs rest;
    each_list(keys_without(pairs, before), pairs - read, rest, [&](const Pairs& after) {
      Pairs whole = before;
      whole.insert(whole.end(), after.begin(), after.end());
      for (std::uint64_t query = 0; query < pairs; ++query)
        residual[{after, query}] = recall(whole, query);
    });
    residuals.insert(std::move(residual));
  });
  return residuals.size();
}

std::optional<std::uint64_t> conflicting_prefixes(std::uint64_t pairs) {
  require_pairs("conflicting_prefixes", pairs, 10);
  std::vector<Pairs> prefixes;
  for (std::uint64_t last = 0; last < pairs; ++last)
    for (std::uint64_t labels = 0; labels < std::uint64_t{1} << (pairs - 1); ++labels) {
      Pairs prefix;
      for (const std::uint64_t key : keys_without(pairs, {{last, false}}))
        prefix.push_back({key, (labels >> prefix.size() & 1U) != 0});
      prefix.push_back({last, false});  // its label is yet to come
      prefixes.push_back(std::move(prefix));
    }
  for (std::size_t i = 0; i < prefixes.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (!conflict(prefixes[i], prefixes[j])) return std::nullopt;
  return prefixes.size();
}

RecallRun run_recall_model(std::uint64_t pairs, Work& work) {
  require_pairs("run_recall_model", pairs, 7);
  RecallRun run;
  struct State {
    std::uint64_t ones = 0;  // bit mask of the keys with label 1
    std::uint64_t pending = UINT64_MAX;
    auto operator<=>(const State&) const = default;
  };
  std::vector<std::set<State>> seen(2 * pairs + 1);
  std::vector<std::uint64_t> order(pairs);
  std::iota(order.begin(), order.end(), 0);
  do {
    for (std::uint64_t labels = 0; labels < std::uint64_t{1} << pairs && !work.stopped();
         ++labels) {
      State state;
      seen[0].insert(state);
      for (std::uint64_t i = 0; i < pairs; ++i) {
        state.pending = order[i];
        seen[2 * i + 1].insert(state);
        state.ones |= (labels >> order[i] & 1U) << state.pending;
        state.pending = UINT64_MAX;
        seen[2 * i + 2].insert(state);
      }
      for (std::uint64_t query = 0; query < pairs; ++query) {
        ++run.inputs;
        if ((state.ones >> query & 1U) != (labels >> query & 1U)) ++run.failures;
      }
    }
  } while (std::next_permutation(order.begin(), order.end()));
  for (const auto& states : seen) run.states = std::max<std::uint64_t>(run.states, states.size());
  return run;
}

}  // namespace separatrix

// One-way rules: the holder of a prefix sends, the holder of the rest answers; the strongest cut.
//
// Where every word is in the domain the message must tell the residual functions W_t of the prefix
// apart, and telling them apart is enough (languages/residual_functions.hpp). Below, after t
// symbols; h = n/2.
//  Index: s^t words, each asked anywhere: s^n before the query. Query first: after the query and
//    one symbol either the answer is known, s constants, or one of n - 1 later positions awaits.
//  Equality, inequality: s^h at t = h. After h + j symbols s^(h-j) and "different", no more.
//  Disjointness: 2^h at t = h; after h + j at most 2^(h-j) and "met". Greater-than: 2^h at h
//    (thresholds); after h + j 2^(h-j) thresholds and "greater" ("less" is the lowest of them).
//    Inner product: 2^h at h; after h + j 2^(h-j) words and a parity, 2^(h-j+1).
//  Matched neighbours (interleaved, or permuted with the partition odd-even): at odd t the symbol
//    that awaits its partner, and from t = 3 on "different".
//  Parity: 2. Majority, ones c <= t: what counts is how many more of the r = n - t to come are
//    needed, floor(n/2) + 1 - c, cut off below 0 and above r + 1: t + 1 kinds up to
//    t = ceil(n/2), and r + 2 at most from there on.
//  Dyck-(m,k), n even: stacks of t's parity and of height at most min(t, n - t, k), all told apart
//    by closing one of them and pairs () behind, and "rejected". The sum m^g + m^(g-2) + ..,
//    down to 1 or m, does not fall with the greatest height g: it is largest at t = g = min(k, h).
//  Associative recall: before the last label is read, the labels of the other keys and the key
//    (bounds/recall_memory.hpp); the upper bound where all keys of the alphabet occur. mqar
//    contains it, asked once after n/2 pairs.
//  Nearest neighbour contains it too: keys are the vectors of signs / sqrt(d), each sign r times
//    with r = ceil(gamma d / 2) at least 1, so that two keys' inner product is at most
//    1 - 2 r / d <= 1 - gamma. With rational entries a little longer than 1 / sqrt(d), within the
//    tolerance of norms, the margin holds exactly. So there are 2^floor(d/r) keys; one is never
//    asked for and given to all points beyond the others, and M = min(n, 2^floor(d/r)) - 1.
#include <algorithm>
#include <bit>

#include "bounds/known_rules.hpp"
#include "languages/residual_functions.hpp"
#include "numerics/logarithm.hpp"

namespace separatrix::known_rules {
namespace {

/// ceil(log2) of the most states of associative recall with so many pairs.
Integer recall_bits_of(std::uint64_t pairs) {
  return pairs == 1 ? Integer(1) : Integer(pairs - 1) + ceil_log2(pairs);
}

/// Up to the last key, without its label.
std::string recall_cut(std::uint64_t pairs) { return prefix_of(pairs == 1 ? 2 : 2 * pairs - 1); }

/// Does every input hold all keys of the alphabet?
bool all_keys_occur(const TaskRequest& task) {
  return task.alphabet == task.n ||
         (task.alphabet == 0 && task.n >= 2 && std::has_single_bit(task.n));
}

Rule equality_rule(const TaskRequest& task) {
  return exact_rule(ceil_log2_power(task.alphabet, task.n / 2), prefix_of(task.n / 2),
                    "all first halves have different residual functions",
                    task.id == "inequality" ? "T11" : "F2");
}

Rule neighbours_rule(std::uint64_t n, std::uint64_t alphabet) {
  const bool first = n == 2;
  return exact_rule(bits_for(Integer(alphabet) + (first ? 0 : 1)), prefix_of(first ? 1 : 3),
                    "the symbol that awaits its partner, or that two differed");
}

Rule dyck_rule(const DyckShape& dyck, std::uint64_t n) {
  const std::uint64_t height = std::min(dyck.depth, n / 2);
  const std::string partition = prefix_of(height);
  const std::string method = "stacks that can still be closed, and one reject state";
  if (dyck.types == 1)
    return exact_rule(bits_for(Integer(height / 2) + 2), partition, method, "R5");
  constexpr std::uint64_t kWrittenOut = std::uint64_t{1} << 12;  // bits of the number of stacks
  const Integer log_of_highest = floor_log2_power(dyck.types, height);
  if (log_of_highest < kWrittenOut) {
    Integer stacks = 0;
    for (std::uint64_t h = height % 2; h <= height; h += 2)
      stacks += power(dyck.types, static_cast<unsigned>(h));
    return exact_rule(bits_for(stacks + 1), partition, method, "R5");
  }
  // m^g + 1 <= W <= (4/3) m^g + 1: more than log2 m^g bits, and at most one beyond floor + 1; none
  // beyond for a power of two.
  const bool power_of_two = std::has_single_bit(dyck.types);
  return {log_of_highest + 1, log_of_highest + (power_of_two ? 1 : 2), partition, method, "R5"};
}

/// The unrolled minimal automaton, where it is small.
std::optional<Rule> language_rule(const TaskRequest& task, const Dfa& dfa) {
  constexpr std::uint64_t kMostEdges = std::uint64_t{1} << 18;
  if (task.n > kMostEdges / (dfa.states * dfa.alphabet)) return std::nullopt;
  const LayeredAutomaton residuals = minimal(unrolled(dfa, task.all_lengths ? 0 : task.n, task.n));
  const std::vector<std::size_t> widths = residuals.widths();
  const auto widest = std::ranges::max_element(widths);
  return exact_rule(ceil_log2(*widest),
                    prefix_of(static_cast<std::uint64_t>(widest - widths.begin())),
                    "residual functions of the minimal automaton", "R5");
}

Rule nearest_rule(const TaskRequest& task) {
  const Integer repeat = std::max(Integer(1), ceil(task.gamma * Rational(task.dimension) / 2));
  const Integer signs = floor_div(Integer(task.dimension), repeat);
  std::uint64_t points = task.n - 1;
  if (signs <= 40)
    points = std::min(points, (std::uint64_t{1} << signs.convert_to<unsigned>()) - 1);
  const std::uint64_t read = 2 * (task.n - 1);  // all points with their labels
  return {recall_bits_of(points), std::nullopt, prefix_of(points == 1 ? read : read - 1),
          "contains associative recall of " + std::to_string(points) + " keys, vectors of signs",
          "T8"};
}

}  // namespace

std::optional<Rule> one_way_rule(const TaskRequest& task) {
  const std::string& id = task.id;
  const std::uint64_t n = task.n;
  if (const auto dyck = dyck_shape(task)) return dyck_rule(*dyck, n);
  if (const auto language = language_of(task)) return language_rule(task, language->dfa);
  if (id == "index" || id == "index-lookup")
    return exact_rule(ceil_log2_power(task.alphabet, n), prefix_of(n),
                      "any two words differ where some query asks", "T3");
  if (id == "index-lookup:query-first")
    return exact_rule(bits_for(Integer(n) - 1 + task.alphabet), prefix_of(2),
                      "the answer, or the later position that is awaited");
  if (id == "equality" || id == "inequality") return equality_rule(task);
  if (id == "permuted-equality") {
    if (partition_of(task) == "halves") return equality_rule(task);
    if (partition_of(task) == "odd-even") return neighbours_rule(n, task.alphabet);
    return std::nullopt;
  }
  if (id == "interleaved-equality") return neighbours_rule(n, 2);
  if (id == "disjointness" || id == "greater-than" || id == "inner-product")
    return exact_rule(Integer(n / 2), prefix_of(n / 2),
                      "all first halves have different residual functions",
                      id == "disjointness" ? "F1" : "");
  if (id == "parity") return exact_rule(1, prefix_of(1), "the parity so far");
  if (id == "majority") {
    const std::uint64_t larger = n / 2 + n % 2;
    return exact_rule(ceil_log2(larger + 1), prefix_of(larger), "the number of ones so far");
  }
  if (id == "associative-recall") {
    const Integer bits = recall_bits_of(n);
    return Rule{bits, all_keys_occur(task) ? std::optional(bits) : std::nullopt, recall_cut(n),
                "the labels of all keys but the last, and that key", "P9"};
  }
  if (id == "mqar")
    return Rule{recall_bits_of(n / 2), std::nullopt, recall_cut(n / 2),
                "contains associative recall of n/2 pairs", "T8"};
  if (id == "nearest-neighbour") return nearest_rule(task);
  return std::nullopt;
}

}  // namespace separatrix::known_rules

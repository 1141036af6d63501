// Statements in our own words. N is the number of input symbols (or points), m the width of a head
// or the number of units, H the number of heads, p bits per number, log2 the binary logarithm;
// gamma a margin or a bound on inner products, k the dimension of a position vector.
#include "reports/theorems.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

constexpr TheoremKind upper = TheoremKind::upper;
constexpr TheoremKind lower = TheoremKind::lower;
constexpr TheoremKind tool = TheoremKind::tool;

// P9 carries the number 9; there is no T9.
constexpr Theorem rows[] = {
    {"T1", "Index lookup, one layer",
     "For every N and every finite alphabet S there is a Transformer with one layer and one head, "
     "width 2k + ceil(log2 |S|) = O(log N) and precision p = O(log N), that answers s_q on every "
     "input s_1..s_L, q with 1 <= q <= L <= N.",
     "BHBK24", "Theorem 1", "claims::index_lookup", upper},
    {"T2", "A recurrent net is a one-way protocol",
     "If a recurrent model with m units of p bits computes f, then for every split of the input "
     "into a prefix and a suffix there is a one-way protocol for f in which the holder of the "
     "prefix sends m p bits.",
     "BHBK24", "Theorem 2", "claims::one_way_protocols", tool},
    {"T3", "Index lookup, recurrent",
     "Every recurrent model with m units of p bits that solves index lookup for N symbols over at "
     "least two letters has m p >= N.",
     "BHBK24", "Theorem 3", "claims::recurrent_bounds", lower},
    {"T4", "A one-layer Transformer is a two-way protocol",
     "If a Transformer with one layer and H heads of width m at p bits computes f on N tokens, "
     "then for every partition of the tokens there is a two-way protocol for f with at most "
     "3 m (p + log2 N) bits for each head.",
     "BHBK24", "Theorem 4", "claims::attention_protocols", tool},
    {"T5", "Dyck-(2,2), one layer",
     "Every Transformer with one layer and H heads of width m at p bits that recognises Dyck-(2,2) "
     "at even length N has m H >= (N - 1) / (3 (p + log2 N)).",
     "BHBK24", "Theorem 5", "claims::attention_bounds", lower},
    {"T6", "Equality, two layers",
     "For every even N there is a Transformer with two layers, at most two heads and residual "
     "connections, width and precision O(log N), that decides whether the two halves of its input "
     "of N symbols over a finite alphabet are equal.",
     "BHBK24", "Theorem 6", "claims::equality", upper},
    {"T7", "Nearest neighbour, two layers",
     "For unit vectors x_1..x_k with N/2 < k <= N, labels in {0,1} and a gap of at least gamma "
     "between the largest and the second largest inner product with x_k, there is a Transformer "
     "with two layers, at most two heads and residual connections that answers the label of the "
     "nearest x_i, i < k; with position vectors accurate to gamma/100 its width is claimed to be "
     "O(log N).",
     "BHBK24", "Theorem 7", "claims::nearest_neighbour", upper},
    {"T8", "Nearest neighbour, recurrent",
     "Every recurrent model with m units of p bits that solves nearest neighbour for N points has "
     "m p >= N/2, by reduction from multi-query associative recall.",
     "BHBK24", "Theorem 8", "claims::recurrent_bounds", lower},
    // In its source this corollary stands with the lemmas on projections; the wording is ours.
    {"C8.1", "Nearly orthogonal vectors by projection",
     "Projecting the N standard unit vectors as in L3 gives N sign vectors of dimension "
     "k = O(log(N) / gamma^2) whose inner products off the diagonal are at most gamma.",
     "BHBK24", "Corollary 8.1", "claims::nearly_orthogonal", tool},
    {"P9", "Associative recall, recurrent",
     "Every recurrent model with m units of p bits that answers one query after N distinct keys, "
     "each with a label in {0,1}, has m p >= N.",
     "BHBK24", "Proposition 9", "claims::recurrent_bounds", lower},
    {"T10", "Dyck-(2,2), one layer, in full",
     "The bound of T5 in the form in which it is proved: from L1 for the partition into odd and "
     "even positions, and the protocol of T4 with its constant, m H >= (N - 1) / (3 (p + log2 N)) "
     "at even length N.",
     "BHBK24", "Theorem 10", "claims::attention_bounds", lower},
    {"T11", "Inequality, recurrent",
     "Every recurrent model with m units of p bits that decides whether the two halves of its "
     "input of N bits, N even, differ has m p >= N/2, by communication and by the number of "
     "states of an automaton.",
     "BHBK24", "Theorem 11", "claims::recurrent_bounds", lower},
    {"T12", "Inequality, one layer",
     "Every Transformer with one layer and H heads of width m at p bits that decides whether the "
     "two halves of its input of N bits differ has m p H = Omega(N); the constant is not stated.",
     "BHBK24", "Theorem 12", "claims::attention_bounds", lower},
    {"T13", "Thresholds of k-sparse features, two layers",
     "For every function [sum_j g_j(x_{I_j}) > b] of N bits with at most N features g_j of at most "
     "k bits, k constant, there is a Transformer with two layers, k heads and a token before the "
     "input, width and precision O(log N), that computes it.",
     "BHBK24", "Theorem 13", "claims::sparse_threshold", upper},
    {"C13.1", "No cheap protocol for two layers",
     "There is no g with g(N) = o(N / (log N)^2) such that every Transformer with two layers and "
     "H heads of width m at p bits has, for every partition of its N tokens, a protocol of "
     "O(m p H g(N)) bits.",
     "BHBK24", "Corollary 13.1", "claims::two_layer_protocols", lower},
    {"L1", "Communication of Dyck-(2,2)",
     "At even N, with the odd positions held by one player and the even ones by the other, "
     "deterministic protocols for Dyck-(2,2) need at least N - 1 bits: the 2^(N-1) members form a "
     "fooling set, as the odd symbols of a member force its even ones.",
     "BHBK24", "Lemma 1", "claims::dyck_communication", lower},
    {"L2", "Nearly orthogonal sign vectors",
     "For every N and 0 < gamma < 1 there are N vectors with entries +-1/sqrt(k), "
     "k = O(log(N) / gamma^2), whose inner products are 1 on the diagonal and at most gamma off "
     "it; random signs with k = (8/gamma^2) ln(2N) will do.",
     "BHBK24", "Lemma 2", "claims::nearly_orthogonal", tool},
    {"L3", "Random projections keep inner products",
     "For N given unit vectors and 0 < eps < 1 there is a matrix A of signs with "
     "k = O(log(N) / eps^2) rows such that x -> A x / sqrt(k) changes no inner product between "
     "them by more than eps.",
     "BHBK24", "Lemma 3", "claims::projection", tool},
    {"L4", "States of an automaton and hidden size",
     "If a recurrent model with m units of p bits and transitions that do not depend on time "
     "recognises a regular language, then 2^(m p) is at least the number of states of the minimal "
     "complete automaton, so m p >= log2 of it.",
     "BHBK24", "Lemma 4", "claims::recurrent_bounds", lower},
    {"L5", "Permuted equality, two layers",
     "For every partition of the N positions into two halves of equal size there is a Transformer "
     "as in T6 that decides whether the two parts, each read in order, are equal.",
     "BHBK24", "Lemma 5", "claims::permuted_equality", upper},
    // Results of other sources that the paper rests on or is set against; the numbers are ours.
    {"R1", "Bounded Dyck, simple RNN",
     "For all n >= 2 and k there is a simple RNN with sigmoid units that generates Dyck-(n,k) at "
     "every length, that is, tells after each prefix which symbols may follow: 2nk units, or "
     "6k ceil(log2 n) - 2k with codes of logarithmic length.",
     "HHGLM20", "Result 1 (our numbering)", "claims::dyck_rnn", upper},
    {"R2", "Bounded Dyck, LSTM",
     "For all n >= 2 and k there is an LSTM that generates Dyck-(n,k) at every length: nk units, "
     "or 3k ceil(log2 n) - k with codes of logarithmic length.",
     "HHGLM20", "Result 2 (our numbering)", "claims::dyck_lstm", upper},
    {"R3", "Bounded Dyck, ReLU RNN of constant size",
     "There is a number of units, the same for all n and k, with which a ReLU RNN recognises "
     "Dyck-(n,k) at every length; its numbers have O(k log n) bits.",
     "BAG20b", "Result 3 (our numbering)", "claims::dyck_relu", upper},
    {"R4", "Bounded Dyck, Transformer",
     "For all n, k and N there is a causal Transformer with two layers, of width O(log n) beside "
     "its 2n + 1 answers and of precision O(log N), that generates Dyck-(n,k) up to length N; with "
     "a third layer (ours) it recognises it.",
     "YPPN21", "Result 4 (our numbering)", "claims::dyck_transformer", upper},
    {"R5", "Smallest recurrent model",
     "A recurrent model with transitions that may depend on time, and m p bits of state, computes "
     "f on N symbols if and only if 2^(m p) is at least the number of residual functions of f "
     "after t symbols, for every t from 0 to N: the one-way complexity of the cuts.",
     "KN97", "Result 5 (our numbering)", "claims::smallest_recurrent", tool},
    {"R6", "One layer of linear width",
     "Equality and disjointness at length N, and Dyck-(n,k) with k <= 2 up to length N, are "
     "computed by a Transformer with one layer and one head, width O(N) and precision O(log N), "
     "so T5 and T12 are tight up to the precision.",
     "BHBK24", "Result 6 (our numbering)", "claims::one_layer", upper},
    {"R7", "Automata in a hidden state",
     "Every regular language is recognised at every length by a recurrent model whose state has "
     "ceil(log2 s) bits, s the number of states of its minimal complete automaton: the converse of "
     "L4.",
     "BHBK24", "Result 7 (our numbering)", "claims::automata", upper},
    {"A1", "What crosses a cut",
     "Each architecture of the atlas computes its last output over a prefix cut, or over every "
     "partition, in as many bits as the formula of its row says.",
     "BHBK24", "Atlas 1 (ours)", "claims::atlas_protocols", tool},
    {"A2", "What a task forces",
     "If a task needs more bits over a cut than an architecture of width m sends, no model of that "
     "width computes it: the least width of each architecture for index lookup, associative "
     "recall, equality, disjointness, Dyck-(2,2) and interleaved equality.",
     "BHBK24", "Atlas 2 (ours)", "claims::atlas_bounds", lower},
    // The facts of communication complexity that the proofs rest on; their numbers here are ours.
    // Proofs: [KN97].
    {"F1", "Disjointness", "Deterministic two-way protocols for DISJ_n need at least n bits.",
     "BHBK24", "Fact 1 (our numbering)", "claims::communication_facts", tool},
    {"F2", "Equality",
     "Deterministic two-way protocols for EQ_n need at least n bits; n + 1 if both players must "
     "know the answer.",
     "BHBK24", "Fact 2 (our numbering)", "claims::communication_facts", tool},
    {"F3", "Index",
     "Deterministic one-way protocols for INDEX_n in which the holder of the string sends need at "
     "least n bits.",
     "BHBK24", "Fact 3 (our numbering)", "claims::communication_facts", tool},
    {"F4", "Fooling sets",
     "If f has a fooling set S, then deterministic two-way protocols for f need at least log2 |S| "
     "bits.",
     "BHBK24", "Fact 4 (our numbering)", "claims::communication_facts", tool},
    // Lower bounds of other papers for one layer; the numbers are ours, c is a constant > 0 that
    // the source does not state. bounds/published.hpp has their sizes and what we prove beside
    // them.
    {"B1", "Sparse averaging, one head",
     "One attention head of width m at p bits that averages the vectors at q given positions, q "
     "large and at most (N - 1)/2, up to an error of 1/(2q), has m p >= c q.",
     "SHT23", "Bound 1 (our numbering)", "claims::published_bounds", lower},
    {"B2", "Match3, one layer",
     "Every Transformer with one layer and H heads of width m at p bits that tells for a token x "
     "whether x + y + z = 0 modulo M > N for some tokens y, z has H m p >= c N / log log N for "
     "large N.",
     "SHT23", "Bound 2 (our numbering)", "claims::published_bounds", lower},
    {"B3", "Induction heads, one layer",
     "Every Transformer with one layer and H heads of width m at p bits that answers the symbol "
     "after the last earlier occurrence of the current one, three symbols, has H m p >= c N.",
     "SHT24", "Bound 3 (our numbering)", "claims::published_bounds", lower},
    {"B4", "Function composition, one layer",
     "For f and g on N elements, given by their values and uniformly random, a Transformer with "
     "one layer and H heads of width m at p bits answers f(g(x)) wrongly with probability at least "
     "R / (3 N log2 N), R = N log2 N - H (m + 1) p, if R > 0.",
     "PNP24", "Bound 4 (our numbering)", "claims::published_bounds", lower},
    {"B5", "Function composition, real numbers",
     "A softmax layer in real arithmetic with a ReLU network behind it that computes f(g(x)) on N "
     "elements has an embedding dimension or an output network of size at least N^c for large N.",
     "Koz24", "Bound 5 (our numbering)", "claims::published_bounds", lower},
};

}  // namespace

std::string_view to_string(TheoremKind kind) {
  switch (kind) {
    case TheoremKind::upper:
      return "upper";
    case TheoremKind::lower:
      return "lower";
    case TheoremKind::tool:
      return "tool";
  }
  throw Error("to_string", "kind", "not a kind of theorem: the value lies outside the enumeration");
}

std::span<const Theorem> theorems() { return rows; }

bool has_theorem(std::string_view id) {
  return std::any_of(std::begin(rows), std::end(rows),
                     [&](const Theorem& t) { return t.id == id; });
}

const Theorem& theorem(std::string_view id) {
  const auto found =
      std::find_if(std::begin(rows), std::end(rows), [&](const Theorem& t) { return t.id == id; });
  if (found == std::end(rows)) {
    throw Error(
        "theorem", "id",
        fmt::format("\"{}\" is not in the theorem table; separatrix list shows all ids", id));
  }
  return *found;
}

}  // namespace separatrix

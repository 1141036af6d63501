// Two-way rules: deterministic protocols after which both players know the answer.
//
// Every lower bound counts leaves: a protocol of C bits has at most 2^C, each a rectangle on which
// f is constant, so 2^C >= rank f + rank(1 - f) [KN97, 1.4], or the sum of the ranks of [f = v]
// over the values v. Every upper bound is: name your word among the kinds that the other player's
// answers can tell apart, and be told the answer.
//
//  Equality of words over s letters, t each: rank f = s^t, the identity; rank(1 - f) = s^t as the
//    vector of ones is an eigenvector with s^t - 1 != 0. Inequality exchanges the two, and a
//    permutation of the positions renames rows and columns.
//  Disjointness, inner product: 2^t - 1 and 2^t (tensor_rank.hpp). Greater-than: 2^t - 1 and 2^t
//    (total_order.hpp). ceil(log2(2^(t+1) - 1)) = t + 1 for t >= 1.
//  Index, Alice the word, Bob the position: for each letter v the columns of [s_q = v] are
//    independent (a word with v at one place only, and one without v), so there are at least s n
//    leaves. Bob names q, Alice answers.
//  Parity: the merged matrix is 2 x 2 with ranks 2 and 2, or 1 x 2 if Alice holds nothing.
//  Majority, a = floor(n/2) and b = ceil(n/2) bits: merged by numbers of ones it is [i + j > n/2],
//    i <= a, j <= b. With j counted from the other end [i > j'] for even n, ranks a and a + 1, and
//    [i >= j'], j' <= a + 1, for odd n, ranks a + 1 both: ceil(log2) is 1 + ceil(log2(a + 1)) each
//    time, as 2a + 1 is no power of two for a >= 1.
//  Dyck-(m,k), odd against even, t = n/2, k <= 2. Before an odd position the depth is 0 or 2: at 0
//    the symbol opens, at 2 it closes what was opened last. So the odd half determines the even
//    one: opened at depth 0, the next even symbol opens exactly if the next odd one closes, with
//    its kind, and else closes. The even half determines the odd one: what was opened at depth 0
//    has the kind of the next closing even symbol, and openings before that are closed by the odd
//    symbols behind them. Hence f has one 1 in each of c rows and c columns, c the number of
//    members, a zero row (a closing bracket first) and a zero column (an opening one last): rank
//    f = c, rank(1 - f) = c + 1, and ceil(log2(2c + 1)) = floor(log2 c) + 2 bits, which naming one
//    of c + 1 rows and answering attains.
//    c = m^t for depth 1; for depth 2 the first return to depth 0 after 2i symbols gives
//    c_t = sum_i m^i c_(t-i), so c_t = m^t d_t with d_t = d_0 + .. + d_(t-1) = 2^(t-1).
//  Deeper, k >= 3. Submatrices: the members of depth 1 with a zero row and column (mixed words hold
//    a bracket that is closed by the wrong kind), ranks m^t and m^t + 1; the words of length 4 with
//    pairs () behind; and o^(k-2) w c^(k-2) with brackets of one kind around a w without them,
//    which is a member exactly if w is one of Dyck-(m-1,2): closing below the start of w meets the
//    wrong kind. Depth n/2 is never exceeded, so k stands for min(k, t). Upper bound: Alice sends
//    her half.
#include <algorithm>

#include "bounds/known_rules.hpp"
#include "numerics/logarithm.hpp"

namespace separatrix::known {
namespace {

/// floor(log2 c) for the members of depth <= 2, c = m^t 2^(t-1), or m^t at depth 1.
Integer log_of_members(std::uint64_t types, std::uint64_t depth, std::uint64_t pairs) {
  return floor_log2_power(types, pairs) + (depth == 1 ? 0 : pairs - 1);
}

Rule dyck_rule(const DyckShape& dyck, std::uint64_t pairs) {
  const std::uint64_t types = dyck.types;
  const std::uint64_t depth = std::min(dyck.depth, pairs);
  if (depth <= 2)
    return exact_rule(log_of_members(types, depth, pairs) + 2, "odd-even",
                      "the members are a fooling set with a zero row and column: ranks c and c + 1",
                      "L1");
  Integer log_of_ones = std::max(log_of_members(types, 1, pairs), log_of_members(types, 2, 2));
  if (types >= 2)
    log_of_ones = std::max(log_of_ones, log_of_members(types - 1, 2, pairs - (depth - 2)));
  return {log_of_ones + 2, Integer(ceil_log2_power(types, pairs) + pairs + 1), "odd-even",
          "ranks of the submatrix of a subset of members that fools; Alice sends her half"};
}

}  // namespace

std::optional<Rule> two_way_rule(const TaskRequest& task) {
  const std::string& id = task.id;
  const std::uint64_t n = task.n;
  const std::uint64_t half = n / 2;
  if (const auto dyck = dyck_shape(task)) return dyck_rule(*dyck, half);
  if (id == "equality" || id == "inequality")
    return exact_rule(ceil_log2_power(task.alphabet, half) + 1, "halves",
                      "ranks of f and 1 - f: s^(n/2) each", "F2");
  if (id == "permuted-equality")
    return exact_rule(ceil_log2_power(task.alphabet, half) + 1, partition_of(task),
                      "ranks of f and 1 - f: s^(n/2) each", "F2");
  if (id == "interleaved-equality")
    return exact_rule(Integer(half) + 1, "odd-even", "ranks of f and 1 - f: 2^(n/2) each", "F2");
  if (id == "disjointness")
    return exact_rule(Integer(half) + 1, "halves",
                      "1 - f is a Kronecker power of rank 2^(n/2), f has rank 2^(n/2) - 1", "F1");
  if (id == "inner-product")
    return exact_rule(Integer(half) + 1, "halves",
                      "1 - 2f is a Kronecker power: f has rank 2^(n/2) - 1, 1 - f 2^(n/2)");
  if (id == "greater-than")
    return exact_rule(Integer(half) + 1, "halves",
                      "a strict order: f has rank 2^(n/2) - 1, 1 - f 2^(n/2)");
  if (id == "parity")
    return exact_rule(n == 1 ? 1 : 2, "halves", "each player sends the parity of its part");
  if (id == "majority")
    return exact_rule(Integer(ceil_log2(half + 1)) + 1, "halves",
                      "a threshold of two numbers of ones: triangular, of full rank");
  if (id == "index" || id == "index-lookup" || id == "index-lookup:query-first")
    return Rule{bits_for(Integer(task.alphabet) * n),
                Integer(ceil_log2(n)) + ceil_log2(task.alphabet),
                id == "index-lookup:query-first" ? prefix_of(1) : prefix_of(n),
                "for each letter the columns are independent: s n leaves; the position is named "
                "and answered"};
  return std::nullopt;
}

}  // namespace separatrix::known

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
//  Dyck-(m,k), odd against even, t = n/2; matrix f_k, c = m^t for k = 1 and c = m^t 2^(t-1) for
//    k >= 2: rank f_k = c and rank(1 - f_k) = c + 1, so D >= ceil(log2(2c + 1)) = floor(log2 c) +
//    2, which naming one of c + 1 kinds of rows and answering attains. For m = k = 2: n + 1 bits
//    [L1]. Rows. Words of Alice that begin with a closing bracket are zero rows, words of Bob that
//    end with an opening one zero columns; m (2m)^(t-1) rows and columns are left. (k = 1: Alice
//    opens and Bob closes, and f_1 is an identity matrix of m^t rows with a zero row and column.)
//    Depth 2. Before an odd position a member of depth <= 2 has the depth 0 or 2: at 0 the symbol
//    opens, at 2 it closes. So for every word a of Alice that begins with an opening bracket there
//    is exactly one member of depth <= 2, with Bob's word b(a): its j-th symbol opens if a_(j+1)
//    closes, with that kind, and else closes the last bracket that Alice opened. Conversely Bob's
//    word tells a: c such pairs, all the rows and columns that are left.
//    Deeper. Let A_j be the openings less the closings among a_1 .. a_j, likewise A' for a'. In the
//    mixed word of a and b(a') the depth after the odd symbol a_(j+1) is A_(j+1) - A'_(j+1) + 1.
//    It is odd, so in a member it is at least 1: A >= A' at every place. If A = A' the mixed word
//    has depth <= 2, and b(a') = b(a). Hence, with rows a in an order that never decreases the sum
//    of the A_j and columns b(a) in the same order, f_k is triangular with ones on the diagonal.
//    1 - f_k: its row of ones is taken from the others; it is not a combination of the rows of f_k,
//    which have a zero column.
#include "bounds/known_rules.hpp"
#include "numerics/logarithm.hpp"

namespace separatrix::known_rules {
namespace {

Rule dyck_rule(const DyckShape& dyck, std::uint64_t pairs) {
  const Integer log_of_rank =
      floor_log2_power(dyck.types, pairs) + (dyck.depth == 1 ? 0 : pairs - 1);
  return exact_rule(log_of_rank + 2, "odd-even",
                    "triangular but for a zero row and column: ranks c of f and c + 1 of 1 - f",
                    "L1");
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

}  // namespace separatrix::known_rules

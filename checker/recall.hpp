// Recall of labelled keys from one side: associative recall, mqar, nearest neighbour.
//
// Associative recall of M pairs: M different keys, each followed by its label in {0, 1}, then one
// of the keys; the answer is its label. The holder of a prefix must send at least
//   M - 1 + ceil(log2 M) bits for M >= 2, at the cut before the last label; 1 bit for M = 1, after
//   the label.
// Proof. Let the keys be those of a fixed set of M. At that cut every way to go on (a label b, a
// query q) is allowed after every prefix, and the answer is b if q is the last key k and else the
// label of q. So the prefixes have M 2^(M-1) residual functions, one for each k and labels of the
// others. If the alphabet has no other keys, that many states are enough: keep the set of keys
// with label 1 and, after a key, that key. After t pairs and a key there are at most M 2^(M-1)
// such states, after M pairs 2^M <= M 2^(M-1).
// mqar of n keys and queries contains it with M = n/2: its first query.
// Nearest neighbour with n points in d dimensions and margin gamma contains it too. Put r = the
// least integer >= gamma d / 2, at least 1, and let keys be vectors of signs times c that are
// constant on floor(d/r) blocks of r coordinates (the rest is +): c^2 d >= 1 with c rational and
// c^2 d within the tolerance of squared norms. Different keys have products c^2 (d - 2 r) at most,
// which is gamma or more below c^2 d. Points beyond M repeat one key that is never asked, ahead of
// the others: M = min(n, 2^floor(d/r)) - 1, and the last pair ends at token 2 (n - 1).
#pragma once

#include "closed_forms.hpp"

namespace checker {

/// ceil(log2) of the states above. pairs >= 1.
mpz_class recall_bits(std::uint64_t pairs);

/// The one-way form of associative-recall, mqar or nearest-neighbour; nothing for other tasks and
/// for sizes and alphabets that these do not have.
std::optional<ClosedForm> recall_form(const Task& task);

/// M pairs of the recall that the task contains.
std::uint64_t recalled_pairs(const Task& task);

/// Lists all inputs of M = 1 .. 5 pairs from the definition, counts the residual functions at the
/// cut and runs the states above on every input. Rejected if the formula is another.
std::string recount_recall();

}  // namespace checker

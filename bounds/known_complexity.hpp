// Communication complexity of families of tasks at every size, by closed form.
//
// Two quantities, with n as the task's --n, s the alphabet, t = n/2:
//  one-way  a prefix of the input is held by the sender, the rest by the receiver, who answers; at
//           the cut where most is needed. This is ceil(log2 max W_t) for the residual functions
//           W_t (languages/residual_functions.hpp), where the domain is all words.
//  two-way  a partition of the positions, named with the number; both players know the answer.
//
//   task                  one-way                      two-way
//   index-lookup          ceil(n log2 s)               ceil(log2 (s n)) ..
//                                                        ceil(log2 n) + ceil(log2 s)
//     query first         ceil(log2 (n - 1 + s))       the same
//   equality, inequality  ceil(t log2 s)               ceil(t log2 s) + 1
//   permuted-equality     halves: as equality; odd-    ceil(t log2 s) + 1 for its own partition
//                         even: ceil(log2 (s + 1))
//   disjointness, greater-than, inner-product   t      t + 1
//   interleaved-equality  2 (1 for n = 2)              t + 1
//   parity                1                            2 (1 for n = 1)
//   majority              ceil(log2 (ceil(t) + 1))     ceil(log2 (floor(t) + 1)) + 1
//   dyck:m:k              ceil(log2 (1 + S)), S = m^h + m^(h-2) + .., h = min(k, t)
//                                                      floor(log2 c) + 2, c = m^t 2^(t-1) the
//                                                      members of depth <= 2 (k = 1: c = m^t)
//   associative-recall    n - 1 + ceil(log2 n)         -
//   mqar                  at least that of n/2 pairs   -
//   nearest-neighbour     at least that of M points,   -
//                         M = min(n, keys) - 1
//   language:REGEX        by its minimal automaton     -
// The proofs stand before the rules (known_one_way.cpp, known_two_way.cpp). Sources: [BHBK24] for
// the tasks and their bounds, [KN97, 1.3, 1.4] for the methods.
//
// No task is built and no matrix written down: a rule takes microseconds at n = 2^40, but for a
// language, whose automaton is unrolled while it is short. Lower and upper bounds do not decrease
// in n over the sizes that have a rule; those of a language may, unless all lengths are asked: at
// some lengths it may have no member.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "numerics/rational.hpp"
#include "tasks/catalogue.hpp"

namespace separatrix {

/// one_way: best prefix cut, the holder of the prefix sends, the other answers.
enum class Protocol { one_way, two_way };

/// What is proved about a family of tasks at every size, by closed form.
struct KnownComplexity {
  Integer lower_bits;                 ///< proved
  std::optional<Integer> upper_bits;  ///< a protocol exists
  std::string convention;             ///< who speaks, and who must know the answer
  std::string partition;              ///< "odd-even", "halves", "prefix:N", ...
  std::string method;                 ///< one line: why
  std::string theorem;                ///< id in the theorem table, may be empty
  std::uint64_t tokens = 0;           ///< tokens of an input of this size
  std::uint64_t symbols = 0;          ///< most values that a token may have; 0: a continuum
  unsigned answer_digits = 1;
};

/// Nothing where no closed form is known to this program: for other tasks, beyond n = 2^40, where
/// the task has no input of that size (an odd number of positions in two halves, an alphabet too
/// small for the keys), and at odd lengths of Dyck languages, which have no members. Error
/// (argument TASK) for a name that no task has although it begins like one.
std::optional<KnownComplexity> known_complexity(const TaskRequest& task, Protocol protocol);

}  // namespace separatrix

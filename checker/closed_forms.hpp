// Bits that a task needs at every size, and bits that a model's protocol takes.
//
// t = n/2, s letters. One-way: the kinds of words at the named prefix, which the receiver must tell
// apart; two-way: ceil(log2) of the leaves, both players know the answer at the end
// [KN97, 1.3, 1.4].
//   task                       one-way, prefix               two-way
//   index-lookup               ceil(n log2 s), n             ceil(log2(s n)) ..
//                                                              ceil(log2 n) + ceil(log2 s)
//     query first              ceil(log2(n - 1 + s)), 2      the same
//   equality, inequality       ceil(t log2 s), t             ceil(t log2 s) + 1
//   permuted-equality:P        P = halves: as equality       ceil(t log2 s) + 1 for P
//                              P = odd-even: ceil(log2(s + 1)), 3 (n = 2: ceil(log2 s), 1)
//   disjointness, greater-than, inner-product   t, t         t + 1
//   interleaved-equality       2, 3 (n = 2: 1, 1)            t + 1
//   parity                     1, 1                      2 (n = 1: 1)
//   majority                   ceil(log2(ceil(t) + 1)), ceil(t)      ceil(log2(floor(t) + 1)) + 1
//   dyck:m:k                   ceil(log2(1 + S)), h = min(k, t)      floor(log2 c) + 2
// S = m^h + m^(h-2) + .. are the stacks that can still be closed (from 2^12 bits on, m^h < S <=
// (4/3) m^h is used); c = m^t 2^(t-1), m^t for k = 1: the rank of f at odd against even positions
// is c and that of 1 - f is c + 1 (triangular in the order of the members of depth at most 2).
// Equality of words: ranks s^t both; disjointness, inner product, order: 2^t - 1 and 2^t. Index:
// for each letter n independent columns. None of these falls as n grows over the sizes of the task.
//
// A recurrent model of m units of p bits is a one-way protocol of m p bits over every prefix. A
// Transformer of one layer, H heads of width m, is a two-way protocol for every partition of its
// tokens [BHBK24, T4]: the last token, ceil(log2 symbols) bits, and
//   counted   per head two maxima of p bits, two sums of p + ceil(log2 N) bits, two numbers of 2p
//             bits for each row of the value map;
//   improved  likewise but with one of those two numbers, and the answer of d digits or none,
//             d + 1 bits;
//   claimed   3 m (p + log2 N) H bits in all, as the paper states it (not proved).
// None of these falls as m or N grows.
#pragma once

#include <optional>

#include "claim.hpp"

namespace checker {

struct ClosedForm {
  mpz_class lower;
  std::optional<mpz_class> upper;
  std::string partition;  ///< "" if it is not known from the name
  std::uint64_t tokens = 0;
  std::uint64_t symbols = 0;
  std::uint64_t digits = 1;
};

/// Nothing for other tasks, and for sizes at which the task has no input or that exceed 2^40.
std::optional<ClosedForm> closed_form(const Task& task, std::uint64_t n, bool one_way);

/// 2 if the task has even sizes only, else 1.
std::uint64_t size_step(const Task& task);

enum class Model { rnn, counted, improved, claimed };

/// Bits of the model's protocol, rounded down.
mpz_class model_bits(Model model, const mpz_class& width, std::uint64_t precision,
                     std::uint64_t heads, const ClosedForm& task);

/// The bound of the communication that a closed form says; both conventions are named in
/// bound_claim.hpp. Rejected unless `stated` is it.
void require_closed_form(const Bound& stated, const ClosedForm& form, bool one_way);

/// floor(b log2 a), a >= 1, exactly. Rejected where 4096 bits of a^b do not decide it.
mpz_class floor_log2_power(std::uint64_t a, const mpz_class& b);

}  // namespace checker

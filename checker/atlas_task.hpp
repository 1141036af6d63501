// The tasks of the atlas: what each needs over a cut, and the first position that it depends on.
//
// Statement. Over the cut after c of T tokens, Alice sending once, Bob (who holds the last token)
// answering; and over a partition, both players knowing the answer, less the digits that the holder
// of the last token sends back (closed_forms.hpp, t = n/2):
//   task                  one-way                          two-way, less the digits
//   index-lookup          c <= n: ceil(c log2 s)           prefix:n, ceil(log2(s n)) - digits
//   associative-recall    c = 2n - 1: recall.hpp           -
//   equality              ceil(min(c, n - c) log2 s)       prefix:t, ceil(t log2 s)
//   disjointness          min(c, n - c)                    prefix:t, t
//   dyck:2:2              c = 2: 3                         odd-even, n
//   interleaved-equality  c = 3: 2                         odd-even, t
// One-way, index lookup: prefixes that differ at a place i <= c are told apart by the query i.
// Equality, disjointness at c <= t: first parts that differ are told apart by some continuation; at
// c = t + j fix the first j symbols of the first half, and there remain t - j = n - c symbols to be
// compared. Whole tables of small sizes bear that out at every cut.
#pragma once

#include "tasks.hpp"

namespace checker {

struct AtlasTask {
  std::uint64_t tokens = 0;
  std::uint64_t symbols = 0;  ///< values of a token (of recall: n keys, fixed)
  std::uint64_t digits = 1;   ///< of an answer
};

/// Rejected for a task that the atlas has not, a size that it has not, or fields of other tasks.
AtlasTask atlas_task(const Task& task);

/// Bits over the cut after `prefix` tokens. Rejected where none are proved.
mpz_class needed_one_way(const Task& task, std::uint64_t prefix);

/// Bits over the dearest cut.
mpz_class needed_one_way(const Task& task);

/// Bits of a two-way protocol after which the holder of the last token knows the answer.
mpz_class needed_two_way(const Task& task);

/// "prefix:C" or "odd-even", of the two-way bound.
std::string two_way_partition(const Task& task);

/// Compares the formulas with whole tables; Rejected if one says too much.
std::string compared_with_tables(const Task& task, bool one_way);

/// Two inputs that differ at one position alone and have different answers.
struct Witness {
  Word one;
  Word other;
  std::size_t position = 0;  ///< from 1: 2 for recall, 1 for all other tasks
};

/// By the definition of the task, which is run on both. NotChecked beyond 2^16 positions.
Witness witness(const Task& task);

}  // namespace checker

// Causal convolutional nets of any dilations: how many activations cross each prefix cut, and the
// width that this forces.
//
// Alice holds c of T tokens. What has to cross is derived in convolution.cpp; here it is counted,
// for any kernel k and list of dilations, and for one stack 1, k, .., k^(L-1) also in closed form:
//
// Statement. Let u = min(T, k^L) - 1, v = T-c-1 in base k. If v >= u, nothing crosses. Else let j
// be the highest place where they differ. Then u_j - v_j + sum_{i<j} (k-1-v_i) activations and
// tokens cross, k-1-v_0 of them tokens (for j = 0: u_0 - v_0). With T = k^L that is the digit sum.
//
// Proof. With P = k^L - T constants in front Alice holds c' = P + c positions. The blocks of size
// k^i that cross are those of hers within no larger block of hers: digit i of c', from left to
// right by falling size. The digits of c' and P are the complements of those of v and u; above j
// they agree, so there Alice's blocks are all of constants, at j so are the first P_j, and the
// others hold a token of hers. If T > k^L, the output reads the last k^L tokens only.
//
// Consequence. If a task needs D(c) bits over the cut and its tokens there are binary, then
// m p >= (D(c) - tokens) / activations. A task stays what it is when its first a symbols are fixed:
// the net is then one on T - a tokens.
//
// Statement. For one stack, index lookup and k < T <= k^L the strongest cut over all c and a gives
// m p >= max_j min(k^j, T - k^j). With k = 2 and 2^(l+1) <= T < 2^(l+2): max(2^l, T - 2^(l+1)).
//
// Proof. D(c) = c - a is the number of tokens in the blocks that cross, so some block of an
// activation holds at least (D - tokens) / activations of them. A block of size k^j that crosses is
// no last child of its parent, so at least k^j tokens follow and it holds at most
// min(k^j, T - k^j). Cutting k^j tokens before the end, with a such that c - a is this minimum,
// leaves that one block.
//
// Statement. Whatever the dilations of L layers, (k-1) L activations and tokens at most cross
// before the last position, so index lookup forces (k-1) L m p >= T-1: a second stack weakens the
// bound from T/2 to T over the number of layers, not to nothing.
//
// Proof. Of Bob's activations the output needs (l, T-1) only, l = 1 .. L; each reads k-1 others.
#pragma once

#include <cstdint>
#include <vector>

namespace separatrix {

/// Layer l reads t, t - d, .., t - (kernel - 1) d of the layer below, d = dilations[l].
struct Schedule {
  std::uint64_t kernel = 2;
  std::vector<std::uint64_t> dilations;  ///< from the lowest layer up
};

/// `stacks` times 1, k, .., k^(layers-1). Error (argument "kernel") below 2, (argument "layers") if
/// there are none or k^layers does not fit 64 bits.
Schedule dilated_schedule(std::uint64_t kernel, std::uint64_t layers, std::uint64_t stacks = 1);

/// Number of last positions that the output depends on: 1 + (k-1) sum of the dilations.
std::uint64_t field_length(const Schedule& schedule);

struct CrossingCount {
  std::uint64_t tokens = 0;
  std::uint64_t activations = 0;
  bool operator==(const CrossingCount&) const = default;
};

/// At every cut c = 0 .. length - 1, in O(length layers kernel) steps. Error (argument "length") if
/// it is 0.
std::vector<CrossingCount> crossing_counts(const Schedule& schedule, std::uint64_t length);

/// The closed form for one stack. Error (argument "cut") unless cut < length.
CrossingCount one_stack_crossing(std::uint64_t kernel, std::uint64_t layers, std::uint64_t length,
                                 std::uint64_t cut);

/// index_lookup: binary symbols and a query, the last token. halves: equality, its complement and
/// disjointness of two halves of T/2 bits.
enum class CutTask { index_lookup, halves };

/// Bits that Bob must be sent if Alice holds `cut` of `length` tokens and the first `fixed` symbols
/// are known beforehand (disjointness: ones). With u symbols of Alice's that still matter, Bob's
/// answers take 2^u forms, and for halves one more once a pair may have decided. Error (argument
/// "length") if it is odd for halves.
std::uint64_t needed_at(CutTask task, std::uint64_t length, std::uint64_t cut,
                        std::uint64_t fixed = 0);

/// m p >= bits, by the cut. `impossible`: more bits are needed than tokens cross, and no activation
/// does; no width is enough.
struct WidthBound {
  std::uint64_t bits = 0;
  bool impossible = false;
  std::uint64_t cut = 0;
  std::uint64_t needed = 0;
  CrossingCount crossing;
};

/// The strongest over all cuts, the first of them; m p >= 0 if none says anything. Errors as
/// needed_at, and (argument "fixed") unless fixed < length.
WidthBound strongest_cut(const Schedule& schedule, std::uint64_t length, CutTask task,
                         std::uint64_t fixed = 0);

/// max_j min(k^j, T - k^j): the last statement. Error (argument "length") unless kernel < length.
std::uint64_t one_stack_width_bits(std::uint64_t kernel, std::uint64_t length);

}  // namespace separatrix

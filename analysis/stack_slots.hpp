// Where a net keeps its stack: which units belong to which slot, and which code word each letter
// has there. Everything is read off the net; nothing here is trusted by a certificate, which checks
// every transition of what was read.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "analysis/stack_machine.hpp"
#include "models/recurrent.hpp"

namespace separatrix {

/// Where the stack is kept. A net has one copy of it, in the subspaces stack.1 .. stack.k, or two
/// of which only one is in use: push.1 .. push.k after an opening bracket, pop.1 .. pop.k after a
/// closing one. Every other unit is a latch.
struct StackSlots {
  static constexpr std::size_t kNoSlot = 0;
  /// Of a unit: its copy, slot (from 1; kNoSlot: a latch) and place in the code word.
  struct Place {
    std::size_t copy = 0;
    std::size_t slot = kNoSlot;
    std::size_t place = 0;
  };
  std::size_t copies = 1;
  std::size_t width = 0;                        ///< units per slot and copy
  std::vector<Place> places;                    ///< one per unit
  std::vector<std::vector<std::size_t>> first;  ///< [copy][slot - 1]: first unit
  std::vector<std::size_t> latches;             ///< units

  /// The copy that holds the stack after an opening or a closing bracket.
  std::size_t copy_after(bool opening) const { return copies == 2 && !opening ? 1 : 0; }
};

/// Throws Undecided unless the layout has exactly `depth` slots, all of one width.
StackSlots find_stack_slots(const Layout& state, std::size_t depth);

/// A unit's digit after one more symbol, if every pre-activation is the digital one.
using DigitalUnit =
    std::function<bool(const std::vector<bool>& digits, Symbol symbol, std::size_t unit)>;

/// What slots hold for each letter, and which mismatches each latch notices.
struct StackWords {
  std::vector<std::vector<bool>> words;  ///< [letter][place]; nothing is the zero word
  std::vector<bool> resting;             ///< [latch]: its digit as long as it has noticed nothing
  /// [latch][letter in slot 1][type of the closing bracket]
  std::vector<std::vector<std::vector<bool>>> notices;
  /// [latch][other latch]: whether it leaves its resting digit, or stays away from it, because the
  /// other one has noticed something
  std::vector<std::vector<bool>> follows;
};

/// Runs the digital net: opening i from the start shows the word of i, k + 1 openings the poison
/// word (if `poison`, else it is the zero word), closing i on a slot 1 that holds t what the
/// latches notice, an opening bracket after one latch has noticed something which latches follow.
/// Throws Undecided if a slot is occupied at the start.
StackWords read_stack_words(const StackSlots& slots, const StackMachine& machine,
                            const std::vector<bool>& start, bool poison, const DigitalUnit& next);

}  // namespace separatrix

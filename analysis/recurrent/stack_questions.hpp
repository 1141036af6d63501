// What is asked of each unit and of each digit of the readout of a stack net: the stack machine's
// next digit as a function of a local configuration (analysis/recurrent/stack_demands.hpp).
//
// A unit of slot j holds a digit of that slot's next letter, in the copy that is then in use. A
// latch leaves its resting digit at a mismatch it notices, or if one that it follows is away from
// it. A recogniser's digit is 1 if slot 1 is empty and no latch has noticed anything; a generator's
// digits are those of the machine's Claim 2, asked on prefixes of members only.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/recurrent/stack_demands.hpp"
#include "analysis/recurrent/stack_machine.hpp"
#include "analysis/recurrent/stack_slots.hpp"

namespace separatrix {

/// Borrows all three, and so do the questions, which come without rows: those are the net's.
class StackQuestions {
 public:
  StackQuestions(const StackMachine& machine, const StackSlots& slots, const StackWords& words,
                 bool recogniser)
      : machine_(machine), slots_(slots), words_(words), recogniser_(recogniser) {}

  /// Throws Undecided unless some latch leaves the digit it rests at exactly at a mismatch, and for
  /// every latch some latch follows it. A generator's latches must never leave it.
  void require_latches() const;

  StackQuestion of_unit(std::size_t unit) const;
  StackQuestion of_digit(std::size_t row) const;

 private:
  std::optional<Letter> known(const StackConfiguration& here, std::size_t slot) const;
  bool outside_claim(const StackConfiguration& here, Symbol s) const;
  StackQuestion of_slot(const StackSlots::Place& place) const;
  StackQuestion of_latch(std::size_t latch) const;
  std::vector<std::size_t> all_latches() const;

  const StackMachine& machine_;
  const StackSlots& slots_;
  const StackWords& words_;
  bool recogniser_;
};

}  // namespace separatrix

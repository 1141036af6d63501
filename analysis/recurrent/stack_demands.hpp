// What a stack machine demands of one unit: its next digit, on every local configuration.
//
// A configuration is the copy in use, the letters in the few slots that matter, what the latches
// have noticed, and the symbol read. The slots that matter are those that the unit's gates read and
// those that its next digit depends on; slots are occupied from the top down, so a letter below an
// empty slot does not occur. Letters that contribute alike to every gate and are of one kind for
// the machine are taken once, and likewise symbols.
//
// Of all configurations that ask for one digit only the extremes of the gates' digital sums are
// kept: activations are increasing, so that a box for the extremes covers every configuration. For
// a cell of several gates this is done apart for each pattern of the sums' signs, because a gate
// that is on here and off there says nothing as one box.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/recurrent/digit_rows.hpp"
#include "analysis/recurrent/stack_slots.hpp"

namespace separatrix {

/// A unit or digit that depends on more latches, or has more local configurations, is refused.
constexpr std::size_t kMostLatches = 8;
constexpr std::uint64_t kMostConfigurations = std::uint64_t{1} << 22;

struct StackConfiguration {
  static constexpr Letter kUnknown = ~Letter{0};
  std::size_t copy = 0;
  std::vector<Letter> letters;  ///< [slot - 1]; kUnknown for slots that do not matter
  std::vector<bool> noticed;    ///< [latch]; false for those that do not matter
};

/// A digit that the machine decides, and the rows of the net that have to give it.
struct StackQuestion {
  std::vector<const DigitRow*> rows;
  std::vector<std::size_t> slots;    ///< that the digit depends on, from 1
  std::vector<std::size_t> latches;  ///< that the digit depends on, as places in a net's list
  std::size_t symbols = 1;           ///< read one of so many symbols; 1 for a readout
  /// Letters, symbols, of one kind are alike to `digit`.
  std::function<std::size_t(Letter)> letter_kind;
  std::function<std::size_t(Symbol)> symbol_kind;
  /// nullopt: the machine never is there, or the string is outside the claim.
  std::function<std::optional<bool>(const StackConfiguration&, Symbol)> digit;
};

struct StackDemands {
  /// {digit, which sums are positive (empty for one row)} -> least and most of each row's sum
  std::map<std::pair<bool, std::vector<bool>>, std::vector<Range>> extremes;
  std::uint64_t configurations = 0;  ///< after taking alike ones once
};

/// `letters` are those that may occur in a slot, `latches_notice` says whether latches may have
/// noticed something. Throws Undecided if too many slots or latches matter.
StackDemands demands(const StackQuestion& question, const StackSlots& slots,
                     const StackMachine& machine, const StackWords& words,
                     const std::vector<Letter>& letters, bool latches_notice);

}  // namespace separatrix

#include "analysis/recurrent/stack_slots.hpp"

#include <string>

#include "analysis/undecided.hpp"

namespace separatrix {
namespace {

std::vector<std::string> copy_names(const Layout& state) {
  if (state.has("stack.1")) return {"stack"};
  if (state.has("push.1") && state.has("pop.1")) return {"push", "pop"};
  throw Undecided{"the state has no subspaces stack.1 .. stack.k, nor push.1 .. and pop.1 .."};
}

}  // namespace

StackSlots find_stack_slots(const Layout& state, std::size_t depth) {
  const auto names = copy_names(state);
  StackSlots slots;
  slots.copies = names.size();
  slots.width = state.dimension(names[0] + ".1");
  slots.places.resize(state.dimension());
  slots.first.resize(names.size());
  for (std::size_t c = 0; c < names.size(); ++c) {
    if (state.has(names[c] + "." + std::to_string(depth + 1)))
      throw Undecided{"the net has more than " + std::to_string(depth) + " slots"};
    for (std::size_t slot = 1; slot <= depth; ++slot) {
      const std::string name = names[c] + "." + std::to_string(slot);
      if (!state.has(name)) throw Undecided{"the state has no subspace " + name};
      if (state.dimension(name) != slots.width)
        throw Undecided{"the subspaces " + names[0] + ".1 and " + name + " differ in width"};
      const std::size_t first = state.offset(name);
      slots.first[c].push_back(first);
      for (std::size_t p = 0; p < slots.width; ++p) slots.places[first + p] = {c, slot, p};
    }
  }
  for (std::size_t u = 0; u < slots.places.size(); ++u)
    if (slots.places[u].slot == StackSlots::kNoSlot) slots.latches.push_back(u);
  return slots;
}

StackWords read_stack_words(const StackSlots& slots, const StackMachine& machine,
                            const std::vector<bool>& start, bool poison, const DigitalUnit& next) {
  for (std::size_t u = 0; u < start.size(); ++u)
    if (start[u] && slots.places[u].slot != StackSlots::kNoSlot)
      throw Undecided{"the stack is not empty at the start"};
  const std::size_t top = slots.first[slots.copy_after(true)][0];
  StackWords words;
  words.words.assign(machine.empty() + 1, std::vector<bool>(slots.width));
  for (Symbol s = 0; s < machine.types(); ++s)
    for (std::size_t p = 0; p < slots.width; ++p) words.words[s][p] = next(start, s, top + p);
  if (poison) {
    std::vector<bool> digits = start;
    for (std::size_t d = 0; d <= machine.depth(); ++d) {
      std::vector<bool> after(digits.size());
      for (std::size_t u = 0; u < digits.size(); ++u) after[u] = next(digits, 0, u);
      digits = std::move(after);
    }
    for (std::size_t p = 0; p < slots.width; ++p)
      words.words[machine.poison()][p] = digits[top + p];
  }
  for (const std::size_t latch : slots.latches) {
    words.resting.push_back(start[latch]);
    words.notices.emplace_back();
    for (Letter letter = 0; letter <= machine.empty(); ++letter) {
      std::vector<bool> digits = start;
      for (std::size_t p = 0; p < slots.width; ++p) digits[top + p] = words.words[letter][p];
      words.notices.back().emplace_back();
      for (std::size_t type = 0; type < machine.types(); ++type)
        words.notices.back().back().push_back(next(digits, machine.types() + type, latch) !=
                                              start[latch]);
    }
    words.follows.emplace_back();
    for (const std::size_t other : slots.latches) {
      std::vector<bool> digits = start;
      digits[other] = !digits[other];
      words.follows.back().push_back(next(digits, 0, latch) != start[latch]);
    }
  }
  return words;
}

}  // namespace separatrix

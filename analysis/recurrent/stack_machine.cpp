#include "analysis/recurrent/stack_machine.hpp"

#include "numerics/error.hpp"

namespace separatrix {

StackMachine::StackMachine(std::size_t types, std::size_t depth) : types_(types), depth_(depth) {
  if (types == 0) throw Error("StackMachine", "types", "there must be at least one type");
  if (depth == 0) throw Error("StackMachine", "depth", "there must be at least one slot");
}

Letter StackMachine::next(Symbol s, std::size_t slot, Letter above, Letter below,
                          Letter bottom) const {
  if (!opening(s)) return slot == depth_ ? empty() : below;
  if (slot > 1) return above;
  return bottom == empty() ? s : poison();
}

}  // namespace separatrix

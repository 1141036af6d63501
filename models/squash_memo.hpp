// Squashed values that were computed before.
//
// Correct rounding takes microseconds, while a net that computes with digital states meets the same
// few pre-activations again and again. The memo is a table of fixed size in which a newer value
// takes the place of an older one; what is returned never depends on what the table holds.
#pragma once

#include <array>
#include <vector>

#include "models/value_bits.hpp"
#include "numerics/arithmetic.hpp"
#include "numerics/squashing.hpp"

namespace separatrix {

/// For one caller at a time and one arithmetic, the same in all calls. Enclosing arithmetics are
/// squashed anew each time.
template <Arithmetic A>
class SquashMemo {
 public:
  using Value = typename A::Value;

  Value operator()(Squashing f, const A& arithmetic, const Value& v) {
    if constexpr (PointArithmetic<A>) {
      auto& table = tables_[f == Squashing::sigmoid ? 0 : 1];
      if (table.empty()) table.resize(kEntries);
      Entry& entry = table[mixed(bits_of_value(v)) % kEntries];
      if (!entry.known || !identical(entry.argument, v))
        entry = {v, squash(f, arithmetic, v), true};
      return entry.squashed;
    } else {
      return squash(f, arithmetic, v);
    }
  }

 private:
  static constexpr std::size_t kEntries = 512;
  struct Entry {
    Value argument{};
    Value squashed{};
    bool known = false;
  };
  std::array<std::vector<Entry>, 2> tables_;
};

}  // namespace separatrix

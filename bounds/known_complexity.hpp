// What is proved about a family of tasks at every size, by closed form.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "numerics/rational.hpp"
#include "tasks/catalogue.hpp"

namespace separatrix {

/// one_way: the best prefix cut; the holder of the prefix sends, the other answers.
enum class Protocol { one_way, two_way };

struct KnownComplexity {
  Integer lower_bits;                 ///< proved
  std::optional<Integer> upper_bits;  ///< a protocol exists
  std::string convention;     ///< "deterministic, two-way, both know the answer" / "deterministic,
                              ///< one-way from the prefix, the receiver answers"
  std::string partition;      ///< "odd-even", "halves", "prefix:N", ...
  std::string method;         ///< one line: why
  std::string theorem;        ///< id of the theorem table ("L1", "T3", "F2", ...), may be empty
  std::uint64_t tokens = 0;   ///< tokens of an input of this size (N of the precision p + log2 N)
  std::uint64_t symbols = 0;  ///< most values that one token may have (for protocol step 1)
  unsigned answer_digits = 1;
};

/// nullopt: no closed form is known to this program at that size. `task.n` is N.
std::optional<KnownComplexity> known_complexity(const TaskRequest& task, Protocol protocol);

}  // namespace separatrix

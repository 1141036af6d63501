// Exit codes of the program.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "evidence/result.hpp"

namespace separatrix {

enum class ExitCode : int {
  holds = 0,         ///< everything asked for holds, or every row was processed
  refuted = 1,       ///< something asked for does not hold
  misuse = 2,        ///< wrong usage or unreadable input
  undecided = 3,     ///< undecided or interrupted
  contradiction = 4  ///< two results cannot both be right: a bug in the program
};

/// Whether a command asks for a claim to hold (verify, vectors, bound), or for every row of a table
/// to be worked through whatever it says (audit, paper, atlas).
enum class Asked { holds, processed };

/// Names a quantity with a lower bound above an upper bound: same task, quantity, convention and
/// partition, within one result or across results. Such a pair is a bug of the program.
std::optional<std::string> contradiction(std::span<const Result> results);

/// A contradiction outweighs everything. Then for `holds`: refuted, then undecided or interrupted
/// or no result at all, then holds. For `processed`: 3 only if interrupted.
ExitCode exit_code(std::span<const Result> results, Asked asked, bool interrupted);

}  // namespace separatrix

// The five words for what was shown. They are different words everywhere: sampling never says
// "verified", and nothing that was not decided looks like a pass.
#pragma once

#include <array>
#include <string_view>

namespace separatrix {

enum class Status {
  certified,   ///< holds for all inputs of the domain, by checked inequalities
  exhaustive,  ///< every input of the domain was run
  sampled,     ///< some inputs were run, none failed
  refuted,     ///< a counterexample is shown
  undecided    ///< neither shown; a reason is given
};

inline constexpr std::array all_statuses{Status::certified, Status::exhaustive, Status::sampled,
                                         Status::refuted, Status::undecided};

std::string_view to_string(Status status);

/// The status with this name; Error (argument `where`) for any other word.
Status parse_status(std::string_view word, std::string_view where);

}  // namespace separatrix

// The one theorem table: every statement of [BHBK24] that the program deals with, and those of
// other papers that stand beside them. Rows without evidence stay visible.
#pragma once

#include <span>
#include <string_view>

namespace separatrix {

/// What a row is for: a construction, a lower bound, or a tool of proofs.
enum class TheoremKind { upper, lower, tool };

std::string_view to_string(TheoremKind kind);

struct Theorem {
  std::string_view id;         ///< "T1"; what a result's `theorem` names
  std::string_view title;      ///< a few words
  std::string_view statement;  ///< in our words, with hypotheses
  std::string_view citation;   ///< key in references.bib
  std::string_view number;     ///< in that source: "Theorem 1"
  std::string_view claim;  ///< symbol of the claim that is checked, "claims::index_lookup"; empty
                           ///< where there is none yet
  TheoremKind kind;
};

/// All rows, in the order in which they are printed.
std::span<const Theorem> theorems();

bool has_theorem(std::string_view id);

/// The row of that id; Error if there is none.
const Theorem& theorem(std::string_view id);

}  // namespace separatrix

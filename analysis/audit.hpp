// The audit: statements and constants of [BHBK24] as hypotheses, each decided by computation over a
// stated range. A row returns results of Kind::audit; what they say is selected by what was
// computed, and the constants under test are arguments of the functions in analysis/audit/rows.hpp.
#pragma once

#include <string_view>
#include <vector>

#include "analysis/effort.hpp"
#include "evidence/result.hpp"
#include "parallel/work.hpp"

namespace separatrix {

struct AuditRow {
  std::string_view id;     ///< what --row names
  std::string_view title;  ///< a few words
  std::vector<Result> (*run)(Effort effort, Work& work);
};

/// All rows, in the order in which they are printed.
const std::vector<AuditRow>& audit_rows();

/// The row of that id. Error (argument "--row") that lists the ids if there is none.
const AuditRow& audit_row(std::string_view id);

}  // namespace separatrix

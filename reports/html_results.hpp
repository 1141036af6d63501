// Tables of the web page: theorems, results, audited claims. HTML that is complete without scripts;
// `data-` attributes are what the page's scripts filter and sort by (reports/page).
#pragma once

#include <string>

#include "reports/record.hpp"

namespace separatrix {

/// A row for each theorem of the table: statement, source, how many results have which status.
std::string theorem_table(const Record& record);

/// A row for each result but audited claims and cells of the atlas, its parts folded below one
/// line.
std::string result_table(const Record& record);

/// A row for each audited claim with what the computation says about it.
std::string audit_table(const Record& record);

/// The parts of one result as a list of terms: domain, model, bounds, formulas, how to reproduce
/// and check it.
std::string result_parts(const Record& record, std::size_t index);

/// Status words with counts, as marks.
std::string status_pills(const Record& record);

}  // namespace separatrix

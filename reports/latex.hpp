// LaTeX tables.
#pragma once

#include <string>
#include <string_view>

#include "reports/record.hpp"

namespace separatrix {

/// A booktabs `longtable` of all theorems, one line per result: id, title and source, domain,
/// status, width, bits per number, bits in all; below it the audits, a paragraph each. Needs the
/// packages booktabs and longtable, and references.bib for its citations.
std::string latex_table(const Record& record);

/// Text with the characters that LaTeX treats specially made visible.
std::string latex_escape(std::string_view text);

}  // namespace separatrix

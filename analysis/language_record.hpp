// The report on a regular language as a result of a record.
#pragma once

#include "analysis/language_report.hpp"
#include "evidence/result.hpp"

namespace separatrix {

/// Kind analyze, task `report.name` at n = the longest padded length whose rank is exact. Certified
/// if the class is decided: the certificate (kind "language-class") holds the automaton, every
/// identity with its witness, the gadget and the ranks, each with its convention. The upper bound
/// of Theta(log n) rests on [TT05], which `assumes` then names.
Result to_result(const LanguageReport& report);

}  // namespace separatrix

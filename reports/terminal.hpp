// Results as text for people: at most 100 columns, no colours, nothing printed.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "evidence/result.hpp"
#include "reports/summary.hpp"

namespace separatrix {

/// A row of the theorem table in aligned lines, each with a line break: id, title and status words;
/// where there were audits, a second line with theirs.
std::string theorem_lines(const EvidenceRow& row);

/// A result as a block of lines, each with a line break: the status word first, then domain,
/// construction, counts, sizes, vectors, bounds, reason, counterexample and the command that shows
/// it again. Only a single word of that command may exceed 100 columns.
std::string result_block(const Result& result);

/// A command line that bash, ksh or zsh reads as these words; without control characters in them,
/// any POSIX shell.
std::string shell_command(std::span<const std::string> words);

}  // namespace separatrix

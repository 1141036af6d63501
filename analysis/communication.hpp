// Bounds on the communication of a function for one partition of its positions, each with its
// convention, from the measures of its matrix [KN97].
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "bounds/communication/conventions.hpp"
#include "bounds/communication/problem.hpp"
#include "evidence/result.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// halves, odd-even or prefix:K where the partition is one of these, else its word ABBA..
std::string partition_name(const Split& split);

/// A result of kind `bound`: all measures of the matrix of each answer digit as notes, and the
/// bounds that follow; an answer of several digits costs at least what its dearest digit does.
/// `certified` with a certificate of kind "communication-matrix": for each digit the matrix of the
/// different rows and columns, the first word of each (symbols in the order of the positions held;
/// left out if `alphabets`, one for each position, is empty), its ranks and fooling sets; beyond
/// 2^16 entries of kind "task-matrix", the partition alone, by which the matrix can be made again.
/// Undecided if the work was stopped. Error (argument "problem") for a problem without an answer
/// digit.
Result communication_result(const TaskInstance& task, const ProblemMatrix& problem,
                            std::span<const std::size_t> alphabets, const Split& split, Work& work);

/// The cut into a prefix and a suffix, neither empty, that costs the holder of the prefix most
/// bits, exactly. `widths`: numbers of residual functions after 0, 1, .. symbols. Error (argument
/// "widths") for fewer than two symbols.
Bound dearest_prefix_cut(const std::vector<std::size_t>& widths);

}  // namespace separatrix

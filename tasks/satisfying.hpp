// Satisfying assignments of a CNF, drawn with the SAT solver CaDiCaL.
#pragma once

#include <cstdint>
#include <vector>

#include "numerics/random.hpp"

namespace separatrix {

/// An assignment of `variables` bits that satisfies every clause (DIMACS literals), a function of
/// the clauses and of `random` only; different draws look near different random assignments and so
/// find different ones, though not uniformly. Error (argument "--sampler") if there is none, or if
/// the solver has not found one within 10^5 conflicts.
std::vector<bool> satisfying_assignment(const std::vector<std::vector<int>>& clauses,
                                        std::uint64_t variables, Random& random);

}  // namespace separatrix

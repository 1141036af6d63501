// Faults of claims that are no models: what is common to their kinds.
#pragma once

#include <functional>
#include <string>

#include "kinds.hpp"
#include "numerics/random.hpp"

namespace separatrix::soundness {

struct BoundFault {
  std::string place;       ///< which part was changed, and how
  std::string detail;      ///< the whole change: equal ones count once, and empty is no change
  bool holds = false;      ///< the claim is true all the same, plainly computed
  bool accepted = false;   ///< the judge passed it
  bool unfounded = false;  ///< the judge refused it by a witness that is none
};

/// A true claim that is refused is counted as `refused`: a certificate may be wrong for a right
/// claim. Where the judge decides the claim itself, `decides`, that is a wrong judgement.
Kind bound_kind(const std::string& name, const std::string& judge, bool decides,
                std::function<BoundFault(Random&)> make);

std::vector<Kind> matrix_kinds();
std::vector<Kind> automaton_kinds();
std::vector<Kind> vector_kinds();
std::vector<Kind> size_kinds();

}  // namespace separatrix::soundness

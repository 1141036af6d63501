// The weights of a binary linear code, all of them.
#pragma once

#include "sign_family.hpp"

namespace checker {

/// Least and greatest weight of the sums of the nonempty sets of `generators`, k coordinates each;
/// without generators nothing was seen. About 2^generators (10 + k / 2^10) additions.
/// NotChecked beyond 2^32 sums or 6e10 such additions.
Distances sums_of_generators(const std::vector<Signs>& generators, std::size_t k);

}  // namespace checker

// Nets with a planted fault, and a second opinion on nets, for the tests of certificates.
#pragma once

#include <string>

#include "../constructions/dyck_nets.hpp"
#include "models/recurrent.hpp"

namespace separatrix {

inline AffineMap& update_of(RecurrentNetwork& net) { return std::get<SimpleCell>(net.cell).update; }

/// The strings of length at most `longest` that the net answers wrongly, in double precision.
inline std::size_t wrong_strings(const RecurrentNetwork& net, const std::string& task,
                                 std::size_t longest) {
  const auto dyck = make_dyck(task, longest, true);
  return on_all_strings(net, *dyck).wrong;
}

}  // namespace separatrix

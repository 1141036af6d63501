// Nets with a planted fault, and a second opinion on nets, for the tests of certificates.
#pragma once

#include <algorithm>
#include <string>

#include "../constructions/dyck_nets.hpp"
#include "models/recurrent.hpp"

namespace separatrix {

inline AffineMap& update_of(RecurrentNetwork& net) { return std::get<SimpleCell>(net.cell).update; }

/// The simple net without what `to` reads of `from`.
inline RecurrentNetwork without(RecurrentNetwork net, const std::string& to,
                                const std::string& from) {
  auto& blocks = update_of(net).blocks;
  blocks.erase(std::remove_if(blocks.begin(), blocks.end(),
                              [&](const Block& b) { return b.to == to && b.from == from; }),
               blocks.end());
  return net;
}

/// The strings of length at most `longest` that the net answers wrongly, in double precision.
inline std::size_t wrong_strings(const RecurrentNetwork& net, const std::string& task,
                                 std::size_t longest) {
  const auto dyck = make_dyck(task, longest, true);
  return on_all_strings(net, *dyck).wrong;
}

}  // namespace separatrix

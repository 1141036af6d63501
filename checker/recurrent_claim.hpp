// What the three certificates of recurrent nets have in common: the claim.
//
//   kind, task      the task's name is the result's
//   model           the net; its construction is the field "net" and the result's, its size
//   "units",
//                   and it was made for the task
//   arithmetic      {"name", "n" on a grid}: the result's arithmetic, and on a grid the task's n,
//                   at least 2, which is the grid's N
//   claim           in words; each kind allows its own
// The result's measures are counted here. Its lengths may be any: the three kinds prove every
// length, and its n then means nothing but the N of a grid.
#pragma once

#include "claim.hpp"
#include "recurrent_net.hpp"

namespace checker {

struct RecurrentClaim {
  Claim claim;
  Numbers numbers{"interval", 2};
  RecurrentNet net;        ///< its parameters rounded
  std::string exact_unit;  ///< the field "exact" of the arithmetic, or ""
};

/// Reads the fields above of `certificate` (but "kind" too) and checks them against the result.
RecurrentClaim read_recurrent_claim(Fields& certificate, const Json& result);

/// What no certificate of a recurrent net says, for the end of the line.
std::string not_covered();

}  // namespace checker

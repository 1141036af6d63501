// Bounded Dyck languages as tasks: members, and next symbols.
//
// Symbols 0 .. n - 1 open a bracket of that type, n .. 2n - 1 close it. `dyck:n:k`: is a string of
// length N well nested with at most k open brackets? `dyck-next:n:k`: after a prefix of a member,
// which symbols may follow (digits 0 .. 2n - 1), and may the string end (digit 2n)?
#pragma once

#include "claim.hpp"

namespace checker {

struct Dyck {
  bool next = false;
  std::uint64_t types = 0, depth = 0, length = 0;
};

/// Rejected for another task, and for one of all lengths.
Dyck read_dyck(const Task& task);

/// Rejected if the result's evidence names another number of inputs than (2n)^N strings, or of
/// prefixes of members, which are counted here by depth.
void compare_domain(const Dyck& dyck, const Json& result);

}  // namespace checker

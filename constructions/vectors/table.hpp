// Explicit rows: vectors that a user brings, or a family with a planted fault.
#pragma once

#include <memory>
#include <string_view>

#include "constructions/vectors/sign_family.hpp"

namespace separatrix::vectors {

/// Packed rows of k signs. Throws Error unless there is a row and each has ceil(k / 64) words with
/// unused bits zero.
std::unique_ptr<SignFamily> table(std::size_t k, std::vector<std::vector<std::uint64_t>> rows);

/// Reads what `vectors --dump` writes: one line of '+' and '-' per vector, all of one length; a
/// last line without newline counts. Throws Error that names the line of the first fault.
std::unique_ptr<SignFamily> read_table(std::string_view text);

}  // namespace separatrix::vectors

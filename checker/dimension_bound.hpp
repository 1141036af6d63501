// The certificate "sign-dimension-lower-bound": a part of "sign-vectors".
#pragma once

#include <cstdint>

#include "json.hpp"

namespace checker {

/// The dimension below which the certificate excludes every one. Rejected unless it speaks of
/// `vectors` vectors, of this gamma and of these sides ("one" or "two"), and proves what it says.
std::uint64_t excluded_below(const Json& certificate, std::uint64_t vectors, const mpq_class& gamma,
                             const std::string& sides);

}  // namespace checker

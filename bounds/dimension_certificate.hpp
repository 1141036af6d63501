// Checking a certificate that no small dimension holds N nearly orthogonal sign vectors.
//
// The certificate (format and argument: bounds/dimension_bound.hpp) is taken as a claim by a
// stranger. Everything is recomputed exactly: Krawtchouk values by their defining sum (the search
// uses a recurrence), the window of distances from k, gamma and sides, the values of f on the whole
// window, f(0) and the coverage of 1..dimension-1. Nothing of the simplex is used. Unknown or
// missing fields, numbers not in lowest terms and gaps are refused: there are no free fields.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace separatrix {

struct CertificateCheck {
  bool valid;
  std::string reason;  ///< empty if valid; else the first place that fails, in one line
};

/// Is the certificate a proof of its own claim (fields vectors, gamma, sides, dimension)? The
/// caller compares that claim with the one wanted. Never throws for a bad certificate.
CertificateCheck verify(const nlohmann::json& certificate);

}  // namespace separatrix

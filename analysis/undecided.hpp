// Why an argument does not go through.
#pragma once

#include <string>

namespace separatrix {

/// Thrown inside a certificate where its argument does not reach; it becomes the reason of an
/// undecided outcome where the certificate was asked for.
struct Undecided {
  std::string reason;
};

}  // namespace separatrix

// What a checker of certificates says.
#pragma once

#include <string>

#include <catch2/catch.hpp>

#include "bounds/communication/matrix.hpp"
#include "numerics/error.hpp"

namespace separatrix {

/// The field that `check` complains of; empty if it accepts.
template <class Certificate>
std::string complaint(const Certificate& certificate, const BitMatrix& m) {
  try {
    check(certificate, m);
  } catch (const Error& refused) {
    CHECK(refused.argument() == "certificate");
    return std::string(refused.what()).substr(0, std::string(refused.what()).find(':'));
  }
  return "";
}

}  // namespace separatrix

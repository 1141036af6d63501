// What a described model keeps between two tokens, as records write it.
#pragma once

#include "json.hpp"

namespace checker {

/// Rejected unless `construction` describes layers whose numbers, times their bits, times the
/// layers, add up to `bits`, and its formula "state_bits" has that value at its p from 2^41 tokens
/// before the cut on. That a layer of its kind keeps so many numbers is not decided here.
void require_state(const Json& construction, const mpz_class& bits);

}  // namespace checker

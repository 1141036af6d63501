// What a result says about the model that its certificate carries.
#pragma once

#include "claim.hpp"
#include "transformer.hpp"

namespace checker {

/// Rejected unless the result is of kind "verify", speaks of `model` by its construction and task,
/// in real arithmetic (as does `certificate`), with the measures counted here, and assumes nothing.
void compare_model(const Transformer& model, const Claim& claim, Fields& certificate,
                   const Json& result);

/// Compares the result's "vectors" with the code of that name: family, dimension, seed, extreme
/// inner products.
void compare_vectors(const AddressCode& code, const Json& result);

}  // namespace checker

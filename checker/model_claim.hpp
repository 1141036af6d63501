// What a result says about the model that its certificate carries.
#pragma once

#include "claim.hpp"
#include "transformer.hpp"

namespace checker {

/// Rejected unless the result is of kind "verify", speaks of `model` by its construction and task,
/// in real arithmetic (as does `certificate`), with the measures counted here, assumes nothing,
/// and, where it has "vectors", names those of the code of the model's positions.
void compare_model(const Transformer& model, const Claim& claim, Fields& certificate,
                   const Json& result);

}  // namespace checker

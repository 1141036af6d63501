// A recurrent model as a one-way protocol [BHBK24, T2].
//
// Statement. If Alice holds a prefix of the input and Bob the rest, a recurrent model with m p bits
// of state gives a one-way protocol of exactly m p bits after which Bob knows the model's answer.
//
// Proof. Alice runs the model on her prefix and sends the state; Bob goes on from there. So no
// model has fewer bits than the one-way complexity of the task at any cut, the receiver answering.
#pragma once

#include <optional>

#include "bounds/protocols/recurrent_model.hpp"
#include "bounds/protocols/wire.hpp"

namespace separatrix {

/// Bob's answer; Alice does not learn it. Error (argument "held") unless Alice holds the first
/// positions of one input and Bob the others, (argument "state") if what arrives is no state of the
/// model.
std::optional<Answer> run_one_way(const RecurrentModel& model, const Held& alice, const Held& bob,
                                  Wire& wire);

}  // namespace separatrix

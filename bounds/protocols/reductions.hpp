// Reductions from communication problems to recurrent models, as protocols that run.
//
// Each is one-way: Alice turns her bits into a prefix of an input of the task, runs the model and
// sends its state; Bob goes on with tokens of his own and answers. So the model's state bits are at
// least the one-way complexity of the problem, the receiver answering, which is n in all three
// cases [KN97; BHBK24, F3].
//   INDEX_n by index lookup [T3]. Alice: the string as symbols. Bob: his position as the query.
//   INDEX_n by associative recall [P9]. Alice: key i with her i-th bit as its label. Bob: his
//     position as the query.
//   DISJ_n by mqar [T8]. Alice: the same. Bob asks for every key in order, writes each answer
//   behind
//     its query, as the task's inputs have it, and says that the strings meet if some answer is 1
//     where his own bit is 1. With n keys and n queries, N = 2n in the task's count.
#pragma once

#include <cstddef>
#include <optional>

#include "bounds/protocols/recurrent_model.hpp"
#include "bounds/protocols/wire.hpp"

namespace separatrix {

/// Bit `position` (from 0) of Alice's string as Bob says it; none if the model gives no answer. The
/// model answers index lookup over two letters, the position last. Error (argument "position") if
/// it is not below the string's length, and the errors of the model.
std::optional<bool> index_by_lookup(const RecurrentModel& model, const Bits& string,
                                    std::size_t position, Wire& wire);

/// The same by a model of associative recall whose keys are 0 .. string.size() - 1.
std::optional<bool> index_by_recall(const RecurrentModel& model, const Bits& string,
                                    std::size_t position, Wire& wire);

/// Whether both strings have a 1 in the same place, as Bob says it, by a model of mqar whose keys
/// are 0 .. n - 1. Error (argument "bob") unless the strings have equal lengths.
std::optional<bool> meet_by_recall(const RecurrentModel& model, const Bits& alice, const Bits& bob,
                                   Wire& wire);

}  // namespace separatrix

// A model of a task as a protocol that runs, on sampled inputs of the task.
#pragma once

#include <string>
#include <vector>

#include "analysis/sampled.hpp"
#include "bounds/protocols/attention.hpp"
#include "bounds/protocols/wire.hpp"
#include "constructions/any_model.hpp"
#include "evidence/result.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"
#include "tasks/task.hpp"

namespace separatrix {

struct ProtocolRequest {
  std::string partition = "halves";  ///< as parse_partition reads it, for every input's length
  AttentionProtocol attention = AttentionProtocol::improved;  ///< for Transformers
  Format format;                                              ///< a grid; not looked at by tables
  SamplePlan plan;
};

/// The first conversation, for people.
struct Conversation {
  Input input;
  std::string partition;  ///< who holds what, as ABAB
  std::vector<Message> messages;
  std::string answer;  ///< the digits as Bob says them; "none" where the model gives none
};

struct ProtocolRun {
  Result result;
  std::optional<Conversation> first;  ///< none if no input was run
};

/// Runs the protocol on the plan's inputs: one-layer Transformers on a grid by T4, in two ways,
/// recurrent models by T2, over a prefix. A result of kind `bound` with the quantity "bits of the
/// protocol": `sampled` if the players' answers always are the model's own and the bits never more
/// than the formula, `refuted` with the first input where they are not: a bug of the program. How
/// often the model is right is counted in a note. Error (argument "--construction") for a model of
/// several layers, (argument "--arithmetic") for one that is no grid, (argument "--partition") for
/// one that is no prefix where the model is recurrent.
ProtocolRun run_protocol(const AnyModel& model, const Task& task, const ProtocolRequest& request,
                         Work& work);

}  // namespace separatrix

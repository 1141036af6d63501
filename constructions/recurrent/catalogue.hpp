// The recurrent constructions by name.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "models/recurrent.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// What the command line can say of a recurrent net.
struct RecurrentRequest {
  std::string construction{};          ///< empty: rnn for the Dyck tasks, else dfa-rnn
  std::string encoding = "one-hot";    ///< rnn, lstm: one-hot, log or binary
  std::string activation = "sigmoid";  ///< rnn, dfa-rnn: sigmoid, tanh or saturated
  std::optional<Rational> scale{};     ///< rnn, lstm, dfa-rnn; unless given, what the proof needs
};

struct BuiltNet {
  RecurrentNetwork net;
  nlohmann::ordered_json parameters;  ///< as written to records
  Rational scale;                     ///< of the pre-activations; 1 for relu-rnn
  std::string units{};                ///< how many there are, beside the formula; may be empty
};

struct NetInfo {
  std::string id;
  std::string tasks;  ///< which tasks it is for
  std::string title;
};

std::vector<NetInfo> net_list();

/// Error (argument --construction, --encoding, --activation or --scale) for names that do not exist
/// and for choices that the construction does not have.
BuiltNet build_net(const Task& task, const RecurrentRequest& request);

}  // namespace separatrix

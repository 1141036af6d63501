#include "constructions/recurrent/catalogue.hpp"

#include <utility>

#include "constructions/recurrent/dfa_rnn.hpp"
#include "constructions/recurrent/dyck_lstm.hpp"
#include "constructions/recurrent/dyck_parts.hpp"
#include "constructions/recurrent/dyck_relu.hpp"
#include "constructions/recurrent/dyck_rnn.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

Activation activation_of(const RecurrentRequest& request) {
  if (request.activation == "sigmoid") return Activation::sigmoid;
  if (request.activation == "tanh") return Activation::tanh;
  if (request.activation == "saturated") return Activation::saturated;
  throw Error("build_net", "--activation",
              "the construction has no activation '" + request.activation +
                  "'; use sigmoid, tanh or saturated" +
                  (request.activation == "relu" ? ", or --construction relu-rnn" : ""));
}

/// Refuses what a request changes although the construction has no such choice.
void require_default(const std::string& construction, const char* option, const std::string& value,
                     const std::string& standard) {
  if (value != standard)
    throw Error(
        "build_net", option,
        "the construction " + construction + " has no such choice; leave " + option + " out");
}

BuiltNet built(ScaledNet scaled, nlohmann::ordered_json parameters) {
  parameters["scale"] = to_string(scaled.scale);
  return {std::move(scaled.net), std::move(parameters), std::move(scaled.scale), ""};
}

/// "10 units: 2nk = 8 to generate, 2 more to recognise".
std::string unit_count(const BuiltNet& net, const DyckTask& task, std::size_t to_generate,
                       const std::string& formula) {
  const std::size_t units = net.net.units();
  std::string text = std::to_string(units) + " units: " + formula + " = " +
                     std::to_string(to_generate) + " to generate";
  if (role_of(task) == DyckRole::recogniser)
    text += ", " + std::to_string(units - to_generate) + " more to recognise";
  return text;
}

/// The theorem's formula; `half` for the LSTM, which holds its stack once.
std::string unit_formula(const std::string& encoding, bool half) {
  if (encoding == "one-hot") return half ? "nk" : "2nk";
  if (encoding == "log") return half ? "3k ceil(log2 n) - k" : "6k ceil(log2 n) - 2k";
  return half ? "k ceil(log2(n + 1))" : "2k ceil(log2(n + 1))";
}

BuiltNet build_dyck(const DyckTask& task, const std::string& construction,
                    const RecurrentRequest& request) {
  const RecurrentRequest standard;
  const std::size_t n = task.types();
  const std::size_t k = task.depth();
  if (construction == "rnn") {
    BuiltNet net = built(dyck_rnn(task, request.encoding, activation_of(request), request.scale),
                         {{"encoding", request.encoding}, {"activation", request.activation}});
    net.units = unit_count(net, task, dyck_rnn_units(n, k, request.encoding),
                           unit_formula(request.encoding, false));
    return net;
  }
  require_default(construction, "--activation", request.activation, standard.activation);
  if (construction == "lstm") {
    BuiltNet net =
        built(dyck_lstm(task, request.encoding, request.scale), {{"encoding", request.encoding}});
    net.units = unit_count(net, task, dyck_lstm_units(n, k, request.encoding),
                           unit_formula(request.encoding, true));
    return net;
  }
  require_default(construction, "--encoding", request.encoding, standard.encoding);
  if (request.scale)
    throw Error("build_net", "--scale", "the construction relu-rnn is exact and has no scale");
  return {dyck_relu(task), nlohmann::ordered_json::object(), Rational(1), ""};
}

}  // namespace

std::vector<NetInfo> net_list() {
  const std::string dyck = "dyck, dyck-next";
  return {{"rnn", dyck, "simple RNN: two copies of a stack, one of them empty"},
          {"lstm", dyck, "LSTM: one copy, its gates choose between up and down"},
          {"relu-rnn", dyck, "ReLU RNN: the stack as one number, constant size"},
          {"dfa-rnn", "any automaton", "simple RNN: a unit per state and symbol of the automaton"}};
}

BuiltNet build_net(const Task& task, const RecurrentRequest& request) {
  const auto* dyck = dynamic_cast<const DyckTask*>(&task);
  const std::string construction = !request.construction.empty() ? request.construction
                                   : dyck != nullptr             ? "rnn"
                                                                 : "dfa-rnn";
  if (construction == "dfa-rnn") {
    require_default(construction, "--encoding", request.encoding, RecurrentRequest().encoding);
    return built(dfa_rnn(task, activation_of(request), request.scale),
                 {{"activation", request.activation}});
  }
  std::string known;
  for (const NetInfo& info : net_list()) {
    if (info.id == construction && dyck != nullptr) return build_dyck(*dyck, construction, request);
    if (dyck != nullptr || info.id == "dfa-rnn") known += (known.empty() ? "" : ", ") + info.id;
  }
  throw Error("build_net", "--construction",
              task.id() + " has no recurrent construction '" + construction + "'; use " + known);
}

}  // namespace separatrix

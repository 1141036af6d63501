#include "constructions/recurrent/dyck_lstm.hpp"

#include <algorithm>

#include "constructions/recurrent/dyck_parts.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// 1/tanh(1) = 1.3130352854.. to 16 binary digits.
const Rational kUnit(86051, 65536);
const Rational kUnitError(1, 1000000);

std::string slot(std::size_t j) { return "stack." + std::to_string(j); }

/// The sums of the two gates that decide a unit.
struct GateSums {
  AffineMap input, output;
};

void multiplex_stack(GateSums& sums, std::size_t k, std::size_t w) {
  const std::vector<Rational> one{1};
  for (std::size_t j = 1; j <= k; ++j) {
    if (j == 1)
      sums.input.blocks.push_back({slot(j), "code", Scale{1}});
    else
      sums.input.blocks.push_back({slot(j), slot(j - 1), Scale{kUnit}});
    sums.input.blocks.push_back(broadcast(slot(j), w, "closing", one, 1));
    if (j < k) sums.output.blocks.push_back({slot(j), slot(j + 1), Scale{kUnit}});
    sums.output.blocks.push_back(broadcast(slot(j), w, "opening", one, 1));
  }
}

void write_poison(GateSums& sums, std::size_t k, const SymbolCodes& codes) {
  sums.input.blocks.push_back(broadcast(slot(1), codes.width(), slot(k), codes.occupied(), kUnit));
}

void keep_valid(GateSums& sums, const SymbolCodes& codes) {
  const Rational most = codes.most_order();
  const Rational latch = 2 + Rational(codes.symbols()) + 2 * most;
  // Units that are on together and must not tip a gate: a word of the largest order, and `valid`.
  if ((latch + most) * kUnitError > Rational(1, 8))
    throw Error("dyck_lstm", "--encoding",
                "the orders of " + std::to_string(codes.symbols()) +
                    " types are too large in this encoding for the digits of an LSTM; use "
                    "--encoding log or binary, or fewer types");
  for (AffineMap* gate : {&sums.input, &sums.output}) {
    const Rational sign = gate == &sums.input ? -1 : 1;
    gate->blocks.push_back(broadcast("valid", 1, slot(1), codes.order(), sign * kUnit));
    gate->blocks.push_back({"valid", "type", Scale{-sign}});
    gate->blocks.push_back({"valid", "valid", Scale{latch * kUnit}});
    gate->biases.push_back({"valid", {1 - latch}});
  }
  sums.input.blocks.push_back({"valid", "opening", Scale{2 * most}});
}

AffineMap constant_gate(const AffineMap& like, const Rational& value) {
  AffineMap gate{like.in, like.out, {}, {}};
  for (const Subspace& s : like.out.subspaces())
    gate.biases.push_back({s.name, std::vector<Rational>(s.dimension, value)});
  return gate;
}

AffineMap recogniser_output(const Layout& state, const SymbolCodes& codes) {
  return {state,
          Layout{{"member", 1}},
          {{"member", "valid", Scale{kUnit}},
           broadcast("member", 1, slot(1), codes.occupied(), -kUnit)},
          {}};
}

}  // namespace

ScaledNet dyck_lstm(const DyckTask& task, const std::string& encoding,
                    const std::optional<Rational>& scale) {
  const bool recognises = role_of(task) == DyckRole::recogniser;
  const SymbolCodes codes = codes_for(task, encoding);
  const std::size_t k = task.depth();
  const std::size_t w = codes.width();
  require_buildable(k, w);

  RecurrentNetwork net;
  net.construction = "lstm";
  set_dyck_input(net, task, codes);
  std::vector<Subspace> state;
  for (std::size_t j = 1; j <= k; ++j) state.push_back({slot(j), w});
  if (recognises) state.push_back({"valid", 1});
  net.state = Layout(state);
  net.initial.assign(net.units(), Rational(0));
  net.initial_cell = net.initial;
  if (recognises) net.initial.back() = 1 / kUnit;

  const AffineMap none{net.joined(), net.state, {}, {}};
  GateSums sums{none, none};
  multiplex_stack(sums, k, w);
  if (recognises) {
    keep_valid(sums, codes);
    write_poison(sums, k, codes);
    net.readout.output = recogniser_output(net.state, codes);
  } else {
    std::vector<std::vector<std::string>> slots;
    for (std::size_t j = 1; j <= k; ++j) slots.push_back({slot(j)});
    net.readout.output = generator_output(net.state, codes, slots, kUnit);
  }
  // The weights count digits, each of which is kUnit times a coordinate.
  Rational weight = 1;
  for (const AffineMap* map : {&sums.input, &sums.output, &net.readout.output})
    weight = std::max(weight, Rational(noise_weight(*map, net.units()) / kUnit));
  const Rational chosen = scale ? *scale : digital_scale(Activation::sigmoid, 6 * weight);
  net.cell = LstmCell{constant_gate(none, -chosen), digital_gate(sums.input, chosen),
                      digital_gate(sums.output, chosen), constant_gate(none, chosen)};
  net.validate();
  return {std::move(net), chosen};
}

std::size_t dyck_lstm_units(std::size_t n, std::size_t k, const std::string& encoding) {
  if (encoding == "one-hot") return n * k;
  if (encoding == "log") return 3 * k * ceil_log2(n) - k;
  return k * ceil_log2(n + 1);
}

}  // namespace separatrix

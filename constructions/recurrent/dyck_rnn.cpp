#include "constructions/recurrent/dyck_rnn.hpp"

#include <algorithm>

#include "constructions/recurrent/dyck_parts.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

std::string push(std::size_t slot) { return "push." + std::to_string(slot); }
std::string pop(std::size_t slot) { return "pop." + std::to_string(slot); }
std::vector<std::string> both(std::size_t slot) { return {push(slot), pop(slot)}; }

/// The stack moves down at an opening symbol (into push) and up at a closing one (into pop).
void move_stack(AffineMap& sums, std::size_t k, std::size_t w) {
  const std::vector<Rational> one{1};
  for (std::size_t j = 1; j < k; ++j) {
    for (const std::string& part : both(j)) sums.blocks.push_back({push(j + 1), part, Scale{1}});
    sums.blocks.push_back(broadcast(push(j + 1), w, "closing", one, -1));
    for (const std::string& part : both(j + 1)) sums.blocks.push_back({pop(j), part, Scale{1}});
    sums.blocks.push_back(broadcast(pop(j), w, "opening", one, -1));
  }
}

void write_poison(AffineMap& sums, std::size_t k, const SymbolCodes& codes) {
  for (const std::string& part : both(k))
    sums.blocks.push_back(broadcast(push(1), codes.width(), part, codes.occupied(), 1));
  sums.blocks.push_back(
      broadcast(push(1), codes.width(), "closing", {Rational(1)}, -codes.most_occupied()));
}

void detect_mismatch(AffineMap& sums, const SymbolCodes& codes) {
  const Rational most = codes.most_order();
  const Rational latch = 1 + std::max(most, Rational(codes.symbols()));
  for (const std::string& top : both(1)) {
    sums.blocks.push_back(broadcast("greater", 1, top, codes.order(), 1));
    sums.blocks.push_back(broadcast("less", 1, top, codes.order(), -1));
  }
  sums.blocks.push_back({"greater", "type", Scale{-1}});
  sums.blocks.push_back({"greater", "opening", Scale{-most}});
  sums.blocks.push_back({"less", "type", Scale{1}});
  for (const char* unit : {"greater", "less"}) sums.blocks.push_back({unit, unit, Scale{latch}});
}

AffineMap recogniser_output(const Layout& state, const SymbolCodes& codes) {
  AffineMap output{state, Layout{{"member", 1}}, {}, {{"member", {1}}}};
  for (const std::string& top : both(1))
    output.blocks.push_back(broadcast("member", 1, top, codes.occupied(), -1));
  for (const char* latch : {"greater", "less"})
    output.blocks.push_back({"member", latch, Scale{-1}});
  return output;
}

}  // namespace

ScaledNet dyck_rnn(const DyckTask& task, const std::string& encoding, Activation activation,
                   const std::optional<Rational>& scale) {
  const bool recognises = role_of(task) == DyckRole::recogniser;
  const SymbolCodes codes = codes_for(task, encoding);
  const std::size_t k = task.depth();
  const std::size_t w = codes.width();
  require_buildable(k, 2 * w);

  RecurrentNetwork net;
  net.construction = "rnn";
  set_dyck_input(net, task, codes);
  std::vector<Subspace> state;
  for (std::size_t j = 1; j <= k; ++j) state.push_back({push(j), w});
  for (std::size_t j = 1; j <= k; ++j) state.push_back({pop(j), w});
  if (recognises) state.insert(state.end(), {{"greater", 1}, {"less", 1}});
  net.state = Layout(state);
  net.initial.assign(net.units(), Rational(0));

  AffineMap sums{net.joined(), net.state, {{push(1), "code", Scale{1}}}, {}};
  move_stack(sums, k, w);
  if (recognises) {
    write_poison(sums, k, codes);
    detect_mismatch(sums, codes);
    net.readout.output = recogniser_output(net.state, codes);
  } else {
    std::vector<std::vector<std::string>> slots;
    for (std::size_t j = 1; j <= k; ++j) slots.push_back(both(j));
    net.readout.output = generator_output(net.state, codes, slots, 1);
  }
  const Rational weight =
      std::max(noise_weight(sums, net.units()), noise_weight(net.readout.output, net.units()));
  const Rational chosen = scale ? *scale : digital_scale(activation, weight);
  return finished(std::move(net), activation, sums, chosen);
}

std::size_t dyck_rnn_units(std::size_t n, std::size_t k, const std::string& encoding) {
  if (encoding == "one-hot") return 2 * n * k;
  if (encoding == "log") return 6 * k * ceil_log2(n) - 2 * k;
  return 2 * k * ceil_log2(n + 1);
}

}  // namespace separatrix

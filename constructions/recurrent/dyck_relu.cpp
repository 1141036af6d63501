#include "constructions/recurrent/dyck_relu.hpp"

#include <array>
#include <string>

#include "constructions/recurrent/digital_gate.hpp"
#include "constructions/recurrent/dyck_parts.hpp"

namespace separatrix {
namespace {

constexpr std::array<const char*, 3> kLatches{"greater", "less", "overflow"};

std::string ramp(const char* latch) { return std::string(latch) + ".ramp"; }
std::string excess(const char* latch) { return std::string(latch) + ".excess"; }

struct Sizes {
  Rational types, depth, base;
};

/// `to` += factor * (s, d, or Z)
void add_stack(AffineMap& map, const std::string& to, const Rational& factor) {
  for (const char* part : {"down", "up"}) map.blocks.push_back({to, part, Scale{factor}});
}
void add_depth(AffineMap& map, const std::string& to, const Rational& factor) {
  for (const char* part : {"deeper", "shallower"}) map.blocks.push_back({to, part, Scale{factor}});
}
void add_latched(AffineMap& map, const std::string& to, const Rational& factor) {
  for (const char* latch : kLatches) {
    map.blocks.push_back({to, ramp(latch), Scale{factor}});
    map.blocks.push_back({to, excess(latch), Scale{-factor}});
  }
}

void move_stack(AffineMap& update, const Sizes& size) {
  add_stack(update, "down", 1 / size.base);
  update.blocks.push_back({"down", "opened", Scale{1 / size.base}});
  update.blocks.push_back({"down", "closing", Scale{-1}});
  add_stack(update, "up", size.base);
  update.blocks.push_back({"up", "closed", Scale{-1}});
  update.blocks.push_back({"up", "opening", Scale{-size.base}});
}

void count_depth(AffineMap& update, const Sizes& size) {
  add_depth(update, "deeper", 1);
  update.blocks.push_back({"deeper", "closing", Scale{-size.depth - 2}});
  update.biases.push_back({"deeper", {1}});
  add_depth(update, "shallower", 1);
  update.blocks.push_back({"shallower", "opening", Scale{-size.depth - 2}});
  update.biases.push_back({"shallower", {-1}});
}

void latch_faults(AffineMap& update, const Sizes& size) {
  const Rational force = 2 * size.base * size.types + size.base + size.depth + 2;
  for (const char* unit : {"down", "up", "deeper", "shallower"}) add_latched(update, unit, -force);
  for (const bool is_ramp : {true, false}) {
    const auto unit = [&](const char* latch) { return is_ramp ? ramp(latch) : excess(latch); };
    const Rational shift = is_ramp ? 0 : -1;
    add_stack(update, unit("greater"), 2 * size.base);
    update.blocks.push_back({unit("greater"), "closed", Scale{-2}});
    update.blocks.push_back({unit("greater"), "opening", Scale{-size.base}});
    update.biases.push_back({unit("greater"), {shift - 1}});
    add_stack(update, unit("less"), -2 * size.base);
    update.blocks.push_back({unit("less"), "closed", Scale{2}});
    update.biases.push_back({unit("less"), {shift}});
    add_depth(update, unit("overflow"), 1);
    update.blocks.push_back({unit("overflow"), "opening", Scale{1}});
    update.biases.push_back({unit("overflow"), {shift - size.depth}});
    for (const char* latch : kLatches) add_latched(update, unit(latch), force);
  }
}

RecurrentReadout recogniser_readout(const Layout& state) {
  AffineMap output{state, Layout{{"member", 1}}, {}, {{"member", {1}}}};
  add_depth(output, "member", -1);
  add_latched(output, "member", -1);
  return {{}, std::move(output)};
}

RecurrentReadout generator_readout(const Layout& state, std::size_t n, const Sizes& size) {
  const std::size_t steps = 2 * n + 2;
  AffineMap hidden{state, Layout{{"past", steps}, {"depth", 1}}, {}, {}};
  for (const char* part : {"down", "up"})
    hidden.blocks.push_back(broadcast("past", steps, part, {2 * size.base}, 1));
  add_depth(hidden, "depth", 1);
  Bias thresholds{"past", {}};
  for (std::size_t m = 1; m <= steps; ++m) thresholds.values.push_back(-Rational(m));
  hidden.biases.push_back(std::move(thresholds));

  AffineMap output{hidden.out, Layout{{"open", n}, {"close", n}, {"end", 1}}, {}, {}};
  Dense trapezoids{std::vector<Rational>(n * steps)};
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t first = i * steps + 2 * i;  // past_{2i + 1}, counting types from 0
    trapezoids.entries[first] = trapezoids.entries[first + 3] = 1;
    trapezoids.entries[first + 1] = trapezoids.entries[first + 2] = -1;
  }
  output.blocks = {{"close", "past", std::move(trapezoids)},
                   broadcast("open", n, "depth", {Rational(1)}, -1),
                   {"end", "depth", Scale{-1}}};
  output.biases = {{"open", std::vector<Rational>(n, size.depth)}, {"end", {1}}};
  return {std::move(hidden), std::move(output)};
}

}  // namespace

RecurrentNetwork dyck_relu(const DyckTask& task) {
  const std::size_t n = task.types();
  const bool recognises = role_of(task) == DyckRole::recogniser;
  if (!recognises) require_buildable(1, 2 * n + 2);
  const Sizes size{n, task.depth(), Rational(Integer(1) << ceil_log2(2 * n + 1))};

  RecurrentNetwork net;
  net.construction = "relu-rnn";
  net.task = task.id();
  net.vocabulary = task.vocabulary();
  net.input = Layout{{"opening", 1}, {"closing", 1}, {"opened", 1}, {"closed", 1}};
  net.embedding.assign(1, {});
  for (std::size_t type = 1; type <= n; ++type) net.embedding[0].push_back({1, 0, type, 0});
  for (std::size_t type = 1; type <= n; ++type) net.embedding[0].push_back({0, 1, 0, type});
  std::vector<Subspace> state{{"down", 1}, {"up", 1}, {"deeper", 1}, {"shallower", 1}};
  if (recognises)
    for (const char* latch : kLatches)
      state.insert(state.end(), {{ramp(latch), 1}, {excess(latch), 1}});
  net.state = Layout(state);
  net.initial.assign(net.units(), Rational(0));

  AffineMap update{net.joined(), net.state, {}, {}};
  move_stack(update, size);
  count_depth(update, size);
  if (recognises) latch_faults(update, size);
  net.cell = SimpleCell{Activation::relu, std::move(update)};
  net.readout = recognises ? recogniser_readout(net.state) : generator_readout(net.state, n, size);
  net.validate();
  return net;
}

}  // namespace separatrix

#include "constructions/dyck_transformer.hpp"

#include <algorithm>
#include <memory>

#include "constructions/addresses/digit_addresses.hpp"
#include "constructions/attention_scale.hpp"
#include "constructions/blocks/error_free.hpp"
#include "constructions/symbol_code.hpp"
#include "numerics/error.hpp"
#include "tasks/digits.hpp"

namespace separatrix {
namespace {

unsigned type_digits(const DyckTask& task) { return std::max(1U, ceil_log2(task.types())); }

/// A coordinate of the stream that layer 1 fills: bias + sum_j of_step[j] step_j, j = 0 .. depth
/// + 1.
struct Reading {
  std::string name;
  std::vector<Rational> of_step;
  Rational bias;
};

/// level = step_1 + .. + step_depth and square = sum (2j - 1) step_j.
std::vector<Reading> level_and_square(std::uint64_t depth) {
  std::vector<Rational> level(depth + 2), square(depth + 2);
  for (std::uint64_t j = 1; j <= depth; ++j) {
    level[j] = 1;
    square[j] = Rational(2 * j - 1);
  }
  return {{"level", level, 0}, {"square", square, 0}};
}

Layout stream_of(const DyckTask& task, const std::vector<Reading>& readings) {
  const std::size_t b = type_digits(task);
  std::vector<Subspace> stream{{"type", b},     {"closing", 1}, {"first", 1},
                               {"position", 3}, {"height", 1},  {"share", 1}};
  for (const Reading& reading : readings) stream.push_back({reading.name, 1});
  stream.push_back({"match", b});
  return Layout(std::move(stream));
}

Transformer embedded(const DyckTask& task, const Layout& stream) {
  const std::size_t n = task.types();
  Transformer model;
  model.construction = "transformer";
  model.task = task.id();
  model.vocabulary = task.vocabulary();
  model.max_length = task.max_length();
  model.causal = true;
  model.codes["T"] = std::make_shared<DigitAddresses>(model.max_length, 1);
  model.stream = stream;
  // A closing bracket has the type of the opening one.
  ValueTable type = symbol_code(n, type_digits(task));
  for (std::size_t i = 0; i < n; ++i) type.rows.push_back(std::vector<Rational>(type.rows[i]));
  ValueTable closing;
  for (std::size_t symbol = 0; symbol < 2 * n; ++symbol)
    closing.rows.push_back({Rational(symbol < n ? 0 : 1)});
  PositionTable first{{{0, {Rational(1)}}}};
  if (model.max_length > 1) first.rows.push_back({1, {Rational(0)}});
  model.embedding = {
      {DyckTask::kBracket, "type", type},
      {DyckTask::kBracket, "closing", closing},
      {DyckTask::kBracket, "first", first},
      {DyckTask::kBracket, "position", AddressOf{"T", AddressOf::Index::position, {}}}};
  model.readout = {"answer", Rational(1, 4), Rational(3, 4)};
  return model;
}

/// step_j = ReLU(x + 1/2) - ReLU(x - 1/2), x = 2N (height - (j - 1/2) share).
Mlp steps(const Layout& stream, std::uint64_t n, const std::vector<Reading>& readings) {
  const std::size_t count = readings.front().of_step.size();
  const Layout hidden{{"reaches", count}, {"clearly", count}};
  const Rational slope = 2 * Rational(n);
  std::vector<Rational> of_share;
  for (std::size_t j = 0; j < count; ++j)
    of_share.push_back(-slope * (Rational(j) - Rational(1, 2)));
  Mlp network;
  network.residual = true;
  network.hidden = {stream, hidden, {}, {}};
  network.output = {hidden, stream, {}, {}};
  for (const auto& [unit, sign] : {std::pair{"reaches", 1}, {"clearly", -1}}) {
    network.hidden.blocks.push_back({unit, "height", Dense{std::vector<Rational>(count, slope)}});
    network.hidden.blocks.push_back({unit, "share", Dense{of_share}});
    network.hidden.biases.push_back({unit, std::vector<Rational>(count, Rational(sign, 2))});
    for (const Reading& reading : readings) {
      Dense coefficients{reading.of_step};
      for (Rational& c : coefficients.entries) c *= sign;
      network.output.blocks.push_back({reading.name, unit, std::move(coefficients)});
    }
  }
  for (const Reading& reading : readings)
    if (reading.bias != 0) network.output.biases.push_back({reading.name, {reading.bias}});
  return network;
}

/// Layer 1: height = s/t, share = 1/t, and what the steps say.
Layer depths(const Layout& stream, std::uint64_t n, const std::vector<Reading>& readings) {
  const Layout none{{"none", 1}};
  const Layout means{{"height", 1}, {"share", 1}};
  Layer layer;
  layer.heads = {
      {"depth",
       {stream, none, {}, {}},
       {stream, none, {}, {}},
       {stream,
        means,
        {{"height", "closing", Scale{-2}}, {"share", "first", Scale{1}}},
        {{"height", {Rational(1)}}}},
       {means, stream, {{"height", "height", Scale{1}}, {"share", "share", Scale{1}}}, {}}}};
  layer.attended = stream;
  layer.residual = true;
  layer.mlp = steps(stream, n, readings);
  return layer;
}

/// What a head asks for: the recogniser's own bracket's partner, or the innermost open bracket.
enum class Asks { partner, innermost };

/// Layer 2 without its network: copies the type of the bracket asked for into `match`.
Layer matching(const Layout& stream, std::uint64_t n, const Rational& eta, Asks asks) {
  const Layout space{{"level", 1}, {"own", 1}, {"place", 1}};
  const Rational penalty = eta * Rational(n + 1);
  AffineMap query{stream,
                  space,
                  {{"level", "level", Scale{2}}, {"own", "square", Scale{-1}}},
                  {{"place", {Rational(1)}}}};
  if (asks == Asks::partner) query.blocks.push_back({"level", "closing", Scale{2}});
  const AffineMap key{stream,
                      space,
                      {{"level", "level", Scale{penalty}},
                       {"place", "position", Dense{{eta, 0, 0}}},
                       {"place", "square", Scale{-penalty}},
                       {"place", "closing", Scale{-penalty}}},
                      {{"own", {penalty}}}};
  const Layout value{{"type", stream.dimension("type")}};
  Layer layer;
  layer.heads = {{"match",
                  query,
                  key,
                  copy_map(stream, value),
                  {value, stream, {{"match", "type", Scale{1}}}, {}}}};
  layer.attended = stream;
  layer.residual = true;
  return layer;
}

/// errors = outside + what differs between type and match; level is passed on.
Mlp compare(const Layout& stream) {
  const std::size_t b = stream.dimension("type");
  const Layout hidden{{"above", b}, {"below", b}, {"outside", 1}, {"level", 1}};
  const Layout out{{"errors", 1}, {"level", 1}};
  const Dense all{std::vector<Rational>(b, Rational(1))};
  const std::vector<Rational> margin(b, Rational(-1, 2));
  Mlp network;
  network.hidden = {stream,
                    hidden,
                    {{"above", "type", Scale{2}},
                     {"above", "match", Scale{-2}},
                     {"below", "type", Scale{-2}},
                     {"below", "match", Scale{2}},
                     {"outside", "outside", Scale{1}},
                     {"level", "level", Scale{1}}},
                    {{"above", margin}, {"below", margin}}};
  network.output = {hidden,
                    out,
                    {{"errors", "above", all},
                     {"errors", "below", all},
                     {"errors", "outside", Scale{1}},
                     {"level", "level", Scale{1}}},
                    {}};
  return network;
}

/// Which symbols may follow: open unless full, close the type that was copied, end unless occupied.
Mlp next_symbols(const Layout& stream, std::size_t types) {
  const auto b = static_cast<unsigned>(stream.dimension("match"));
  const std::size_t answers = 2 * types + 1;
  const Layout hidden{{"full", 1}, {"occupied", 1}, {"close", types}};
  const Layout out{{"answer", answers}};
  Dense agree{std::vector<Rational>(types * b)};
  std::vector<Rational> zeros_less_b;
  for (std::size_t i = 0; i < types; ++i) {
    Rational start(-Rational(b));
    const auto digits = binary_digits(i, b);
    for (unsigned d = 0; d < b; ++d) {
      agree.entries[i * b + d] = digits[d] ? 1 : -1;
      if (!digits[d]) start += 1;
    }
    zeros_less_b.push_back(start);
  }
  Dense open{std::vector<Rational>(answers)}, end{std::vector<Rational>(answers)};
  Dense close{std::vector<Rational>(answers * types)};
  std::vector<Rational> constant(answers);
  for (std::size_t i = 0; i < types; ++i) {
    open.entries[i] = -1;
    constant[i] = 1;
    close.entries[(types + i) * types + i] = 1;
  }
  end.entries.back() = -1;
  constant.back() = 1;
  return Mlp{{stream,
              hidden,
              {{"full", "full", Scale{1}},
               {"occupied", "occupied", Scale{1}},
               {"close", "match", agree},
               {"close", "occupied", Dense{std::vector<Rational>(types, Rational(1))}}},
              {{"close", zeros_less_b}}},
             {hidden,
              out,
              {{"answer", "full", open}, {"answer", "occupied", end}, {"answer", "close", close}},
              {{"answer", constant}}},
             false};
}

void require_scale(const Rational& eta) {
  if (eta <= 0) throw Error("dyck_transformer", "--eta", "the scale must be positive");
}

}  // namespace

Rational dyck_scale(const Rational& noise) {
  // The m-th earlier opening bracket of the level is at least 2m behind; the m-th best of the other
  // tokens m + 1. Behind the 64th the gaps are 66 and more, and fewer than 2^30 tokens are left.
  constexpr std::uint64_t kWritten = 64;
  std::vector<Rivals> rivals{{2 * (std::uint64_t{1} << 30), Rational(kWritten + 2)}};
  for (std::uint64_t m = 1; m <= kWritten; ++m) {
    rivals.push_back({1, Rational(2 * m)});
    rivals.push_back({1, Rational(m + 1)});
  }
  return smallest_scale(rivals, noise);
}

Rational dyck_noise(const Dyck&) { return Rational(1, 8); }
Rational dyck_noise(const DyckNext& task) { return Rational(1, 8 * type_digits(task)); }

Transformer dyck_recogniser(const Dyck& task, const Rational& eta) {
  require_scale(eta);
  const std::uint64_t n = task.max_length();
  const std::uint64_t depth =
      std::max<std::uint64_t>(1, std::min<std::uint64_t>(task.depth(), n / 2));
  std::vector<Reading> readings = level_and_square(depth);
  Reading outside{"outside", std::vector<Rational>(depth + 2), 1};
  outside.of_step.front() = -1;
  outside.of_step.back() = 1;
  readings.push_back(outside);

  Transformer model = embedded(task, stream_of(task, readings));
  Layer second = matching(model.stream, n, eta, Asks::partner);
  second.mlp = compare(model.stream);
  Layer third = error_free(second.output(), "errors", "level", n, "answer");
  model.layers = {depths(model.stream, n, readings), std::move(second), std::move(third)};
  model.validate();
  return model;
}

Transformer dyck_generator(const DyckNext& task, const Rational& eta) {
  require_scale(eta);
  const std::uint64_t n = task.max_length();
  const std::uint64_t depth = std::min<std::uint64_t>(task.depth(), n);
  std::vector<Reading> readings = level_and_square(depth);
  Reading occupied{"occupied", std::vector<Rational>(depth + 2), 0};
  occupied.of_step[1] = 1;
  Reading full{"full", std::vector<Rational>(depth + 2), 0};
  if (depth == task.depth()) full.of_step[depth] = 1;
  readings.push_back(occupied);
  readings.push_back(full);

  Transformer model = embedded(task, stream_of(task, readings));
  Layer second = matching(model.stream, n, eta, Asks::innermost);
  second.mlp = next_symbols(model.stream, task.types());
  model.layers = {depths(model.stream, n, readings), std::move(second)};
  model.validate();
  return model;
}

}  // namespace separatrix

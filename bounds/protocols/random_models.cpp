#include "bounds/protocols/random_models.hpp"

#include <string>

namespace separatrix {
namespace {

std::size_t between(Random& random, std::size_t low, std::size_t high) {
  return low + random.below(high - low + 1);
}

std::vector<Rational> random_entries(Random& random, std::size_t count) {
  std::vector<Rational> entries;
  for (std::size_t i = 0; i < count; ++i)
    entries.push_back(Rational(static_cast<long>(random.below(13)) - 6, 4));
  return entries;
}

std::vector<std::vector<Rational>> random_rows(Random& random, std::size_t rows,
                                               std::size_t entries) {
  std::vector<std::vector<Rational>> table;
  for (std::size_t r = 0; r < rows; ++r) table.push_back(random_entries(random, entries));
  return table;
}

/// A full matrix, and a bias if asked for.
AffineMap random_map(Random& random, const Layout& in, const Layout& out, bool bias) {
  AffineMap map{in, out, {}, {}};
  for (const Subspace& to : out.subspaces()) {
    for (const Subspace& from : in.subspaces())
      map.blocks.push_back(
          {to.name, from.name, Dense{random_entries(random, to.dimension * from.dimension)}});
    if (bias) map.biases.push_back({to.name, random_entries(random, to.dimension)});
  }
  return map;
}

std::vector<TokenKind> random_vocabulary(Random& random) {
  std::vector<TokenKind> vocabulary{{"letter", between(random, 2, 3), 0}};
  if (random.coin()) vocabulary.push_back({"mark", between(random, 1, 2), 0});
  return vocabulary;
}

}  // namespace

Transformer random_transformer(Random& random, std::size_t length) {
  Transformer model;
  model.construction = "random";
  model.task = "none";
  model.vocabulary = random_vocabulary(random);
  model.max_length = length;
  model.causal = random.coin();
  // "answer" is read at the end; with a residual connection the stream must have it, too.
  model.stream = Layout{{"answer", between(random, 1, 2)}, {"position", between(random, 1, 2)}};
  for (std::uint32_t kind = 0; kind < model.vocabulary.size(); ++kind) {
    model.embedding.push_back({kind, "answer",
                               ValueTable{random_rows(random, model.vocabulary[kind].values,
                                                      model.stream.dimension("answer"))}});
    PositionTable positions;
    for (std::size_t i = 0; i < length; ++i)
      positions.rows.push_back({i, random_entries(random, model.stream.dimension("position"))});
    model.embedding.push_back({kind, "position", std::move(positions)});
  }
  Layer layer;
  layer.residual = random.coin();
  layer.attended =
      layer.residual ? model.stream
                     : Layout{{"answer", between(random, 1, 2)}, {"mixed", between(random, 1, 2)}};
  const std::size_t heads = between(random, 1, 3);
  for (std::size_t h = 0; h < heads; ++h) {
    const Layout score{{"score", between(random, 1, 4)}};
    const Layout value{{"value", between(random, 1, 4)}};
    layer.heads.push_back({"head " + std::to_string(h + 1),
                           random_map(random, model.stream, score, true),
                           random_map(random, model.stream, score, true),
                           random_map(random, model.stream, value, true),
                           random_map(random, value, layer.attended, false)});
  }
  if (random.coin()) {
    Mlp mlp;
    mlp.residual = random.coin();
    const Layout hidden{{"units", between(random, 1, 4)}};
    const Layout out = mlp.residual ? layer.attended : Layout{{"answer", between(random, 1, 2)}};
    mlp.hidden = random_map(random, layer.attended, hidden, true);
    mlp.output = random_map(random, hidden, out, true);
    layer.mlp = std::move(mlp);
  }
  model.layers.push_back(std::move(layer));
  model.readout.subspace = "answer";
  model.validate();
  return model;
}

RecurrentNetwork random_net(Random& random) {
  RecurrentNetwork net;
  net.construction = "random";
  net.task = "none";
  net.vocabulary = random_vocabulary(random);
  net.input = Layout{{"code", between(random, 1, 2)}};
  net.state = Layout{{"units", between(random, 1, 3)}};
  for (const TokenKind& kind : net.vocabulary)
    net.embedding.push_back(random_rows(random, kind.values, net.input.dimension()));
  net.initial = random_entries(random, net.units());
  const Layout joined = net.joined();
  const auto gate = [&] { return random_map(random, joined, net.state, true); };
  switch (random.below(6)) {
    case 0:
      net.cell = SimpleCell{Activation::sigmoid, gate()};
      break;
    case 1:
      net.cell = SimpleCell{Activation::tanh, gate()};
      break;
    case 2:
      net.cell = SimpleCell{Activation::saturated, gate()};
      break;
    case 3:
      net.cell = SimpleCell{Activation::relu, gate()};
      break;
    case 4:
      net.cell = LstmCell{gate(), gate(), gate(), gate()};
      net.initial_cell = random_entries(random, net.units());
      break;
    default:
      net.cell = GruCell{gate(), gate(), gate()};
  }
  const Layout digits{{"answer", between(random, 1, 2)}};
  if (random.coin()) {
    const Layout units{{"read", between(random, 1, 4)}};
    net.readout.hidden = random_map(random, net.state, units, true);
    net.readout.output = random_map(random, units, digits, true);
  } else {
    net.readout.output = random_map(random, net.state, digits, true);
  }
  net.validate();
  return net;
}

FiniteRecurrence random_finite(Random& random, std::size_t length) {
  FiniteRecurrence model;
  model.construction = "random";
  model.task = "none";
  model.vocabulary = {{"letter", between(random, 2, 3), 0}};
  model.bits = static_cast<unsigned>(between(random, 1, 4));
  const std::size_t states = std::size_t{1} << model.bits;
  const std::size_t values = model.vocabulary[0].values;
  model.initial = static_cast<std::uint32_t>(random.below(states));
  model.stationary = random.coin();
  if (!model.stationary && random.coin()) model.last_kind = 0;
  const std::size_t steps = model.stationary ? 1 : length - (model.last_kind ? 1 : 0);
  for (std::size_t t = 0; t < steps; ++t) {
    FiniteStep step{0, states, {}};
    for (std::size_t entry = 0; entry < states * values; ++entry)
      step.next.push_back(static_cast<std::uint32_t>(random.below(states)));
    model.steps.push_back(std::move(step));
  }
  const std::size_t digits = between(random, 1, 2);
  std::vector<Answer> answers(states * (model.last_kind ? values : 1), Answer(digits));
  for (Answer& answer : answers)
    for (std::size_t d = 0; d < digits; ++d) answer[d] = random.coin();
  model.answers.resize(model.stationary ? 1 : steps + 1);
  model.answers.back() = std::move(answers);
  model.validate();
  return model;
}

Input random_input(Random& random, const std::vector<TokenKind>& vocabulary, std::size_t length) {
  Input input;
  for (std::size_t i = 0; i < length; ++i) {
    const auto kind = static_cast<std::uint32_t>(random.below(vocabulary.size()));
    input.push_back({kind, random.below(vocabulary[kind].values)});
  }
  return input;
}

Split random_split(Random& random, std::size_t length) {
  Split split;
  for (std::size_t i = 0; i < length; ++i) (random.coin() ? split.alice : split.bob).push_back(i);
  return split;
}

}  // namespace separatrix

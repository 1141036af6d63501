#include "small_models.hpp"

#include "constructions/addresses/sign_addresses.hpp"
#include "constructions/vectors/hypercube.hpp"
#include "numerics/random.hpp"

namespace separatrix::small_models {
namespace {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed, 0) {}

  std::vector<Rational> numbers(std::size_t count, std::int64_t denominator = 16) {
    std::vector<Rational> list;
    for (std::size_t i = 0; i < count; ++i)
      list.push_back(Rational(static_cast<std::int64_t>(random_.below(33)) - 16, denominator));
    return list;
  }
  std::vector<std::vector<Rational>> rows(std::size_t count, std::size_t length) {
    std::vector<std::vector<Rational>> table;
    for (std::size_t i = 0; i < count; ++i) table.push_back(numbers(length));
    return table;
  }
  /// Runs of one position and of two.
  PositionTable by_position(std::size_t length) {
    PositionTable table;
    for (std::uint64_t first = 0; first < kMaxLength; first += 1 + first % 2)
      table.rows.push_back({first, numbers(length)});
    return table;
  }
  /// A dense block between any two subspaces (`separate`: of the same name only, and squares as
  /// diagonals), a scaled identity on top where it fits, and a bias.
  AffineMap map(const Layout& in, const Layout& out, bool separate, bool bias) {
    AffineMap result{in, out, {}, {}};
    for (const Subspace& to : out.subspaces())
      for (const Subspace& from : in.subspaces()) {
        if (separate && to.name != from.name && to.name != "match") continue;
        if (to.name == "match" && separate && from.name == "content") continue;
        result.blocks.push_back(
            {to.name, from.name, Dense{numbers(to.dimension * from.dimension, 64)}});
        if (to.dimension != from.dimension) continue;
        result.blocks.push_back({to.name, from.name, Scale{numbers(1, 64)[0]}});
        result.blocks.push_back({to.name, from.name, Diagonal{numbers(to.dimension, 64)}});
      }
    if (bias)
      for (const Subspace& to : out.subspaces())
        result.biases.push_back({to.name, numbers(to.dimension, 64)});
    return result;
  }

 private:
  Random random_;
};

}  // namespace

Transformer random_model(const Shape& shape, std::uint64_t seed) {
  Dice dice(seed);
  Transformer model;
  model.construction = "random";
  model.task = "none";
  model.vocabulary = {{"letter", 3}, {"mark", 2}, {"name", 8}, {"point", 1, 2}};
  model.max_length = kMaxLength;
  Work work;
  std::shared_ptr<const vectors::SignFamily> cube = vectors::hypercube(8, Sides::one);
  auto coherence = vectors::coherence(*cube, work);
  model.codes["H"] = std::make_shared<SignAddresses>(cube, coherence);
  model.stream = {{"content", 3}, {"place", 2}, {"address", 3}};
  model.embedding = {
      {kLetter, "content", ValueTable{dice.rows(3, 3)}},
      {kLetter, "place", dice.by_position(2)},
      {kLetter, "address", AddressOf{"H", AddressOf::Index::position, {}}},
      {kMark, "content", ConstantVector{dice.numbers(3)}},
      {kMark, "place", ValueTable{dice.rows(2, 2)}},
      {kMark, "address", AddressOf{"H", AddressOf::Index::map, address_runs({5, 3, 4, 1, 1, 2})}},
      {kName, "address", AddressOf{"H", AddressOf::Index::value, {}}},
      {kPoint, "place", Features{}}};
  const Layout match{{"match", 2}};
  const Layout values{{"content", 2}, {"place", 2}, {"address", 1}};
  const Layout hidden{{"content", 4}, {"place", 3}, {"address", 2}};
  const bool separate = shape.addressing;
  for (std::size_t l = 0; l < shape.layers; ++l) {
    Layer layer;
    layer.attended = model.stream;
    layer.residual = shape.residual;
    for (const char* name : {"first", "second"})
      layer.heads.push_back({name, dice.map(model.stream, match, separate, true),
                             dice.map(model.stream, match, separate, false),
                             dice.map(model.stream, values, separate, true),
                             dice.map(values, model.stream, separate, false)});
    if (shape.mlp)
      layer.mlp = Mlp{dice.map(model.stream, hidden, separate, true),
                      dice.map(hidden, model.stream, separate, true), shape.residual};
    model.layers.push_back(std::move(layer));
  }
  model.causal = shape.causal;
  model.readout = {"content", Rational(1, 4), Rational(3, 4)};
  model.validate();
  return model;
}

std::vector<Input> random_inputs(std::size_t count, std::uint64_t seed) {
  Random random(seed, 1);
  std::vector<Input> inputs;
  for (std::uint64_t length = 1; length <= kMaxLength; ++length)
    for (std::size_t i = 0; i < count; ++i) {
      Input input;
      for (std::uint64_t j = 0; j < length; ++j) {
        const std::uint64_t sizes[] = {3, 2, 8, 1};
        const auto kind = static_cast<std::uint32_t>(random.below(4));
        input.push_back({kind, random.below(sizes[kind])});
        if (kind == kPoint) input.back().features = Dice(random.below(100)).numbers(2);
      }
      inputs.push_back(std::move(input));
    }
  return inputs;
}

Transformer tiny_model() {
  Transformer model;
  model.construction = "tiny";
  model.task = "none";
  model.vocabulary = {{"token", 2}};
  model.max_length = 2;
  model.stream = {{"x", 1}};
  model.embedding = {{0, "x", ValueTable{{{Rational(0)}, {Rational(3, 4)}}}}};
  const Layout x{{"x", 1}};
  const Layout match{{"m", 1}};
  const Layout units{{"u", 2}};
  Layer layer;
  layer.heads = {{"only",
                  {x, match, {{"m", "x", Scale{5}}}, {}},
                  {x, match, {{"m", "x", Scale{-1}}}, {}},
                  copy_map(x, x),
                  copy_map(x, x)}};
  layer.attended = x;
  layer.mlp = Mlp{{x, units, {{"u", "x", Dense{{2, Rational(1, 2)}}}}, {{"u", {0, -1}}}},
                  {units, x, {{"x", "u", Dense{{1, -1}}}}, {}},
                  false};
  model.layers = {layer};
  model.readout = {"x", Rational(1, 4), Rational(3, 4)};
  model.validate();
  return model;
}

}  // namespace separatrix::small_models

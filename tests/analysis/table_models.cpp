#include "table_models.hpp"

#include "numerics/random.hpp"

namespace separatrix::testing {
namespace {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed, 7) {}
  std::uint64_t below(std::uint64_t n) { return random_.below(n); }
  std::vector<Rational> numbers(std::size_t count, std::int64_t denominator) {
    std::vector<Rational> list;
    for (std::size_t i = 0; i < count; ++i)
      list.push_back(Rational(static_cast<std::int64_t>(random_.below(33)) - 16, denominator));
    return list;
  }
  AffineMap map(const Layout& in, const Layout& out, std::int64_t denominator) {
    AffineMap result{in, out, {}, {}};
    for (const Subspace& to : out.subspaces())
      for (const Subspace& from : in.subspaces())
        if (to.name == from.name || (to.name == "match" && from.name == "place"))
          result.blocks.push_back(
              {to.name, from.name, Dense{numbers(to.dimension * from.dimension, denominator)}});
    return result;
  }

 private:
  Random random_;
};

constexpr std::uint64_t kLongest = 16;

}  // namespace

Transformer random_addressing_model(const TableShape& shape, std::uint64_t seed) {
  Dice dice(seed);
  Transformer model;
  model.construction = "random";
  model.task = "features";
  model.vocabulary = {{"letter", shape.letters}, {"mark", 2}};
  model.max_length = kLongest;
  model.stream = {{"content", 3}, {"place", 2}};
  ValueTable letters;
  for (std::uint64_t v = 0; v < shape.letters; ++v) letters.rows.push_back(dice.numbers(3, 16));
  PositionTable places;
  for (std::uint64_t i = 0; i < kLongest; ++i) places.rows.push_back({i, dice.numbers(2, 4)});
  model.embedding = {{FeatureTask::kLetter, "content", letters},
                     {FeatureTask::kLetter, "place", places},
                     {FeatureTask::kMark, "content", ConstantVector{dice.numbers(3, 16)}},
                     {FeatureTask::kMark, "place", places}};
  const Layout match{{"match", 2}};
  const Layout hidden{{"content", 4}, {"place", 3}};
  for (std::size_t l = 0; l < shape.layers; ++l) {
    const bool last = l + 1 == shape.layers;
    Layer layer;
    layer.attended = model.stream;
    layer.residual = last ? shape.last_residual : shape.residual;
    for (std::size_t h = 0; h < (last ? 1U : 2U); ++h) {
      Head head;
      head.name = "head " + std::to_string(h);
      head.query = dice.map(model.stream, match, 4);
      head.key = dice.map(model.stream, match, 4);
      head.value =
          last ? copy_map(model.stream, model.stream) : dice.map(model.stream, model.stream, 16);
      head.output =
          last ? copy_map(model.stream, model.stream) : dice.map(model.stream, model.stream, 16);
      layer.heads.push_back(std::move(head));
    }
    if (!last) {
      Mlp mlp{dice.map(model.stream, hidden, 16), dice.map(hidden, model.stream, 16), l % 2 == 1};
      mlp.hidden.biases = {{"content", dice.numbers(4, 16)}};
      mlp.output.biases = {{"place", dice.numbers(2, 4)}};
      layer.mlp = std::move(mlp);
    }
    model.layers.push_back(std::move(layer));
  }
  model.causal = shape.causal;
  model.readout = {"content", 0, Rational(1, 8)};
  model.validate();
  return model;
}

FeatureTask::FeatureTask(std::uint64_t length, std::uint64_t letters, std::uint64_t seed)
    : length_(length), letters_(letters) {
  Dice dice(seed);
  for (unsigned d = 0; d < 3; ++d) {
    DigitRule rule;
    for (unsigned f = 0; f < 3; ++f) {
      FeatureRun run;
      std::size_t entries = 1;
      for (std::uint64_t r = 0; r < 1 + dice.below(3); ++r) {
        run.reads.push_back({dice.below(length), 0});
        entries *= letters;
      }
      if (run.reads.size() == 1 && length > 2) {
        run.reads[0] = {dice.below(length - 1), 1};
        run.count = 2;
      } else {
        run.count = 1;
      }
      for (std::size_t e = 0; e < entries; ++e)
        run.table.push_back(static_cast<std::int64_t>(dice.below(3)));
      rule.features.push_back(std::move(run));
    }
    rule.bound = static_cast<std::int64_t>(2 + dice.below(3));
    rule.negated = dice.below(2) == 1;
    rules_.push_back(std::move(rule));
  }
}

Answer FeatureTask::reference(const Input& input) const {
  Answer answer;
  for (const DigitRule& rule : rules_) {
    std::int64_t total = 0;
    for (const FeatureRun& run : rule.features)
      for (std::uint64_t t = 0; t < run.count; ++t) {
        std::uint64_t entry = 0;
        std::uint64_t weight = 1;
        for (const auto& read : run.reads) {
          entry += weight * input.at(read.first + read.step * t).value;
          weight *= letters_;
        }
        total += run.table.at(entry);
      }
    answer.push_back(rule.negated ? total <= rule.bound : total > rule.bound);
  }
  return answer;
}

Frame FeatureTask::frame(std::uint64_t index) const {
  Frame frame;
  frame.values = letters_;
  for (std::uint64_t i = 0; i < length_; ++i) {
    const bool mark = index == 0 ? i == 1 : i % 3 == 2;
    frame.pattern.push_back({mark ? kMark : kLetter, mark ? 1U : 0U});
    if (!mark) frame.content.push_back(i);
  }
  return frame;
}

std::optional<Integer> FeatureTask::domain_size() const {
  return frame(0).inputs() + frame(1).inputs();
}

Input numbered(const Frame& frame, std::uint64_t number) {
  Input input = frame.pattern;
  const auto letters = letters_of(frame, number);
  for (std::size_t s = 0; s < letters.size(); ++s) input[frame.content[s]].value = letters[s];
  return input;
}

std::vector<std::uint64_t> letters_of(const Frame& frame, std::uint64_t number) {
  std::vector<std::uint64_t> letters;
  for (std::size_t s = 0; s < frame.content.size(); ++s, number /= frame.values)
    letters.push_back(number % frame.values);
  return letters;
}

}  // namespace separatrix::testing

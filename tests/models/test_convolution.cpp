// Causal convolutions against their defining sums.
#include <algorithm>

#include <catch2/catch.hpp>

#include "models/architectures/convolution.hpp"
#include "models/architectures/receptive_field.hpp"
#include "plain_rational.hpp"

namespace separatrix::architectures {
namespace {

/// sum_i taps[i] x_{t - i d} + bias with zeros before the first position.
Row plain_filter(const Numbers& numbers, const Filter& filter, std::size_t dilation,
                 const std::vector<Row>& x, std::size_t t) {
  Row y;
  for (std::size_t e = 0; e < filter.bias.size(); ++e) {
    Rational sum = plain::exact(numbers, filter.bias[e]);
    for (std::size_t i = 0; i < filter.taps.size(); ++i)
      for (std::size_t j = 0; t >= i * dilation && j < filter.bias.size(); ++j)
        sum += plain::exact(numbers, filter.taps[i].at(e, j)) *
               plain::exact(numbers, x[t - i * dilation][j]);
    y.push_back(numbers.constant(sum));
  }
  return y;
}

Row plain_run(const Convolution& model, const std::vector<std::uint64_t>& tokens) {
  const Numbers& numbers = model.numbers();
  std::vector<Row> x;
  for (std::size_t t = 0; t < tokens.size(); ++t)
    x.push_back(plain::sum_of(numbers, plain::line(model.embedding().symbols, tokens[t]),
                              plain::line(model.embedding().positions, t)));
  for (const ConvolutionLayer& layer : model.parameters()) {
    std::vector<Row> above;
    for (std::size_t t = 0; t < x.size(); ++t) {
      Row y = plain_filter(numbers, layer.filter, layer.dilation, x, t);
      const Row gate =
          layer.gate ? plain_filter(numbers, *layer.gate, layer.dilation, x, t) : Row{};
      for (std::size_t e = 0; e < y.size(); ++e) {
        if (!layer.gate)
          y[e].units = y[e].units > 0 ? y[e].units : 0;
        else
          y[e] = numbers.constant(plain::exact(numbers, separatrix::tanh(numbers, y[e])) *
                                  plain::exact(numbers, separatrix::sigmoid(numbers, gate[e])));
      }
      above.push_back(layer.residual ? plain::sum_of(numbers, x[t], y) : y);
    }
    x = above;
  }
  return x.back();
}

struct Drawn {
  Numbers numbers;
  PositionedEmbedding embedding;
  std::vector<ConvolutionLayer> layers;
  std::vector<std::uint64_t> tokens;
};

Drawn draw_net(std::uint64_t index) {
  Random random(7, index);
  const Numbers numbers(
      make_grid(2 + random.below(15), 1, random.coin() ? Rounding::nearest : Rounding::down));
  Draw draw(random, numbers);
  const std::size_t width = 1 + random.below(4);
  Drawn net{numbers, {draw.matrix(3, width), draw.matrix(9, width)}, {}, {}};
  const auto filter = [&](std::size_t kernel) {
    Filter f;
    for (std::size_t i = 0; i < kernel; ++i) f.taps.push_back(draw.matrix(width, width));
    f.bias = draw.row(width);
    return f;
  };
  for (std::uint64_t l = 1 + random.below(3); l > 0; --l) {
    const std::size_t kernel = 1 + random.below(3);
    ConvolutionLayer layer{1 + random.below(4), filter(kernel)};
    if (random.coin()) layer.gate = filter(kernel);
    layer.residual = random.coin();
    net.layers.push_back(std::move(layer));
  }
  for (std::uint64_t t = 1 + random.below(9); t > 0; --t) net.tokens.push_back(random.below(3));
  return net;
}

TEST_CASE("causal convolutions are their sums over taps, with zeros in front") {
  int wrong_dilation = 0;
  for (std::uint64_t i = 0; i < 200; ++i) {
    Drawn net = draw_net(i);
    const Convolution model(net.numbers, net.embedding, net.layers);
    const Row expected = plain_run(model, net.tokens);
    REQUIRE(run(model, net.tokens) == expected);
    ++net.layers[0].dilation;
    wrong_dilation +=
        run(Convolution(net.numbers, net.embedding, net.layers), net.tokens) != expected ? 1 : 0;
  }
  CHECK(wrong_dilation > 50);
}

TEST_CASE("outside the receptive field no token changes the output of a convolution") {
  int changed_inside = 0;
  for (std::uint64_t i = 0; i < 100; ++i) {
    Drawn net = draw_net(i);
    const Convolution model(net.numbers, net.embedding, net.layers);
    const Row before = run(model, net.tokens);
    const std::vector<std::size_t> field = receptive_field(model, net.tokens.size());
    for (std::size_t t = 0; t < net.tokens.size(); ++t) {
      auto other = net.tokens;
      other[t] = (other[t] + 1) % 3;
      const bool changed = run(model, other) != before;
      if (std::ranges::find(field, t) == field.end())
        REQUIRE_FALSE(changed);
      else
        changed_inside += changed ? 1 : 0;
    }
  }
  CHECK(changed_inside > 50);
}

}  // namespace
}  // namespace separatrix::architectures

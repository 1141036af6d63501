// Windows, segments and global positions against whole attention matrices with a mask.
#include <algorithm>
#include <functional>

#include <catch2/catch.hpp>

#include "models/architectures/global_attention.hpp"
#include "models/architectures/segment_attention.hpp"
#include "numerics/error.hpp"
#include "plain_rational.hpp"

namespace separatrix::architectures {
namespace {

using Mask = std::function<bool(std::size_t t, std::size_t j)>;

/// One head's row of the T x T attention matrix, and its product with the values.
/// `weights`: each weight is rounded and then the sum; else the quotient of the sums only.
Row plain_head(const Numbers& numbers, const std::vector<Row>& q, const std::vector<Row>& k,
               const std::vector<Row>& v, std::size_t t, std::size_t from, std::size_t size,
               const Mask& sees, bool weights) {
  std::vector<Value> logits(k.size());
  Value most{-numbers.constant(Rational(1 << 20)).units};
  for (std::size_t j = 0; j < k.size(); ++j) {
    if (!sees(t, j)) continue;
    Rational sum = 0;
    for (std::size_t e = from; e < from + size; ++e)
      sum += plain::exact(numbers, q[t][e]) * plain::exact(numbers, k[j][e]);
    logits[j] = numbers.constant(sum);
    most = std::max(most, logits[j]);
  }
  std::vector<Rational> a(k.size());
  Rational z = 0;
  for (std::size_t j = 0; j < k.size(); ++j) {
    if (!sees(t, j)) continue;
    const Rational shifted = plain::exact(numbers, logits[j]) - plain::exact(numbers, most);
    a[j] = plain::exact(numbers, numbers.exp(numbers.constant(shifted)));
    z += a[j];
  }
  Row out;
  for (std::size_t e = from; e < from + size; ++e) {
    Rational sum = 0;
    for (std::size_t j = 0; j < k.size(); ++j) {
      const Rational x = plain::exact(numbers, v[j][e]);
      sum += weights ? plain::exact(numbers, numbers.constant(a[j] / z)) * x : a[j] * x;
    }
    out.push_back(numbers.constant(weights ? sum : Rational(sum / z)));
  }
  return out;
}

Row plain_run(const Numbers& numbers, const PositionedEmbedding& embedding,
              const std::vector<AttentionMaps>& layers, const std::vector<std::uint64_t>& tokens,
              const Mask& sees, bool weights) {
  std::vector<Row> x;
  for (std::size_t t = 0; t < tokens.size(); ++t)
    x.push_back(plain::sum_of(numbers, plain::line(embedding.symbols, tokens[t]),
                              plain::line(embedding.positions, t)));
  for (const AttentionMaps& maps : layers) {
    std::vector<Row> q;
    std::vector<Row> k;
    std::vector<Row> v;
    for (const Row& row : x) {
      q.push_back(plain::affine(numbers, maps.query, nullptr, row));
      k.push_back(plain::affine(numbers, maps.key, nullptr, row));
      v.push_back(plain::affine(numbers, maps.value, nullptr, row));
    }
    std::vector<Row> above;
    const std::size_t size = x[0].size() / maps.heads;
    for (std::size_t t = 0; t < x.size(); ++t) {
      Row heads;
      for (std::size_t h = 0; h < maps.heads; ++h)
        for (const Value& value : plain_head(numbers, q, k, v, t, h * size, size, sees, weights))
          heads.push_back(value);
      Row y = plain::affine(numbers, maps.projection, nullptr, heads);
      if (maps.residual) y = plain::sum_of(numbers, x[t], y);
      if (maps.network) y = plain::sum_of(numbers, y, plain::network(numbers, *maps.network, y));
      above.push_back(std::move(y));
    }
    x = std::move(above);
  }
  return x.back();
}

struct Drawn {
  Numbers numbers;
  PositionedEmbedding embedding;
  std::vector<AttentionMaps> layers;
  std::vector<std::uint64_t> tokens;
  std::size_t first;   // window or segment
  std::size_t second;  // memory or number of global positions
};

Drawn draw_net(std::uint64_t index) {
  Random random(11, index);
  const Numbers numbers(
      make_grid(2 + random.below(15), 1, random.coin() ? Rounding::nearest : Rounding::down));
  Draw draw(random, numbers);
  const std::size_t heads = 1 + random.below(2);
  const std::size_t width = heads * (1 + random.below(3));
  Drawn net{
      numbers,        {draw.matrix(3, width), draw.matrix(9, width)}, {}, {}, 1 + random.below(4),
      random.below(4)};
  for (std::uint64_t l = 1 + random.below(3); l > 0; --l)
    net.layers.push_back(draw_attention(draw, width, heads));
  for (std::uint64_t t = 1 + random.below(9); t > 0; --t) net.tokens.push_back(random.below(3));
  return net;
}

/// Whether the models agree with the mask on every net, and how often they differ from that of a
/// fault.
template <class Make>
int compare(const Make& make, const std::function<Mask(const Drawn&)>& mask,
            const std::function<Mask(const Drawn&)>& fault, bool weights) {
  int caught = 0;
  for (std::uint64_t i = 0; i < 120; ++i) {
    const Drawn net = draw_net(i);
    const auto model = make(net);
    const Row output = run(model, net.tokens);
    REQUIRE(output ==
            plain_run(net.numbers, net.embedding, net.layers, net.tokens, mask(net), weights));
    const Row other =
        plain_run(net.numbers, net.embedding, net.layers, net.tokens, fault(net), weights);
    caught += output != other ? 1 : 0;
  }
  return caught;
}

TEST_CASE("a sliding window is softmax attention with a banded mask") {
  const auto band = [](std::size_t more) {
    return [more](const Drawn& net) -> Mask {
      return [w = net.first + more](std::size_t t, std::size_t j) { return j <= t && t < j + w; };
    };
  };
  CHECK(compare(
            [](const Drawn& net) {
              return WindowTransformer(net.numbers, net.embedding, net.layers, net.first);
            },
            band(0), band(1), true) > 30);
  const Drawn net = draw_net(0);
  CHECK_THROWS_AS(WindowTransformer(net.numbers, net.embedding, net.layers, 0), Error);
}

TEST_CASE("Transformer-XL sees its segment and the memory before it") {
  const auto segments = [](std::size_t more) {
    return [more](const Drawn& net) -> Mask {
      return [s = net.first, memory = net.second + more](std::size_t t, std::size_t j) {
        return j <= t && j + memory >= t / s * s;
      };
    };
  };
  CHECK(compare(
            [](const Drawn& net) {
              return SegmentTransformer(net.numbers, net.embedding, net.layers, net.first,
                                        net.second);
            },
            segments(0), segments(1), true) > 30);
  const Drawn net = draw_net(0);
  CHECK_THROWS_AS(SegmentTransformer(net.numbers, net.embedding, net.layers, 0, 1), Error);
}

TEST_CASE("global positions see all and are seen by all") {
  const auto globals = [](bool by_all) {
    return [by_all](const Drawn& net) -> Mask {
      const std::size_t count = std::min(net.second, net.tokens.size() - 1);
      return [w = net.first, count, by_all](std::size_t t, std::size_t j) {
        return t < count || (by_all && j < count) || (j <= t && t < j + w);
      };
    };
  };
  const auto make = [](const Drawn& net) {
    return GlobalTransformer(net.numbers, net.embedding, net.layers, net.first, net.second);
  };
  CHECK(compare(make, globals(true), globals(false), false) > 30);
  const Drawn net = draw_net(0);
  const std::vector<HeldToken> torn{{0, 0}, {2, 1}};
  CHECK_THROWS_AS(make(net).party(torn, 4), Error);
}

}  // namespace
}  // namespace separatrix::architectures

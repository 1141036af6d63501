// The row of one-layer softmax attention beside the counts of bounds/attention_protocol.hpp.
#include <catch2/catch.hpp>

#include "bounds/architectures/catalogue.hpp"
#include "bounds/architectures/trial.hpp"
#include "bounds/attention_protocol.hpp"

namespace separatrix {
namespace {

const CutBits& softmax_cut() { return architecture("softmax-1").cuts.front(); }

Integer row_bits(std::uint64_t T, std::uint64_t m, std::uint64_t H, std::uint64_t p,
                 std::uint64_t S) {
  return softmax_cut().bits.evaluate({{"T", T}, {"m", m}, {"H", H}, {"p", p}, {"S", S}});
}

TEST_CASE("on the wire a softmax layer takes the paper's bits for one informed party") {
  for (std::uint64_t index = 0; index < 16; ++index) {
    Random random(3, index);
    const TrialModel trial = softmax_cut().draw(random);
    const auto size = [&](const char* name) {
      return trial.sizes.find(name)->second.convert_to<std::uint64_t>();
    };
    std::vector<std::uint64_t> tokens(1 + random.below(trial.longest));
    for (auto& token : tokens) token = random.below(size("S"));
    Split split;
    for (std::size_t t = 0; t < tokens.size(); ++t)
      (random.coin() ? split.alice : split.bob).push_back(t);
    Wire wire;
    run_by_two(trial, tokens, split, wire);
    const auto& model = std::get<std::unique_ptr<architectures::RoundsModel>>(trial.model);
    const ProtocolBits counted =
        bits_on_grid(model->numbers().grid(), size("S"), Informed::one, tokens.size());
    CHECK(wire.bits() == counted.total(size("m") / size("H"), size("H")));
  }
}

TEST_CASE("the row of softmax attention is never above the improved protocol by precision") {
  std::uint64_t compared = 0;
  for (std::uint64_t p = 2; p <= 64; p += 1)
    for (const std::uint64_t T : {1ULL, 2ULL, 3ULL, 9ULL, 64ULL, 1000ULL, 1ULL << 20U})
      for (const std::uint64_t S : {2U, 3U, 64U, 50257U})
        for (const std::uint64_t H : {1U, 3U, 12U})
          for (const std::uint64_t width : {1U, 2U, 64U}) {
            // Proved for weights rounded to nearest, as the row is, from here on only.
            if (power(2, static_cast<unsigned>(p / 2)) + T / 2 > power(2, static_cast<unsigned>(p)))
              continue;
            ++compared;
            const Integer row = row_bits(T, width * H, H, p, S);
            const Integer improved = improved_bits_by_precision(p, T, S, 1).total(width, H);
            if (row > improved || 2 * row < improved) FAIL_CHECK(p << " " << T << " " << H);
          }
  CHECK(compared > 10000);
}

TEST_CASE("beyond one layer softmax attention has no protocol, and the row says why") {
  const Architecture& deep = architecture("softmax-deep");
  CHECK(deep.cuts.empty());
  CHECK(deep.none.find("C13.1") != std::string::npos);
}

}  // namespace
}  // namespace separatrix

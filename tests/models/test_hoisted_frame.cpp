#include <catch2/catch.hpp>

#include "models/hoisted_frame.hpp"
#include "numerics/fixed.hpp"
#include "small_models.hpp"

using namespace separatrix;
using Grid128 = Fixed<Int128>;
using small_models::kLetter;
using small_models::kMark;
using small_models::kName;

namespace {

const std::vector<std::size_t> kContent{0, 1, 3};

/// Letters at kContent, a mark between them, a name at the end.
Input content(std::uint64_t code) {
  return {{kLetter, code % 3},
          {kLetter, code / 3 % 3},
          {kMark, 1},
          {kLetter, code / 9 % 3},
          {kName, 6}};
}

Transformer model_of(std::size_t layers, bool residual, bool causal, bool addressing) {
  return small_models::random_model({layers, residual, causal, true, addressing}, 71);
}

ForwardPass<Grid128> pass_of(const Transformer& model) {
  return {Grid128(make_grid(64, 2, Rounding::down)), model};
}

}  // namespace

TEST_CASE("Hoisted attention gives exactly the outputs of the forward pass") {
  for (const std::size_t layers : {std::size_t{1}, std::size_t{2}, std::size_t{3}})
    for (const bool residual : {false, true})
      for (const bool causal : {false, true}) {
        const Transformer model = model_of(layers, residual, causal, true);
        const auto pass = pass_of(model);
        const HoistedFrame<Grid128> frame(pass, content(0));
        CHECK(frame.one_layer() == (layers == 1));
        for (std::uint64_t code = 0; code < 27; ++code)
          CHECK(frame.output(content(code)) == pass.run(content(code)));
      }
}

TEST_CASE("The weights that were hoisted are those of any content's forward pass") {
  for (const std::size_t layers : {std::size_t{1}, std::size_t{2}})
    for (const bool cached : {false, true}) {
      const Transformer model = model_of(layers, true, layers == 2, true);
      const auto pass = pass_of(model);
      const KeyCache<Grid128> keys(pass, kLetter, 3);  // position 3 is beyond the cache
      const HoistedFrame<Grid128> frame(pass, content(0), cached ? &keys : nullptr);
      Trace<Grid128> trace;
      pass.run(content(17), &trace);
      for (std::size_t l = 0; l < layers; ++l)
        for (std::size_t h = 0; h < frame.heads(); ++h)
          for (std::size_t i = 0; i < frame.length(); ++i) {
            if (l + 1 == layers && i + 1 < frame.length())
              CHECK(frame.row(l, h, i).empty());
            else
              CHECK(frame.row(l, h, i) == trace.weights[l][h][i]);
          }
    }
}

TEST_CASE("A key cache knows its kind and its positions only") {
  const Transformer model = model_of(1, true, false, true);
  const auto pass = pass_of(model);
  const KeyCache<Grid128> keys(pass, kLetter, 3);
  const auto* key = keys.find(1, {kLetter, 2}, 2);
  REQUIRE(key != nullptr);
  CHECK(*key == pass.layer(0).heads[1].key.apply(pass.arithmetic(), pass.embed({kLetter, 2}, 2)));
  CHECK(keys.find(1, {kLetter, 2}, 3) == nullptr);
  CHECK(keys.find(1, {kMark, 1}, 2) == nullptr);
}

TEST_CASE("Hoisting heads that read content goes wrong, and the comparison shows it") {
  const Transformer model = model_of(2, true, false, false);
  const auto pass = pass_of(model);
  const HoistedFrame<Grid128> frame(pass, content(0));
  CHECK(frame.output(content(0)) == pass.run(content(0)));
  std::size_t wrong = 0;
  for (std::uint64_t code = 1; code < 27; ++code)
    if (!(frame.output(content(code)) == pass.run(content(code)))) ++wrong;
  CHECK(wrong > 0);
}

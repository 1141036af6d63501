#include <catch2/catch.hpp>

#include "analysis/local_tables.hpp"
#include "constructions/addresses/catalogue.hpp"
#include "constructions/blocks/threshold.hpp"
#include "constructions/comparison.hpp"
#include "table_models.hpp"

using namespace separatrix;
using namespace separatrix::testing;

namespace {

/// Every content of the frame: the tables finish to what the plain forward pass gives.
template <class Int>
void agrees_with_plain_runs(const Transformer& model, const Frame& frame, const Grid& grid) {
  const Fixed<Int> arithmetic(grid);
  const ForwardPass pass(arithmetic, model);
  const LocalTables<Int> local(pass, frame);
  REQUIRE(local.usable());
  const auto words = frame.inputs().template convert_to<std::uint64_t>();
  for (std::uint64_t word = 0; word < words; ++word) {
    const auto output = pass.run(numbered(frame, word));
    const auto letters = letters_of(frame, word);
    for (const auto& digit : local.digits()) {
      const auto residual = digit.residual.at(letters).template convert_to<std::size_t>();
      REQUIRE(local.finish(digit, digit.sum.at(letters), residual) == output[digit.coordinate]);
    }
  }
}

std::shared_ptr<const Addresses> quadratic(std::uint64_t n) {
  vectors::Request request;
  request.family = "quadratic";
  request.n = n;
  Work work;
  return make_addresses(request, work);
}

}  // namespace

TEST_CASE("tables of random addressing models finish to the plain outputs") {
  std::uint64_t seed = 1;
  for (const std::size_t layers : {1U, 2U, 3U})
    for (const bool residual : {false, true})
      for (const bool last_residual : {false, true})
        for (const bool causal : {false, true})
          for (const std::uint64_t letters : {2U, 3U}) {
            INFO(layers << " layers, residual " << residual << last_residual << ", causal "
                        << causal << ", letters " << letters);
            const Transformer model =
                random_addressing_model({layers, residual, last_residual, causal, letters}, ++seed);
            const FeatureTask task(letters == 2 ? 7 : 5, letters, seed);
            for (std::uint64_t f = 0; f < 2; ++f) {
              agrees_with_plain_runs<Int128>(model, task.frame(f), make_grid(6, 2, Rounding::down));
              agrees_with_plain_runs<Integer>(model, task.frame(f),
                                              make_grid(3, 1, Rounding::nearest));
            }
          }
}

TEST_CASE("gates that restore digits leave tables of two tokens, however many are attended to") {
  for (const std::uint64_t alphabet : {2U, 3U})
    for (const auto relation : {Comparison::Relation::equal, Comparison::Relation::unequal}) {
      const Comparison task(6, alphabet, relation);
      const Frame frame = task.frame(0);
      for (const Rational& eta : {Rational(3), Rational(4), Rational(30)})
        for (const Rounding rounding : {Rounding::down, Rounding::nearest}) {
          INFO("alphabet " << alphabet << ", eta " << to_string(eta));
          const Transformer model = comparison(task, quadratic(6), eta, ComparisonLayout::compact);
          const Grid grid = make_grid(6, 3, rounding);
          const Fixed<Int128> arithmetic(grid);
          const ForwardPass pass(arithmetic, model);
          const LocalTables<Int128> local(pass, frame);
          REQUIRE(local.usable());
          for (const auto& [set, values] : local.digits()[0].sum.components())
            CHECK(set.size() <= 2);
          agrees_with_plain_runs<Int128>(model, frame, grid);
        }
    }
}

TEST_CASE("copies too noisy for their gate give wider tables, not wrong ones") {
  const Comparison task(6, 2, Comparison::Relation::equal);
  std::size_t widest = 0;
  for (const Rational& eta : {Rational(1, 4), Rational(1), Rational(3, 2)}) {
    const Transformer model = comparison(task, quadratic(6), eta, ComparisonLayout::compact);
    const Grid grid = make_grid(6, 3, Rounding::down);
    agrees_with_plain_runs<Int128>(model, task.frame(0), grid);
    const Fixed<Int128> arithmetic(grid);
    const ForwardPass pass(arithmetic, model);
    const LocalTables<Int128> local(pass, task.frame(0));
    for (const auto& [set, values] : local.digits()[0].sum.components())
      widest = std::max(widest, set.size());
  }
  CHECK(widest > 2);
  // With more tokens than a table can hold the engine steps aside and says why.
  const Comparison large(28, 2, Comparison::Relation::equal);
  const Transformer model =
      comparison(large, quadratic(28), Rational(1, 64), ComparisonLayout::compact);
  const Fixed<Int128> arithmetic(make_grid(28, 3, Rounding::down));
  const ForwardPass pass(arithmetic, model);
  const LocalTables<Int128> local(pass, large.frame(0));
  CHECK_FALSE(local.usable());
  CHECK_THAT(local.obstacle(), Catch::Contains("depends on too many tokens"));
}

TEST_CASE("a gate is called constant exactly where every number of the box agrees") {
  const Layout in{{"x", 1}};
  for (const Rounding rounding : {Rounding::down, Rounding::nearest}) {
    const Fixed<Int128> arithmetic(make_grid(4, 2, rounding));
    Layer layer;
    layer.attended = in;
    layer.mlp = threshold_gate(in, "x", Rational(1, 4), Rational(3, 4));
    const ConstantGates<Int128> gates(arithmetic, layer);
    const CompiledMap<Fixed<Int128>> hidden(arithmetic, layer.mlp->hidden);
    const CompiledMap<Fixed<Int128>> output(arithmetic, layer.mlp->output);
    const auto gate = [&](int units) {
      auto h = hidden.apply(arithmetic, std::vector{Fixed<Int128>::Value{units}});
      for (auto& unit : h) unit = arithmetic.relu(unit);
      return output.apply(arithmetic, h)[0];
    };
    unsigned constant = 0;
    for (int lo = -20; lo <= 30; ++lo)
      for (int hi = lo; hi <= 30; ++hi) {
        bool same = true;
        for (int x = lo; x <= hi; ++x) same = same && gate(x) == gate(lo);
        const Enclosed<Fixed<Int128>> boxes(arithmetic);
        const auto box = boxes.hull(boxes.single({lo}), boxes.single({hi}));
        INFO(lo << " .. " << hi);
        CHECK(gates.constant_on({box}) == same);
        constant += same;
      }
    CHECK(constant > 100);
  }
}

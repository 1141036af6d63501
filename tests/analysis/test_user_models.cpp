// Models as a user may write them: wide networks of large numbers, heads without values.
#include <catch2/catch.hpp>

#include "analysis/exhaustive.hpp"
#include "analysis/table_certificate.hpp"
#include "analysis/verify.hpp"
#include "constructions/catalogue.hpp"
#include "models/forward.hpp"
#include "tasks/comparison.hpp"

using namespace separatrix;

namespace {

constexpr unsigned kKc = 29;          // S = 2^29 at N = 2
constexpr std::size_t kUnits = 4096;  // units S * S / S^2 each: 4096 S^4 = 2^128 in all

/// The model with `units` more hidden units in its last network, each S and read with weight S.
Transformer burdened(Transformer model, std::size_t units) {
  const Rational largest(power(Integer(2), kKc));
  Mlp& gate = *model.layers.back().mlp;
  std::vector<Subspace> spaces = gate.hidden.out.subspaces();
  spaces.push_back({"burden", units});
  gate.hidden.out = Layout(spaces);
  gate.output.in = gate.hidden.out;
  gate.hidden.biases.push_back({"burden", std::vector<Rational>(units, largest)});
  gate.output.blocks.push_back(
      {model.readout.subspace, "burden", Dense{std::vector<Rational>(units, largest)}});
  model.validate();
  return model;
}

}  // namespace

TEST_CASE("Sums longer than the input do not overflow: no mode calls such a model right") {
  const Comparison task(2, 2, Comparison::Relation::equal);
  Work work;
  ModelRequest request;
  request.vectors.family = "quadratic";
  request.kc = kKc;
  const Transformer good = build_model(task, request, work).model;
  const Transformer bad = burdened(good, kUnits);
  const Format format = parse_format("fixed:29:down");

  // The plain pass in integers of any length: the burden saturates, so every answer is 1.
  const ForwardPass pass(Fixed<Integer>(make_grid(2, kKc, Rounding::down)), bad);
  const Input unequal{{0, 0}, {0, 1}};
  REQUIRE(task.reference(unequal) == Answer{false});
  REQUIRE(pass.decode(pass.run(unequal)) == Answer{true});

  for (const Mode mode : {Mode::certified, Mode::exhaustive, Mode::sampled}) {
    INFO(static_cast<int>(mode));
    const SamplePlan plan{"eq-random", 20, 1};
    CHECK(verify(good, task, mode, format, plan, work).status != Status::refuted);
    CHECK(verify(good, task, mode, format, plan, work).status != Status::undecided);
    const Outcome outcome = verify(bad, task, mode, format, plan, work);
    CHECK(outcome.status == (mode == Mode::certified ? Status::undecided : Status::refuted));
  }
}

TEST_CASE("A head without values changes nothing") {
  const Comparison task(6, 2, Comparison::Relation::equal);
  Work work;
  ModelRequest request;
  request.vectors.family = "quadratic";
  Transformer model = build_model(task, request, work).model;
  const Format format = parse_format("fixed:3:down");
  const Outcome before = run_exhaustively(model, task, format, work);
  Layer& last = model.layers.back();
  const Layout nothing{{"nothing", 0}};
  const Head& mean = last.heads.front();
  last.heads.insert(last.heads.begin(), {"idle",
                                         {mean.query.in, nothing, {}, {}},
                                         {mean.query.in, nothing, {}, {}},
                                         {mean.query.in, nothing, {}, {}},
                                         {nothing, last.attended, {}, {}}});
  model.validate();
  const Outcome after = run_exhaustively(model, task, format, work);
  CHECK(before.status == Status::exhaustive);
  CHECK(after.status == Status::exhaustive);
  CHECK(after.margin == before.margin);
  CHECK(certify_by_tables(model, task, format, work).status == Status::certified);
}

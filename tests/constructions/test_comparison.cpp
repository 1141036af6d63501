#include <functional>

#include <catch2/catch.hpp>

#include "constructions/catalogue.hpp"
#include "constructions/comparison.hpp"
#include "models/measures.hpp"
#include "numerics/error.hpp"
#include "tasks/comparison.hpp"
#include "wrong_answers.hpp"

using namespace separatrix;
using separatrix::testing::wrong_answers;
using Relation = Comparison::Relation;

namespace {

BuiltModel build(const Comparison& task, const std::string& family,
                 const std::string& construction = "") {
  Work work;
  ModelRequest request;
  request.construction = construction;
  request.vectors.family = family;
  request.vectors.seed = 1;
  return build_model(task, request, work);
}

}  // namespace

TEST_CASE("Every address family compares halves rightly on all inputs") {
  for (const std::string family :
       {"random-sign", "linear-code", "dual-bch", "hypercube", "quadratic", "digits:2"})
    for (const Relation relation : {Relation::equal, Relation::unequal, Relation::meet}) {
      const Comparison task(6, 2, relation);
      INFO(family << ", " << task.id());
      const BuiltModel built = build(task, family);
      CHECK(wrong_answers(built.model, task, "fixed:3:down") == 0);
      CHECK(wrong_answers(built.model, task, "float64") == 0);
    }
}

TEST_CASE("Alphabets and partitions of every kind") {
  for (const std::string partition : {"halves", "odd-even", "random:5", "ABBABA", "BBBAAA"}) {
    const Comparison task(6, 3, partition);
    INFO(partition);
    CHECK(wrong_answers(build(task, "quadratic").model, task) == 0);
    CHECK(wrong_answers(build(task, "linear-code").model, task, "fixed:3:nearest") == 0);
  }
  const Comparison wide(4, 5, Relation::equal);
  CHECK(wrong_answers(build(wide, "quadratic", "compact").model, wide) == 0);
  CHECK(wrong_answers(build(wide, "linear-code", "compact").model, wide) == 0);
}

TEST_CASE("The width is the header's, and constant with quadratic addresses") {
  for (const std::uint64_t n : {8ULL, 1024ULL, 1ULL << 20}) {
    const Comparison task(n, 2, Relation::equal);
    CHECK(measure(build(task, "quadratic").model, 0).width == 2 + 2 * 3);
    const Comparison meet(n, 2, Relation::meet);
    CHECK(measure(build(meet, "quadratic").model, 0).width == 2 + 2 * 3 + 1);
  }
  const Comparison task(16, 64, Relation::equal);
  const BuiltModel paper = build(task, "random-sign");
  CHECK(measure(paper.model, 0).width == 2 * 6 + 2 * paper.addresses->dimension() + 1);
}

TEST_CASE("tau is stored as runs: two for equality, at any N") {
  const Comparison task(std::uint64_t{1} << 30, 2, Relation::equal);
  const BuiltModel built = build(task, "quadratic");
  for (const EmbeddingTerm& term : built.model.embedding)
    if (const auto* address = std::get_if<AddressOf>(&term.source);
        address != nullptr && address->index == AddressOf::Index::map)
      CHECK(address->map == std::vector<AddressRun>{{0, 0, 1}, {task.n() / 2, 0, 1}});
}

TEST_CASE("A comparison with a planted fault answers wrongly") {
  using Fault = std::function<void(Transformer&)>;
  const auto map_of = [](Transformer& m) -> std::vector<AddressRun>& {
    for (EmbeddingTerm& term : m.embedding)
      if (term.subspace == "partner") return std::get<AddressOf>(term.source).map;
    throw Error("test", "model", "there is no partner");
  };
  const std::vector<std::pair<std::string, Fault>> faults{
      {"tau off by one",
       [&](Transformer& m) {
         map_of(m) = {{0, 0, 1}, {3, 1, 1}};
       }},
      {"the second part attends to itself",
       [&](Transformer& m) {
         map_of(m) = {{0, 0, 1}};
       }},
      {"the copy has the wrong sign",
       [](Transformer& m) {
         m.layers[0].heads[0].output.blocks[0].coefficients = Scale{Rational(-1)};
       }},
      {"a gate reads the copy with the wrong sign",
       [](Transformer& m) {
         for (Block& block : m.layers[0].mlp->hidden.blocks)
           if (block.from == "copy") std::get<Scale>(block.coefficients).factor *= -1;
       }},
      {"the wrong block: the query reads the own position",
       [](Transformer& m) { m.layers[0].heads[0].query.blocks[0].from = "position"; }},
      {"the threshold past its margin",
       [](Transformer& m) {
         for (Bias& bias : m.layers[1].mlp->hidden.biases) bias.values[0] += 2;
       }},
      {"no residual", [](Transformer& m) { m.layers[0].residual = false; }},
      {"a scale of nothing", [](Transformer& m) {
         for (Block& block : m.layers[0].heads[0].query.blocks)
           if (auto* scale = std::get_if<Scale>(&block.coefficients)) scale->factor /= 16;
       }}};
  for (const Relation relation : {Relation::equal, Relation::unequal, Relation::meet}) {
    const Comparison task(6, 2, relation);
    const Transformer good = build(task, "linear-code").model;
    REQUIRE(wrong_answers(good, task) == 0);
    for (const auto& [name, plant] : faults) {
      INFO(task.id() << ": " << name);
      Transformer bad = good;
      plant(bad);
      bad.validate();
      CHECK(wrong_answers(bad, task) > 0);
    }
  }
}

TEST_CASE("A comparison that does not fit is refused") {
  const Comparison task(8, 2, Relation::equal);
  const BuiltModel small = build(Comparison(4, 2, Relation::equal), "quadratic");
  CHECK_THROWS_AS(comparison(task, small.addresses, 10, ComparisonLayout::compact), Error);
  const BuiltModel built = build(task, "quadratic");
  CHECK_THROWS_AS(comparison(task, built.addresses, 0, ComparisonLayout::compact), Error);
  CHECK_THROWS_AS(comparison(task, built.addresses, 10, ComparisonLayout::paper), Error);
  CHECK_THROWS_AS(build(task, "quadratic", "wide"), Error);
}

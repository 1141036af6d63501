#include <functional>

#include <catch2/catch.hpp>

#include "constructions/catalogue.hpp"
#include "constructions/sparse_threshold.hpp"
#include "models/measures.hpp"
#include "numerics/error.hpp"
#include "tasks/sparse_threshold.hpp"
#include "wrong_answers.hpp"

using namespace separatrix;
using separatrix::testing::wrong_answers;

namespace {

BuiltModel build(const SparseThreshold& task, const std::string& family) {
  Work work;
  ModelRequest request;
  request.vectors.family = family;
  request.vectors.seed = 1;
  return build_model(task, request, work);
}

const char* const kClauses = "p cnf 6 5\n1 -2 3 0\n-1 4 0\n2 5 -6 0\n-3 -4 -5 0\n6 0\n";

std::vector<SparseFormula> formulas() {
  return {
      named_formula("majority", 7), named_formula("at-least:2", 5),   named_formula("parity:3", 5),
      named_formula("equality", 6), named_formula("disjointness", 6), named_formula("and", 4),
      named_formula("or", 4),       parse_cnf(kClauses, "test"),      parse_dnf(kClauses, "test")};
}

}  // namespace

TEST_CASE("Every formula is computed on all inputs, with every address family") {
  for (const SparseFormula& formula : formulas())
    for (const std::string family : {"random-sign", "linear-code", "quadratic", "digits:2"}) {
      const SparseThreshold task(formula);
      INFO(formula.name << ", " << family);
      const BuiltModel built = build(task, family);
      CHECK(wrong_answers(built.model, task, "fixed:3:down") == 0);
      if (family == "quadratic") CHECK(wrong_answers(built.model, task, "float64") == 0);
    }
}

TEST_CASE("Padding does not change the answer") {
  const SparseThreshold task(parse_cnf(kClauses, "test"), 11);
  CHECK(wrong_answers(build(task, "quadratic").model, task) == 0);
}

TEST_CASE("The width is the header's: 1 + k + 2^k + (k + 1) r") {
  for (const SparseFormula& formula : formulas()) {
    const SparseThreshold task(formula);
    const std::uint64_t k = std::max(formula.width, 1U);
    const BuiltModel built = build(task, "linear-code");
    const std::uint64_t r = built.addresses->dimension();
    CHECK(built.model.stream.dimension() == 1 + k + (1ULL << k) + (k + 1) * r);
    CHECK(measure(built.model, 0).heads == k);
  }
}

TEST_CASE("A sparse threshold with a planted fault answers wrongly") {
  using Fault = std::function<void(Transformer&)>;
  const auto term = [](Transformer& m, std::uint32_t kind,
                       const std::string& subspace) -> EmbeddingTerm& {
    for (EmbeddingTerm& t : m.embedding)
      if (t.kind == kind && t.subspace == subspace) return t;
    throw Error("test", subspace, "there is no such term");
  };
  const std::vector<std::pair<std::string, Fault>> faults{
      {"BOS has no address",
       [](Transformer& m) {
         std::erase_if(m.embedding, [](const EmbeddingTerm& t) {
           return t.kind == SparseThreshold::kBos && t.subspace == "position";
         });
       }},
      {"a block aims one position too far",
       [&](Transformer& m) {
         auto& map = std::get<AddressOf>(term(m, SparseThreshold::kBit, "variable_1").source).map;
         for (AddressRun& run : map)
           if (run.target > 0) --run.target;
       }},
      {"a wrong entry of a truth table",
       [&](Transformer& m) {
         auto& rows = std::get<PositionTable>(term(m, SparseThreshold::kBit, "table").source).rows;
         for (Rational& entry : rows[1].entries) entry = 1 - entry;
       }},
      {"the selection reads a copy with the wrong sign",
       [](Transformer& m) {
         for (Block& block : m.layers[0].mlp->hidden.blocks)
           if (block.from == "copy_1")
             for (Rational& entry : std::get<Dense>(block.coefficients).entries) entry = -entry;
       }},
      {"the threshold past its margin", [](Transformer& m) {
         for (Bias& bias : m.layers[1].mlp->hidden.biases) bias.values[0] += 2;
       }}};
  const SparseThreshold task(parse_cnf(kClauses, "test"));
  const Transformer good = build(task, "linear-code").model;
  REQUIRE(wrong_answers(good, task) == 0);
  for (const auto& [name, plant] : faults) {
    INFO(name);
    Transformer bad = good;
    plant(bad);
    bad.validate();
    CHECK(wrong_answers(bad, task) > 0);
  }
}

TEST_CASE("Too few addresses are refused") {
  const SparseThreshold task(named_formula("majority", 5));
  const BuiltModel small = build(SparseThreshold(named_formula("majority", 3)), "quadratic");
  CHECK_THROWS_AS(sparse_threshold(task, small.addresses, 10), Error);
  CHECK_THROWS_AS(sparse_threshold(task, build(task, "quadratic").addresses, 0), Error);
}

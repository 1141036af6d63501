#include <functional>

#include <catch2/catch.hpp>

#include "analysis/feature_certificate.hpp"
#include "analysis/sampled.hpp"
#include "constructions/catalogue.hpp"
#include "numerics/error.hpp"
#include "tasks/comparison.hpp"
#include "tasks/sparse_threshold.hpp"

using namespace separatrix;
using Relation = Comparison::Relation;

namespace {

BuiltModel build(const Task& task, const std::string& family, const std::string& eta = "auto") {
  Work work;
  ModelRequest request;
  request.vectors.family = family;
  request.vectors.seed = 1;
  request.scale = parse_scale(eta);
  return build_model(task, request, work);
}

Outcome certify(const Transformer& model, const Task& task,
                const std::string& format = "interval") {
  Work work;
  return certify_by_features(model, task, parse_format(format), work);
}

}  // namespace

TEST_CASE("Comparisons are certified for every family, over the reals and on the grid") {
  for (const std::string family :
       {"random-sign", "linear-code", "hypercube", "quadratic", "digits:2"})
    for (const Relation relation : {Relation::equal, Relation::unequal, Relation::meet})
      for (const std::string format : {"interval", "fixed:3:down", "fixed:3:nearest"}) {
        const Comparison task(64, 2, relation);
        INFO(family << ", " << task.id() << ", " << format);
        const Outcome outcome = certify(build(task, family).model, task, format);
        INFO(outcome.reason);
        CHECK(outcome.status == Status::certified);
        REQUIRE(outcome.certificate);
        CHECK(outcome.certificate->at("kind") == "features-by-classes");
        CHECK(outcome.certificate->at("features") == 32);
      }
}

TEST_CASE("The smallest copying scale is certified and half of it is not") {
  for (const std::string family : {"linear-code", "quadratic", "hypercube"}) {
    const Comparison task(256, 4, Relation::equal);
    const BuiltModel built = build(task, family, "smallest");
    CHECK(certify(built.model, task).status == Status::certified);
    const auto weak = build(task, family, to_string(Rational(built.eta / 2)));
    CHECK(certify(weak.model, task).status == Status::undecided);
    const SparseThreshold formula(named_formula("random-3cnf:1", 40));
    const BuiltModel sparse = build(formula, family, "smallest");
    CHECK(certify(sparse.model, formula).status == Status::certified);
    CHECK(certify(build(formula, family, to_string(Rational(sparse.eta / 2))).model, formula)
              .status == Status::undecided);
  }
}

TEST_CASE("Features of a million and a billion positions are certified") {
  for (const auto& [family, log_n] :
       {std::pair{"linear-code", 20U}, {"quadratic", 20U}, {"quadratic", 30U}}) {
    const std::uint64_t n = std::uint64_t{1} << log_n;
    INFO(family << ", 2^" << log_n);
    for (const Relation relation : {Relation::equal, Relation::meet}) {
      const Comparison task(n, 2, relation);
      CHECK(certify(build(task, family).model, task).status == Status::certified);
    }
    const SparseThreshold majority(named_formula("majority", n));
    CHECK(certify(build(majority, family).model, majority).status == Status::certified);
  }
}

TEST_CASE("Formulas are certified: clauses, terms, thresholds, parities, constants") {
  const char* constants = "p cnf 3 4\n1 -1 2 0\n2 3 0\n0\n-3 1 0\n";
  const std::vector<SparseFormula> formulas{named_formula("majority", 101),
                                            named_formula("at-least:7", 50),
                                            named_formula("parity:5", 9),
                                            named_formula("equality", 40),
                                            named_formula("disjointness", 40),
                                            named_formula("and", 33),
                                            named_formula("or", 33),
                                            named_formula("random-3cnf:3", 200),
                                            parse_dnf("p dnf 5 3\n1 2 -3 0\n-4 5 0\n2 0\n", "test"),
                                            parse_cnf(constants, "test")};
  for (const SparseFormula& formula : formulas)
    for (const std::string format : {"interval", "fixed:3:down"}) {
      const SparseThreshold task(formula);
      INFO(formula.name << ", " << format);
      const Outcome outcome = certify(build(task, "linear-code").model, task, format);
      INFO(outcome.reason);
      CHECK(outcome.status == Status::certified);
    }
}

TEST_CASE("Partitions that interleave are certified") {
  for (const std::string partition : {"halves", "odd-even", "random:7"}) {
    const Comparison task(64, 3, partition);
    INFO(partition);
    CHECK(certify(build(task, "quadratic").model, task).status == Status::certified);
  }
}

TEST_CASE("A feature model with a planted fault is not certified") {
  using Fault = std::function<void(Transformer&)>;
  const auto each_map = [](Transformer& m, const std::function<void(std::vector<AddressRun>&)>& f) {
    for (EmbeddingTerm& term : m.embedding)
      if (auto* address = std::get_if<AddressOf>(&term.source);
          address != nullptr && address->index == AddressOf::Index::map)
        f(address->map);
  };
  const std::vector<std::pair<std::string, Fault>> faults{
      {"targets off by one",
       [&](Transformer& m) {
         each_map(m, [](auto& map) {
           for (AddressRun& run : map)
             if (run.first > 0) run.target += 1;
         });
       }},
      {"the copy has the wrong sign",
       [](Transformer& m) {
         m.layers[0].heads[0].output.blocks[0].coefficients = Scale{Rational(-1)};
       }},
      {"a copy is lost", [](Transformer& m) { m.layers[0].heads[0].output.blocks.clear(); }},
      {"the gate's threshold past its margin",
       [](Transformer& m) {
         for (Bias& bias : m.layers[0].mlp->hidden.biases)
           for (Rational& value : bias.values) value += 2;
       }},
      {"the last threshold past its margin",
       [](Transformer& m) {
         for (Bias& bias : m.layers[1].mlp->hidden.biases) bias.values[0] += 2;
       }},
      {"the count is halved",
       [](Transformer& m) {
         for (Block& block : m.layers[1].mlp->hidden.blocks)
           block.coefficients = Scale{std::get<Scale>(block.coefficients).factor / 2};
       }},
      {"layer 2 reads addresses",
       [](Transformer& m) {
         m.readout.low = Rational(-10);
         m.readout.high = Rational(-9);
       }},
      {"a causal mask", [](Transformer& m) { m.causal = true; }},
      {"the average prefers tokens that count",
       [](Transformer& m) {
         Head& mean = m.layers[1].heads[0];
         const Layout one{{"preferred", 1}};
         mean.query = {mean.query.in, one, {}, {{"preferred", {Rational(8)}}}};
         mean.key = {mean.key.in, one, mean.value.blocks, {}};
         for (Block& block : mean.key.blocks) block.to = "preferred";
         m.validate();
       }},
      {"the scale is a quarter", [](Transformer& m) {
         for (Head& head : m.layers[0].heads)
           for (Block& block : head.query.blocks)
             if (auto* scale = std::get_if<Scale>(&block.coefficients)) scale->factor /= 4;
       }}};
  const Comparison equality(32, 2, Relation::equal);
  const Comparison disjointness(32, 2, Relation::meet);
  const SparseThreshold formula(named_formula("random-3cnf:5", 25));
  for (const Task* task :
       {static_cast<const Task*>(&equality), static_cast<const Task*>(&disjointness),
        static_cast<const Task*>(&formula)}) {
    const Transformer good = build(*task, "linear-code", "smallest").model;
    REQUIRE(certify(good, *task).status == Status::certified);
    for (const auto& [name, plant] : faults) {
      INFO(task->id() << ": " << name);
      Transformer bad = good;
      plant(bad);
      const Outcome outcome = certify(bad, *task);
      CHECK(outcome.status == Status::undecided);
      CHECK_FALSE(outcome.reason.empty());
    }
  }
}

TEST_CASE("BOS without an address, and symbols that are addresses, are not certified") {
  const SparseThreshold task(named_formula("majority", 20));
  Transformer model = build(task, "linear-code").model;
  std::erase_if(model.embedding, [](const EmbeddingTerm& t) {
    return t.kind == SparseThreshold::kBos && t.subspace == "position";
  });
  CHECK(certify(model, task).status == Status::undecided);
  const Comparison equality(8, 8, Relation::equal);
  Transformer content = build(equality, "quadratic").model;
  for (EmbeddingTerm& term : content.embedding)
    if (term.subspace == "position")
      std::get<AddressOf>(term.source).index = AddressOf::Index::value;
  content.validate();
  CHECK(certify(content, equality).status == Status::undecided);
}

TEST_CASE("Certified models answer random inputs") {
  for (const std::string family : {"linear-code", "quadratic"}) {
    const Comparison task(40, 4, Relation::equal);
    const BuiltModel built = build(task, family, "smallest");
    REQUIRE(certify(built.model, task).status == Status::certified);
    Work work;
    for (const std::string& sampler : task.samplers()) {
      const Outcome runs =
          run_samples(built.model, task, parse_format("interval"), {sampler, 20, 3}, work);
      CHECK(runs.status == Status::sampled);
    }
  }
}

TEST_CASE("Floats are left undecided") {
  const Comparison task(8, 2, Relation::equal);
  CHECK(certify(build(task, "quadratic").model, task, "float32").status == Status::undecided);
}

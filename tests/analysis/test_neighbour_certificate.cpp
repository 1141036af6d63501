#include <catch2/catch.hpp>

#include "../constructions/neighbour_models.hpp"
#include "analysis/margin_search.hpp"
#include "analysis/neighbour_certificate.hpp"
#include "analysis/sampled.hpp"
#include "models/measures.hpp"
#include "numerics/error.hpp"
#include "tasks/index_lookup.hpp"

using namespace separatrix;
using namespace separatrix::testing;

namespace {

Outcome certify(const Transformer& model, const Task& task) {
  Work work;
  return certify_neighbour(model, task, neighbour_margin(task), parse_format("interval"), work);
}

Status status(const Transformer& model, const Task& task) { return certify(model, task).status; }

}  // namespace

TEST_CASE("the repaired model is certified down to gamma = 1/1024 at constant width") {
  for (const std::uint64_t n : {2ULL, 3ULL, 1024ULL, 1ULL << 20})
    for (const Rational& gamma : {Rational(1, 2), Rational(1, 1024)}) {
      INFO("n = " << n << ", gamma = " << gamma);
      const NearestNeighbour task(n, 16, gamma);
      const Transformer model = copy_model(task);
      CHECK(measure(model, 0).width <= 16 + 8);
      const Outcome outcome = certify(model, task);
      INFO(outcome.reason);
      REQUIRE(outcome.status == Status::certified);
      CHECK(outcome.certificate->at("kind") == "neighbour-by-classes");
      CHECK(outcome.certificate->at("cases").size() == 2);
      CHECK(outcome.assumes.empty());
    }
  const NearestNeighbour task(64, 3, Rational(1, 100));
  for (const char* family : {"digits:2", "linear-code", "dual-bch"})
    CHECK(status(copy_model(task, family), task) == Status::certified);
}

TEST_CASE("the paper's model is certified where its vectors are accurate to gamma/100") {
  for (const std::uint64_t n : {2U, 4U, 64U})
    for (const Rational& gamma : {Rational(1, 2), Rational(1, 1024)}) {
      INFO("n = " << n << ", gamma = " << gamma);
      const NearestNeighbour task(n, 3, gamma);
      const Outcome outcome = certify(paper_model(task), task);
      INFO(outcome.reason);
      CHECK(outcome.status == Status::certified);
    }
}

TEST_CASE("the paper's model is not certified where its vectors are not that accurate") {
  const NearestNeighbour task(16, 3, Rational(1, 8));
  const auto code = family_addresses("linear-code", paper_addresses(task), Rational(1, 4));
  CHECK(status(neighbour_paper(task, code, paper_neighbour_scales(task)), task) ==
        Status::undecided);
}

TEST_CASE("recall is certified for all keys") {
  for (const Recall::Queries queries : {Recall::Queries::one, Recall::Queries::many})
    for (const std::uint64_t alphabet : {0ULL, 1000ULL, 1ULL << 40}) {
      const Recall task(64, alphabet, queries);
      INFO(task.id() << ", alphabet " << alphabet);
      const Outcome copy = certify(copy_model(task), task);
      INFO(copy.reason);
      CHECK(copy.status == Status::certified);
      const Outcome paper = certify(paper_model(task), task);
      INFO(paper.reason);
      CHECK(paper.status == Status::certified);
    }
}

TEST_CASE("a causal mask changes nothing where tokens look back only") {
  const NearestNeighbour task(32, 3, Rational(1, 64));
  Transformer model = copy_model(task);
  model.causal = true;
  CHECK(status(model, task) == Status::certified);
}

TEST_CASE("no planted fault is certified") {
  const NearestNeighbour points(8, 2, Rational(1, 64));
  const Recall keys(8, 16, Recall::Queries::many);
  for (const Task* task : {static_cast<const Task*>(&points), static_cast<const Task*>(&keys)}) {
    for (const Fault& fault : copy_faults()) {
      INFO(task->id() << ", copy: " << fault.what);
      Transformer model = copy_model(*task);
      REQUIRE(status(model, *task) == Status::certified);
      fault.plant(model);
      const Outcome outcome = certify(model, *task);
      CHECK(outcome.status == Status::undecided);
      CHECK_FALSE(outcome.reason.empty());
    }
    for (const Fault& fault : paper_faults()) {
      INFO(task->id() << ", paper: " << fault.what);
      Transformer model = paper_model(*task);
      REQUIRE(status(model, *task) == Status::certified);
      fault.plant(model);
      CHECK(status(model, *task) == Status::undecided);
    }
  }
}

TEST_CASE("what the argument does not cover is undecided, never certified") {
  const NearestNeighbour task(8, 2, Rational(1, 64));
  const Transformer good = copy_model(task);
  const auto undecided_after = [&](const std::function<void(Transformer&)>& change) {
    Transformer model = good;
    change(model);
    return status(model, task) == Status::undecided;
  };
  CHECK(undecided_after([](Transformer& m) { m.readout = {"label", Rational(-2), Rational(2)}; }));
  CHECK(undecided_after([](Transformer& m) {  // the scores read the label, too
    m.layers[1].heads[0].key.blocks.push_back({"asks", "label", Scale{1000}});
  }));
  CHECK(undecided_after([](Transformer& m) {  // the value reads a point
    m.layers[1].heads[0].value.blocks = {{"label", "label", Scale{1}},
                                         {"label", "point", Dense{{Rational(1), Rational(0)}}}};
  }));
  CHECK(undecided_after([](Transformer& m) {  // another position's address for one pair only
    std::get<AddressOf>(source_of(m, kLabel, "address")).map = {{0, 0, 0}, {1, 0, 1}, {5, 2, 1}};
  }));
  CHECK(undecided_after([](Transformer& m) {  // a flag that some labels lack
    source_of(m, kLabel, "is_label") = PositionTable{{{0, {Rational(1)}}, {5, {Rational(0)}}}};
  }));
  CHECK(undecided_after([](Transformer& m) { m.vocabulary[kLabel].name = "mark"; }));
  Work work;
  CHECK(certify_neighbour(good, task, task.gamma(), parse_format("fixed:3"), work).status ==
        Status::undecided);
  const NearestNeighbour longer(9, 2, Rational(1, 64));
  CHECK(status(good, longer) == Status::undecided);
  CHECK_THROWS_AS(certify_neighbour(good, task, 0, parse_format("interval"), work), Error);
  const IndexLookup other(8, 2, true);
  CHECK_THROWS_AS(certify_neighbour(good, other, 1, parse_format("interval"), work), Error);
}

TEST_CASE("where a margin is certified no sampled input fails; far below it some do") {
  for (const Rational& gamma : {Rational(1, 4), Rational(1, 32)}) {
    const NearestNeighbour task(12, 4, gamma);
    for (const Transformer& model : {copy_model(task), paper_model(task)}) {
      INFO(model.construction << ", gamma = " << gamma);
      Work work;
      const SamplePlan plan{"adversarial", 12, 3};
      const Format doubles = parse_format("float64");
      const MarginSearch search = search_margin(model, 12, 4, 9, doubles, plan, work);
      REQUIRE(search.certified);
      CHECK(*search.certified <= gamma);
      const NearestNeighbour at(12, 4, *search.certified);
      CHECK(status(model, at) == Status::certified);
      const NearestNeighbour below(12, 4, *search.certified - search.step);
      CHECK(status(model, below) == Status::undecided);
      CHECK(run_samples(model, at, parse_format("interval"), plan, work).status ==
            Status::sampled);
      REQUIRE(search.refuted);
      CHECK(*search.refuted < *search.certified);
      REQUIRE(search.failure);
      const NearestNeighbour failing(12, 4, *search.refuted);
      CHECK(failing.reference(search.failure->input) == search.failure->expected);
      CHECK(search.failure->got != search.failure->expected);
    }
  }
}

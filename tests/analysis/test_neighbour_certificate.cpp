#include <catch2/catch.hpp>

#include "../constructions/neighbour_models.hpp"
#include "analysis/margin_search.hpp"
#include "analysis/neighbour_certificate.hpp"
#include "analysis/sampled.hpp"
#include "models/forward.hpp"
#include "models/json_fields.hpp"
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

/// What the lemma promises of sign vectors and no more: products of different ones anywhere between
/// -coherence and coherence. There are no vectors behind it.
class WorstCase final : public Addresses {
 public:
  WorstCase(std::uint64_t n, const Rational& coherence) : n_(n), coherence_(coherence) {}

  std::string id() const override { return "worst case"; }
  nlohmann::ordered_json describe() const override { return {{"family", id()}}; }
  std::uint64_t size() const override { return n_; }
  std::size_t dimension() const override { return 64; }
  void address(std::uint64_t, std::span<std::int64_t>) const override {
    throw std::logic_error("");
  }
  Integer max_entry(std::size_t) const override { return 1; }
  Integer stored_bits() const override { return 0; }
  std::optional<FormRange> range(const std::vector<MatrixEntry>&) const override {
    return std::nullopt;
  }
  std::optional<FormRange> scaled_range(const Rational& c) const override {
    const Rational self = c * 64;
    const Rational other = abs(self) * coherence_;
    return FormRange{self, self, -other, other};
  }
  bool entries_are_signs() const override { return true; }
  LookupForm lookup_form(const Rational& eta) const override {
    return {64, Scale{eta / 64}, Scale{1}};
  }
  Rational target_score() const override { return 1; }
  std::optional<Rational> margin() const override { return 1 - coherence_; }

 private:
  std::uint64_t n_;
  Rational coherence_;
};

}  // namespace

TEST_CASE("the repaired model is certified down to gamma = 1/1024 at constant width") {
  for (const std::uint64_t n : {2ULL, 3ULL, 1024ULL, 1ULL << 30})
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

TEST_CASE("the paper's constants hold for all vectors accurate to gamma/100") {
  for (const std::uint64_t n : {2ULL, 4ULL, 1024ULL, 1ULL << 30})
    for (const Rational& gamma : {Rational(19, 10), Rational(1, 2), Rational(1, 1024)}) {
      INFO("n = " << n << ", gamma = " << gamma);
      const NearestNeighbour task(n, 16, gamma);
      const auto model = [&](const Rational& coherence) {
        return neighbour_paper(task, std::make_shared<WorstCase>(paper_addresses(task), coherence),
                               paper_neighbour_scales(task));
      };
      const Outcome outcome = certify(model(gamma / 100), task);
      INFO(outcome.reason);
      CHECK(outcome.status == Status::certified);
      // 20 times the error is the margin; with a single labelled point there is no rival.
      CHECK(status(model(gamma / 20), task) == (n == 2 ? Status::certified : Status::undecided));
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

TEST_CASE("a model changed at random is certified only if it still answers rightly") {
  const NearestNeighbour task(7, 2, Rational(1, 12));
  const std::vector<Rational> multiples{Rational(-1),   Rational(0),    Rational(1, 8),
                                        Rational(1, 2), Rational(9, 8), Rational(3)};
  std::size_t certified = 0, undecided = 0;
  for (std::uint64_t trial = 0; trial < 240; ++trial) {
    Random random(21, trial);
    Transformer model = trial % 2 == 0 ? copy_model(task) : paper_model(task);
    const auto scale = [&](std::vector<Block>& blocks) {
      auto& any = blocks[random.below(blocks.size())].coefficients;
      const Rational& c = multiples[random.below(multiples.size())];
      if (auto* one = std::get_if<Scale>(&any)) {
        one->factor *= c;
      } else if (auto* diagonal = std::get_if<Diagonal>(&any)) {
        diagonal->entries[random.below(diagonal->entries.size())] *= c;
      } else {
        auto& entries = std::get<Dense>(any).entries;
        entries[random.below(entries.size())] += c;
      }
    };
    for (std::uint64_t changes = 1 + random.below(2); changes > 0; --changes) {
      Layer& layer = model.layers[random.below(2)];
      Head& head = layer.heads[0];
      switch (random.below(7)) {
        case 0:
          scale(head.query.blocks);
          break;
        case 1:
          scale(head.key.blocks);
          break;
        case 2:
          scale(head.value.blocks);
          break;
        case 3:
          if (layer.mlp) scale(layer.mlp->hidden.blocks);
          break;
        case 4:
          if (layer.mlp) scale(layer.mlp->output.blocks);
          break;
        case 5:
          if (layer.mlp)
            for (Rational& b : layer.mlp->hidden.biases[0].values) b += Rational(1, 4);
          break;
        default:
          for (EmbeddingTerm& term : model.embedding)
            if (auto* constant = std::get_if<ConstantVector>(&term.source))
              constant->entries[0] *= multiples[random.below(multiples.size())];
      }
    }
    if (status(model, task) != Status::certified) {
      ++undecided;
      continue;
    }
    ++certified;
    INFO("trial " << trial);
    Work work;
    for (const char* sampler : {"random", "adversarial"})
      CHECK(run_samples(model, task, parse_format("float64"), {sampler, 20, trial}, work).status ==
            Status::sampled);
  }
  CHECK(certified > 20);
  CHECK(undecided > 20);
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
      CHECK(run_samples(model, at, parse_format("interval"), plan, work).status == Status::sampled);
      REQUIRE(search.refuted);
      CHECK(*search.refuted < *search.certified);
      REQUIRE(search.failure);
      const NearestNeighbour failing(12, 4, *search.refuted);
      CHECK(failing.reference(search.failure->input) == search.failure->expected);
      CHECK(search.failure->got != search.failure->expected);
    }
  }
}

TEST_CASE("what runs show lies within what the certificate says") {
  // Without the last gate, the output is the nearest label plus the noise of both layers.
  const NearestNeighbour task(10, 3, Rational(1, 16));
  for (Transformer model : {copy_model(task), paper_model(task)}) {
    INFO(model.construction);
    model.layers[1].mlp.reset();
    const Outcome outcome = certify(model, task);
    INFO(outcome.reason);
    REQUIRE(outcome.status == Status::certified);
    const ForwardPass<RealIntervals> pass(RealIntervals(), model);
    Rational farthest;
    for (std::uint64_t i = 0; i < 24; ++i) {
      Random random(11, i);
      const Input input = task.sample(i % 4 == 0 ? "random" : "adversarial", random);
      const bool label = task.reference(input).at(0);
      const auto& range = outcome.certificate->at("cases")[label ? 1 : 0].at("output");
      const Interval output = pass.run(input).at(0);
      CHECK(output.at_least(json_number(range[0], "low")) == Tri::yes);
      CHECK(output.at_most(json_number(range[1], "high")) == Tri::yes);
      farthest = std::max(farthest, Rational(abs(output.upper() - (label ? 1 : 0))));
    }
    // Adversarial inputs use a good part of the room.
    const auto& zero = outcome.certificate->at("cases")[0].at("output");
    CHECK(20 * farthest > json_number(zero[1], "high"));
  }
}

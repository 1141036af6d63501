#include <catch2/catch.hpp>

#include "analysis/class_certificate.hpp"
#include "analysis/sampled.hpp"
#include "constructions/attention_scale.hpp"
#include "lookup_models.hpp"

using namespace separatrix;
using namespace separatrix::testing;

namespace {

Outcome certify(const Transformer& model, const IndexLookup& task, const std::string& format) {
  Work work;
  return certify_by_classes(model, task, parse_format(format), work);
}

}  // namespace

TEST_CASE("the smallest scale is certified over the reals and half of it is not") {
  for (const std::string family : {"random-sign", "linear-code", "quadratic", "digits:2"})
    for (const std::uint64_t n : {16U, 100U, 1024U}) {
      INFO(family << ", n = " << n);
      const IndexLookup task(n, 5, true);
      const BuiltModel built = build(task, family);
      const Outcome outcome = certify(built.model, task, "interval");
      INFO(outcome.reason);
      CHECK(outcome.status == Status::certified);
      REQUIRE(outcome.certificate);
      CHECK(outcome.certificate->at("kind") == "lookup-by-classes");
      CHECK(outcome.certificate->at("readout").dump() == R"({"low":"1/4","high":"3/4"})");
      const Rational half = built.eta / 2;
      const Outcome weak = certify(build_at(task, family, half).model, task, "interval");
      CHECK(weak.status == Status::undecided);
      CHECK_FALSE(weak.certificate);
      CHECK_FALSE(weak.reason.empty());
    }
}

TEST_CASE("the paper's scale is certified") {
  for (const std::string family : {"random-sign", "linear-code", "quadratic"}) {
    const IndexLookup task(64, 64, true);
    const ScaleChoice paper{ScaleChoice::Rule::paper, 0};
    CHECK(certify(build(task, family, paper).model, task, "interval").status == Status::certified);
  }
}

TEST_CASE("a million and a billion positions are certified") {
  for (const auto& [family, log_n] :
       {std::pair{"linear-code", 20U}, {"quadratic", 20U}, {"quadratic", 30U}, {"digits:2", 30U}}) {
    INFO(family << ", 2^" << log_n);
    const IndexLookup task(std::uint64_t{1} << log_n, 64, true);
    const BuiltModel built = build(task, family);
    CHECK(certify(built.model, task, "interval").status == Status::certified);
    const Rational half = built.eta / 2;
    CHECK(certify(build_at(task, family, half).model, task, "interval").status ==
          Status::undecided);
  }
}

TEST_CASE("certified models answer adversarial samples") {
  for (const std::string family : {"linear-code", "quadratic", "digits:2"})
    for (const std::string format : {"interval", "fixed:4:down", "fixed:4:nearest"}) {
      INFO(family << ", " << format);
      const IndexLookup task(64, 5, true);
      const Transformer model = build_at(task, family, 14).model;
      REQUIRE(certify(model, task, format).status == Status::certified);
      Work work;
      const Outcome runs =
          run_samples(model, task, parse_format(format), {"adversarial", 40, 3}, work);
      CHECK(runs.status == Status::sampled);
      CHECK(runs.failures == 0);
    }
}

TEST_CASE("classes say nothing about floats, and nothing of codes with unchecked products") {
  const IndexLookup task(16, 2, true);
  for (const std::string format : {"float64", "float32", "bfloat16", "float16"})
    CHECK(certify(build_at(task, "quadratic", 14).model, task, format).status == Status::undecided);
}

TEST_CASE("a model that looks up the symbol instead of the position is not certified") {
  // Symbols write the address of their own value: 'the symbol whose value is q' is found.
  const IndexLookup task(16, 16, true);
  Transformer model = build_at(task, "quadratic", 14).model;
  REQUIRE(certify(model, task, "interval").status == Status::certified);
  bool changed = false;
  for (EmbeddingTerm& term : model.embedding)
    if (auto* address = std::get_if<AddressOf>(&term.source);
        address != nullptr && term.kind == IndexLookup::kSymbol) {
      address->index = AddressOf::Index::value;
      changed = true;
    }
  REQUIRE(changed);
  model.validate();
  REQUIRE(really_fails(model, task, parse_format("interval"), task.input({1, 0}, 0)));
  CHECK(certify(model, task, "interval").status != Status::certified);
}

TEST_CASE("a position token that adds a huge value of its own is not certified") {
  // Only for q = 2: the table's first row is harmless.
  const IndexLookup task(2, 2, true);
  Transformer model = build_at(task, "quadratic", 4).model;
  REQUIRE(certify(model, task, "interval").status == Status::certified);
  model.embedding.push_back(
      {IndexLookup::kIndex, "symbol", ValueTable{{{Rational(0)}, {Rational(1000000)}}}});
  model.validate();
  REQUIRE(really_fails(model, task, parse_format("interval"), task.input({0, 0}, 1)));
  CHECK(certify(model, task, "interval").status != Status::certified);
}

TEST_CASE("addresses that saturate on the grid before a small coefficient are not certified") {
  // S = 256^(15/8) = 32768 < 255^2, but 255^2 / 4 fits.
  const IndexLookup task(256, 2, false);
  const Rational eta(13);
  Transformer model = build_at(task, "quadratic", eta).model;
  Head& head = model.layers[0].heads[0];
  for (Block& block : head.key.blocks)
    if (block.from == "position")
      block.coefficients = Diagonal{{Rational(1, 4), Rational(1, 4), Rational(4 * eta)}};
  for (Block& block : head.query.blocks)
    if (block.from == "position")
      block.coefficients =
          Dense{{Rational(8 * eta), 0, 0, 0, 0, Rational(-4 * eta), 0, Rational(-1, 4), 0}};
  model.validate();
  REQUIRE(certify(model, task, "interval").status == Status::certified);
  const Format format = parse_format("fixed:15/8:down");
  std::vector<std::uint64_t> symbols(256, 0);
  symbols[254] = 1;
  REQUIRE(really_fails(model, task, format, task.input(symbols, 254)));
  CHECK(certify(model, task, "fixed:15/8:down").status != Status::certified);
}

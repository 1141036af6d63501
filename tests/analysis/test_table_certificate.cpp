#include <catch2/catch.hpp>

#include "analysis/exhaustive.hpp"
#include "analysis/table_certificate.hpp"
#include "constructions/addresses/catalogue.hpp"
#include "constructions/comparison.hpp"
#include "lookup_models.hpp"
#include "table_models.hpp"

using namespace separatrix;
using namespace separatrix::testing;

namespace {

std::shared_ptr<const Addresses> addresses(const std::string& family, std::uint64_t n) {
  vectors::Request request;
  request.family = family;
  request.n = n;
  request.gamma = Rational(1, 4);
  request.sides = Sides::two;
  request.seed = 1;
  Work work;
  return make_addresses(request, work);
}

Outcome certify(const Transformer& model, const Task& task, const std::string& format) {
  Work work;
  return certify_by_tables(model, task, parse_format(format), work);
}

}  // namespace

TEST_CASE("equality of long strings is certified from its tables") {
  for (const auto relation : {Comparison::Relation::equal, Comparison::Relation::meet})
    for (const auto& [n, family] : {std::pair{128U, "quadratic"}, {64U, "linear-code"}}) {
      const Comparison task(n, 2, relation);
      const Transformer model =
          comparison(task, addresses(family, n), 16, ComparisonLayout::compact);
      const Outcome outcome = certify(model, task, "fixed:3:down");
      INFO(outcome.reason);
      REQUIRE(outcome.status == Status::certified);
      const auto& digit = outcome.certificate->at("frames")[0].at("digits")[0];
      CHECK(outcome.certificate->at("kind") == "sum-of-features-by-tables");
      CHECK(digit.at("proportional") == true);
      CHECK(digit.at("checked") == n / 2 + 1);
      // The unit is the weight 1/n of the average, rounded down, times 1: in squared steps.
      const Integer scale = power(Integer(n), 3);
      CHECK(digit.at("bounds")[0].at("unit") == Integer(scale / n * scale).str());
    }
}

TEST_CASE("what is certified by tables has no failing input") {
  unsigned certified = 0;
  unsigned wrong = 0;
  for (const auto& [n, alphabet] : {std::pair{8U, 2U}, {6U, 3U}}) {
    const Comparison task(n, alphabet, Comparison::Relation::unequal);
    for (const Rational& eta :
         {Rational(1, 2), Rational(1), Rational(3, 2), Rational(2), Rational(4), Rational(12)})
      for (const std::string format : {"fixed:1:down", "fixed:2:nearest", "fixed:3:down"}) {
        INFO("n = " << n << ", eta " << to_string(eta) << ", " << format);
        const Transformer model =
            comparison(task, addresses("quadratic", n), eta, ComparisonLayout::compact);
        Work work;
        const Outcome runs = run_exhaustively(model, task, parse_format(format), work);
        const Outcome tables = certify(model, task, format);
        REQUIRE(runs.status != Status::undecided);
        CHECK(tables.status != Status::refuted);
        const bool right = runs.status == Status::exhaustive;
        if (tables.status == Status::certified) CHECK(right);
        // Where the gates restore every digit the tables lose nothing.
        if (eta >= 4) CHECK((tables.status == Status::certified) == right);
        certified += tables.status == Status::certified;
        wrong += !right;
      }
  }
  CHECK(certified >= 4);
  CHECK(wrong >= 10);
}

TEST_CASE("tables that are not proportional are bounded: index lookup with soft attention") {
  const IndexLookup task(7, 3, true);
  unsigned certified = 0;
  for (const Rational& eta :
       {Rational(1, 64), Rational(1), Rational(2), Rational(3), Rational(9)}) {
    const Transformer model = build_at(task, "quadratic", eta).model;
    const Outcome outcome = certify(model, task, "fixed:2:down");
    Work work;
    const Outcome runs = run_exhaustively(model, task, parse_format("fixed:2:down"), work);
    if (runs.status == Status::refuted) CHECK(outcome.status == Status::undecided);
    if (outcome.status == Status::certified) {
      ++certified;
      CHECK(outcome.certificate->at("frames").size() == task.frames());
    }
  }
  CHECK(certified >= 2);
}

TEST_CASE("planted faults are not certified") {
  const std::uint64_t n = 32;
  const Comparison task(n, 2, Comparison::Relation::equal);
  const Transformer good =
      comparison(task, addresses("quadratic", n), 16, ComparisonLayout::compact);
  REQUIRE(certify(good, task, "fixed:3:down").status == Status::certified);
  const auto rejected = [&](const Transformer& model) {
    model.validate();
    const Outcome outcome = certify(model, task, "fixed:3:down");
    return outcome.status == Status::undecided && !outcome.reason.empty() && !outcome.certificate;
  };
  Transformer shifted = good;  // tau off by one
  for (EmbeddingTerm& term : shifted.embedding)
    if (auto* address = std::get_if<AddressOf>(&term.source);
        address != nullptr && term.subspace == "partner")
      for (AddressRun& run : address->map)
        if (run.first > 0) run.target += 1;
  CHECK(rejected(shifted));
  Transformer strict = good;  // wants two differences
  for (Bias& bias : strict.layers[1].mlp->hidden.biases)
    for (Rational& b : bias.values) b += 2;
  CHECK(rejected(strict));
  Transformer flipped = good;  // copies minus the partner's symbol
  for (Block& block : flipped.layers[0].heads[0].value.blocks) block.coefficients = Scale{-1};
  CHECK(rejected(flipped));
  Transformer swapped = good;  // the answer for the complement
  swapped.task = "inequality";
  const Comparison other(n, 2, Comparison::Relation::unequal);
  CHECK(certify(swapped, other, "fixed:3:down").status == Status::undecided);
}

TEST_CASE("what the tables cannot do is said, and a stopped certificate is undecided") {
  const Comparison task(16, 2, Comparison::Relation::equal);
  const Transformer model =
      comparison(task, addresses("quadratic", 16), 16, ComparisonLayout::compact);
  CHECK_THAT(certify(model, task, "float32").reason, Catch::Contains("exact sums"));
  Transformer reading = model;  // the key reads the symbol
  AffineMap& key = reading.layers[0].heads[0].key;
  key.blocks.push_back({"position", "symbol", Dense{{1, 0, 0}}});
  CHECK_THAT(certify(reading, task, "fixed:3:down").reason, Catch::Contains("on the content"));
  Work work;
  work.request_stop();
  const Outcome stopped = certify_by_tables(model, task, parse_format("fixed:3:down"), work);
  CHECK(stopped.status == Status::undecided);
  CHECK_FALSE(stopped.certificate);
  CHECK(table_certificate_cost(model, task) > 16 * 16 * 3);
  CHECK(table_certificate_cost(model, task) < 16 * 16 * 500);
}

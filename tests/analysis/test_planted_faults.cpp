// Faults planted in a model that is right: each must be refuted or left undecided, never passed.
#include <catch2/catch.hpp>

#include "analysis/class_certificate.hpp"
#include "analysis/search.hpp"
#include "analysis/vector_check.hpp"
#include "analysis/verify.hpp"
#include "constructions/addresses/sign_addresses.hpp"
#include "constructions/attention_scale.hpp"
#include "constructions/blocks/threshold.hpp"
#include "constructions/index_lookup.hpp"
#include "constructions/vectors/catalogue.hpp"
#include "constructions/vectors/table.hpp"
#include "lookup_models.hpp"

using namespace separatrix;
using namespace separatrix::testing;

namespace {

bool passes(const Outcome& outcome) {
  return outcome.status != Status::refuted && outcome.status != Status::undecided;
}

/// All three modes in three arithmetics; every `refuted` must come with an input that fails.
unsigned refutations(const Transformer& model, const IndexLookup& task) {
  unsigned refuted = 0;
  Work work;
  for (const Mode mode : {Mode::certified, Mode::exhaustive, Mode::sampled})
    for (const std::string word : {"interval", "fixed:3:down", "float32"}) {
      INFO("mode " << static_cast<int>(mode) << ", " << word);
      const Format format = parse_format(word);
      const Outcome outcome = verify(model, task, mode, format, {"adversarial", 200, 1}, work);
      CHECK_FALSE(passes(outcome));
      if (outcome.status != Status::refuted) continue;
      ++refuted;
      REQUIRE(outcome.failure);
      CHECK(really_fails(model, task, format, outcome.failure->input));
    }
  return refuted;
}

}  // namespace

TEST_CASE("the model without a fault passes in every mode") {
  const IndexLookup task(5, 3, true);
  const Transformer model = build_at(task, "linear-code", 16).model;
  Work work;
  for (const Mode mode : {Mode::certified, Mode::exhaustive, Mode::sampled})
    for (const std::string word : {"interval", "fixed:3:down", "float32"})
      CHECK(passes(verify(model, task, mode, parse_format(word), {"adversarial", 200, 1}, work)));
}

TEST_CASE("a changed sign in one address refutes the vectors and recertifies the model") {
  constexpr std::uint64_t kN = 1024;
  constexpr std::uint64_t kChanged = 700;
  Work work;
  const auto tight =
      vectors::make_family({"dual-bch", kN, Rational(1, 4), Sides::two, {}, 1}, work);
  const auto k = static_cast<std::int64_t>(tight->dimension());
  REQUIRE(check_vectors(*tight, Rational(1, 4), Sides::two, work).status == Status::certified);
  std::vector<std::vector<std::uint64_t>> rows;
  for (std::uint64_t i = 0; i < kN; ++i) rows.push_back(tight->row(i));
  const auto same = vectors::table(tight->dimension(), rows);
  REQUIRE(check_vectors(*same, Rational(1, 4), Sides::two, work).status == Status::certified);
  rows[kChanged][0] ^= 1U << 5;
  const std::shared_ptr<const vectors::SignFamily> faulty =
      vectors::table(tight->dimension(), rows);

  const Result claim = check_vectors(*faulty, Rational(1, 4), Sides::two, work);
  CHECK(claim.status == Status::refuted);
  CHECK_NOTHROW(check(claim, "result"));
  REQUIRE(claim.counterexample);
  const auto i = claim.counterexample->data.at("i").get<std::uint64_t>();
  const auto j = claim.counterexample->data.at("j").get<std::uint64_t>();
  CHECK((i == kChanged + 1 || j == kChanged + 1));
  CHECK_THAT(claim.counterexample->what,
             Catch::Contains(std::to_string(i)) && Catch::Contains(std::to_string(j)));
  const std::int64_t product = faulty->product(i - 1, j - 1);
  CHECK(claim.counterexample->data.at("product") == product);
  CHECK(4 * std::abs(product) > k);

  // The model: a scale that was just enough for 1/4 is not enough now; one for the new coherence
  // is, and the certificate shows the new number.
  const auto addresses =
      std::make_shared<const SignAddresses>(faulty, vectors::coherence(*faulty, work));
  const Rational worst = 1 - *addresses->margin();
  CHECK(worst > Rational(1, 4));
  const IndexLookup task(kN, 16, true);
  const Rational old = smallest_scale(kN, Rational(3, 4), 1);
  const Transformer before =
      index_lookup(kN, 16,
                   std::make_shared<const SignAddresses>(
                       std::shared_ptr<const vectors::SignFamily>(vectors::make_family(
                           {"dual-bch", kN, Rational(1, 4), Sides::two, {}, 1}, work)),
                       vectors::coherence(*tight, work)),
                   old, LookupLayout::paper);
  const Format reals = parse_format("interval");
  CHECK(verify(before, task, Mode::certified, reals, {}, work).status == Status::certified);
  const Transformer at_old = index_lookup(kN, 16, addresses, old, LookupLayout::paper);
  CHECK(certify_by_classes(at_old, task, reals, work).status == Status::undecided);
  const Transformer at_new = index_lookup(
      kN, 16, addresses, smallest_scale(kN, *addresses->margin(), 1), LookupLayout::paper);
  const Outcome afresh = verify(at_new, task, Mode::certified, reals, {}, work);
  REQUIRE(afresh.status == Status::certified);
  CHECK(afresh.certificate->at("kind") == "lookup-by-classes");
  const Rational eta = smallest_scale(kN, *addresses->margin(), 1);
  CHECK(afresh.certificate->at("heads")[0].at("margin") ==
        nlohmann::ordered_json(to_string(Rational(eta * *addresses->margin()))));
}

TEST_CASE("a scale below the smallest that works is refuted on the actual vectors") {
  const IndexLookup task(24, 4, true);
  for (const std::string family : {"linear-code", "quadratic"})
    for (const std::string word : {"interval", "fixed:3:down"}) {
      INFO(family << ", " << word);
      const Format format = parse_format(word);
      Work work;
      const auto model = [&](const Rational& eta) { return build_at(task, family, eta).model; };
      const ScaleSearch search = search_scale(model, task, format, 16, Rational(1, 64), work);
      REQUIRE(search.certified);
      REQUIRE(search.refuted);
      CHECK(*search.refuted < *search.certified);
      CHECK(*search.certified - *search.refuted <= Rational(1, 8));
      CHECK(verify(model(*search.certified), task, Mode::certified, format, {}, work).status ==
            Status::certified);
      const Transformer low = model(*search.refuted);
      const Outcome outcome = verify(low, task, Mode::certified, format, {}, work);
      CHECK(outcome.status == Status::refuted);
      REQUIRE(outcome.failure);
      CHECK(really_fails(low, task, format, outcome.failure->input));
      REQUIRE(search.failure);
      CHECK(really_fails(low, task, format, search.failure->input));
    }
}

TEST_CASE("key and query shifted by one position are refuted") {
  const IndexLookup task(5, 3, true);
  for (const std::string family : {"linear-code", "quadratic"}) {
    INFO(family);
    Transformer model = build_at(task, family, 16).model;
    for (EmbeddingTerm& term : model.embedding)
      if (auto* address = std::get_if<AddressOf>(&term.source);
          address != nullptr && term.kind == IndexLookup::kSymbol) {
        address->index = AddressOf::Index::map;
        for (std::uint64_t i = 0; i < model.max_length; ++i)
          address->map.push_back({i, (i + 1) % task.n(), 0});
      }
    model.validate();
    CHECK(refutations(model, task) == 9);
  }
}

TEST_CASE("two symbols swapped in the table are refuted") {
  const IndexLookup task(5, 3, true);
  Transformer model = build_at(task, "linear-code", 16).model;
  auto& table = std::get<ValueTable>(model.embedding.front().source);
  std::swap(table.rows[0], table.rows[1]);
  CHECK(refutations(model, task) > 0);
}

TEST_CASE("a gate threshold beyond its margin is refuted") {
  const IndexLookup task(5, 3, true);
  for (const auto& [low, high] :
       {std::pair{Rational(1), Rational(3, 2)}, {Rational(-1, 2), Rational(0)}}) {
    Transformer model = build_at(task, "linear-code", 16).model;
    model.layers[0].mlp = threshold_gate(model.layers[0].attended, "symbol", low, high);
    CHECK(refutations(model, task) > 0);
  }
}

TEST_CASE("a value map with its sign flipped is refuted") {
  const IndexLookup task(5, 3, true);
  Transformer model = build_at(task, "linear-code", 16).model;
  for (Block& block : model.layers[0].heads[0].value.blocks) block.coefficients = Scale{-1};
  CHECK(refutations(model, task) > 0);
}

TEST_CASE("faults of a large model are not certified either") {
  const IndexLookup task(1024, 16, true);
  const Format reals = parse_format("interval");
  const Transformer good = build(task, "quadratic").model;
  Work work;
  REQUIRE(verify(good, task, Mode::certified, reals, {}, work).status == Status::certified);
  Transformer swapped = good;
  auto& table = std::get<ValueTable>(swapped.embedding.front().source);
  std::swap(table.rows[3], table.rows[12]);
  CHECK_FALSE(passes(verify(swapped, task, Mode::certified, reals, {}, work)));
  Transformer flipped = good;
  for (Block& block : flipped.layers[0].heads[0].value.blocks) block.coefficients = Scale{-1};
  CHECK_FALSE(passes(verify(flipped, task, Mode::certified, reals, {}, work)));
}

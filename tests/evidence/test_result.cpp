#include <catch2/catch.hpp>

#include "evidence/result.hpp"
#include "numerics/error.hpp"

using namespace separatrix;

namespace {

Result certified() {
  Result r;
  r.kind = Kind::verify;
  r.task = TaskInstance{.name = "index-lookup", .n = 1024};
  r.construction = Construction{.id = "index-lookup"};
  r.arithmetic = "interval";
  r.status = Status::certified;
  r.certificate = nlohmann::ordered_json{{"kind", "index-lookup"}};
  return r;
}

Result exhaustive() {
  Result r = certified();
  r.status = Status::exhaustive;
  r.certificate.reset();
  r.evidence = Evidence{.domain_size = 24, .inputs_run = 24, .failures = 0};
  return r;
}

Result sampled() {
  Result r = exhaustive();
  r.status = Status::sampled;
  r.evidence = Evidence{.inputs_run = 100,
                        .failures = 0,
                        .seed = 7,
                        .failure_rate_upper = Rational(3, 100),
                        .confidence = Rational(95, 100)};
  return r;
}

Result refuted() {
  Result r = certified();
  r.status = Status::refuted;
  r.certificate.reset();
  r.counterexample = Counterexample{
      .what = "wrong answer", .data = nlohmann::ordered_json::object(), .replay = {"separatrix"}};
  return r;
}

/// Expects `check` to refuse the result after `spoil`, naming `part`.
template <class Spoil>
void refused(Result r, const std::string& part, Spoil spoil) {
  REQUIRE_NOTHROW(check(r, "$"));
  spoil(r);
  try {
    check(r, "$");
    FAIL("accepted without a sound " << part);
  } catch (const Error& error) {
    CHECK(error.argument() == "$." + part);
    CHECK(std::string(error.what()).find('\n') == std::string::npos);
  }
}

}  // namespace

TEST_CASE("status and kind words round-trip and others are refused") {
  for (const Status status : all_statuses) CHECK(parse_status(to_string(status), "x") == status);
  for (const Kind kind : all_kinds) CHECK(parse_kind(to_string(kind), "x") == kind);
  for (const char* word : {"", "Certified", "verified", "certified ", "sample"}) {
    CHECK_THROWS_AS(parse_status(word, "x"), Error);
    CHECK_THROWS_AS(parse_kind(word, "x"), Error);
  }
}

TEST_CASE("a status must be backed by what it promises") {
  refused(certified(), "certificate", [](Result& r) { r.certificate.reset(); });
  refused(certified(), "certificate", [](Result& r) { r.certificate = "index-lookup"; });
  refused(certified(), "certificate.kind", [](Result& r) { r.certificate->erase("kind"); });
  refused(certified(), "certificate.margins[1]", [](Result& r) {
    (*r.certificate)["margins"] = {1, 0.25};
  });
  refused(certified(), "reason", [](Result& r) { r.reason = "because"; });
  refused(certified(), "counterexample",
          [](Result& r) { r.counterexample = refuted().counterexample; });

  refused(exhaustive(), "evidence.domain_size", [](Result& r) { r.evidence.reset(); });
  refused(exhaustive(), "evidence.inputs_run", [](Result& r) { r.evidence->inputs_run = 23; });
  refused(exhaustive(), "evidence.failures", [](Result& r) { r.evidence->failures = 1; });
  refused(exhaustive(), "evidence.failures", [](Result& r) { r.evidence->failures.reset(); });
  refused(exhaustive(), "reason", [](Result& r) { r.status = Status::undecided; });

  refused(sampled(), "evidence.inputs_run", [](Result& r) { r.evidence->inputs_run = 0; });
  refused(sampled(), "evidence.failures", [](Result& r) { r.evidence->failures = 1; });
  refused(sampled(), "evidence.failures", [](Result& r) { r.evidence->failures = 101; });
  refused(sampled(), "evidence.seed", [](Result& r) { r.evidence->seed.reset(); });
  refused(sampled(), "evidence.failure_rate_upper",
          [](Result& r) { r.evidence->failure_rate_upper.reset(); });
  refused(sampled(), "evidence.failure_rate_upper",
          [](Result& r) { r.evidence->failure_rate_upper = Rational(101, 100); });
  refused(sampled(), "evidence.confidence", [](Result& r) { r.evidence->confidence = 1; });

  refused(refuted(), "counterexample", [](Result& r) { r.counterexample.reset(); });
  refused(refuted(), "counterexample.replay", [](Result& r) { r.counterexample->replay.clear(); });
  refused(refuted(), "counterexample.data.weight",
          [](Result& r) { r.counterexample->data["weight"] = 0.5; });
}

TEST_CASE("a kind must have its parts and no others") {
  refused(certified(), "task", [](Result& r) { r.task.reset(); });
  refused(certified(), "construction", [](Result& r) { r.construction.reset(); });
  refused(certified(), "construction.parameters",
          [](Result& r) { r.construction->parameters = nlohmann::ordered_json::array(); });
  refused(certified(), "arithmetic", [](Result& r) { r.arithmetic = ""; });
  refused(certified(), "claim", [](Result& r) { r.claim = "k = 32"; });
  refused(certified(), "verdict", [](Result& r) { r.verdict = "holds"; });
  refused(certified(), "correction", [](Result& r) { r.correction = "eta = 3"; });
  refused(certified(), "architecture", [](Result& r) { r.architecture = "RNN"; });
  refused(certified(), "lower", [](Result& r) { r.lower = "m p >= T"; });
  refused(certified(), "upper", [](Result& r) { r.upper = "O(1)"; });
  refused(certified(), "bounds", [](Result& r) { r.bounds.push_back({}); });
  refused(certified(), "hidden_size", [](Result& r) { r.hidden_size = HiddenSize{}; });
  refused(certified(), "seconds", [](Result& r) { r.seconds = -1; });
  refused(certified(), "seconds", [](Result& r) { r.seconds = std::nan(""); });

  Result bound;
  bound.kind = Kind::bound;
  bound.task = TaskInstance{.name = "equality", .n = 8};
  bound.status = Status::certified;
  bound.bounds.push_back({.quantity = "communication", .lower_bits = 4});
  refused(bound, "bounds", [](Result& r) { r.bounds.clear(); });
  refused(bound, "bounds[0]", [](Result& r) { r.bounds[0].lower_bits.reset(); });
}

TEST_CASE("a decided result about vectors shows both extremes, in order") {
  Result r;
  r.kind = Kind::vectors;
  r.task = TaskInstance{.name = "sign-vectors", .n = 16};
  r.status = Status::certified;
  r.certificate = nlohmann::ordered_json{{"kind", "linear-code"}};
  r.vectors = Vectors{.family = "linear-code",
                      .dimension = 8,
                      .max_inner_product = Rational(1, 4),
                      .min_inner_product = -1};
  refused(r, "vectors", [](Result& x) { x.vectors.reset(); });
  refused(r, "vectors.min_inner_product", [](Result& x) { x.vectors->min_inner_product.reset(); });
  refused(r, "vectors.max_inner_product", [](Result& x) { x.vectors->max_inner_product = -2; });
  refused(r, "vectors.max_inner_product", [](Result& x) { x.vectors->max_inner_product = 2; });
  refused(r, "vectors.max_inner_product", [](Result& x) {
    x.vectors->max_inner_product.reset();
    x.vectors->min_inner_product.reset();
  });
  r.task->n = 1;
  r.vectors->max_inner_product.reset();
  r.vectors->min_inner_product.reset();
  CHECK_NOTHROW(check(r, "$"));
}

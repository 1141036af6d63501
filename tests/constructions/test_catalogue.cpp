#include <catch2/catch.hpp>

#include "constructions/attention_scale.hpp"
#include "constructions/catalogue.hpp"
#include "constructions/index_lookup.hpp"
#include "models/model_json.hpp"
#include "numerics/error.hpp"
#include "tasks/catalogue.hpp"
#include "tasks/index_lookup.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;

namespace {

ModelRequest request(const std::string& construction, const std::string& family,
                     const ScaleChoice& scale = {}) {
  return {construction, {family, 0, Rational(1, 2), Sides::one, {}, 0}, scale};
}

BuiltModel build(std::uint64_t n, const ModelRequest& what) {
  Work work;
  return build_model(IndexLookup(n, 4, false), what, work);
}

}  // namespace

TEST_CASE("Scales are read as a rule or a positive number") {
  CHECK(parse_scale("paper").rule == ScaleChoice::Rule::paper);
  CHECK(parse_scale("smallest").rule == ScaleChoice::Rule::smallest);
  CHECK(parse_scale("7/2").rule == ScaleChoice::Rule::value);
  CHECK(parse_scale("7/2").value == Rational(7, 2));
  CHECK(parse_scale("0.125").value == Rational(1, 8));
  for (const char* bad : {"0", "-1", "", "large", "1/0", "Paper"}) {
    try {
      parse_scale(bad);
      FAIL("accepted '" << bad << "'");
    } catch (const Error& e) {
      CHECK(e.argument() == "--eta");
    }
  }
}

TEST_CASE("The construction follows the addresses unless it is named") {
  CHECK(build(9, request("", "dual-bch")).model.construction == "paper");
  CHECK(build(9, request("compact", "dual-bch")).model.construction == "compact");
  CHECK(build(9, request("", "quadratic")).model.construction == "compact");
  CHECK_THROWS_AS(build(9, request("paper", "quadratic")), Error);
  CHECK_THROWS_WITH(build(9, request("wide", "dual-bch")),
                    Contains("'wide'") && Contains("paper or compact"));
}

TEST_CASE("Every construction of the list can be built for its task") {
  Work work;
  for (const ConstructionInfo& info : construction_list()) {
    INFO(info.task << ", " << info.id);
    TaskRequest what;
    what.id = info.task == "sparse-threshold" ? "sparse-threshold:majority"
              : info.task == "dyck:n:k"       ? "dyck:2:2"
              : info.task == "dyck-next:n:k"  ? "dyck-next:2:2"
                                              : info.task;
    what.n = 8;
    what.alphabet = info.task == "mqar" || info.task == "associative-recall" ? 0 : 2;
    what.dimension = 3;
    what.gamma = Rational(1, 2);
    const auto task = make_task(what);
    ModelRequest of_model = request(info.id, "linear-code");
    of_model.vectors.dimension = 64;
    const BuiltModel built = build_model(*task, of_model, work);
    CHECK(built.model.construction == info.id);
    CHECK(built.model.task == task->id());
  }
}

TEST_CASE("The scale is the one that was chosen") {
  CHECK(build(9, request("", "dual-bch")).eta == paper_scale(9));
  CHECK(build(9, request("", "dual-bch", parse_scale("7/2"))).eta == Rational(7, 2));
  const BuiltModel paper = build(9, request("paper", "dual-bch", parse_scale("smallest")));
  CHECK(paper.eta == smallest_scale(8, *paper.addresses->margin(), 1));
  const BuiltModel compact = build(9, request("compact", "dual-bch", parse_scale("smallest")));
  CHECK(compact.eta == smallest_scale(8, *compact.addresses->margin(), 2));
  CHECK(paper.parameters.at("eta") == to_string(paper.eta));
}

TEST_CASE("A model is built again from its own description") {
  for (const char* family : {"dual-bch", "quadratic", "digits:2", "random-sign"}) {
    const BuiltModel built = build(9, request("", family));
    Work work;
    const auto copy = transformer_from_json(
        to_json(built.model),
        [&](const nlohmann::ordered_json& code) { return addresses_from_json(code, work); });
    CHECK(to_json(copy).dump() == to_json(built.model).dump());
    CHECK(built.parameters.at("addresses") == built.addresses->describe());
    CHECK(built.addresses->size() == 9);
  }
}

TEST_CASE("Without a coherence there is no smallest scale") {
  // 2^24 random signs of 2^10 entries have too many pairs to check; nothing is stored for them.
  ModelRequest what = request("", "random-sign", parse_scale("smallest"));
  what.vectors.dimension = 1024;
  CHECK_THROWS_WITH(build(std::uint64_t{1} << 24, what), Contains("--vectors linear-code"));
}

TEST_CASE("What the header promises: no family named means the paper's") {
  CHECK(build(9, request("", "")).addresses->id() == "random-sign");
}

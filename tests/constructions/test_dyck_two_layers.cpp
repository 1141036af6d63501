#include <functional>

#include <catch2/catch.hpp>

#include "constructions/dyck_two_layers.hpp"
#include "dyck_words.hpp"
#include "models/measures.hpp"
#include "numerics/error.hpp"

using namespace separatrix;
using namespace separatrix::testing;

namespace {

Transformer two_layers(const Dyck& task) {
  return dyck_two_layers(task, dyck_previous_scale(task));
}

}  // namespace

TEST_CASE("Two layers decide every string of every length up to N") {
  for (const auto& [n, k, length] :
       {std::tuple{1, 1, 8}, {1, 2, 9}, {2, 1, 5}, {2, 2, 6}, {3, 2, 4}}) {
    const Dyck task(n, k, length, true);
    const Transformer model = two_layers(task);
    for (int l = 1; l <= length; ++l) {
      INFO(task.id() << ", length " << l << " of " << length);
      CHECK(wrong_strings(model, task, l, "fixed:3:down") == 0);
      CHECK(wrong_strings(model, task, l, "float64") == 0);
    }
  }
  for (int length = 1; length <= 4; ++length) {
    const Dyck task(2, 2, length, false);
    CHECK(wrong_strings(two_layers(task), task, length, "float32") == 0);
    CHECK(wrong_strings(two_layers(task), task, length, "fixed:5:down") == 0);
  }
  // Many types at a short length: 4nN must fit the grid, here only from Kc = 5 on.
  const Dyck many(5, 2, 4, false);
  CHECK(wrong_strings(two_layers(many), many, 4, "fixed:3:down") > 0);
  CHECK(wrong_strings(two_layers(many), many, 4, "fixed:5:down") == 0);
}

TEST_CASE("Two layers on long strings: every sampler, and members with one symbol changed") {
  const Dyck task(5, 2, 120, false);
  const Transformer model = two_layers(task);
  const WordRuns runs(model, "fixed:3:down", task.grid_n(),
                      [](std::span<const Symbol> word) { return member_answer(word, 5, 2); });
  for (const std::string& sampler : task.samplers()) {
    INFO(sampler);
    CHECK(runs.wrong([&](const VisitWord& visit) { each_sample(task, sampler, 6, visit); }) == 0);
  }
  const Dyck pairs(2, 2, 10, false);
  const Transformer small = two_layers(pairs);
  const WordRuns near(small, "float64", pairs.grid_n(),
                      [](std::span<const Symbol> word) { return member_answer(word, 2, 2); });
  CHECK(near.wrong([](const VisitWord& visit) { each_dyck_neighbour(2, 2, 10, visit); }) == 0);
}

TEST_CASE("Two layers, two heads, and a width that grows with nothing") {
  for (const std::uint64_t length : {16ULL, 1ULL << 20})
    for (const std::size_t n : {2U, 100U}) {
      const ModelMeasures two = measure(two_layers(Dyck(n, 2, length, false)), 0);
      CHECK(two.layers == 2);
      CHECK(two.heads == 2);
      CHECK(two.width == 13);
    }
}

TEST_CASE("Two layers with a planted fault answer wrongly") {
  const Dyck task(2, 2, 6, false);
  const Transformer good = two_layers(task);
  REQUIRE(wrong_strings(good, task, 6, "float64") == 0);
  // The units that are needed; `below` and `above` repeat what others say at depth 2.
  for (const std::string unit : {"negative", "excess", "before", "behind", "open"}) {
    INFO("without " << unit);
    Transformer bad = good;
    std::erase_if(bad.layers[0].mlp->output.blocks, [&](const Block& b) { return b.from == unit; });
    CHECK(wrong_strings(bad, task, 6, "float64") > 0);
  }
  using Fault = std::function<void(Transformer&)>;
  const std::vector<std::pair<std::string, Fault>> faults{
      {"not causal", [](Transformer& m) { m.causal = false; }},
      {"the token itself instead of the one before",
       [](Transformer& m) {
         std::get<AddressOf>(m.embedding[4].source).map = {{0, 0, 1}};
       }},
      {"opening brackets are compared too",
       [](Transformer& m) {
         for (Block& b : m.layers[0].mlp->hidden.blocks)
           if (b.from == "sign") std::get<Scale>(b.coefficients).factor = 0;
         for (Bias& b : m.layers[0].mlp->hidden.biases) b.values[0] = Rational(-1, 2);
       }},
      {"no residual", [](Transformer& m) { m.layers[0].residual = false; }},
      {"a scale of nothing", [](Transformer& m) {
         for (Block& b : m.layers[0].heads[1].query.blocks)
           for (Rational& e : std::get<Dense>(b.coefficients).entries) e /= 64;
       }}};
  for (const auto& [name, plant] : faults) {
    INFO(name);
    Transformer bad = good;
    plant(bad);
    bad.validate();
    CHECK(wrong_strings(bad, task, 6, "float64") > 0);
  }
}

TEST_CASE("Two layers are refused where they do not reach") {
  CHECK_THROWS_WITH(dyck_two_layers(Dyck(2, 3, 8, false), 1), Catch::Contains("depth 1 and 2"));
  CHECK_THROWS_AS(dyck_two_layers(Dyck(2, 2, 8, false), 0), Error);
}

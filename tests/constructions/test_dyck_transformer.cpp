#include <functional>

#include <catch2/catch.hpp>

#include "constructions/dyck_transformer.hpp"
#include "dyck_words.hpp"
#include "models/measures.hpp"
#include "numerics/error.hpp"

using namespace separatrix;
using namespace separatrix::testing;

namespace {

Transformer recogniser(const Dyck& task) {
  return dyck_recogniser(task, dyck_scale(dyck_noise(task)));
}

Transformer generator(const DyckNext& task) {
  return dyck_generator(task, dyck_scale(dyck_noise(task)));
}

}  // namespace

TEST_CASE("The recogniser decides every string of every length up to N") {
  for (const auto& [n, k, length] :
       {std::tuple{1, 1, 8}, {1, 3, 9}, {2, 1, 5}, {2, 2, 6}, {2, 3, 6}, {3, 2, 4}}) {
    const Dyck task(n, k, length, true);
    const Transformer model = recogniser(task);
    for (int l = 1; l <= length; ++l) {
      INFO(task.id() << ", length " << l << " of " << length);
      CHECK(wrong_strings(model, task, l, "fixed:3:down") == 0);
      CHECK(wrong_strings(model, task, l, "float64") == 0);
    }
  }
}

TEST_CASE("The generator knows every symbol that may follow every viable prefix") {
  for (const auto& [n, k, length] :
       {std::tuple{1, 1, 8}, {1, 3, 9}, {2, 2, 7}, {2, 3, 6}, {3, 2, 5}, {5, 2, 4}}) {
    const DyckNext task(n, k, length, true);
    const Transformer model = generator(task);
    for (int l = 1; l <= length; ++l) {
      INFO(task.id() << ", length " << l << " of " << length);
      CHECK(wrong_prefixes(model, task, l, "fixed:3:down") == 0);
      CHECK(wrong_prefixes(model, task, l, "float64") == 0);
    }
  }
}

TEST_CASE("At the shortest lengths too, and where N cuts the depth") {
  for (int length = 1; length <= 4; ++length)
    for (int k = 1; k <= 5; ++k) {
      const Dyck task(2, k, length, false);
      const DyckNext next(2, k, length, false);
      INFO("N = " << length << ", k = " << k);
      CHECK(wrong_strings(recogniser(task), task, length, "fixed:3:down") == 0);
      CHECK(wrong_strings(recogniser(task), task, length, "float32") == 0);
      CHECK(wrong_prefixes(generator(next), next, length, "fixed:3:down") == 0);
      CHECK(wrong_prefixes(generator(next), next, length, "float32") == 0);
    }
}

TEST_CASE("Long strings of every sampler") {
  const Dyck task(5, 4, 120, false);
  const Transformer model = recogniser(task);
  const WordRuns runs(model, "fixed:3:down", task.grid_n(),
                      [&](std::span<const Symbol> word) { return member_answer(word, 5, 4); });
  for (const std::string& sampler : task.samplers()) {
    INFO(sampler);
    CHECK(runs.wrong([&](const VisitWord& visit) { each_sample(task, sampler, 8, visit); }) == 0);
  }
  const DyckNext next(5, 4, 120, false);
  const Transformer following = generator(next);
  const WordRuns next_runs(following, "float64", next.grid_n(),
                           [&](std::span<const Symbol> word) { return next_answer(word, 5, 4); });
  CHECK(next_runs.wrong([&](const VisitWord& visit) { each_sample(next, "uniform", 20, visit); }) ==
        0);
}

TEST_CASE("Width, layers and scale are the header's and do not grow with N or k") {
  for (const std::uint64_t length : {16ULL, 1024ULL, 1ULL << 20})
    for (const std::size_t k : {2U, 6U}) {
      const ModelMeasures three = measure(recogniser(Dyck(8, k, length, false)), 0);
      CHECK(three.layers == 3);
      CHECK(three.heads == 1);
      CHECK(three.width == 2 * 3 + 10);
      const ModelMeasures two = measure(generator(DyckNext(8, k, length, false)), 0);
      CHECK(two.layers == 2);
      CHECK(two.width == 2 * 3 + 11);
    }
  CHECK(measure(generator(DyckNext(16, 2, 64, false)), 0).width == 33);
  CHECK(dyck_scale(Rational(1, 8)) < 2);
  CHECK(dyck_scale(Rational(1, 64)) < 3);
}

TEST_CASE("A recogniser with a planted fault answers wrongly") {
  using Fault = std::function<void(Transformer&)>;
  const auto block = [](AffineMap& map, const std::string& to, const std::string& from) -> Block& {
    for (Block& b : map.blocks)
      if (b.to == to && b.from == from) return b;
    throw Error("test", "model", "there is no such block");
  };
  const auto scale = [](Block& b) -> Rational& { return std::get<Scale>(b.coefficients).factor; };
  const std::vector<std::pair<std::string, Fault>> faults{
      {"not causal", [](Transformer& m) { m.causal = false; }},
      {"closing brackets may be matched with",
       [&](Transformer& m) { scale(block(m.layers[1].heads[0].key, "place", "closing")) = 0; }},
      {"a closing bracket asks for its own depth",
       [&](Transformer& m) { scale(block(m.layers[1].heads[0].query, "level", "closing")) = 0; }},
      {"the first match instead of the last",
       [&](Transformer& m) {
         Block& place = block(m.layers[1].heads[0].key, "place", "position");
         std::get<Dense>(place.coefficients).entries[0] *= -1;
       }},
      {"a scale of nothing",
       [&](Transformer& m) {
         Block& place = block(m.layers[1].heads[0].key, "place", "position");
         std::get<Dense>(place.coefficients).entries[0] /= 16;
       }},
      {"a step that is half as steep",
       [&](Transformer& m) {
         for (const char* unit : {"reaches", "clearly"}) {
           for (const char* from : {"height", "share"})
             for (Rational& e :
                  std::get<Dense>(block(m.layers[0].mlp->hidden, unit, from).coefficients).entries)
               e /= 8;
         }
       }},
      {"depth k + 1 passes",
       [&](Transformer& m) {
         for (const char* unit : {"reaches", "clearly"})
           std::get<Dense>(block(m.layers[0].mlp->output, "outside", unit).coefficients)
               .entries.back() = 0;
       }},
      {"depth -1 passes",
       [&](Transformer& m) {
         for (const char* unit : {"reaches", "clearly"})
           std::get<Dense>(block(m.layers[0].mlp->output, "outside", unit).coefficients)
               .entries.front() = 0;
         for (Bias& bias : m.layers[0].mlp->output.biases) bias.values[0] = 0;
       }},
      {"the last depth passes",
       [&](Transformer& m) { scale(block(m.layers[2].mlp->hidden, "accepts", "level")) = 0; }},
      {"types are compared on one side only",
       [&](Transformer& m) { scale(block(m.layers[1].mlp->hidden, "above", "type")) = 0; }},
      {"only the last token's errors count",
       [&](Transformer& m) { scale(block(m.layers[2].heads[0].output, "errors", "errors")) = 0; }}};
  const Dyck task(2, 2, 6, false);
  const Transformer good = recogniser(task);
  REQUIRE(wrong_strings(good, task, 6, "float64") == 0);
  for (const auto& [name, plant] : faults) {
    INFO(name);
    Transformer bad = good;
    plant(bad);
    bad.validate();
    CHECK(wrong_strings(bad, task, 6, "float64") > 0);
  }
}

TEST_CASE("A generator with a planted fault answers wrongly") {
  const DyckNext task(3, 2, 6, true);
  // After 6 brackets the depth is 0 or 2, after 5 it is 1: faults may show at one of them only.
  const auto wrong = [&](const Transformer& model) {
    return wrong_prefixes(model, task, 5, "float64") + wrong_prefixes(model, task, 6, "float64");
  };
  const Transformer good = generator(task);
  REQUIRE(wrong(good) == 0);
  for (const std::string subspace : {"full", "occupied", "level", "square"}) {
    INFO(subspace << " is not written");
    Transformer bad = good;
    std::erase_if(bad.layers[0].mlp->output.blocks,
                  [&](const Block& b) { return b.to == subspace; });
    CHECK(wrong(bad) > 0);
  }
  Transformer partner = good;
  partner.layers[1].heads[0].query.blocks.push_back({"level", "closing", Scale{2}});
  CHECK(wrong(partner) > 0);
}

TEST_CASE("A scale that is not positive is refused") {
  CHECK_THROWS_AS(dyck_recogniser(Dyck(2, 2, 4, false), 0), Error);
  CHECK_THROWS_AS(dyck_generator(DyckNext(2, 2, 4, false), -1), Error);
}

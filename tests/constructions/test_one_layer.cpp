#include <functional>

#include <catch2/catch.hpp>

#include "constructions/one_layer.hpp"
#include "dyck_words.hpp"
#include "models/measures.hpp"
#include "numerics/error.hpp"
#include "wrong_answers.hpp"

using namespace separatrix;
using namespace separatrix::testing;
using Relation = Comparison::Relation;

TEST_CASE("One layer compares on all inputs, over any alphabet and partition") {
  for (const Relation relation : {Relation::equal, Relation::unequal, Relation::meet})
    for (const std::uint64_t n : {2ULL, 6ULL, 10ULL}) {
      const Comparison task(n, 2, relation);
      INFO(task.id() << ", N = " << n);
      CHECK(wrong_answers(one_layer(task), task, "fixed:3:down") == 0);
      CHECK(wrong_answers(one_layer(task), task, "float64") == 0);
    }
  for (const std::string partition : {"halves", "odd-even", "random:5", "BBBAAA"}) {
    const Comparison task(6, 3, partition);
    INFO(partition);
    CHECK(wrong_answers(one_layer(task), task) == 0);
  }
}

TEST_CASE("One layer decides Dyck of depth 1 and 2 at every length up to N") {
  for (const auto& [n, k, length] :
       {std::tuple{1, 1, 8}, {1, 2, 10}, {2, 1, 5}, {2, 2, 7}, {3, 2, 5}, {5, 2, 4}}) {
    const Dyck task(n, k, length, true);
    const Transformer model = one_layer(task);
    for (int l = 1; l <= length; ++l) {
      INFO(task.id() << ", length " << l << " of " << length);
      CHECK(wrong_strings(model, task, l, "fixed:3:down") == 0);
      CHECK(wrong_strings(model, task, l, "float64") == 0);
    }
  }
}

TEST_CASE("Members of length 14 and all their one-symbol corruptions") {
  const Dyck task(2, 2, 14, false);
  const Transformer model = one_layer(task);
  const WordRuns runs(model, "float64", task.grid_n(),
                      [](std::span<const Symbol> word) { return member_answer(word, 2, 2); });
  std::size_t members = 0;
  CHECK(runs.wrong([&](const VisitWord& visit) {
    // Every 64th member with its 14 * 3 corruptions.
    std::size_t count = 0;
    each_dyck_neighbour(2, 2, 14, [&](std::span<const Symbol> word) {
      if (count++ / 43 % 64 != 0) return true;
      members += member_answer(word, 2, 2)[0];
      return visit(word);
    });
  }) == 0);
  CHECK(members == (std::size_t{1} << 13) / 64);
}

TEST_CASE("One layer of long inputs, sampled") {
  const Comparison task(512, 2, Relation::equal);
  const Transformer equal = one_layer(task);
  const ForwardPass<Float64> pass(Float64{}, equal);
  for (const std::string& sampler : task.samplers())
    for (std::uint64_t i = 0; i < 2; ++i) {
      Random random(1, i);
      const Input input = task.sample(sampler, random);
      CHECK(pass.decode(pass.run(input)) == task.reference(input));
    }
  const Dyck dyck(4, 2, 64, false);
  const Transformer model = one_layer(dyck);
  const WordRuns runs(model, "fixed:3:down", dyck.grid_n(),
                      [](std::span<const Symbol> word) { return member_answer(word, 4, 2); });
  for (const std::string& sampler : dyck.samplers()) {
    INFO(sampler);
    CHECK(runs.wrong([&](const VisitWord& visit) {
      for (std::uint64_t i = 0; i < 5; ++i) {
        Random random(2, i);
        Word word;
        for (const Token& token : dyck.sample(sampler, random))
          word.push_back(static_cast<Symbol>(token.value));
        visit(word);
      }
    }) == 0);
  }
}

TEST_CASE("Widths are the header's: linear in N") {
  for (const std::uint64_t n : {8ULL, 32ULL, 128ULL}) {
    const Transformer equal = one_layer(Comparison(n, 5, Relation::equal));
    CHECK(measure(equal, 0).width == 3 * n);
    CHECK(measure(equal, 0).layers == 1);
    CHECK(measure(equal, 0).heads == 1);
    CHECK(equal.layers[0].mlp->hidden.out.dimension() == 3 * n);
    const Transformer meet = one_layer(Comparison(n, 2, Relation::meet));
    CHECK(measure(meet, 0).width == n);
    CHECK(meet.layers[0].mlp->hidden.out.dimension() == n / 2);
    const Transformer dyck = one_layer(Dyck(7, 2, n, false));
    CHECK(measure(dyck, 0).width == 3 * n);
    CHECK(dyck.layers[0].mlp->hidden.out.dimension() <= 3 * n);
  }
}

TEST_CASE("Each kind of unit of the Dyck network is needed") {
  // Two units per place, then the last depth, then two for each of the pairs (2, 3) and (4, 5).
  const Dyck task(2, 2, 6, false);
  const auto without = [&](const std::vector<std::size_t>& units) {
    Transformer bad = one_layer(task);
    for (const std::size_t u : units)
      std::get<Dense>(bad.layers[0].mlp->output.blocks[0].coefficients).entries[u] = 0;
    return wrong_strings(bad, task, 6, "float64");
  };
  CHECK(without({}) == 0);
  for (std::size_t kind = 0; kind < 2; ++kind) {
    INFO("kind " << kind);
    CHECK(without({kind, 2 + kind, 4 + kind, 6 + kind, 8 + kind, 10 + kind}) > 0);
  }
  CHECK(without({12}) > 0);
  for (std::size_t pair = 13; pair < 17; ++pair) CHECK(without({pair}) > 0);
}

TEST_CASE("One layer with a planted fault answers wrongly") {
  using Fault = std::function<void(Transformer&)>;
  const auto rows = [](Transformer& m) -> std::vector<std::vector<Rational>>& {
    return std::get<PlacedValue>(m.embedding[0].source).rows;
  };
  const std::vector<std::pair<std::string, Fault>> dyck_faults{
      {"a type mistaken for another", [&](Transformer& m) { rows(m)[1][1] = 1; }},
      {"a sign the wrong way", [&](Transformer& m) { rows(m)[3][0] = 1; }},
      {"half the slope of the count", [](Transformer& m) {
         for (Rational& e : std::get<Dense>(m.layers[0].mlp->output.blocks[0].coefficients).entries)
           e /= 2;
       }}};
  const Dyck task(2, 2, 6, false);
  for (const auto& [name, plant] : dyck_faults) {
    INFO(name);
    Transformer bad = one_layer(task);
    plant(bad);
    bad.validate();
    CHECK(wrong_strings(bad, task, 6, "float64") > 0);
  }
  const Comparison equal(6, 2, Relation::equal);
  Transformer bad = one_layer(equal);
  rows(bad)[1][0] = 0;
  CHECK(wrong_answers(bad, equal) > 0);
  Transformer shifted = one_layer(equal);
  std::get<Dense>(shifted.layers[0].mlp->hidden.blocks[0].coefficients).entries[0] = -1;
  CHECK(wrong_answers(shifted, equal) > 0);
}

TEST_CASE("One layer is refused where it does not reach") {
  CHECK_THROWS_WITH(one_layer(Dyck(2, 3, 8, false)), Catch::Contains("depth 1 and 2"));
  CHECK_THROWS_AS(one_layer(Dyck(2, 2, 2000, false)), Error);
  CHECK_THROWS_AS(one_layer(Comparison(8192, 2, Relation::equal)), Error);
}

#include <catch2/catch.hpp>

#include "bounds/architectures/catalogue.hpp"
#include "bounds/architectures/consequence.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

const Expression& formula(const Consequence& c, const std::string& name) {
  return std::ranges::find(c.formulas, name, &Formula::name)->expression;
}

TEST_CASE("the least width sends enough bits, and one less does not") {
  for (const Architecture& row : architecture_list()) {
    for (const AtlasTask& task : atlas_tasks()) {
      for (const std::uint64_t n : {16, 100, 4096}) {
        const Consequence c = consequence(row, task, {.n = n, .precision = 16});
        INFO(row.id << " " << task.id << " n = " << n);
        if (c.kind != ConsequenceKind::width && c.kind != ConsequenceKind::nothing) continue;
        const Integer needed = formula(c, "bits needed").evaluate(c.sizes);
        Assignment at = c.sizes;
        at[c.limited] = c.least;
        CHECK(formula(c, "bits that cross").evaluate(at) >= needed);
        at[c.limited] = c.least - 1;
        if (c.least > 1) CHECK(formula(c, "bits that cross").evaluate(at) < needed);
        CHECK((c.least > 1) == (c.kind == ConsequenceKind::width));
        // At other sizes only n and p are asked for.
        for (const Formula& f : c.formulas) {
          auto variables = f.expression.variables();
          for (const char* known : {"n", "p", c.limited.c_str()}) variables.erase(known);
          CHECK(variables.empty());
        }
        CHECK(formula(c, "least " + c.limited).evaluate({{"n", n}, {"p", 16}}) == c.least);
      }
    }
  }
}

TEST_CASE("formulas at another size say no more than the size itself") {
  for (const Architecture& row : architecture_list()) {
    for (const AtlasTask& task : atlas_tasks()) {
      for (const auto& [n, layers] :
           {std::pair<std::uint64_t, std::optional<std::uint64_t>>{16, {}}, {1024, {}}, {16, 1}}) {
        const Consequence c = consequence(row, task, {.n = n, .precision = 16, .layers = layers});
        if (c.kind == ConsequenceKind::unknown) continue;
        const auto has = [&](const char* name) {
          return std::ranges::find(c.formulas, name, &Formula::name) != c.formulas.end();
        };
        for (const std::uint64_t other : {4, 10, 96, 1000, 65536}) {
          INFO(row.id << " " << task.id << " n = " << n << " at " << other);
          const Assignment at{{"n", other}, {"p", 16}};
          const Consequence there =
              consequence(row, task, {.n = other, .precision = 16, .layers = layers});
          const Integer tokens = formula(c, "tokens").evaluate(at);
          CHECK(tokens == there.sizes.at("T"));
          const bool outside =
              has("receptive field") && formula(c, "receptive field").evaluate(at) < tokens;
          CHECK(outside == (there.kind == ConsequenceKind::outside_field));
          const std::string least = "least " + c.limited;
          if (outside || !has("bits needed")) continue;
          if (has("prefix")) {
            const Integer prefix = formula(c, "prefix").evaluate(at);
            if (prefix < 1 || prefix >= tokens) continue;
          }
          if (has(least.c_str())) {
            CHECK(formula(c, least).evaluate(at) <= there.least);
          } else if (formula(c, "bits that cross").evaluate(at) <
                     formula(c, "bits needed").evaluate(at)) {
            CHECK(is_impossible(there.kind));
          }
        }
      }
    }
  }
}

TEST_CASE("a recurrent net needs as many units as bits are needed") {
  const Architecture& rnn = architecture("rnn");
  for (const std::uint64_t n : {8, 1000, 8194}) {
    const auto least = [&](const char* task) {
      return consequence(rnn, atlas_task(task), {.n = n, .precision = 64}).least;
    };
    CHECK(least("index-lookup") == (n + 63) / 64);
    CHECK(least("equality") == std::max<std::uint64_t>(1, (n / 2 + 63) / 64));
    CHECK(least("dyck:2:2") == 1);
  }
  // 128 units of 64 bits: excluded from 8193 symbols on.
  const auto& lookup = atlas_task("index-lookup");
  CHECK(consequence(rnn, lookup, {.n = 8192, .precision = 64}).least == 128);
  CHECK(consequence(rnn, lookup, {.n = 8193, .precision = 64}).least == 129);
  CHECK(consequence(rnn, lookup, {.n = 8192, .alphabet = 4, .precision = 64}).least == 256);
  CHECK(consequence(rnn, lookup, {.n = 8192, .precision = 64, .layers = 2}).least == 64);
}

TEST_CASE("nothing is concluded from a protocol for other cuts or fewer layers") {
  Architecture row = architecture("rnn");
  row.cuts.front().most_layers = 1;
  row.none = "why not";
  const auto& lookup = atlas_task("index-lookup");
  CHECK(consequence(row, lookup, {.n = 64}).kind == ConsequenceKind::width);
  const Consequence deep = consequence(row, lookup, {.n = 64, .layers = 2});
  CHECK(deep.kind == ConsequenceKind::unknown);
  CHECK(deep.reason == "why not");
  // Two-way over prefixes says nothing about odd against even positions.
  row.cuts.front().direction = Direction::two_way;
  CHECK(consequence(row, atlas_task("dyck:2:2"), {.n = 64}).kind == ConsequenceKind::unknown);
  CHECK(consequence(row, atlas_task("equality"), {.n = 4096}).kind == ConsequenceKind::width);
  row.cuts.front().cut = CutKind::any;
  CHECK(consequence(row, atlas_task("dyck:2:2"), {.n = 4096}).least == 128);
  // The answer's digit is sent back: n + 1 bits are needed, one of them for it.
  CHECK(consequence(row, atlas_task("dyck:2:2"), {.n = 4098}).least == 129);
}

TEST_CASE("a field shorter than the input excludes every width") {
  Architecture row = architecture("rnn");
  row.field = Expression::variable("L") * 10 + 1;
  const auto& lookup = atlas_task("index-lookup");
  CHECK(consequence(row, lookup, {.n = 11}).kind == ConsequenceKind::outside_field);
  CHECK(consequence(row, lookup, {.n = 10}).kind != ConsequenceKind::outside_field);
  CHECK(consequence(row, lookup, {.n = 20, .layers = 2}).kind != ConsequenceKind::outside_field);
  // A query of recall that is no later key must be the first one: 10 of 11 tokens tell its label.
  const auto& recall = atlas_task("associative-recall");
  CHECK(consequence(row, recall, {.n = 5}).kind != ConsequenceKind::outside_field);
  row.field = Expression::variable("L") * 10;
  CHECK(consequence(row, recall, {.n = 5}).kind != ConsequenceKind::outside_field);
  CHECK(consequence(row, lookup, {.n = 10}).kind == ConsequenceKind::outside_field);
  row.field = Expression::variable("L") * 9;
  CHECK(consequence(row, recall, {.n = 5}).kind == ConsequenceKind::outside_field);
}

TEST_CASE("bits that the width does not change exclude every width, or none") {
  // In one layer of windows with global tokens only tokens cross: 511 + 1 of them.
  const Architecture& row = architecture("window-and-globals");
  const auto at = [&](std::uint64_t n) {
    return consequence(row, atlas_task("equality"), {.n = n, .layers = 1});
  };
  const Consequence few = at(1028);
  CHECK(few.kind == ConsequenceKind::too_few_bits);
  CHECK(few.reason == "512 bits cross whatever m is, 514 are needed");
  CHECK(few.protocol == Protocol::two_way);
  CHECK(few.formulas[2].name == "tokens");
  CHECK(at(1024).kind == ConsequenceKind::nothing);
  CHECK(consequence(row, atlas_task("equality"), {.n = 1028, .layers = 2}).kind ==
        ConsequenceKind::nothing);
}

TEST_CASE("every cell has an answer at every number of layers") {
  for (const Architecture& one : architecture_list())
    for (const AtlasTask& task : atlas_tasks())
      for (const std::uint64_t n : {2, 6, 1026, 4096, 1 << 20})
        for (const std::uint64_t layers : {1, 2, 5}) {
          INFO(one.id << " " << task.id << " n = " << n << ", L = " << layers);
          CHECK_NOTHROW(consequence(one, task, {.n = n, .layers = layers}));
        }
}

TEST_CASE("a row speaks of one kind of model: its protocols are for one kind of cut") {
  for (const Architecture& row : architecture_list())
    for (const CutBits& cut : row.cuts) CHECK(cut.cut == row.cuts.front().cut);
}

TEST_CASE("sizes that a task or a row does not have are refused") {
  const Architecture& rnn = architecture("rnn");
  CHECK_THROWS_AS(consequence(rnn, atlas_task("equality"), {.n = 7}), Error);
  CHECK_THROWS_AS(consequence(rnn, atlas_task("index-lookup"), {.n = 1}), Error);
  CHECK_THROWS_AS(architecture("transformer-9"), Error);
}

}  // namespace
}  // namespace separatrix

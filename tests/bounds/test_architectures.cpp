// Every row of the atlas: the protocol gives the model's output within the formula's bits.
#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "bounds/architectures/catalogue.hpp"
#include "bounds/architectures/trial.hpp"

namespace separatrix {
namespace {

TEST_CASE("every architecture's parties give its output in the bits of the formula") {
  for (const Architecture& row : architecture_list()) {
    for (const CutBits& cut : row.cuts) {
      INFO(row.id << ": " << cut.bits.text());
      Work work;
      const TrialTally tally = try_cut(cut, 1, 1024, work);
      INFO(tally.first.value_or(""));
      CHECK(tally.triples == 1024);
      CHECK(tally.failures() == 0);
      CHECK(tally.exact > 0);
    }
  }
}

TEST_CASE("a formula asks for sizes that its row has, and a random model gives them") {
  for (const Architecture& row : architecture_list()) {
    INFO(row.id);
    std::set<std::string> known{"T", "c", "L", "m", "H", "p", "S"};
    for (const SizeParameter& size : row.sizes) {
      CHECK(size.usual >= 1);
      known.insert(size.name);
    }
    CHECK(known.contains(row.limited));
    CHECK((row.cuts.size() > 0 || !row.none.empty()));
    for (const CutBits& cut : row.cuts) {
      Random random(1, 1);
      const TrialModel trial = cut.draw(random);
      for (const std::string& name : cut.bits.variables()) {
        INFO(name);
        CHECK(known.contains(name));
        CHECK((name == "T" || name == "c" || trial.sizes.contains(name)));
      }
    }
  }
}

TEST_CASE("a formula with half the bits is caught by the wire") {
  for (const Architecture& row : architecture_list()) {
    for (CutBits cut : row.cuts) {
      INFO(row.id << ": " << cut.bits.text());
      cut.bits = ceil_div(cut.bits, 2);
      Work work;
      CHECK(try_cut(cut, 1, 128, work).over_formula > 0);
    }
  }
}

TEST_CASE("a row's own sizes are not called like the sizes of every row or of the task") {
  const std::set<std::string> taken{"T", "c", "L", "m", "H", "p", "S", "n"};
  for (const Architecture& row : architecture_list())
    for (const SizeParameter& own : row.sizes) {
      INFO(row.id << ": " << own.name);
      CHECK((taken.count(own.name) == 0 || (row.limited != "m" && own.name == "m")));
      const auto of_formula = [&](const CutBits& cut) {
        return cut.bits.variables().count(own.name) > 0;
      };
      CHECK(std::ranges::any_of(row.cuts, of_formula));
    }
}

}  // namespace
}  // namespace separatrix

#include <catch2/catch.hpp>

#include "numerics/tri.hpp"

using namespace separatrix;

TEST_CASE("three-valued logic answers exactly what every completion of its operands answers") {
  const Tri all[] = {Tri::no, Tri::yes, Tri::unknown};
  // The answer for operands that may each stand for several booleans, by trying them all.
  const auto expected = [](Tri a, Tri b, auto&& op) {
    bool seen[2] = {false, false};
    for (const bool x : {false, true})
      for (const bool y : {false, true})
        if ((a == Tri::unknown || a == known(x)) && (b == Tri::unknown || b == known(y)))
          seen[op(x, y) ? 1 : 0] = true;
    return seen[0] && seen[1] ? Tri::unknown : known(seen[1]);
  };
  for (const Tri a : all) {
    CHECK((!a) == expected(a, a, [](bool x, bool) { return !x; }));
    for (const Tri b : all) {
      CHECK((a & b) == expected(a, b, [](bool x, bool y) { return x && y; }));
      CHECK((a | b) == expected(a, b, [](bool x, bool y) { return x || y; }));
    }
  }
}

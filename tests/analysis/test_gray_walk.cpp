#include <set>

#include <catch2/catch.hpp>

#include "analysis/gray_walk.hpp"

using namespace separatrix;

TEST_CASE("the walk visits every word once and changes one letter by one per step") {
  for (const std::uint64_t radix : {2U, 3U, 5U})
    for (const std::size_t places : {0U, 1U, 2U, 4U, 6U}) {
      INFO("radix " << radix << ", places " << places);
      std::vector<std::uint64_t> word(places, 0);
      std::set<std::vector<std::uint64_t>> seen{word};
      GrayWalk walk(places, radix);
      GrayWalk::Step step{};
      while (walk.next(step)) {
        REQUIRE(step.place < places);
        REQUIRE(step.value < radix);
        const std::uint64_t before = word[step.place];
        REQUIRE((before + 1 == step.value || step.value + 1 == before));
        word[step.place] = step.value;
        REQUIRE(seen.insert(word).second);
      }
      std::size_t words = 1;
      for (std::size_t p = 0; p < places; ++p) words *= radix;
      CHECK(seen.size() == words);
    }
}

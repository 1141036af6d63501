#include <set>

#include <catch2/catch.hpp>

#include "tasks/zeroing.hpp"

using namespace separatrix;

TEST_CASE("Shrinking blocks: everything, halves, .., single items") {
  using Blocks = std::vector<std::pair<std::size_t, std::size_t>>;
  CHECK(shrinking_blocks(0, 1).empty());
  CHECK(shrinking_blocks(1, 1) == Blocks{{0, 1}});
  CHECK(shrinking_blocks(3, 1) == Blocks{{0, 3}, {0, 2}, {2, 3}, {0, 1}, {1, 2}, {2, 3}});
  CHECK(shrinking_blocks(4, 1) == Blocks{{0, 4}, {0, 2}, {2, 4}, {0, 1}, {1, 2}, {2, 3}, {3, 4}});
}

TEST_CASE("Shrinking a long input stays within memory") {
  CHECK(shrinking_blocks(1 << 20, 1 << 20) ==
        std::vector<std::pair<std::size_t, std::size_t>>{{0, 1 << 20}, {0, 1 << 19}});
  CHECK(shrinking_blocks(1 << 20, std::size_t{1} << 40).size() == 1);
}

TEST_CASE("Zeroed inputs differ from the input by zeros in a block of groups") {
  const Input input{{0, 3}, {0, 0}, {0, 2}, {0, 1}};
  const auto candidates = zeroed(input, {{0}, {1}, {2, 3}});
  CHECK(candidates == std::vector<Input>{{{0, 0}, {0, 0}, {0, 0}, {0, 0}},
                                         {{0, 0}, {0, 0}, {0, 2}, {0, 1}},
                                         {{0, 3}, {0, 0}, {0, 0}, {0, 0}},
                                         {{0, 0}, {0, 0}, {0, 2}, {0, 1}},
                                         {{0, 3}, {0, 0}, {0, 0}, {0, 0}}});
}

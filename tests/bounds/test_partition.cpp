#include <catch2/catch.hpp>

#include "bounds/communication/partition.hpp"
#include "numerics/error.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;
using Positions = std::vector<std::size_t>;

namespace {

void refused(const std::string& text, std::size_t length, const std::string& says) {
  CAPTURE(text);
  try {
    parse_partition(text, length);
    FAIL("accepted");
  } catch (const Error& e) {
    CHECK(e.argument() == "--partition");
    CHECK_THAT(e.what(), Contains(says));
    CHECK_THAT(e.what(), !Contains("\n"));
  }
}

}  // namespace

TEST_CASE("partitions by name") {
  CHECK(partition_word(odd_even(5)) == "ABABA");
  CHECK(partition_word(halves(6)) == "AAABBB");
  CHECK(partition_word(halves(5)) == "AABBB");
  CHECK(partition_word(parse_partition("prefix:4", 6).split) == "AAAABB");
  CHECK(parse_partition(" prefix:04\n", 6).name == "prefix:4");
  CHECK(parse_partition("halves", 5).split.alice == Positions{0, 1});
  CHECK(parse_partition("halves", 5).name == "halves");
  CHECK(parse_partition("odd-even\n", 3).split.bob == Positions{1});
  CHECK(parse_partition("odd-even\n", 3).name == "odd-even");
}

TEST_CASE("partitions by word and by positions") {
  const NamedSplit word = parse_partition("AB BA\n", 4);
  CHECK(word.name == "ABBA");
  CHECK(word.split.alice == Positions{0, 3});
  CHECK(word.split.bob == Positions{1, 2});
  const NamedSplit lists = parse_partition("4 1\n\n2,3\n", 4);
  CHECK(lists.name == "ABBA");
  CHECK(lists.split.alice == Positions{3, 0});
  CHECK(lists.split.bob == Positions{1, 2});
  for (const char* letters : {"AB", "BA", "AAB", "BABBABAAAB"})
    CHECK(partition_word(split_of_word(letters)) == letters);
  CHECK_THROWS_WITH(partition_word({{0, 1}, {1}}), Contains("position 1 stands twice"));
  CHECK_THROWS_WITH(partition_word({{0}, {2}}), Contains("position 2"));
}

TEST_CASE("what is no partition is refused with the place of the fault") {
  refused("AABBABA", 8, "has 7 letters for 8 positions");
  refused("A", 2, "has 1 letter for 2 positions");
  refused("ABXA", 4, "letter 3 is neither A nor B");
  refused("odd_even", 8, "letter 1 is neither A nor B");
  refused("abab", 4, "letter 1");
  refused("", 3, "has 0 letters for 3 positions");
  refused("AAA", 3, "Bob would hold no position");
  refused("BBB", 3, "Alice would hold no position");
  refused("halves", 1, "Alice would hold no position");
  refused("odd-even", 1, "Bob would hold no position");
  refused("prefix:0", 4, "a prefix of 0 out of 4 positions");
  refused("prefix:4", 4, "leaves a player without any");
  refused("prefix:-1", 4, "leaves a player without any");
  refused("prefix:99999999999999999999999", 4, "leaves a player without any");
  refused("prefix:x", 4, "x");
  refused("1 3\n2 3", 4, "position 3 stands twice");
  refused("1 3\n2", 4, "position 4 is missing");
  refused("1 3\n2 5 4", 4, "position 5 is not one of 1 to 4");
  refused("0 1\n2 3", 4, "position 0 is not one of 1 to 4");
  refused("1 2 3 4", 4, "has 1 line of positions");
  refused("1\n2\n3", 3, "has 3 lines of positions");
  refused("1 2\n3 B", 4, "B");
}

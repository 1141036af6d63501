#include <catch2/catch.hpp>

#include "analysis/table_walk.hpp"
#include "numerics/random.hpp"

using namespace separatrix;

namespace {

/// `count` random functions of at most three slots, values below `values`.
SlotSum random_sum(std::uint64_t radix, std::size_t slots, std::size_t count, std::uint64_t values,
                   Random& random) {
  SlotSum sum(radix);
  for (std::size_t t = 0; t < count; ++t) {
    SlotTable<Integer> table;
    std::size_t words = 1;
    for (std::size_t slot = 0; slot < slots && table.slots.size() < 3; ++slot)
      if (random.below(slots) < 2) {
        table.slots.push_back(slot);
        words *= radix;
      }
    for (std::size_t w = 0; w < words; ++w)
      table.values.emplace_back(static_cast<std::int64_t>(random.below(values)) - 2);
    sum.add(std::move(table), 3);
  }
  return sum;
}

std::vector<std::uint64_t> letters(std::uint64_t word, std::uint64_t radix, std::size_t slots) {
  std::vector<std::uint64_t> list;
  for (std::size_t s = 0; s < slots; ++s, word /= radix) list.push_back(word % radix);
  return list;
}

}  // namespace

TEST_CASE("dropping idle slots and the unique form keep the function") {
  Random random(5, 0);
  for (unsigned trial = 0; trial < 50; ++trial) {
    const std::uint64_t radix = 2 + trial % 2;
    SlotTable<Integer> table{{1, 3, 4}, {}};
    const bool idle = trial % 3 == 0;  // slot 3 does not matter
    std::vector<Integer> drawn;
    for (std::size_t w = 0; w < radix * radix * radix; ++w) drawn.emplace_back(random.below(4));
    for (std::size_t w = 0; w < drawn.size(); ++w)
      table.values.push_back(drawn[idle ? w - w / radix % radix * radix : w]);
    SlotSum sum(radix);
    sum.add(table, -7);
    for (std::size_t w = 0; w < table.values.size(); ++w)
      CHECK(sum.at({0, w % radix, 0, w / radix % radix, w / radix / radix}) ==
            -7 * table.values[w]);
    for (const auto& [set, values] : sum.components())
      CHECK((!idle || std::find(set.begin(), set.end(), 3U) == set.end()));
    sum.add(table, 7);
    CHECK(sum.components().empty());
    CHECK(sum.base() == 0);
  }
}

TEST_CASE("the same function written in two ways has the same components") {
  // x0 + x1 - 2 x0 x1 as one table, and as a sum of three.
  SlotSum one(2);
  one.add({{0, 1}, {0, 1, 1, 0}});
  SlotSum three(2);
  three.add({{0}, {0, 1}});
  three.add({{1}, {0, 1}});
  three.add({{0, 1}, {0, 0, 0, 1}}, -2);
  CHECK(one.components() == three.components());
  three.add({{1}, {0, 1}});
  CHECK(one.components() != three.components());
}

TEST_CASE("a walk judges every word as a plain loop does") {
  Random random(11, 0);
  // Fewer words than stand in the array, and more; few tables, and many that mix both sides.
  for (const auto& [radix, slots, tables] : {std::tuple{2U, 1U, 1U},
                                             {2U, 9U, 4U},
                                             {2U, 15U, 5U},
                                             {2U, 16U, 14U},
                                             {3U, 9U, 6U},
                                             {5U, 7U, 5U}}) {
    INFO("radix " << radix << ", slots " << slots << ", tables " << tables);
    std::vector<DigitSums> digits;
    for (unsigned d = 0; d < 2; ++d)
      digits.push_back({random_sum(radix, slots, tables, 3, random),
                        random_sum(radix, slots, tables, 6, random),
                        random_sum(radix, slots, d, 2, random)});
    auto keys = joint_keys(digits);
    REQUIRE(keys);
    const auto codes = keys->codes;
    const auto right = [](const KeyCode::Sums& sums) {
      return (5 * sums.reference + 3 * sums.model + 7 * sums.residual) % 11 != 1;
    };
    const TableWalk walk(radix, slots, std::move(*keys));
    TableWalk::Verdicts verdicts(walk, [&](std::size_t d, std::uint64_t key) {
      return TableWalk::Verdict{right(codes[d].decode(key)), Rational(1, 1 + key)};
    });
    TableWalk::Count found;
    // In blocks of the smallest size and of a larger one.
    const std::size_t low = std::min(walk.places(), walk.inner() + 2);
    const auto blocks = word_count(radix, slots - low, 1U << 20);
    for (std::uint64_t block = 0; block < blocks; ++block) walk.visit(low, block, verdicts, found);

    const auto words = word_count(radix, slots, 1U << 20);
    std::uint64_t failures = 0;
    std::optional<std::uint64_t> first;
    for (std::uint64_t word = 0; word < words; ++word) {
      const auto list = letters(word, radix, slots);
      bool good = true;
      for (const DigitSums& digit : digits)
        good = good &&
               right({digit.reference.at(list), digit.model.at(list), digit.residual.at(list)});
      if (good) continue;
      ++failures;
      if (!first) first = word;
    }
    CHECK(found.words == words);
    CHECK(found.failures == failures);
    CHECK(found.first == first);
    CHECK(verdicts.margin());
  }
}

TEST_CASE("one wrong word among 2^16 is found") {
  // The key is the word itself.
  SlotSum word(2);
  for (std::size_t slot = 0; slot < 16; ++slot) word.add({{slot}, {0, Integer(1) << slot}});
  auto keys = joint_keys({{SlotSum(2), word, SlotSum(2)}});
  REQUIRE(keys);
  const TableWalk walk(2, 16, std::move(*keys));
  for (const std::uint64_t bad : {0ULL, 1ULL, 40000ULL, 65535ULL}) {
    TableWalk::Verdicts verdicts(walk, [&](std::size_t, std::uint64_t key) {
      return TableWalk::Verdict{key != bad, {}};
    });
    TableWalk::Count found;
    walk.visit(16, 0, verdicts, found);
    CHECK(found.failures == 1);
    CHECK(found.first == bad);
  }
}

TEST_CASE("sums with too many values make no keys") {
  SlotSum wide(2);
  wide.add({{0}, {0, 1}});
  wide.add({{1}, {0, kMostKeys}});
  CHECK_FALSE(joint_keys({{SlotSum(2), wide, SlotSum(2)}}));
}

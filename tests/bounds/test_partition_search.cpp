#include <algorithm>
#include <set>

#include <catch2/catch.hpp>
#include <tbb/global_control.h>

#include "bounds/communication/interchangeable.hpp"
#include "bounds/communication/partition_orbits.hpp"
#include "bounds/communication/partition_search.hpp"
#include "bounds/communication/problem.hpp"
#include "numerics/error.hpp"
#include "numerics/random.hpp"
#include "tests/bounds/plain_rank.hpp"

using namespace separatrix;
using Positions = std::vector<std::size_t>;

namespace {

/// A table over one alphabet, from `f(symbols)`.
template <class F>
FunctionTable table(std::vector<std::size_t> alphabets, unsigned digits, const F& f) {
  FunctionTable result(alphabets, digits);
  std::vector<std::size_t> word(alphabets.size());
  for (std::uint64_t entry = 0; entry < result.entries(); ++entry) {
    std::uint64_t rest = entry;
    for (std::size_t t = word.size(); t-- > 0; rest /= alphabets[t]) word[t] = rest % alphabets[t];
    result.set(entry, static_cast<std::uint32_t>(f(word)));
  }
  return result;
}

std::vector<std::size_t> bits(std::size_t n) { return std::vector<std::size_t>(n, 2); }

/// Equality of the pairs (order[0], order[1]), (order[2], order[3]), ..
FunctionTable matched_equality(const Positions& order) {
  return table(bits(order.size()), 1, [&](const Positions& x) {
    bool equal = true;
    for (std::size_t i = 0; i < order.size(); i += 2)
      equal = equal && x[order[i]] == x[order[i + 1]];
    return equal;
  });
}

Positions shuffled(std::size_t n, std::uint64_t seed) {
  Random random(seed, 7);
  Positions order(n);
  for (std::size_t i = 0; i < n; ++i) order[i] = i;
  for (std::size_t i = n; i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  return order;
}

/// The first word in order that gives every pair one letter of each.
std::string cut_of(const Positions& order) {
  std::string word(order.size(), 'B');
  for (std::size_t i = 0; i < order.size(); i += 2) word[std::min(order[i], order[i + 1])] = 'A';
  return word;
}

FunctionTable random_table(std::uint64_t seed, std::size_t n, unsigned digits) {
  Random random(seed, 3);
  // Ones are rare or frequent, and some positions count only through their sum.
  const std::uint64_t ones = 1 + random.below(7);
  const std::size_t summed = random.below(n);
  std::vector<std::uint32_t> values(std::size_t{1} << 2 * n);
  for (auto& value : values)
    for (unsigned d = 0; d < digits; ++d) value = 2 * value + (random.below(8) < ones ? 1 : 0);
  return table(bits(n), digits, [&](const Positions& x) {
    std::size_t key = 0;
    for (std::size_t t = 0; t < n; ++t) key = t < summed ? key + x[t] : 2 * key + x[t];
    return values[key];
  });
}

std::size_t rank_over_fractions(const BitMatrix& matrix) {
  std::vector<std::vector<Rational>> rows(matrix.rows());
  for (std::size_t r = 0; r < matrix.rows(); ++r)
    for (std::size_t c = 0; c < matrix.columns(); ++c) rows[r].emplace_back(matrix(r, c) ? 1 : 0);
  return reference::rank(std::move(rows));
}

struct Best {
  std::size_t sum = 0;
  std::string word;
  std::size_t partitions = 0;
};

/// All balanced words that begin with A, in order, with ranks over the fractions.
Best plain_search(const FunctionTable& f) {
  Work work;
  Best best;
  const std::size_t n = f.alphabets().size();
  std::set<std::string> words;
  for (const std::size_t alice : {n / 2, n - n / 2}) {
    std::string word = std::string(alice, 'A') + std::string(n - alice, 'B');
    do words.insert(word);
    while (std::next_permutation(word.begin(), word.end()));
  }
  std::erase_if(words, [](const std::string& word) { return word.front() != 'A'; });
  for (const std::string& word : words)
    for (unsigned d = 0; d < f.digits(); ++d) {
      const BitMatrix g = *AnswerBits(f).matrix(split_of_word(word), d, work);
      const std::size_t sum = rank_over_fractions(g) + rank_over_fractions(complement(g));
      if (sum > best.sum) best = {sum, word, 0};
    }
  best.partitions = words.size();
  return best;
}

}  // namespace

TEST_CASE("interchangeable positions against the definition") {
  Work work;
  std::size_t swapped = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    CAPTURE(seed);
    const FunctionTable f = random_table(seed, 5, 1);
    const auto classes = *interchangeable_positions(f, work);
    std::size_t members = 0;
    for (const Positions& some : classes) members += some.size();
    CHECK(members == 5);
    for (std::size_t i = 0; i < 5; ++i)
      for (std::size_t j = 0; j < 5; ++j) {
        bool same = true;
        for (std::uint64_t entry = 0; entry < 32; ++entry) {
          const bool a = (entry >> (4 - i) & 1U) != 0;
          const bool b = (entry >> (4 - j) & 1U) != 0;
          const std::uint64_t other =
              a == b ? entry
                     : entry ^ (std::uint64_t{1} << (4 - i)) ^ (std::uint64_t{1} << (4 - j));
          same = same && f.answer(entry) == f.answer(other);
        }
        CHECK(interchangeable(f, i, j) == same);
        const bool together = std::ranges::any_of(classes, [&](const Positions& some) {
          return std::ranges::count(some, i) > 0 && std::ranges::count(some, j) > 0;
        });
        CHECK(together == same);
        swapped += i != j && same ? 1 : 0;
      }
  }
  CHECK(swapped > 40);
  CHECK_THROWS_AS(interchangeable(random_table(1, 3, 1), 0, 3), Error);
}

TEST_CASE("interchangeable positions of other alphabets, and one entry that breaks them") {
  Work work;
  const std::vector<std::size_t> alphabets{3, 2, 3, 3, 2};
  FunctionTable f = table(alphabets, 2, [](const Positions& x) {
    return (x[0] + x[2] + x[3] + 2 * (x[1] + x[4])) % 4;
  });
  using Classes = std::vector<Positions>;
  CHECK(*interchangeable_positions(f, work) == Classes{{0, 2, 3}, {1, 4}});
  const std::uint64_t entry = (((0 * 2 + 1) * 3 + 0) * 3 + 2) * 2 + 1;  // x = 0 1 0 2 1
  f.set(entry, f.answer(entry) ^ 1U);
  CHECK(*interchangeable_positions(f, work) == Classes{{0, 2}, {1, 4}, {3}});
  work.request_stop();
  CHECK_FALSE(interchangeable_positions(f, work));
}

TEST_CASE("orbits: every balanced word has one least word, all of them are listed") {
  using Classes = std::vector<Positions>;
  for (const Classes& classes :
       {Classes{{0}, {1}, {2}, {3}, {4}, {5}}, Classes{{0, 3}, {1, 2, 5}, {4}},
        Classes{{0, 1, 2, 3, 4, 5}}, Classes{{0}, {1}, {2}, {3}, {4}}, Classes{{0, 4}, {1}, {2, 3}},
        Classes{{0, 2, 4}, {1, 3, 5, 6}}}) {
    const PartitionOrbits orbits(classes);
    const std::size_t n = orbits.length();
    std::set<std::string> least;
    std::size_t words = 0;
    for (const std::size_t alice : std::set{n / 2, n - n / 2}) {
      std::string word = std::string(alice, 'A') + std::string(n - alice, 'B');
      do {
        ++words;
        const std::string one = orbits.least(word);
        CHECK(one <= word);
        CHECK(one.front() == 'A');
        CHECK(orbits.least(one) == one);
        std::string exchanged = word;
        for (char& c : exchanged) c = c == 'A' ? 'B' : 'A';
        CHECK(orbits.least(exchanged) == one);
        for (const Positions& some : classes) {
          std::string moved = word;
          std::swap(moved[some.front()], moved[some.back()]);
          CHECK(orbits.least(moved) == one);
        }
        least.insert(one);
      } while (std::next_permutation(word.begin(), word.end()));
    }
    CHECK(*orbits.all(1000) == std::vector<std::string>(least.begin(), least.end()));
    CHECK_FALSE(orbits.all(least.size() - 1));
    CHECK(balanced_partitions(n) * 2 == words);
    if (classes.size() == n) CHECK(balanced_partitions(n) == least.size());
  }
  CHECK(balanced_partitions(16) == 6435);
  CHECK(balanced_partitions(8) == 35);
  CHECK(balanced_partitions(2) == 1);
}

TEST_CASE("the search agrees with all partitions and ranks over the fractions") {
  Work work;
  std::size_t later = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    CAPTURE(seed);
    const std::size_t n = seed % 4 == 0 ? 7 : 3 + seed % 4;  // 35 partitions or 3 to 10
    const FunctionTable f = random_table(seed, n, seed % 3 == 0 ? 2 : 1);
    const Best best = plain_search(f);
    const PartitionFound found = *strongest_partition(f, {}, work);
    CHECK(found.rank + found.complement_rank == best.sum);
    CHECK(partition_word(found.split) == best.word);
    CHECK(found.score_bits == ceil_log2(best.sum));
    CHECK(found.partitions == best.partitions);
    CHECK(found.evaluated <= best.partitions);
    CHECK(found.complete);
    const BitMatrix g = *AnswerBits(f).matrix(found.split, found.digit, work);
    CHECK(found.rank == rank_over_fractions(g));
    CHECK(found.complement_rank == rank_over_fractions(complement(g)));
    later += best.word != partition_word(halves(n)) && best.word != partition_word(odd_even(n));
  }
  CHECK(later > 20);  // neither of the two that are looked at first
}

TEST_CASE("the search finds the one partition that is better by one") {
  // Sparse functions: almost full ranks, zero rows and zero columns, so that bounds are close.
  Work work;
  std::set<std::size_t> sums;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    CAPTURE(seed);
    Random random(seed, 9);
    const FunctionTable f =
        table(bits(8), 1, [&](const Positions&) { return random.below(14) < 1 + seed % 3; });
    const Best best = plain_search(f);
    const PartitionFound found = *strongest_partition(f, {}, work);
    CHECK(found.rank + found.complement_rank == best.sum);
    CHECK(partition_word(found.split) == best.word);
    sums.insert(best.sum);
  }
  CHECK(sums.size() > 5);
}

TEST_CASE("odd-even for Dyck-(2,2), without being told") {
  Work work;
  const auto dyck = [](const Positions& word) {
    Positions open;
    for (const std::size_t s : word) {
      if (s < 2) {
        if (open.size() == 2) return 0;
        open.push_back(s);
      } else {
        if (open.empty() || open.back() != s - 2) return 0;
        open.pop_back();
      }
    }
    return open.empty() ? 1 : 0;
  };
  const auto found = *strongest_partition(table(std::vector<std::size_t>(8, 4), 1, dyck), {}, work);
  CHECK(partition_word(found.split) == "ABABABAB");
  CHECK(found.rank == 128);
  CHECK(found.complement_rank == 129);
  CHECK(found.score_bits == 9);
  CHECK(found.evaluated == 35);
  CHECK(found.complete);
}

TEST_CASE("the halves for equality, and wherever else its pairs are put") {
  Work work;
  Positions by_halves;
  for (std::size_t i = 0; i < 8; ++i) by_halves.insert(by_halves.end(), {i, i + 8});
  const auto equality = *strongest_partition(matched_equality(by_halves), {}, work);
  CHECK(partition_word(equality.split) == "AAAAAAAABBBBBBBB");
  CHECK(equality.score_bits == 9);
  CHECK(equality.rank == 256);
  CHECK(equality.evaluated == 554);  // eight classes of two: (1107 + 1) / 2 orbits
  CHECK(equality.partitions == 6435);
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    const Positions order = shuffled(12, seed);
    const auto found = *strongest_partition(matched_equality(order), {}, work);
    CHECK(partition_word(found.split) == cut_of(order));
    CHECK(found.rank + found.complement_rank == 128);
    CHECK(found.complete);
  }
}

TEST_CASE("local search finds planted pairs among 24310 partitions, and says what it left out") {
  Work work;
  const Positions order = shuffled(18, 5);
  // Greater-than on scattered digits: no two positions are interchangeable, and its ranks, 511 and
  // 512, are not the largest that two players with 9 bits could have.
  const FunctionTable f = table(bits(18), 1, [&](const Positions& x) {
    for (std::size_t i = 0; i < 18; i += 2)
      if (x[order[i]] != x[order[i + 1]]) return x[order[i]] > x[order[i + 1]] ? 1 : 0;
    return 0;
  });
  PartitionEffort effort;
  effort.partitions = 400;
  const auto found = *strongest_partition(f, effort, work);
  CHECK(partition_word(found.split) == cut_of(order));
  CHECK(found.rank == 511);
  CHECK(found.complement_rank == 512);
  CHECK(found.score_bits == 10);
  CHECK_FALSE(found.complete);
  CHECK(found.evaluated >= 400);
  CHECK(found.evaluated < 400 + 16);

  PartitionEffort little;
  little.partitions = 3;
  const auto weaker = *strongest_partition(f, little, work);
  CHECK(weaker.evaluated < 20);
  CHECK(weaker.rank + weaker.complement_rank < 1023);
  CHECK_FALSE(weaker.complete);

  // One position fewer: the last digit of one number is left out, and taken for 0.
  const FunctionTable odd = table(bits(17), 1, [&](const Positions& x) {
    const auto digit = [&](std::size_t i) { return order[i] < 17 ? x[order[i]] : 0; };
    for (std::size_t i = 0; i < 18; i += 2)
      if (digit(i) != digit(i + 1)) return digit(i) > digit(i + 1) ? 1 : 0;
    return 0;
  });
  const auto uneven = *strongest_partition(odd, effort, work);
  const std::string word = partition_word(uneven.split);
  for (std::size_t i = 0; i < 18; i += 2)
    if (std::max(order[i], order[i + 1]) < 17) CHECK(word[order[i]] != word[order[i + 1]]);
  CHECK(uneven.partitions == 24310);
  CHECK(uneven.score_bits == 9);

  // Equality reaches the largest ranks there are, which ends the search with a proof.
  const auto equality = *strongest_partition(matched_equality(order), {}, work);
  CHECK(equality.rank + equality.complement_rank == 1024);
  CHECK(equality.complete);
}

TEST_CASE("an odd number of positions: either player may hold one more") {
  Work work;
  // Three bits choose one of two others.
  const FunctionTable f = table(
      bits(5), 1, [](const Positions& x) { return (x[1] + x[2] + x[4]) % 4 < 2 ? x[0] : x[3]; });
  const Best best = plain_search(f);
  const auto found = *strongest_partition(f, {}, work);
  CHECK(partition_word(found.split) == best.word);
  CHECK(found.partitions == 10);
}

TEST_CASE("the result does not depend on the number of threads") {
  Work work;
  PartitionEffort effort;
  effort.partitions = 40;
  Random random(1, 0);
  std::vector<bool> values(std::size_t{1} << 18);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = random.below(50) == 0;
  std::size_t next = 0;
  const FunctionTable f = table(bits(18), 1, [&](const Positions& x) {
    return x[3] == 1 && x[11] == x[7] && values[next++];
  });
  std::vector<PartitionFound> found;
  for (const std::size_t threads : {1U, 2U, 3U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    found.push_back(*strongest_partition(f, effort, work));
  }
  for (const PartitionFound& other : found) {
    CHECK(partition_word(other.split) == partition_word(found[0].split));
    CHECK(other.rank == found[0].rank);
    CHECK(other.complement_rank == found[0].complement_rank);
    CHECK(other.evaluated == found[0].evaluated);
  }
}

TEST_CASE("searches that cannot begin or are stopped") {
  Work work;
  CHECK_THROWS_AS(strongest_partition(FunctionTable({2}, 1), {}, work), Error);
  work.request_stop();
  CHECK_FALSE(strongest_partition(random_table(1, 4, 1), {}, work));
}

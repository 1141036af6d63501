#include <functional>

#include <catch2/catch.hpp>

#include "bounds/communication/deterministic.hpp"
#include "bounds/communication/language_matrix.hpp"
#include "bounds/known_complexity.hpp"
#include "bounds/recall_memory.hpp"
#include "languages/dyck.hpp"
#include "languages/regex.hpp"
#include "languages/residual_functions.hpp"
#include "numerics/error.hpp"
#include "tasks/nearest_neighbour.hpp"
#include "tests/bounds/plain_rank.hpp"

using namespace separatrix;

namespace {

using Function = std::function<std::uint32_t(std::span<const std::size_t>)>;

TaskRequest request(const std::string& id, std::uint64_t n, std::uint64_t alphabet = 2) {
  TaskRequest task;
  task.id = id;
  task.n = n;
  task.alphabet = alphabet;
  return task;
}

/// A task by its definition, on all words over these alphabets.
struct Plain {
  std::vector<std::size_t> alphabets;
  unsigned digits;
  Function f;
};

template <class Visit>
void each_word(const std::vector<std::size_t>& alphabets, const Visit& visit) {
  std::vector<std::size_t> word(alphabets.size());
  for (std::uint64_t entry = 0;; ++entry) {
    visit(entry, word);
    std::size_t i = word.size();
    while (i > 0 && ++word[i - 1] == alphabets[i - 1]) word[--i] = 0;
    if (i == 0) return;
  }
}

LayeredAutomaton residuals(const Plain& plain) {
  FunctionTable table(plain.alphabets, plain.digits);
  each_word(plain.alphabets,
            [&](std::uint64_t entry, const auto& word) { table.set(entry, plain.f(word)); });
  return residual_automaton(table);
}

/// Sum over the answers v of the rank of [f = v], Alice holding these positions; the merged matrix
/// of [f = 1] besides.
struct Leaves {
  std::size_t ranks = 0;
  BitMatrix of_one;
};
Leaves leaves(const Plain& plain, const std::vector<bool>& alice) {
  std::vector<std::size_t> theirs[2];  // alphabets of Bob, of Alice
  for (std::size_t i = 0; i < alice.size(); ++i)
    theirs[alice[i] ? 1 : 0].push_back(plain.alphabets[i]);
  Leaves result;
  for (std::uint32_t value = 0; value < std::uint32_t{1} << plain.digits; ++value) {
    std::vector<std::vector<Rational>> rows;
    each_word(theirs[1], [&](std::uint64_t, const auto& a) {
      auto& row = rows.emplace_back();
      each_word(theirs[0], [&](std::uint64_t, const auto& b) {
        std::vector<std::size_t> word;
        for (std::size_t i = 0, x = 0, y = 0; i < alice.size(); ++i)
          word.push_back(alice[i] ? a[x++] : b[y++]);
        row.emplace_back(plain.f(word) == value ? 1 : 0);
      });
    });
    if (value == 1) {
      BitMatrix m(rows.size(), rows[0].size());
      for (std::size_t r = 0; r < m.rows(); ++r)
        for (std::size_t c = 0; c < m.columns(); ++c) m.set(r, c, rows[r][c] == 1);
      result.of_one = merge_equal(m).matrix;
    }
    result.ranks += reference::rank(std::move(rows));
  }
  return result;
}

std::vector<bool> alice_of(const std::string& partition, std::size_t tokens) {
  std::vector<bool> alice(tokens);
  const std::size_t prefix = partition.starts_with("prefix:")
                                 ? std::stoul(partition.substr(7))
                                 : (partition == "halves" ? tokens / 2 : 0);
  for (std::size_t i = 0; i < tokens; ++i)
    alice[i] = partition == "odd-even"                    ? i % 2 == 0
               : partition.find('A') == std::string::npos ? i < prefix
                                                          : partition[i] == 'A';
  return alice;
}

void compare(const TaskRequest& task, const Plain& plain) {
  CAPTURE(task.id, task.n, task.alphabet);
  const auto one = known_complexity(task, Protocol::one_way);
  REQUIRE(one);
  CHECK(one->tokens == plain.alphabets.size());
  CHECK(one->answer_digits == plain.digits);
  const LayeredAutomaton automaton = residuals(plain);
  CHECK(one->lower_bits == state_bits(automaton));
  CHECK(one->upper_bits == one->lower_bits);
  // The cut that is named is a strongest one.
  const std::size_t cut = std::stoul(one->partition.substr(7));
  CHECK(ceil_log2(automaton.layers.at(cut).states) == one->lower_bits);

  const auto two = known_complexity(task, Protocol::two_way);
  REQUIRE(two);
  REQUIRE(two->upper_bits);
  CHECK(two->lower_bits <= *two->upper_bits);
  const Leaves found = leaves(plain, alice_of(two->partition, plain.alphabets.size()));
  CHECK(two->lower_bits == ceil_log2(found.ranks));
  Work work;
  if (plain.digits > 1 || found.of_one.rows() + found.of_one.columns() > 12) return;
  const unsigned exact = *exact_communication(found.of_one, Knower::both, work);
  CHECK(two->lower_bits <= exact);
  CHECK(exact <= *two->upper_bits);
}

Plain bits(std::size_t n, const Function& f) { return {std::vector<std::size_t>(n, 2), 1, f}; }

std::size_t ones(std::span<const std::size_t> word) {
  return static_cast<std::size_t>(std::count(word.begin(), word.end(), 1U));
}

}  // namespace

TEST_CASE("closed forms of two halves agree with residual functions and ranks") {
  using Bits = std::span<const std::size_t>;
  const auto halves_equal = [](Bits w) {
    return std::equal(w.begin(), w.begin() + static_cast<std::ptrdiff_t>(w.size() / 2),
                      w.begin() + static_cast<std::ptrdiff_t>(w.size() / 2));
  };
  const auto neighbours_equal = [](Bits w) {
    for (std::size_t i = 0; i < w.size(); i += 2)
      if (w[i] != w[i + 1]) return false;
    return true;
  };
  for (std::size_t n = 2; n <= 8; n += 2) {
    const std::size_t h = n / 2;
    compare(request("equality", n), bits(n, halves_equal));
    compare(request("inequality", n), bits(n, [&](Bits w) { return !halves_equal(w); }));
    compare(request("disjointness", n), bits(n, [h](Bits w) {
              for (std::size_t i = 0; i < h; ++i)
                if (w[i] == 1 && w[h + i] == 1) return 1;
              return 0;
            }));
    compare(request("greater-than", n), bits(n, [h](Bits w) {
              return std::lexicographical_compare(w.begin() + static_cast<std::ptrdiff_t>(h),
                                                  w.end(), w.begin(),
                                                  w.begin() + static_cast<std::ptrdiff_t>(h));
            }));
    compare(request("inner-product", n), bits(n, [h](Bits w) {
              std::size_t sum = 0;
              for (std::size_t i = 0; i < h; ++i) sum += w[i] * w[h + i];
              return sum % 2;
            }));
    compare(request("interleaved-equality", n), bits(n, neighbours_equal));
    compare(request("permuted-equality", n), bits(n, neighbours_equal));
  }
  for (const std::size_t s : {3U, 5U}) {
    const std::size_t n = 4;
    compare(request("equality", n, s), {std::vector<std::size_t>(n, s), 1, halves_equal});
    compare(request("permuted-equality", n, s),
            {std::vector<std::size_t>(n, s), 1, neighbours_equal});
  }
}

TEST_CASE("closed forms of index, parity and majority agree with residual functions and ranks") {
  for (std::size_t n = 1; n <= 7; ++n) {
    compare(request("parity", n), bits(n, [](auto w) { return ones(w) % 2; }));
    compare(request("majority", n), bits(n, [](auto w) { return 2 * ones(w) > w.size(); }));
  }
  for (const std::size_t s : {2U, 3U, 4U})
    for (std::size_t n = 1; n <= (s == 2 ? 5U : 3U); ++n) {
      std::vector<std::size_t> alphabets(n, s);
      alphabets.push_back(n);
      const Plain last{alphabets, ceil_log2(s), [](auto w) { return w[w.back()]; }};
      compare(request("index-lookup", n, s), last);
      compare(request("index", n, s), last);
      std::rotate(alphabets.begin(), alphabets.begin() + static_cast<std::ptrdiff_t>(n),
                  alphabets.end());
      compare(request("index-lookup:query-first", n, s),
              {alphabets, ceil_log2(s), [](auto w) { return w[1 + w[0]]; }});
    }
  CHECK(known_complexity(request("index-lookup", 8192), Protocol::one_way)->lower_bits == 8192);
}

TEST_CASE("one-way closed forms of Dyck agree with the unrolled automaton") {
  for (std::size_t types = 1; types <= 3; ++types)
    for (std::size_t depth = 1; depth <= 4; ++depth)
      for (std::size_t n = 2; n <= 12; n += 2) {
        TaskRequest task =
            request("dyck:" + std::to_string(types) + ":" + std::to_string(depth), n);
        CAPTURE(task.id, n);
        for (const bool all_lengths : {false, true}) {
          task.all_lengths = all_lengths;
          const auto known = known_complexity(task, Protocol::one_way);
          const LayeredAutomaton automaton =
              minimal(unrolled(dyck_automaton(types, depth), all_lengths ? 0 : n, n));
          CHECK(known->lower_bits == state_bits(automaton));
          CHECK(known->upper_bits == known->lower_bits);
          CHECK(ceil_log2(automaton.layers.at(std::stoul(known->partition.substr(7))).states) ==
                known->lower_bits);
        }
      }
}

TEST_CASE("two-way closed forms of Dyck agree with ranks and the best protocols") {
  Work work;
  for (std::size_t types = 1; types <= 3; ++types)
    for (std::size_t depth = 1; depth <= 4; ++depth) {
      LanguageMatrix folded(dyck_automaton(types, depth), Positions::letters);
      for (std::size_t n = 2; n <= (types == 1 ? 12U : 6U); n += 2) {
        folded.extend();
        folded.extend();
        const auto known = known_complexity(
            request("dyck:" + std::to_string(types) + ":" + std::to_string(depth), n),
            Protocol::two_way);
        CAPTURE(types, depth, n);
        REQUIRE(known);
        CHECK(known->partition == "odd-even");
        CHECK(known->symbols == 2 * types);
        const BitMatrix f = folded.matrix();
        if (f.rows() > 120) continue;
        std::size_t ranks = 0;
        for (const bool value : {false, true}) {
          std::vector<std::vector<Rational>> rows(f.rows());
          for (std::size_t r = 0; r < f.rows(); ++r)
            for (std::size_t c = 0; c < f.columns(); ++c)
              rows[r].emplace_back(f(r, c) == value ? 1 : 0);
          ranks += reference::rank(std::move(rows));
        }
        CHECK(known->lower_bits == ceil_log2(ranks));
        CHECK(known->upper_bits == known->lower_bits);
        if (f.rows() + f.columns() <= 12) {
          const unsigned exact = *exact_communication(f, Knower::both, work);
          CHECK(known->lower_bits <= exact);
          CHECK(exact <= *known->upper_bits);
        }
      }
    }
  // Members of depth at most 2: m^t 2^(t-1). They fool at every depth (test_regular_fooling_set).
  for (std::size_t types = 1; types <= 4; ++types) {
    const auto counts = word_counts(dyck_automaton(types, 2), 40);
    for (unsigned t = 1; t <= 20; ++t) CHECK(counts[2 * t] == power(types, t) * power(2, t - 1));
  }
  CHECK(known_complexity(request("dyck:2:2", 1024), Protocol::two_way)->lower_bits == 1025);
}

TEST_CASE("recall and nearest neighbour: the proved bounds and the inputs behind them") {
  for (std::uint64_t n = 2; n <= 600; ++n) {
    const auto known = known_complexity(request("associative-recall", n, n), Protocol::one_way);
    CHECK(known->lower_bits == recall_bits(n, PairTokens::separate));
    CHECK(known->upper_bits == known->lower_bits);
    CHECK(known->tokens == 2 * n + 1);
  }
  CHECK_FALSE(known_complexity(request("associative-recall", 5, 8), Protocol::one_way)->upper_bits);
  const auto mqar = known_complexity(request("mqar", 20, 0), Protocol::one_way);
  CHECK(mqar->lower_bits == 13);  // 10 pairs
  CHECK(mqar->partition == "prefix:19");
  CHECK(mqar->symbols == 16);
  CHECK_FALSE(known_complexity(request("mqar", 20, 0), Protocol::two_way));

  TaskRequest task = request("nearest-neighbour", 8);
  task.dimension = 3;
  task.gamma = Rational(2, 3);
  CHECK(known_complexity(task, Protocol::one_way)->lower_bits == 9);  // 7 points
  task.n = 1000;
  CHECK(known_complexity(task, Protocol::one_way)->lower_bits == 9);  // 7 keys, one repeated
  task.gamma = Rational(67, 100);
  CHECK(known_complexity(task, Protocol::one_way)->lower_bits == 1);  // 2 keys, one of them asked
  task.gamma = Rational(2, 3);

  // The inputs of the reduction belong to the task, and its answers are the labels.
  const NearestNeighbour neighbour(9, 3, task.gamma);
  const Rational q(577351, 1000000);  // 1/sqrt(3) = 0.57735027
  std::vector<NearestNeighbour::Point> points;
  for (unsigned key = 0; key < 8; ++key) {
    points.emplace_back();
    points.back().label = key % 3 == 1;
    for (unsigned i = 0; i < 3; ++i) points.back().x.push_back((key >> i & 1U) != 0 ? q : -q);
  }
  for (const auto& point : points)
    CHECK(neighbour.reference(neighbour.input(points, point.x)) == Answer{point.label});
}

TEST_CASE("languages: the unrolled automaton decides while it is short") {
  for (const char* expression : {"(ab)*", "(a|b)*a(a|b)(a|b)", "~((a|b)*aba(a|b)*)"}) {
    const Dfa dfa = parse_regex(expression, std::nullopt).dfa;
    for (std::size_t n = 1; n <= 8; ++n) {
      TaskRequest task = request(std::string("language:") + expression, n);
      const auto known = known_complexity(task, Protocol::one_way);
      REQUIRE(known);
      CAPTURE(expression, n);
      CHECK(known->lower_bits ==
            state_bits(residuals(bits(n, [&](auto w) { return accepts(dfa, w); }))));
      CHECK(known->symbols == 2);
    }
  }
  TaskRequest task = request("language:(a|b)*a(a|b)(a|b)", 12);
  task.all_lengths = true;
  CHECK(known_complexity(task, Protocol::one_way)->lower_bits == 3);  // its 8 states
  CHECK_FALSE(
      known_complexity(request("language:(ab)*", std::uint64_t{1} << 30), Protocol::one_way));
  CHECK_FALSE(known_complexity(request("language:(ab)*", 10), Protocol::two_way));
  CHECK_THROWS_AS(known_complexity(request("language:(ab", 10), Protocol::one_way), Error);
}

TEST_CASE("bounds never decrease, and lower ones never exceed upper ones, up to 2^40") {
  std::vector<TaskRequest> families;
  for (const char* id : {"index", "index-lookup", "index-lookup:query-first", "equality",
                         "inequality", "permuted-equality", "disjointness", "greater-than",
                         "inner-product", "interleaved-equality", "parity", "majority"})
    families.push_back(request(id, 0));
  for (const char* id : {"index-lookup", "equality", "permuted-equality"})
    families.push_back(request(id, 0, 3));
  for (const char* id : {"associative-recall", "mqar"}) families.push_back(request(id, 0, 0));
  for (int types = 1; types <= 4; ++types)
    for (const char* depth : {"1", "2", "3", "7", "100000"})
      families.push_back(request("dyck:" + std::to_string(types) + ":" + depth, 0));
  families.push_back(request("nearest-neighbour", 0));
  families.back().dimension = 8;
  families.back().gamma = Rational(1, 2);

  std::vector<std::uint64_t> sizes;
  for (std::uint64_t n = 1; n <= 80; ++n) sizes.push_back(n);
  for (unsigned e = 7; e <= 40; ++e)
    for (const std::int64_t offset : {-2, 0, 2})
      if (offset <= 0 || e < 40) sizes.push_back((std::uint64_t{1} << e) + offset);
  for (TaskRequest& task : families)
    for (const Protocol protocol : {Protocol::one_way, Protocol::two_way}) {
      Integer lower = 0;
      Integer upper = 0;
      for (const std::uint64_t n : sizes) {
        task.n = n;
        const auto known = known_complexity(task, protocol);
        if (!known) continue;
        CAPTURE(task.id, n);
        CHECK(known->lower_bits >= lower);
        lower = known->lower_bits;
        if (!known->upper_bits) continue;
        CHECK(*known->upper_bits >= lower);
        CHECK(*known->upper_bits >= upper);
        upper = *known->upper_bits;
      }
      const bool two_way_missing =
          task.id.starts_with("associative") || task.id == "mqar" || task.id == "nearest-neighbour";
      CHECK((lower > 0) == (protocol == Protocol::one_way || !two_way_missing));
    }
}

TEST_CASE("no closed form where there is none, and none for sizes without inputs") {
  for (const Protocol protocol : {Protocol::one_way, Protocol::two_way}) {
    for (const char* id : {"truth-table", "sparse-threshold:majority", "dyck-next:2:2", "nothing"})
      CHECK_FALSE(known_complexity(request(id, 8), protocol));
    for (const char* id : {"equality", "disjointness", "greater-than", "mqar", "dyck:2:2"})
      CHECK_FALSE(known_complexity(request(id, 7), protocol));
    CHECK_FALSE(known_complexity(request("equality", 0), protocol));
    CHECK_FALSE(known_complexity(request("equality", 8, 1), protocol));
    CHECK_FALSE(known_complexity(request("disjointness", 8, 3), protocol));
    CHECK_FALSE(known_complexity(request("associative-recall", 8, 7), protocol));
    CHECK_FALSE(known_complexity(request("nearest-neighbour", 8), protocol));
    CHECK_FALSE(known_complexity(request("parity", (std::uint64_t{1} << 40) + 1), protocol));
    CHECK_THROWS_AS(known_complexity(request("dyck:2", 8), protocol), Error);
    TaskRequest task = request("permuted-equality", 4);
    task.partition = "ABAA";
    CHECK_FALSE(known_complexity(task, protocol));
    task.partition = "ABBA";
    CHECK(known_complexity(task, protocol).has_value() == (protocol == Protocol::two_way));
  }
}

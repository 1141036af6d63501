#include <algorithm>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "frames.hpp"
#include "numerics/error.hpp"
#include "tasks/dyck.hpp"
#include "tasks/dyck_text.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;

namespace {

/// Membership by cancelling adjacent pairs, and the depth from the counts: no stack.
bool cancels(Word word, std::size_t n, std::size_t k) {
  long height = 0;
  for (const Symbol s : word) {
    height += s < n ? 1 : -1;
    if (height > static_cast<long>(k)) return false;
  }
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = 0; i + 1 < word.size(); ++i)
      if (word[i] < n && word[i + 1] == word[i] + n) {
        word.erase(word.begin() + static_cast<long>(i), word.begin() + static_cast<long>(i) + 2);
        again = true;
        break;
      }
  }
  return word.empty();
}

Word word_of(const Input& input) {
  Word word;
  for (const Token& token : input) word.push_back(token.value);
  return word;
}

struct Sizes {
  std::size_t n, k;
};
const Sizes kSizes[] = {{1, 1}, {1, 3}, {2, 1}, {2, 2}, {3, 2}, {2, 3}};

/// The set of strings of this length that some continuation of at most k symbols completes.
std::set<Word> completable(std::size_t n, std::size_t k, std::size_t length) {
  std::set<Word> prefixes;
  for (std::size_t rest = 0; rest <= k; ++rest)
    each_string(n, length + rest, [&](std::span<const Symbol> word) {
      if (cancels({word.begin(), word.end()}, n, k))
        prefixes.insert(Word(word.begin(), word.begin() + static_cast<long>(length)));
      return true;
    });
  return prefixes;
}

}  // namespace

TEST_CASE("Dyck membership agrees with cancelling pairs on all strings") {
  for (const auto& [n, k] : kSizes) {
    const Dyck task(n, k, n < 3 ? 7 : 5, true);
    Integer inputs = 0;
    Integer members = 0;
    for (std::uint64_t f = 0; f < task.frames(); ++f)
      each_input(task.frame(f), [&](const Input& input) {
        const bool member = cancels(word_of(input), n, k);
        if (task.reference(input) != Answer{member}) FAIL(task.show(input).dump());
        inputs += 1;
        members += member ? 1 : 0;
      });
    CHECK(inputs == *task.domain_size());
    Integer counted = 0;
    for (std::size_t length = 0; length <= task.max_length(); ++length)
      counted += dyck_members(n, k, length);
    CHECK(members == counted);
  }
}

TEST_CASE("Members of Dyck-(2,2): the closed form") {
  for (std::size_t length = 2; length <= 200; length += 2) {
    CHECK(dyck_members(2, 2, length) == power(2, static_cast<unsigned>(length - 1)));
    CHECK(dyck_members(2, 2, length + 1) == 0);
  }
  CHECK(dyck_members(2, 2, 0) == 1);
  CHECK(dyck_members(1, 30, 20) == 16796);  // a Catalan number
  CHECK(dyck_members(5, 30, 20) == 16796 * power(5, 10));
}

TEST_CASE("The enumerators visit what is counted, once and in order") {
  for (const auto& [n, k] : kSizes)
    for (std::size_t length = 0; length <= 6; ++length) {
      std::vector<Word> prefixes;
      std::vector<Word> members;
      const auto into = [](std::vector<Word>& words) {
        return [&words](std::span<const Symbol> word) {
          words.emplace_back(word.begin(), word.end());
          return true;
        };
      };
      each_dyck_prefix(n, k, length, into(prefixes));
      each_dyck_member(n, k, length, into(members));
      CHECK(dyck_prefixes(n, k, length) == prefixes.size());
      CHECK(dyck_members(n, k, length) == members.size());
      CHECK(std::is_sorted(prefixes.begin(), prefixes.end()));
      CHECK(std::is_sorted(members.begin(), members.end()));
      CHECK(std::set<Word>(prefixes.begin(), prefixes.end()).size() == prefixes.size());
      std::size_t plain = 0;
      each_string(n, length, [&](std::span<const Symbol> word) {
        plain += cancels({word.begin(), word.end()}, n, k) ? 1 : 0;
        return true;
      });
      CHECK(plain == members.size());
    }
}

TEST_CASE("The neighbours of members are all strings that differ in one symbol") {
  std::size_t members = 0;
  std::size_t others = 0;
  Word centre;
  each_dyck_neighbour(2, 2, 6, [&](std::span<const Symbol> word) {
    if (cancels({word.begin(), word.end()}, 2, 2)) {
      centre.assign(word.begin(), word.end());
      ++members;
      return true;
    }
    std::size_t differences = 0;
    for (std::size_t i = 0; i < 6; ++i) differences += word[i] != centre[i] ? 1 : 0;
    CHECK(differences == 1);
    ++others;
    return true;
  });
  CHECK(members == 32);
  CHECK(others == 32 * 6 * 3);
}

TEST_CASE("An enumerator stops when it is told to") {
  std::size_t seen = 0;
  const VisitWord three = [&](std::span<const Symbol>) { return ++seen % 3 != 0; };
  each_string(2, 4, three);
  CHECK(seen == 3);
  each_dyck_member(2, 3, 6, three);
  CHECK(seen == 6);
  each_dyck_prefix(2, 3, 6, three);
  CHECK(seen == 9);
  each_dyck_neighbour(2, 3, 6, three);
  CHECK(seen == 12);
}

TEST_CASE("dyck-next answers exactly which symbols keep the string completable") {
  for (const auto& [n, k] : {Sizes{1, 2}, Sizes{2, 1}, Sizes{2, 2}, Sizes{3, 1}}) {
    const std::size_t longest = n < 3 ? 4 : 3;
    const DyckNext task(n, k, longest, true);
    CHECK(task.answer_digits() == 2 * n + 1);
    Integer inputs = 0;
    for (std::size_t length = 0; length <= longest; ++length) {
      const std::set<Word> now = completable(n, k, length);
      const std::set<Word> next = completable(n, k, length + 1);
      each_string(n, length, [&](std::span<const Symbol> symbols) {
        Word word(symbols.begin(), symbols.end());
        if (!now.contains(word)) {
          CHECK_THROWS_AS(task.reference(as_input(word)), Error);
          return true;
        }
        inputs += 1;
        Answer expected;
        for (Symbol s = 0; s < 2 * n; ++s) {
          word.push_back(s);
          expected.push_back(next.contains(word));
          word.pop_back();
        }
        expected.push_back(cancels(word, n, k));
        CHECK(task.reference(as_input(word)) == expected);
        return true;
      });
    }
    CHECK(inputs == *task.domain_size());
  }
}

TEST_CASE("Both automata have the domains and answers of their tasks") {
  for (const auto& [n, k] : {Sizes{1, 3}, Sizes{2, 2}, Sizes{3, 1}})
    for (const bool all : {false, true}) {
      const Dyck members(n, k, 4, all);
      const DyckNext next(n, k, 4, all);
      for (const Task* task :
           {static_cast<const Task*>(&members), static_cast<const Task*>(&next)}) {
        const auto automaton = task->automaton();
        REQUIRE(automaton);
        check(*automaton);
        CHECK(domain_size(*automaton) == *task->domain_size());
        CHECK(automaton->shortest == (all ? 0 : 4));
        for (std::size_t length = all ? 0 : 4; length <= 4; ++length)
          each_string(n, length, [&](std::span<const Symbol> word) {
            const std::size_t state = run(automaton->dfa, word);
            if (automaton->viable[state])
              CHECK(task->reference(as_input({word.begin(), word.end()})) ==
                    automaton->answers[state]);
            else
              CHECK_THROWS_AS(task->reference(as_input({word.begin(), word.end()})), Error);
            return true;
          });
      }
    }
  CHECK_FALSE(Dyck(128, 20, 4, true).automaton());
  CHECK_FALSE(DyckNext(2, 21, 4, true).automaton());
  CHECK(Dyck(2, 18, 4, true).automaton());
}

TEST_CASE("Domains are counted exactly, and not at all where the number would be absurd") {
  CHECK(*Dyck(2, 2, 12, false).domain_size() == power(4, 12));
  CHECK(*Dyck(2, 2, 3, true).domain_size() == 1 + 4 + 16 + 64);
  CHECK_FALSE(Dyck(2, 2, 9000, false).domain_size());
  CHECK(Dyck(2, 2, 8000, false).domain_size());
  CHECK_FALSE(DyckNext(4, 2, 30000, false).domain_size());
  CHECK(*DyckNext(1, 1, 1000, false).domain_size() == 1);
}

TEST_CASE("Samplers draw what their names say") {
  for (const auto& [n, k] : kSizes) {
    const Dyck task(n, k, 12, false);
    Random random(7, n * 8 + k);
    const auto height = [n = n](const Word& word, std::size_t length) {
      long h = 0;
      for (std::size_t i = 0; i < length; ++i) h += word[i] < n ? 1 : -1;
      return h;
    };
    for (const std::string& name : task.samplers()) {
      std::size_t members = 0;
      for (int i = 0; i < 200; ++i) {
        const Input input = task.sample(name, random);
        REQUIRE(input.size() == 12);
        const Word word = word_of(input);
        const bool member = task.reference(input)[0];
        members += member ? 1 : 0;
        long deepest = 0;
        std::size_t times = 0;
        for (std::size_t t = 1; t <= 12; ++t) {
          if (height(word, t) > deepest) times = 0;
          deepest = std::max(deepest, height(word, t));
          times += height(word, t) == deepest ? 1 : 0;
        }
        if (name == "members") CHECK(member);
        if (name == "too-deep") {
          CHECK_FALSE(member);
          CHECK(in_dyck(word, n, k + 1));
          CHECK(deepest == static_cast<long>(k) + 1);
          CHECK(times == 1);
        }
        if (name == "wrong-type") {
          CHECK_FALSE(member);
          std::size_t repairs = 0;
          for (std::size_t at = 0; at < 12; ++at)
            for (Symbol s = n; s < 2 * n; ++s) {
              Word repaired = word;
              repaired[at] = s;
              repairs += word[at] >= n && in_dyck(repaired, n, k) ? 1 : 0;
            }
          CHECK(repairs >= 1);
        }
        if (name == "unfinished") {
          CHECK_FALSE(member);
          CHECK(height(word, 12) == 2);
          CHECK_NOTHROW(DyckNext(n, k, 12, false).reference(input));
        }
      }
      if (name == "paper") {
        CHECK(members > 60);
        CHECK(members < 140);
      }
    }
  }
  const auto names = [](std::size_t n, std::size_t k, std::uint64_t length, bool all) {
    std::string joined;
    for (const std::string& name : Dyck(n, k, length, all).samplers()) joined += name + " ";
    return joined;
  };
  CHECK(names(2, 2, 12, false) == "paper members uniform too-deep wrong-type unfinished ");
  CHECK(names(1, 2, 12, false) == "paper members uniform too-deep unfinished ");
  CHECK(names(2, 6, 12, false) == "paper members uniform wrong-type unfinished ");
  CHECK(names(2, 1, 12, false) == "paper members uniform too-deep wrong-type ");
  CHECK(names(2, 2, 11, false) == "uniform unfinished ");
  Random random(1, 1);
  CHECK_THROWS_WITH(Dyck(2, 2, 11, false).sample("paper", random), Contains("unfinished"));
  for (int i = 0; i < 50; ++i) CHECK(Dyck(2, 2, 7, true).sample("members", random).size() % 2 == 0);
}

TEST_CASE("The walk of the paper at Dyck-(2,2) has the stated probabilities") {
  // Length 4, no corruption: two steps, then closing. At depth 1 one closes with probability 1/3.
  const Dyck task(2, 2, 4, false);
  Random random(3, 0);
  std::map<Word, int> seen;
  int members = 0;
  while (members < 6000) {
    const Input input = task.sample("paper", random);
    if (!task.reference(input)[0]) continue;
    ++members;
    ++seen[word_of(input)];
  }
  CHECK(seen.size() == 8);
  for (const auto& [word, times] : seen) {
    const bool deep = word[1] < 2;
    // 4 deep ones share 2/3, 4 flat ones 1/3; five standard deviations.
    const int expected = deep ? 1000 : 500;
    CHECK(std::abs(times - expected) < 160);
  }
}

TEST_CASE("Members and prefixes are drawn uniformly") {
  const auto uniform = [](const DyckTask& task, const std::string& sampler, std::size_t kinds) {
    Random random(5, 0);
    std::map<Word, int> seen;
    const int each = 400;
    for (std::size_t i = 0; i < kinds * each; ++i) ++seen[word_of(task.sample(sampler, random))];
    CHECK(seen.size() == kinds);
    for (const auto& [word, times] : seen) CHECK(std::abs(times - each) < 110);
  };
  uniform(Dyck(2, 2, 6, false), "members", 32);
  uniform(Dyck(1, 3, 8, false), "members", 13);
  const DyckNext next(2, 2, 3, false);
  uniform(next, "uniform", next.domain_size()->convert_to<std::size_t>());
}

TEST_CASE("Samplers of dyck-next draw viable prefixes, full ones deep") {
  for (const auto& [n, k] : kSizes) {
    const DyckNext task(n, k, 15, true);
    Random random(9, 0);
    for (const std::string& name : task.samplers())
      for (int i = 0; i < 60; ++i) CHECK_NOTHROW(task.reference(task.sample(name, random)));
    const DyckNext fixed(n, k, 15, false);
    for (int i = 0; i < 60; ++i) {
      const Word word = word_of(fixed.sample("full", random));
      for (std::size_t t = 0; t < k; ++t) CHECK(word[t] < n);
    }
  }
}

TEST_CASE("Simpler strings are in the domain, shorter or lower") {
  for (const bool all : {false, true}) {
    const Dyck task(2, 2, 5, all);
    const DyckNext next(2, 2, 5, all);
    const Input input = as_input({1, 0, 2, 3, 1});
    for (const Task* t : {static_cast<const Task*>(&task), static_cast<const Task*>(&next)}) {
      std::size_t shorter = 0;
      const auto simpler = t->simpler(input);
      for (const Input& candidate : simpler) {
        CHECK_NOTHROW(t->reference(candidate));
        const Word word = word_of(candidate);
        CHECK((word.size() < 5 || word < word_of(input)));
        shorter += word.size() < 5 ? 1 : 0;
      }
      CHECK((shorter > 0) == all);
      CHECK(std::find(simpler.begin(), simpler.end(), as_input({0, 0, 2, 2, 1})) != simpler.end());
    }
  }
}

TEST_CASE("Bracket strings are read and written") {
  CHECK(parse_brackets(" ( [ ]\n)\t", 2) == Word{0, 1, 3, 2});
  CHECK(parse_brackets("([{<>}])", 4) == Word{0, 1, 2, 3, 7, 6, 5, 4});
  CHECK(parse_brackets("(5 (12)12 )5", 12) == Word{4, 11, 23, 16});
  CHECK(parse_brackets("", 3).empty());
  for (const std::size_t n : {1U, 2U, 4U, 5U, 130U})
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      Random random(seed, n);
      Word word(seed);
      for (Symbol& s : word) s = random.below(2 * n);
      CHECK(parse_brackets(bracket_text(word, n), n) == word);
    }
  CHECK(bracket_text(Word{4, 9}, 5) == "(5 )5");
  CHECK(Dyck(2, 2, 4, false).run_arguments(as_input({0, 1, 3, 2})) ==
        std::vector<std::string>{"dyck:2:2", "--brackets", "([])", "--n", "4"});
}

TEST_CASE("What is no bracket is refused by its place") {
  CHECK_THROWS_WITH(parse_brackets("()[x", 2), Contains("character 4, 'x'"));
  CHECK_THROWS_WITH(parse_brackets("() [", 1), Contains("character 4, '['") && Contains("()"));
  CHECK_THROWS_WITH(parse_brackets("(1 )6", 5), Contains("character 4"));
  CHECK_THROWS_WITH(parse_brackets("(0", 5), Contains("character 1"));
  CHECK_THROWS_WITH(parse_brackets("(1 ) 1", 5), Contains("character 4"));
  CHECK_THROWS_WITH(parse_brackets("(99999999999999999999999", 5), Contains("character 1"));
  CHECK_THROWS_WITH(parse_brackets("1", 5), Contains("character 1"));
  CHECK_THROWS_AS(bracket_text(Word{4}, 2), Error);
}

TEST_CASE("Dyck tasks are named with their types and depth") {
  CHECK(make_dyck("dyck:3:4", 5, false)->id() == "dyck:3:4");
  const auto next = make_dyck("dyck-next:2:1", 5, true);
  CHECK(next->id() == "dyck-next:2:1");
  CHECK(next->parameters().dump() == R"({"n":5,"types":2,"depth":1,"lengths":"all"})");
  CHECK(make_dyck("dycks", 5, false) == nullptr);
  for (const char* id : {"dyck", "dyck:2", "dyck:2:", "dyck::2", "dyck:a:2", "dyck:2:2:2",
                         "dyck:-1:2", "dyck-next:2", "dyck:99999999999:1"})
    CHECK_THROWS_WITH(make_dyck(id, 5, false), Contains("as in dyck"));
  CHECK_THROWS_WITH(make_dyck("dyck:0:2", 5, false), Contains("types"));
  CHECK_THROWS_WITH(make_dyck("dyck:2:0", 5, false), Contains("depth"));
  CHECK_THROWS_AS(make_dyck("dyck:40000:2", 5, false), Error);
  CHECK_THROWS_WITH(make_dyck("dyck:2:2", 0, false), Contains("length"));
}

TEST_CASE("Inputs outside the domain are refused") {
  const Dyck task(2, 2, 4, false);
  CHECK_THROWS_WITH(task.reference(as_input({0, 2})), Contains("2 brackets"));
  CHECK_THROWS_WITH(task.reference(as_input({0, 2, 4, 0})), Contains("token 3"));
  CHECK_THROWS_AS(task.reference(Input(4, Token{1, 0})), Error);
  CHECK_THROWS_AS(Dyck(2, 2, 4, true).reference(as_input({0, 0, 0, 0, 0})), Error);
  CHECK_THROWS_AS(task.frame(1), Error);
}

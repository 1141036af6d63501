#include "bounds/communication/word_fooling_set.hpp"

#include <algorithm>
#include <numeric>

#include "numerics/error.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

constexpr std::size_t kMostWords = std::size_t{1} << 22;
constexpr auto kNone = static_cast<std::uint32_t>(-1);

void require_words(const Dfa& language, std::span<const Word> words) {
  const auto refused = [](const char* message) {
    return Error("check_word_fooling_set", "words", message);
  };
  if (words.size() > kMostWords) throw refused("more than 2^22 words; give fewer");
  for (const Word& word : words) {
    if (word.size() != words[0].size() || word.size() % 2 != 0)
      throw refused("all words must have one, even, length");
    if (std::ranges::any_of(word, [&](Symbol a) { return a >= language.alphabet; }))
      throw refused("a symbol is outside the language's alphabet");
  }
}

/// The even halves. Node 0 is the root; at the bottom the numbers of the words with that half.
class Trie {
 public:
  Trie(std::size_t alphabet, std::span<const Word> words)
      : alphabet_(alphabet), child_(alphabet, kNone), ends_(words.size()) {
    std::vector<std::uint32_t> bottom(words.size());
    for (std::size_t j = 0; j < words.size(); ++j) {
      std::uint32_t node = 0;
      for (std::size_t i = 1; i < words[j].size(); i += 2) {
        const std::size_t edge = node * alphabet + words[j][i];
        if (child_[edge] == kNone) {
          child_[edge] = static_cast<std::uint32_t>(child_.size() / alphabet);
          child_.insert(child_.end(), alphabet, kNone);
        }
        node = child_[edge];
      }
      bottom[j] = node;
    }
    // Words sorted by node; where each node's words begin.
    std::iota(ends_.begin(), ends_.end(), 0);
    std::ranges::stable_sort(ends_, {}, [&](std::uint32_t j) { return bottom[j]; });
    first_.assign(child_.size() / alphabet + 1, 0);
    for (const std::uint32_t node : bottom) ++first_[node + 1];
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
  }

  std::uint32_t child(std::uint32_t node, Symbol a) const { return child_[node * alphabet_ + a]; }
  std::span<const std::uint32_t> words(std::uint32_t node) const {
    return std::span(ends_).subspan(first_[node], first_[node + 1] - first_[node]);
  }

 private:
  std::size_t alphabet_;
  std::vector<std::uint32_t> child_;  // row-major, nodes x alphabet
  std::vector<std::uint32_t> ends_;
  std::vector<std::uint32_t> first_;
};

class Checker {
 public:
  Checker(const Dfa& language, bool value, std::span<const Word> words, Mixed mixed)
      : language_(language),
        words_(words),
        mixed_(mixed),
        trie_(language.alphabet, words),
        of_value_(language.states) {
    for (std::size_t s = 0; s < language.states; ++s) of_value_[s] = language.accepting[s] == value;
    open_ = states_leading_to(language, of_value_);
  }

  /// The least partner that spoils word i, itself if its own value is wrong.
  std::optional<std::size_t> partner(std::size_t i) const {
    std::optional<std::size_t> least;
    bool own = false;
    const auto meet = [&](std::size_t j) {  // (odd half of i, even half of j) has the value
      if (j == i)
        own = true;
      else if ((!least || j < *least) && (mixed_ == Mixed::both || has_value(j, i)))
        least = j;
    };
    walk(i, 0, 0, language_.start, meet);
    if (!own) return i;
    return least;
  }

 private:
  bool has_value(std::size_t odd, std::size_t even) const {
    std::size_t s = language_.start;
    for (std::size_t t = 0; t < words_[odd].size(); t += 2)
      s = language_.next(language_.next(s, words_[odd][t]), words_[even][t + 1]);
    return of_value_[s];
  }

  void walk(std::size_t i, std::size_t t, std::uint32_t node, std::size_t state,
            const auto& meet) const {
    if (!open_[state]) return;
    if (t == words_[i].size()) {
      if (of_value_[state])
        for (const std::uint32_t j : trie_.words(node)) meet(j);
      return;
    }
    const std::size_t after_odd = language_.next(state, words_[i][t]);
    for (Symbol a = 0; a < language_.alphabet; ++a)
      if (const std::uint32_t child = trie_.child(node, a); child != kNone)
        walk(i, t + 2, child, language_.next(after_odd, a), meet);
  }

  const Dfa& language_;
  std::span<const Word> words_;
  Mixed mixed_;
  Trie trie_;
  std::vector<bool> of_value_;
  std::vector<bool> open_;
};

}  // namespace

std::optional<WordsChecked> check_word_fooling_set(const Dfa& language, bool value,
                                                   std::span<const Word> words, Mixed mixed,
                                                   Work& work) {
  check(language);
  require_words(language, words);
  const Checker checker(language, value, words, mixed);
  using Fault = std::optional<std::pair<std::size_t, std::size_t>>;
  work.begin("words of the fooling set", words.size());
  const auto fault = chunked_reduce(
      work, words.size(), 64, Fault{},
      [&](std::uint64_t begin, std::uint64_t end) -> Fault {
        for (std::uint64_t i = begin; i < end; ++i)
          if (const auto j = checker.partner(i)) return std::pair{std::size_t{i}, *j};
        return std::nullopt;
      },
      [](Fault& first, Fault&& next) {
        if (!first) first = next;
      });
  if (work.stopped()) return std::nullopt;
  const std::uint64_t n = words.size();
  return WordsChecked{fault, n < 2 ? 0 : n * (n - 1) / 2};
}

std::vector<Word> words_of_length(const Dfa& language, std::size_t length) {
  if (word_counts(language, length).back() > kMostWords)
    throw Error("words_of_length", "length",
                "there are more than 2^22 members; choose a shorter length");
  // open[r][s]: some word of length r leads from s to acceptance.
  std::vector<std::vector<bool>> open{language.accepting};
  for (std::size_t r = 1; r <= length; ++r) {
    std::vector<bool> longer(language.states);
    for (std::size_t s = 0; s < language.states; ++s)
      for (Symbol a = 0; a < language.alphabet; ++a)
        if (open.back()[language.next(s, a)]) longer[s] = true;
    open.push_back(std::move(longer));
  }
  std::vector<Word> words;
  Word word;
  const auto extend = [&](const auto& self, std::size_t state) -> void {
    if (!open[length - word.size()][state]) return;
    if (word.size() == length) {
      words.push_back(word);
      return;
    }
    for (Symbol a = 0; a < language.alphabet; ++a) {
      word.push_back(a);
      self(self, language.next(state, a));
      word.pop_back();
    }
  };
  extend(extend, language.start);
  return words;
}

}  // namespace separatrix

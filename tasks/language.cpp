#include "tasks/language.hpp"

#include <algorithm>
#include <set>

#include "numerics/error.hpp"
#include "tasks/zeroing.hpp"

namespace separatrix {
namespace {

constexpr std::uint64_t kMostMarks = std::uint64_t{1} << 26;

}  // namespace

LanguageTask::LanguageTask(std::string name, Dfa dfa, std::string letters, std::uint64_t n,
                           bool all_lengths)
    : name_(std::move(name)),
      dfa_(minimal(dfa)),
      letters_(std::move(letters)),
      n_(n),
      all_lengths_(all_lengths) {
  if (letters_.size() != dfa_.alphabet ||
      std::set<char>(letters_.begin(), letters_.end()).size() != letters_.size())
    throw Error("LanguageTask", "letters",
                "the automaton reads " + std::to_string(dfa_.alphabet) +
                    " symbols: give as many different letters");
  if (n == 0 || n >= kMostMarks / dfa_.states)
    throw Error("LanguageTask", "--n",
                "must be at least 1, and times the automaton's " + std::to_string(dfa_.states) +
                    " states below 2^26");
  open_.push_back(dfa_.accepting);
  for (std::uint64_t r = 1; r <= n_; ++r) {
    std::vector<bool> open(dfa_.states);
    for (std::size_t s = 0; s < dfa_.states; ++s)
      for (Symbol a = 0; a < dfa_.alphabet && !open[s]; ++a)
        open[s] = open_.back()[dfa_.next(s, a)];
    open_.push_back(std::move(open));
  }
}

Input LanguageTask::input(const std::string& word) const {
  Input input;
  for (const char c : word) {
    const std::size_t letter = letters_.find(c);
    if (letter == std::string::npos)
      throw Error("LanguageTask::input", "word",
                  std::string("'") + c + "' is no letter of " + id() + "; use " + letters_);
    input.push_back({0, letter});
  }
  return input;
}

nlohmann::ordered_json LanguageTask::parameters() const {
  return {{"n", n_}, {"letters", letters_}, {"lengths", all_lengths_ ? "all" : "n"}};
}

Answer LanguageTask::reference(const Input& input) const {
  if (input.size() > n_ || (!all_lengths_ && input.size() != n_))
    throw Error("LanguageTask::reference", "input",
                "a word has n letters (or fewer, if all lengths are asked for), not " +
                    std::to_string(input.size()));
  std::size_t state = dfa_.start;
  for (const Token& token : input) {
    if (token.kind != 0 || token.value >= dfa_.alphabet)
      throw Error("LanguageTask::reference", "input", "a letter lies outside the alphabet");
    state = dfa_.next(state, token.value);
  }
  return {dfa_.accepting[state]};
}

std::optional<Integer> LanguageTask::domain_size() const {
  if (n_ >= kMostDomainBits / std::max(1U, ceil_log2(dfa_.alphabet))) return std::nullopt;
  const Integer a(dfa_.alphabet);
  if (!all_lengths_) return power(a, static_cast<unsigned>(n_));
  if (dfa_.alphabet == 1) return Integer(n_ + 1);
  return (power(a, static_cast<unsigned>(n_) + 1) - 1) / (a - 1);
}

Frame LanguageTask::frame(std::uint64_t index) const {
  if (index >= frames())
    throw Error("LanguageTask::frame", "index",
                "there are " + std::to_string(frames()) + " frames, numbered from 0");
  Frame frame;
  frame.values = dfa_.alphabet;
  frame.pattern.assign(all_lengths_ ? index : n_, Token{0, 0});
  for (std::size_t i = 0; i < frame.pattern.size(); ++i) frame.content.push_back(i);
  return frame;
}

std::optional<TaskAutomaton> LanguageTask::automaton() const {
  return membership_automaton(dfa_, all_lengths_ ? 0 : n_, n_);
}

Input LanguageTask::sample(const std::string& sampler, Random& random) const {
  if (std::ranges::count(samplers(), sampler) == 0)
    throw Error("LanguageTask::sample", "--sampler",
                "there is no sampler '" + sampler + "'; use random, member or near");
  const std::uint64_t length = all_lengths_ ? random.below(n_ + 1) : n_;
  Input input;
  std::size_t state = dfa_.start;
  for (std::uint64_t left = length; left > 0; --left) {
    std::vector<Symbol> choices;
    for (Symbol a = 0; a < dfa_.alphabet; ++a)
      if (sampler == "random" || open_[left - 1][dfa_.next(state, a)]) choices.push_back(a);
    const Symbol letter =
        choices.empty() ? random.below(dfa_.alphabet) : choices[random.below(choices.size())];
    input.push_back({0, letter});
    state = dfa_.next(state, letter);
  }
  if (sampler == "near" && length > 0 && dfa_.alphabet > 1) {
    Token& changed = input[random.below(length)];
    changed.value = (changed.value + 1 + random.below(dfa_.alphabet - 1)) % dfa_.alphabet;
  }
  return input;
}

std::vector<Input> LanguageTask::simpler(const Input& input) const {
  std::vector<Input> candidates;
  if (all_lengths_)
    for (const auto& [first, last] : shrinking_blocks(input.size(), input.size())) {
      Input shorter = input;
      shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(first),
                    shorter.begin() + static_cast<std::ptrdiff_t>(last));
      candidates.push_back(std::move(shorter));
    }
  std::vector<std::vector<std::size_t>> places(input.size());
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = {i};
  for (Input& candidate : zeroed(input, places)) candidates.push_back(std::move(candidate));
  return candidates;
}

std::string LanguageTask::word(const Input& input) const {
  std::string word;
  for (const Token& token : input) word += letters_[token.value];
  return word;
}

std::vector<std::string> LanguageTask::run_arguments(const Input& input) const {
  return {id(), "--word", word(input), "--n", std::to_string(n_)};
}

nlohmann::ordered_json LanguageTask::show(const Input& input) const {
  return {{"word", word(input)}};
}

}  // namespace separatrix

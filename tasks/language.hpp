// Membership in a regular language: `language:NAME`, given by a complete automaton.
//
// Tokens: one kind "letter", a value per symbol of the automaton. Domain: all words of length N, or
// of every length from 0 to N. Answer: one digit, 1 for members.
#pragma once

#include <string>
#include <vector>

#include "languages/dfa.hpp"
#include "tasks/task.hpp"

namespace separatrix {

class LanguageTask final : public Task {
 public:
  /// `name` as it stands behind "language:", an expression or an automaton's name; `letters`: how
  /// the symbols are written, one character each. Error for an automaton that is not complete
  /// (argument "dfa"), if there are not as many different letters as symbols (argument "letters"),
  /// and (argument "--n") for N * states beyond 2^26.
  LanguageTask(std::string name, Dfa dfa, std::string letters, std::uint64_t n, bool all_lengths);

  /// Minimal.
  const Dfa& dfa() const noexcept { return dfa_; }
  bool all_lengths() const noexcept { return all_lengths_; }
  /// Error (argument "word") for a character that is no letter.
  Input input(const std::string& word) const;

  std::string id() const override { return "language:" + name_; }
  nlohmann::ordered_json parameters() const override;
  std::uint64_t n() const override { return n_; }
  std::vector<TokenKind> vocabulary() const override { return {{"letter", letters_.size()}}; }
  std::vector<bool> content_kinds() const override { return {true}; }
  std::uint64_t max_length() const override { return n_; }
  unsigned answer_digits() const override { return 1; }
  Answer reference(const Input& input) const override;
  std::optional<Integer> domain_size() const override;
  /// One per length.
  std::uint64_t frames() const override { return all_lengths_ ? n_ + 1 : 1; }
  Frame frame(std::uint64_t index) const override;
  std::optional<TaskAutomaton> automaton() const override;
  /// `random`; `member`: every letter uniform among those after which a member of that length is
  /// still possible, where there is one; `near`: such a word with one letter changed.
  std::vector<std::string> samplers() const override { return {"random", "member", "near"}; }
  Input sample(const std::string& sampler, Random& random) const override;
  std::vector<Input> simpler(const Input& input) const override;
  std::vector<std::string> run_arguments(const Input& input) const override;
  nlohmann::ordered_json show(const Input& input) const override;

 private:
  std::string word(const Input& input) const;

  std::string name_;
  Dfa dfa_;
  std::string letters_;
  std::uint64_t n_;
  bool all_lengths_;
  /// [r][state]: does some word of length r lead from there to acceptance?
  std::vector<std::vector<bool>> open_;
};

}  // namespace separatrix

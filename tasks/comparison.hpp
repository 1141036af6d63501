// Comparing two halves: equality, inequality, disjointness, and equality of the two parts of any
// balanced partition (L5) [BHBK24, sections 5 and L5].
//
// The two parts A and B of the positions are matched in order: a_t with b_t, t < N/2. A relation of
// matched symbols is counted, and the answer says whether it holds anywhere.
#pragma once

#include "tasks/task.hpp"

namespace separatrix {

class Comparison final : public Task {
 public:
  static constexpr std::uint32_t kSymbol = 0;

  /// `equal`: 1 if all matched symbols agree; `unequal`: 1 if some differ; `meet`: over {0,1}, 1 if
  /// some matched pair is (1, 1) (the paper's disjointness: 1 = they intersect).
  enum class Relation { equal, unequal, meet };

  /// Positions a + t and b + t are matched, t < count.
  struct Match {
    std::uint64_t a = 0;
    std::uint64_t b = 0;
    std::uint64_t count = 0;
    bool operator==(const Match&) const = default;
  };

  /// Position t with N/2 + t; ids `equality`, `inequality`, `disjointness`. Error if n is odd, 0 or
  /// above 2^40, if the alphabet is below 2 or above 2^20, or if it is not 2 for disjointness.
  Comparison(std::uint64_t n, std::uint64_t alphabet, Relation relation);
  /// `permuted-equality`: the t-th position of part A with the t-th of part B. `partition`:
  /// "halves", "odd-even" (A = positions 1, 3, ..), "random:SEED", or a word over A and B of n
  /// letters. Error (argument "--partition") if it is none of these or not balanced.
  Comparison(std::uint64_t n, std::uint64_t alphabet, const std::string& partition);

  std::uint64_t alphabet() const noexcept { return alphabet_; }
  Relation relation() const noexcept { return relation_; }
  const std::string& partition() const noexcept { return partition_; }  // empty but for L5
  /// The matched positions in runs, by increasing t.
  const std::vector<Match>& matches() const noexcept { return matches_; }

  /// The input whose symbols these are, in order.
  Input input(const std::vector<std::uint64_t>& symbols) const;

  std::string id() const override;
  nlohmann::ordered_json parameters() const override;
  std::uint64_t n() const override { return n_; }
  std::vector<TokenKind> vocabulary() const override { return {{"symbol", alphabet_}}; }
  std::vector<bool> content_kinds() const override { return {true}; }
  std::uint64_t max_length() const override { return n_; }
  unsigned answer_digits() const override { return 1; }
  Answer reference(const Input& input) const override;
  /// alphabet^n
  std::optional<Integer> domain_size() const override;
  std::uint64_t frames() const override { return 1; }
  Frame frame(std::uint64_t index) const override;
  std::vector<DigitRule> digit_rules(std::uint64_t frame_index) const override;
  std::vector<KindRun> kind_runs() const override { return {{0, kSymbol}}; }
  /// `eq-random` (App. H): the second part fresh, or with probability 1/2 equal. `eq-one` (App. H):
  /// exactly one matched pair differs. `adversarial`: few matched pairs decide, at the ends, with
  /// symbols whose codes differ in one digit; for disjointness as many ones as possible that do not
  /// meet, or meet once.
  std::vector<std::string> samplers() const override {
    return {"eq-random", "eq-one", "adversarial"};
  }
  Input sample(const std::string& sampler, Random& random) const override;
  std::vector<Input> simpler(const Input& input) const override;
  std::vector<std::string> run_arguments(const Input& input) const override;
  nlohmann::ordered_json show(const Input& input) const override;

 private:
  std::uint64_t n_;
  std::uint64_t alphabet_;
  Relation relation_;
  std::string partition_;
  std::vector<Match> matches_;
};

}  // namespace separatrix

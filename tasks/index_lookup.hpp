// Index lookup: s_1 .. s_L over an alphabet, then a position token q <= L; the answer is s_q
// [BHBK24, section 4.1]. With the query first, q comes before the symbols: a recurrent model then
// needs to remember little (ids `index-lookup` and `index-lookup:query-first`).
//
// Tokens are numbered from 0 here; what people read and type counts from 1.
#pragma once

#include "tasks/task.hpp"

namespace separatrix {

class IndexLookup final : public Task {
 public:
  static constexpr std::uint32_t kSymbol = 0;
  static constexpr std::uint32_t kIndex = 1;

  enum class Query { last, first };

  /// Lengths L = n only, or all 1 <= L <= n. Error if n = 0, alphabet < 2 or n > 2^40.
  IndexLookup(std::uint64_t n, std::uint64_t alphabet, bool all_lengths, Query query = Query::last);

  /// s_1 .. s_L and q counted from 0, as an input of the task.
  Input input(const std::vector<std::uint64_t>& symbols, std::uint64_t position) const;

  std::uint64_t alphabet() const noexcept { return alphabet_; }
  bool all_lengths() const noexcept { return all_lengths_; }
  Query query() const noexcept { return query_; }

  std::string id() const override {
    return query_ == Query::last ? "index-lookup" : "index-lookup:query-first";
  }
  nlohmann::ordered_json parameters() const override;
  std::uint64_t n() const override { return n_; }
  std::vector<TokenKind> vocabulary() const override;
  std::vector<bool> content_kinds() const override { return {true, false}; }
  std::uint64_t max_length() const override { return n_ + 1; }
  unsigned answer_digits() const override { return digits_; }
  Answer reference(const Input& input) const override;
  std::optional<Integer> domain_size() const override;
  std::uint64_t frames() const override;
  Frame frame(std::uint64_t index) const override;
  std::vector<DigitRule> digit_rules(std::uint64_t frame_index) const override;
  /// `paper`: L uniform in [min(10, n), n], symbols and q uniform (App. H). `adversarial`: extreme
  /// lengths and positions, every other symbol the complement of the target's code, or the target's
  /// code in all places but one.
  std::vector<std::string> samplers() const override { return {"paper", "adversarial"}; }
  Input sample(const std::string& sampler, Random& random) const override;
  std::vector<Input> simpler(const Input& input) const override;
  std::vector<std::string> run_arguments(const Input& input) const override;
  nlohmann::ordered_json show(const Input& input) const override;

 private:
  struct Place {
    std::uint64_t length;
    std::uint64_t position;
  };
  /// Which length and position a frame has.
  Place place(std::uint64_t frame_index) const;
  /// Where the symbols begin, and where the query stands among `tokens` tokens.
  std::size_t first_symbol() const { return query_ == Query::first ? 1 : 0; }
  std::size_t query_place(std::size_t tokens) const {
    return query_ == Query::first ? 0 : tokens - 1;
  }
  Input sample_paper(Random& random) const;
  Input sample_adversarial(Random& random) const;

  std::uint64_t n_;
  std::uint64_t alphabet_;
  bool all_lengths_;
  Query query_;
  unsigned digits_;
};

}  // namespace separatrix

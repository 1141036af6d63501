// Recall of labelled keys: associative recall and multi-query associative recall (MQAR), the
// discrete form of nearest neighbour [BHBK24, section 6, T8, P9]. Token kinds as there.
#pragma once

#include "tasks/nearest_neighbour.hpp"

namespace separatrix {

/// Keys from a finite set instead of points: `associative-recall` (n distinct labelled keys, then
/// one of them as query) and `mqar` (n/2 distinct labelled keys, then n/2 queries that permute
/// them, each followed by its label; the input is a prefix that ends with a query). Keys are
/// hypercube vectors of dimension ceil(log2 |S|), so two different ones differ in a sign.
class Recall final : public Task {
 public:
  enum class Queries { one, many };

  /// Error if n is 0 (or, for mqar, odd) or above 2^30, or the alphabet of keys is smaller than the
  /// number of distinct keys, below 2, or above 2^40. alphabet 0: the smallest power of two that
  /// suffices.
  Recall(std::uint64_t n, std::uint64_t alphabet, Queries queries);

  std::uint64_t alphabet() const noexcept { return alphabet_; }
  Queries queries() const noexcept { return queries_; }
  std::uint64_t key_digits() const noexcept;  // ceil(log2 alphabet), at least 1

  /// Keys and labels alternately, then the query: (key, label), .., query.
  Input input(const std::vector<std::pair<std::uint64_t, bool>>& pairs, std::uint64_t query) const;

  std::string id() const override;
  nlohmann::ordered_json parameters() const override;
  std::uint64_t n() const override { return n_; }
  std::vector<TokenKind> vocabulary() const override { return {{"key", alphabet_}, {"label", 2}}; }
  std::vector<bool> content_kinds() const override { return {true, true}; }
  std::uint64_t max_length() const override;  // mqar 2n - 1, associative-recall 2n + 1
  unsigned answer_digits() const override { return 1; }
  Answer reference(const Input& input) const override;
  std::optional<Integer> domain_size() const override;
  /// `random`; `adversarial`: all keys differ from the query's in one sign where there are so many
  /// (else the nearest ones), and have the other label.
  std::vector<std::string> samplers() const override { return {"random", "adversarial"}; }
  Input sample(const std::string& sampler, Random& random) const override;
  std::vector<Input> simpler(const Input& input) const override;
  std::vector<std::string> run_arguments(const Input& input) const override;
  nlohmann::ordered_json show(const Input& input) const override;

 private:
  std::uint64_t n_;
  std::uint64_t alphabet_;
  Queries queries_;
};

}  // namespace separatrix

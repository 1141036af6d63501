// Any Boolean function of N bits, told by its truth table: read from a file (`truth-table`) or
// random (`random-function:SEED`).
//
// The table has 2^N entries; entry number x_1 x_2 .. x_N, read as a binary number, is f(x): the
// first variable is the most significant digit.
#pragma once

#include <string>
#include <vector>

#include "tasks/task.hpp"

namespace separatrix {

class BooleanFunction final : public Task {
 public:
  static constexpr unsigned kMostVariables = 24;

  /// Error (argument "--n") unless 1 <= n <= 24, (argument "table") if there are not 2^n entries.
  BooleanFunction(std::string id, std::uint64_t n, std::vector<bool> table);

  const std::vector<bool>& table() const noexcept { return table_; }
  Input input(const std::vector<bool>& bits) const;

  std::string id() const override { return id_; }
  nlohmann::ordered_json parameters() const override { return {{"n", n_}}; }
  std::uint64_t n() const override { return n_; }
  std::vector<TokenKind> vocabulary() const override { return {{"bit", 2}}; }
  std::vector<bool> content_kinds() const override { return {true}; }
  std::uint64_t max_length() const override { return n_; }
  unsigned answer_digits() const override { return 1; }
  Answer reference(const Input& input) const override;
  std::optional<Integer> domain_size() const override { return Integer(table_.size()); }
  std::uint64_t frames() const override { return 1; }
  Frame frame(std::uint64_t index) const override;
  std::vector<KindRun> kind_runs() const override { return {{0, 0}}; }
  std::vector<std::string> samplers() const override { return {"random"}; }
  Input sample(const std::string& sampler, Random& random) const override;
  std::vector<Input> simpler(const Input& input) const override;
  std::vector<std::string> run_arguments(const Input& input) const override;
  nlohmann::ordered_json show(const Input& input) const override;

 private:
  std::string id_;
  std::uint64_t n_;
  std::vector<bool> table_;
};

/// Reads 2^n characters 0 and 1; blanks and line ends between them do not count. Error (argument
/// "--truth-table") for other characters, with line and column, and for another number of entries.
BooleanFunction truth_table(const std::string& text, std::uint64_t n);

/// `random-function:SEED`: every entry a fair coin, a function of the seed and its number only.
BooleanFunction random_function(std::uint64_t seed, std::uint64_t n);

}  // namespace separatrix

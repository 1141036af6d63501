// Thresholds of sums of k-sparse features [BHBK24, T13]: h(x) = [sum_j g_j(x_{I_j}) > b], features
// g_j of at most k bits each; from DIMACS CNF or DNF, or a named family.
//
// Input: a token before the input (BOS) at position 0, then the bits x_1 .. x_N at positions 1 .. N
// with N = max(variables, features); variables beyond the formula's own are there and ignored.
#pragma once

#include "tasks/task.hpp"

namespace separatrix {

/// A threshold of sparse features over `variables` bits, variables counted from 0 in `reads`.
struct SparseFormula {
  /// How `clauses` are read.
  enum class Clauses { none, all_hold, some_holds };

  std::string name;  // "majority", "parity:3", "random-3cnf:1"; "cnf", "dnf" for a file
  std::uint64_t variables = 0;
  unsigned width = 0;  // k, most variables of a feature
  std::vector<FeatureRun> features;
  std::int64_t bound = 0;
  /// Clauses with the literals as written (DIMACS), for the satisfying-assignment sampler and for
  /// evaluation by definition; empty for families that are not made of clauses.
  std::vector<std::vector<int>> clauses;
  Clauses reading = Clauses::none;

  std::uint64_t feature_count() const;
};

/// DIMACS "p cnf V C": satisfied if every clause is; g_j = clause j holds, b = C - 1. `origin`
/// names the text in errors. Clauses wider than `width` (0: no limit but 12), a literal beyond V, a
/// missing 0 or header, a wrong number of clauses: Error (argument "--cnf" or "--dnf") that names
/// the line. An empty clause is never satisfied; a repeated variable within a clause is allowed; a
/// formula without clauses holds.
SparseFormula parse_cnf(const std::string& text, const std::string& origin, unsigned width = 0);
/// The same file read as a disjunction of conjunctions ("p dnf V C", "p cnf V C" too), b = 0.
SparseFormula parse_dnf(const std::string& text, const std::string& origin, unsigned width = 0);

/// `majority` [sum x > n/2], `at-least:B`, `parity:K` (the parity of the first K bits, one feature
/// of K <= 12 bits), `equality` and `disjointness` (n even; as in comparison.hpp, k = 2), `and`,
/// `or`, `random-3cnf:SEED` (n clauses of three different variables, 3 <= n <= 2^20). Error
/// (argument TASK) for other names.
SparseFormula named_formula(const std::string& name, std::uint64_t n);

class SparseThreshold final : public Task {
 public:
  static constexpr std::uint32_t kBos = 0;
  static constexpr std::uint32_t kBit = 1;

  /// Error (argument "--n") if `n` is neither 0 nor at least max(variables, features), or that is
  /// 0 or above 2^40.
  SparseThreshold(SparseFormula formula, std::uint64_t n = 0);

  const SparseFormula& formula() const noexcept { return formula_; }
  /// BOS and the bits, padded with zeros to N.
  Input input(const std::vector<bool>& bits) const;

  std::string id() const override { return "sparse-threshold"; }
  /// With the clauses of a formula from a file, which its name does not tell.
  nlohmann::ordered_json parameters() const override;
  std::uint64_t n() const override { return n_; }
  /// bos has one value, bit two.
  std::vector<TokenKind> vocabulary() const override { return {{"bos", 1}, {"bit", 2}}; }
  std::vector<bool> content_kinds() const override { return {false, true}; }
  std::uint64_t max_length() const override { return n_ + 1; }
  unsigned answer_digits() const override { return 1; }
  /// By definition: clause by clause for DIMACS, feature by feature otherwise.
  Answer reference(const Input& input) const override;
  /// 2^variables: the padding bits are fixed to 0 (they are not part of the formula).
  std::optional<Integer> domain_size() const override;
  std::uint64_t frames() const override { return 1; }
  Frame frame(std::uint64_t index) const override;
  std::vector<DigitRule> digit_rules(std::uint64_t frame_index) const override;
  std::vector<KindRun> kind_runs() const override { return {{0, kBos}, {1, kBit}}; }
  /// `random`; `satisfying` (assignments from a SAT solver with random phases, where there is a
  /// CNF; else like `near`); `near`: inputs whose sum is at the bound or one above it, by local
  /// steps from random ones.
  std::vector<std::string> samplers() const override { return {"random", "near", "satisfying"}; }
  Input sample(const std::string& sampler, Random& random) const override;
  std::vector<Input> simpler(const Input& input) const override;
  std::vector<std::string> run_arguments(const Input& input) const override;
  nlohmann::ordered_json show(const Input& input) const override;

 private:
  bool from_file() const;

  SparseFormula formula_;
  std::uint64_t n_;
};

}  // namespace separatrix

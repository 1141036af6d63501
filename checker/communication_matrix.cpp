// Kind "communication-matrix": what the matrices of a task say about its communication.
//
// Statement. Alice holds the positions marked A, Bob those marked B. For each digit of the answer
// there is a matrix whose rows stand for words of Alice, whose columns for words of Bob; no two
// rows and no two columns are equal. Ranks of it and of its complement and fooling sets are proved
// as rational_rank.cpp and fooling_set.cpp say, and matrix_bounds.cpp compares the stated bounds
// with what follows.
//
// If the task is one of tasks.hpp and the words stand in the certificate, every entry is computed
// again from them, so every lower bound is one of the task. If moreover its table has at most 2^20
// entries, the kinds of words are counted anew. For other tasks the matrix is taken as given, and
// the line says so: the bounds are those of the matrix.
#include <set>

#include "bound_claim.hpp"
#include "kinds.hpp"
#include "matrix_bounds.hpp"
#include "matrix_width.hpp"
#include "tasks.hpp"

namespace checker {
namespace {

constexpr std::uint64_t kMostEntries = std::uint64_t{1} << 20;

/// A task with its positions divided.
struct Problem {
  std::optional<FiniteTask> task;  // none: the matrix is taken as given
  std::vector<std::size_t> alice;
  std::vector<std::size_t> bob;

  /// How many symbols may stand at this position.
  std::size_t symbols(std::size_t position) const {
    return task ? task->alphabets[position] : std::size_t{1} << 32;
  }
  std::uint64_t answer(const Word& a, const Word& b) const {
    Word input(a.size() + b.size());
    for (std::size_t i = 0; i < a.size(); ++i) input[alice[i]] = a[i];
    for (std::size_t i = 0; i < b.size(); ++i) input[bob[i]] = b[i];
    return task->answer(input);
  }
};

Problem read_problem(const Claim& claim, const std::string& partition) {
  Problem problem{finite_task(claim.task), {}, {}};
  for (std::size_t i = 0; i < partition.size(); ++i) {
    require(partition[i] == 'A' || partition[i] == 'B', "partition: a letter is neither A nor B");
    (partition[i] == 'A' ? problem.alice : problem.bob).push_back(i);
  }
  require(!problem.task || problem.task->alphabets.size() == partition.size(),
          "partition: not one letter for each position");
  return problem;
}

std::vector<Word> read_words(const Json& value, const std::vector<std::size_t>& positions,
                             const Problem& problem, std::size_t lines, const std::string& what) {
  std::vector<Word> words;
  for (const Json& entry : list(value, what)) {
    const std::vector<Json>& symbols = list(entry, what);
    require(symbols.size() == positions.size(), what + ": a word of another length");
    Word word;
    for (std::size_t i = 0; i < symbols.size(); ++i)
      word.push_back(below(symbols[i], problem.symbols(positions[i]), what));
    words.push_back(std::move(word));
  }
  require(std::set(words.begin(), words.end()).size() == words.size(),
          what + ": two words are equal");
  require(words.size() == lines, what + ": not one word for each line");
  return words;
}

/// Whether the entries were computed from words; Rejected if one is not the task's. The words of a
/// task without a definition here are read for their form.
bool check_entries(Fields& fields, const Problem& problem, const Matrix& matrix, unsigned shift,
                   const std::string& what) {
  const Json* row_words = fields.optional("row_words");
  const Json* column_words = fields.optional("column_words");
  require((row_words == nullptr) == (column_words == nullptr), what + ": words of one player only");
  if (row_words == nullptr) return false;
  const auto rows =
      read_words(*row_words, problem.alice, problem, matrix.rows.size(), what + ".row_words");
  const auto columns =
      read_words(*column_words, problem.bob, problem, matrix.columns, what + ".column_words");
  if (!problem.task) return false;
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t c = 0; c < columns.size(); ++c)
      require(matrix(r, c) == ((problem.answer(rows[r], columns[c]) >> shift & 1) != 0),
              what + ": entry (" + std::to_string(r) + ", " + std::to_string(c) +
                  ") is not the answer of the task");
  return true;
}

Digit read_digit(Fields& fields, const std::string& what) {
  Digit digit{check_rational_rank(fields["rank"], what + ".rank"),
              check_rational_rank(fields["complement_rank"], what + ".complement_rank"),
              {},
              {}};
  const Matrix& ones = digit.ones.matrix;
  const Matrix& zeros = digit.zeros.matrix;
  require(ones.columns == zeros.columns && ones.rows.size() == zeros.rows.size(),
          what + ": the complement has another shape");
  for (std::size_t r = 0; r < ones.rows.size(); ++r)
    for (std::size_t c = 0; c < ones.columns; ++c)
      require(ones(r, c) != zeros(r, c), what + ": the complement is not that of the matrix");
  const Matrix across = transposed(ones);
  require(std::set(ones.rows.begin(), ones.rows.end()).size() == ones.rows.size() &&
              std::set(across.rows.begin(), across.rows.end()).size() == ones.columns,
          what + ": two rows or columns are equal");
  digit.fooling_ones =
      check_fooling_set(fields["fooling_ones"], ones, true, what + ".fooling_ones");
  digit.fooling_zeros =
      check_fooling_set(fields["fooling_zeros"], ones, false, what + ".fooling_zeros");
  return digit;
}

/// The words of these positions; none if there are more than kMostEntries.
std::vector<Word> all_words(const std::vector<std::size_t>& positions, const FiniteTask& task) {
  std::vector<Word> words{{}};
  for (const std::size_t p : positions) {
    std::vector<Word> longer;
    if (words.size() * task.alphabets[p] > kMostEntries) return {};
    for (const Word& word : words)
      for (std::size_t symbol = 0; symbol < task.alphabets[p]; ++symbol) {
        longer.push_back(word);
        longer.back().push_back(symbol);
      }
    words = std::move(longer);
  }
  return words;
}

/// Counts the kinds of words by the whole table; nothing if that is too large.
std::optional<MatrixFacts::Kinds> count_kinds(const Problem& problem) {
  const auto rows = all_words(problem.alice, *problem.task);
  const auto columns = all_words(problem.bob, *problem.task);
  if (rows.size() * columns.size() == 0 || rows.size() * columns.size() > kMostEntries)
    return std::nullopt;
  std::set<std::uint64_t> answers;
  std::set<std::vector<std::uint64_t>> kinds_of_rows;
  std::vector<std::vector<std::uint64_t>> across(columns.size());
  for (const Word& a : rows) {
    std::vector<std::uint64_t> row;
    for (const Word& b : columns) row.push_back(problem.answer(a, b));
    answers.insert(row.begin(), row.end());
    if (!kinds_of_rows.insert(row).second) continue;
    for (std::size_t c = 0; c < columns.size(); ++c) across[c].push_back(row[c]);
  }
  const std::set<std::vector<std::uint64_t>> kinds_of_columns(across.begin(), across.end());
  return MatrixFacts::Kinds{kinds_of_rows.size(), kinds_of_columns.size(), answers.size()};
}

/// Of a matrix that is taken as given: its own lines are all there are.
MatrixFacts::Kinds kinds_as_given(const Matrix& matrix) {
  std::set<bool> answers;
  for (const auto& row : matrix.rows) answers.insert(row.begin(), row.end());
  return {matrix.rows.size(), matrix.columns, answers.size()};
}

std::string described(const Digit& digit) {
  const auto set = [](const FoolingSet& fooling) {
    return std::to_string(fooling.size) +
           (fooling.stated_largest && !fooling.shown_largest ? " (largest: NOT COVERED)" : "");
  };
  return std::to_string(digit.ones.matrix.rows.size()) + " x " +
         std::to_string(digit.ones.matrix.columns) + ", ranks " + std::to_string(digit.ones.rank) +
         " and " + std::to_string(digit.zeros.rank) + ", fooling sets " + set(digit.fooling_ones) +
         " and " + set(digit.fooling_zeros) + "; ";
}

}  // namespace

std::string check_communication_matrix(const Json& certificate, const Json& result) {
  const Claim claim = read_bound_claim(result, true);
  Fields fields(certificate, "");
  fields["kind"];
  const std::string& partition = fields.text("partition");
  const Problem problem = read_problem(claim, partition);
  const std::vector<Json>& digits = fields.list("digits");
  require(!digits.empty(), "digits: none");
  require(!problem.task || problem.task->digits == digits.size(), "digits: not those of the task");
  MatrixFacts facts;
  bool recomputed = true;
  std::string line;
  for (std::size_t d = 0; d < digits.size(); ++d) {
    const std::string what = "digits[" + std::to_string(d) + "]";
    Fields digit(digits[d], what);
    facts.digits.push_back(read_digit(digit, what));
    const auto shift = static_cast<unsigned>(digits.size() - 1 - d);
    recomputed &= check_entries(digit, problem, facts.digits.back().ones.matrix, shift, what);
    digit.finish();
    line += described(facts.digits.back());
  }
  if (recomputed)
    facts.kinds = count_kinds(problem);
  else if (digits.size() == 1)
    facts.kinds = kinds_as_given(facts.digits[0].ones.matrix);
  line += recomputed ? "entries recomputed; " : "MATRIX TAKEN AS GIVEN; ";
  line += check_matrix_width(fields, result, claim, facts, problem.task, partition);
  fields.finish();
  return line + compare_bounds(claim, facts, partition);
}

}  // namespace checker

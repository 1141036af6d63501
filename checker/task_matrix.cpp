// Kind "task-matrix": what the matrix of a task says, where it is too large to be written down.
//
// Statement. Alice holds the positions marked A, Bob those marked B; the bounds of the result are
// those of the matrix of the answers. The certificate holds the partition alone: every answer is
// computed again by the definition of the task, equal rows and columns are merged, and the bounds
// follow from the kinds of words and from ranks as matrix_bounds.hpp says. Ranks are taken modulo a
// prime, which makes no bound too large. For 1 - f a row is first subtracted from the others, which
// leaves the rank as it is: where f has few ones, so have the differences.
#include <algorithm>
#include <map>
#include <set>

#include "bound_claim.hpp"
#include "kinds.hpp"
#include "matrix_bounds.hpp"
#include "matrix_width.hpp"
#include "modular_rank.hpp"
#include "residual_counts.hpp"

namespace checker {
namespace {

constexpr std::size_t kMostAnswers = std::size_t{1} << 24;
constexpr double kMostSteps = 1e10;  // of an elimination

using Lines = std::set<std::vector<std::uint64_t>>;

/// How an input is read symbol after symbol: by an automaton, or as a word.
struct Reader {
  std::vector<std::size_t> alphabets;
  std::optional<Walker> walker;
  std::optional<FiniteTask> task;

  std::uint64_t answer(const Word& word) const {
    if (!walker) return task->answer(word);
    std::size_t state = walker->start;
    for (const std::size_t symbol : word) state = walker->next[state][symbol];
    return walker->answer[state];
  }
};

Reader reader_of(const Task& task) {
  const auto defined = finite_task(task);
  if (!defined) throw NotChecked("this program has no definition of the task");
  Reader reader{defined->alphabets, {}, defined};
  if (const auto words = language(task)) reader.walker = explored(words->machine, words->alphabet);
  std::size_t inputs = 1;
  for (const std::size_t symbols : reader.alphabets) {
    if (inputs > kMostAnswers / symbols)
      throw NotChecked("more inputs than this program tabulates");
    inputs *= symbols;
  }
  return reader;
}

Lines transposed(const Lines& rows) {
  Lines columns;
  for (std::size_t c = 0; c < rows.begin()->size(); ++c) {
    std::vector<std::uint64_t> column;
    for (const auto& row : rows) column.push_back(row[c]);
    columns.insert(std::move(column));
  }
  return columns;
}

/// Next word of the positions, the last one fastest; false after the last.
bool advance(Word& word, const std::vector<std::size_t>& positions, const Reader& reader) {
  for (std::size_t i = positions.size(); i-- > 0;) {
    std::size_t& symbol = word[positions[i]];
    if (++symbol < reader.alphabets[positions[i]]) return true;
    symbol = 0;
  }
  return false;
}

/// The different rows of the answers.
Lines rows_of(const Reader& reader, const std::string& partition) {
  std::vector<std::size_t> alice, bob;
  for (std::size_t i = 0; i < partition.size(); ++i)
    (partition[i] == 'A' ? alice : bob).push_back(i);
  Lines rows;
  Word word(partition.size(), 0);
  do {
    std::vector<std::uint64_t> row;
    do row.push_back(reader.answer(word));
    while (advance(word, bob, reader));
    rows.insert(std::move(row));
  } while (advance(word, alice, reader));
  return rows;
}

/// One digit of the answers, equal lines merged, with both ranks.
Digit digit_of(const Lines& answers, unsigned shift) {
  Lines rows;
  for (const auto& row : answers) {
    std::vector<std::uint64_t> bits;
    for (const std::uint64_t answer : row) bits.push_back(answer >> shift & 1);
    rows.insert(std::move(bits));
  }
  rows = transposed(transposed(rows));
  Digit digit;
  digit.ones.matrix.columns = rows.begin()->size();
  std::vector<ModularRow> ones(rows.begin(), rows.end());
  for (const auto& row : ones) digit.ones.matrix.rows.emplace_back(row.begin(), row.end());
  digit.zeros.matrix = digit.ones.matrix;
  for (auto& row : digit.zeros.matrix.rows) row.flip();
  // The row of the fewest ones stays, last; 1 - f_r less 1 - f_last is f_last - f_r.
  std::ranges::iter_swap(
      std::ranges::min_element(ones, {},
                               [](const ModularRow& row) { return std::ranges::count(row, 1U); }),
      ones.end() - 1);
  std::vector<ModularRow> zeros = ones;
  constexpr std::uint64_t kMinusOne = 2147483646;
  for (std::size_t r = 0; r + 1 < zeros.size(); ++r)
    for (std::size_t c = 0; c < zeros[r].size(); ++c)
      zeros[r][c] = ones.back()[c] == ones[r][c] ? 0 : ones[r][c] == 1 ? kMinusOne : 1;
  for (std::uint64_t& entry : zeros.back()) entry = 1 - entry;
  digit.ones.rank = rank_modulo(std::move(ones));
  digit.zeros.rank = rank_modulo(std::move(zeros));
  return digit;
}

}  // namespace

std::string check_task_matrix(const Json& certificate, const Json& result) {
  const Claim claim = read_bound_claim(result, true);
  Fields fields(certificate, "");
  fields["kind"];
  const std::string& partition = fields.text("partition");
  const Reader reader = reader_of(claim.task);
  require(partition.size() == reader.alphabets.size() &&
              partition.find_first_not_of("AB") == std::string::npos,
          "partition: not one letter A or B for each position");
  for (const Bound& bound : claim.bounds) require_partition(bound.partition, partition);
  const Lines rows = rows_of(reader, partition);
  const Lines columns = transposed(rows);
  const auto less = static_cast<double>(std::min(rows.size(), columns.size()));
  const auto more = static_cast<double>(std::max(rows.size(), columns.size()));
  if (less * less * more > kMostSteps)
    throw NotChecked("more different lines than this program eliminates");
  std::set<std::uint64_t> answers;
  for (const auto& row : rows) answers.insert(row.begin(), row.end());
  MatrixFacts facts;
  for (unsigned shift = reader.task->digits; shift-- > 0;)
    facts.digits.push_back(digit_of(rows, shift));
  facts.kinds = MatrixFacts::Kinds{rows.size(), columns.size(), answers.size()};
  const std::string width =
      check_matrix_width(fields, result, claim, facts, reader.task, partition);
  fields.finish();
  return std::to_string(rows.size()) + " x " + std::to_string(columns.size()) +
         " different lines, all answers computed; " + width +
         compare_bounds(claim, facts, partition);
}

}  // namespace checker

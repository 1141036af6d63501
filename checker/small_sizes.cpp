#include "small_sizes.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "closed_forms.hpp"
#include "modular_rank.hpp"
#include "residual_counts.hpp"

namespace checker {
namespace {

constexpr std::size_t kMostAnswers = std::size_t{1} << 13;

using Row = ModularRow;

/// Which positions are Alice's; nothing for a name that says it of no word.
std::optional<std::vector<bool>> owners(const std::string& partition, std::size_t positions) {
  std::vector<bool> alice(positions);
  const std::string prefix = "prefix:";
  for (std::size_t i = 0; i < positions; ++i) {
    if (partition == "halves")
      alice[i] = i < positions / 2;
    else if (partition == "odd-even")
      alice[i] = i % 2 == 0;
    else if (partition.starts_with(prefix))
      alice[i] = i < std::stoul(partition.substr(prefix.size()));
    else if (partition.size() == positions)
      alice[i] = partition[i] == 'A';
    else
      return std::nullopt;
  }
  return alice;
}

/// The different rows of the matrix of answers.
std::set<Row> different_rows(const FiniteTask& task, const std::vector<bool>& alice) {
  std::map<Word, Row> rows;
  Word word(task.alphabets.size(), 0);
  bool more = true;
  while (more) {
    Word held;
    for (std::size_t i = 0; i < word.size(); ++i)
      if (alice[i]) held.push_back(word[i]);
    rows[held].push_back(task.answer(word));
    std::size_t p = word.size();
    while (p > 0 && ++word[p - 1] == task.alphabets[p - 1]) word[--p] = 0;
    more = p > 0;
  }
  std::set<Row> different;
  for (const auto& [held, row] : rows) different.insert(row);
  return different;
}

void check_two_way(const ClosedForm& form, const FiniteTask& task, const std::string& what) {
  const auto alice = owners(form.partition, task.alphabets.size());
  require(alice.has_value(), what + ": a partition without a word");
  const std::set<Row> rows = different_rows(task, *alice);
  std::set<std::uint64_t> answers;
  std::set<Row> columns;
  for (std::size_t c = 0; c < rows.begin()->size(); ++c) {
    Row column;
    for (const Row& row : rows) column.push_back(row[c]);
    answers.insert(column.begin(), column.end());
    columns.insert(std::move(column));
  }
  std::size_t leaves = 0;
  for (const std::uint64_t answer : answers) {
    std::vector<Row> marked;
    for (const Row& column : columns) {
      marked.emplace_back();
      for (const std::uint64_t entry : column) marked.back().push_back(entry == answer ? 1 : 0);
    }
    leaves += rank_modulo(std::move(marked));
  }
  const std::uint64_t naming = std::min(ceil_log2(rows.size()), ceil_log2(columns.size()));
  require(form.lower <= ceil_log2(leaves), what + ": the ranks prove fewer bits");
  require(form.upper && *form.upper >= naming + ceil_log2(answers.size()),
          what + ": no protocol of so few bits is known");
}

void check_one_way(const ClosedForm& form, const std::vector<std::size_t>& widths,
                   const std::string& what) {
  const std::uint64_t bits = ceil_log2(*std::ranges::max_element(widths));
  require(form.lower <= bits && form.upper && bits <= *form.upper,
          what + ": the residual functions take " + std::to_string(bits) + " bits");
  const std::size_t cut = std::stoul(form.partition.substr(std::string("prefix:").size()));
  require(cut < widths.size() && form.lower <= ceil_log2(widths[cut]),
          what + ": fewer bits at the named prefix");
}

std::vector<std::uint64_t> alphabets_of(const Task& task) {
  const bool chosen = task.name.starts_with("index-lookup") || task.name == "equality" ||
                      task.name == "inequality" || task.name.starts_with("permuted-equality");
  if (!chosen) return {2};
  return {2, 3, 4, 5};
}

}  // namespace

std::string check_small_sizes(const Task& task, bool one_way) {
  std::size_t tables = 0;
  std::uint64_t largest = 0;
  // A partition of a permuted equality renames the positions of any other one.
  const bool renamed = !one_way && task.name.starts_with("permuted-equality:");
  for (const std::uint64_t alphabet : alphabets_of(task)) {
    Task small = task;
    if (renamed) small.name = "permuted-equality:odd-even";
    if (task.alphabet) small.alphabet = alphabet;
    for (small.n = size_step(task);; small.n += size_step(task)) {
      const auto form = closed_form(small, small.n, one_way);
      const auto defined = finite_task(small);
      if (!form || !defined) break;
      const auto widths = residual_counts(*defined, kMostAnswers);
      if (!widths) break;
      const std::string what = "the closed form at n = " + std::to_string(small.n) + " with " +
                               std::to_string(alphabet) + " letters";
      if (one_way)
        check_one_way(*form, *widths, what);
      else
        check_two_way(*form, *defined, what);
      ++tables;
      largest = std::max(largest, small.n);
    }
    if (!task.alphabet) break;
  }
  if (tables == 0) return "no table of this task is small enough to compare with";
  return "compared with " + std::to_string(tables) +
         " whole tables, n <= " + std::to_string(largest);
}

}  // namespace checker

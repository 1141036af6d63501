#include "analysis/communication.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "analysis/matrix_measures.hpp"
#include "bounds/communication/deterministic.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

using namespace conventions;

constexpr std::size_t kMostCertified = std::size_t{1} << 16;  // entries of a matrix written down

/// One convention: the strongest lower and upper bound so far, and where they come from.
struct Enclosure {
  const char* convention;
  std::optional<std::uint64_t> lower;
  std::optional<std::uint64_t> upper;
  std::string lower_method;
  std::string upper_method;

  void at_least(std::uint64_t bits, const std::string& method) {
    if (lower && *lower >= bits) return;
    lower = bits;
    lower_method = method;
  }
  void at_most(std::uint64_t bits, const std::string& method) {
    if (upper && *upper <= bits) return;
    upper = bits;
    upper_method = method;
  }
  bool known() const { return lower || upper; }
  Bound bound(const std::string& partition) const {
    Bound b{kQuantity, convention, partition, {}, {}, ""};
    if (lower) b.lower_bits = Integer(*lower);
    if (upper) b.upper_bits = Integer(*upper);
    b.method = lower_method.empty() || lower_method == upper_method ? upper_method
               : upper_method.empty()                               ? lower_method
                                      : lower_method + "; " + upper_method;
    return b;
  }
};

/// What the measures of one digit say about it, and so about the whole answer.
void add_lower_bounds(std::vector<Enclosure>& all, const MatrixMeasures& m) {
  const auto at_least = [&](const char* convention, std::uint64_t bits, const std::string& method) {
    std::ranges::find(all, convention, &Enclosure::convention)->at_least(bits, method);
  };
  for (const auto& [convention, knower] :
       {std::pair{kBothKnow, Knower::both}, std::pair{kOneKnows, Knower::one}}) {
    const LowerBound lower = deterministic_lower_bound(m, knower);
    at_least(convention, lower.bits, lower.method);
  }
  if (m.rows_vc)
    at_least(kRandomFromAlice, one_way_randomized_bits(m.rows_vc->at_least()),
             fmt::format("VC dimension {} of the rows", m.rows_vc->at_least()));
  if (m.columns_vc)
    at_least(kRandomFromBob, one_way_randomized_bits(m.columns_vc->at_least()),
             fmt::format("VC dimension {} of the columns", m.columns_vc->at_least()));
  for (const auto& discrepancy : {m.discrepancy, m.uniform})
    if (discrepancy) at_least(kRandom, randomized_bits(discrepancy->square_at_most), "discrepancy");
}

/// The kinds of Alice's and of Bob's words, and how many answers there are.
struct Kinds {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::size_t answers = 0;
};

Kinds kinds_of(const ProblemMatrix& problem) {
  Kinds kinds{problem.digits.front().rows(), problem.digits.front().columns(), 0};
  std::set<std::uint64_t> answers;
  const std::uint64_t most = std::uint64_t{1} << problem.digits.size();  // at most 2^32
  for (std::size_t r = 0; r < kinds.rows && answers.size() < most; ++r)
    for (std::size_t c = 0; c < kinds.columns; ++c) {
      std::uint64_t answer = 0;
      for (const BitMatrix& digit : problem.digits) answer = 2 * answer + (digit(r, c) ? 1 : 0);
      answers.insert(answer);
    }
  kinds.answers = answers.size();
  return kinds;
}

/// What players can always do: name the kinds of their words.
void add_naming(std::vector<Enclosure>& all, const Kinds& kinds) {
  const auto find = [&](const char* convention) -> Enclosure& {
    return *std::ranges::find(all, convention, &Enclosure::convention);
  };
  const std::string naming = "naming the kind of a word";
  const std::uint64_t rows = ceil_log2(kinds.rows);
  const std::uint64_t columns = ceil_log2(kinds.columns);
  const std::uint64_t less = std::min(rows, columns);
  // With one answer nothing is said; if one side has one kind, the other one only answers.
  for (const char* convention : {kBothKnow, kRandom})
    find(convention).at_most(less + ceil_log2(kinds.answers), naming + " and the answer");
  find(kOneKnows).at_most(less, naming);
  for (const auto& [convention, bits] :
       {std::pair{kFromAlice, rows}, std::pair{kFromBob, columns}}) {
    find(convention).at_least(bits, "different lines");
    find(convention).at_most(bits, "different lines");
  }
  find(kRandomFromAlice).at_most(rows, "different rows");
  find(kRandomFromBob).at_most(columns, "different columns");
}

/// What holds for an answer of one digit only: protocols and proofs of that digit.
void add_of_single_digit(std::vector<Enclosure>& all, const MatrixMeasures& m) {
  const auto find = [&](const char* convention) -> Enclosure& {
    return *std::ranges::find(all, convention, &Enclosure::convention);
  };
  if (m.exact_both) {
    find(kBothKnow).at_most(*m.exact_both, "the best protocol of all");
    find(kRandom).at_most(*m.exact_both, "the best deterministic protocol");
  }
  if (m.exact_one) find(kOneKnows).at_most(*m.exact_one, "the best protocol of all");
  for (const auto& [convention, cover] :
       {std::pair{kProofOfOne, &m.one_cover}, std::pair{kProofOfZero, &m.zero_cover}})
    if (*cover) {
      find(convention).at_least(rectangle_bits((*cover)->at_least), "cover by rectangles");
      find(convention).at_most(rectangle_bits((*cover)->at_most()), "cover by rectangles");
    }
}

nlohmann::ordered_json cells_json(const FoolingSet& set) {
  auto cells = nlohmann::ordered_json::array();
  for (const MatrixCell& cell : set.cells) cells.push_back({cell.row, cell.column});
  return {{"cells", cells}, {"largest", set.largest}};
}

/// The words of a player that stand for the lines `stayed`; `words` by line.
nlohmann::ordered_json words_json(const std::vector<std::size_t>& stayed,
                                  const std::vector<std::uint64_t>& words,
                                  std::span<const std::size_t> alphabets,
                                  const std::vector<std::size_t>& positions) {
  auto json = nlohmann::ordered_json::array();
  for (const std::size_t line : stayed)
    json.push_back(held_word(words[line], alphabets, positions));
  return json;
}

nlohmann::ordered_json digit_json(const MatrixMeasures& m, const ProblemMatrix& problem,
                                  std::span<const std::size_t> alphabets, const Split& split) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  if (!alphabets.empty()) {
    json["row_words"] = words_json(m.rows, problem.row_words, alphabets, split.alice);
    json["column_words"] = words_json(m.columns, problem.column_words, alphabets, split.bob);
  }
  if (m.rank) json["rank"] = to_json(*m.rank, m.matrix);
  if (m.complement_rank)
    json["complement_rank"] = to_json(*m.complement_rank, complement(m.matrix));
  if (m.ones) json["fooling_ones"] = cells_json(*m.ones);
  if (m.zeros) json["fooling_zeros"] = cells_json(*m.zeros);
  return json;
}

}  // namespace

std::string partition_name(const Split& split) {
  const std::string word = partition_word(split);
  const std::size_t n = word.size();
  if (word == partition_word(halves(n))) return "halves";
  if (word == partition_word(odd_even(n))) return "odd-even";
  const std::size_t prefix = split.alice.size();
  if (word == partition_word(prefix_split(n, prefix))) return fmt::format("prefix:{}", prefix);
  return word;
}

Result communication_result(const TaskInstance& task, const ProblemMatrix& problem,
                            std::span<const std::size_t> alphabets, const Split& split,
                            Work& work) {
  if (problem.digits.empty())
    throw Error("communication_result", "problem", "must have an answer digit");
  Result result;
  result.kind = Kind::bound;
  result.task = task;
  const std::string name = partition_name(split);
  const Kinds kinds = kinds_of(problem);
  const std::string word = partition_word(split);
  result.notes.push_back(fmt::format("partition {}, A of Alice and B of Bob", word));
  result.notes.push_back(fmt::format("matrix: {} x {} words, of {} x {} different kinds",
                                     problem.rows.str(), problem.columns.str(), kinds.rows,
                                     kinds.columns));
  std::vector<Enclosure> all;
  for (const char* convention : {kBothKnow, kOneKnows, kFromAlice, kFromBob, kProofOfOne,
                                 kProofOfZero, kRandomFromAlice, kRandomFromBob, kRandom})
    all.push_back({convention, {}, {}, {}, {}});
  const bool written = kinds.rows * kinds.columns <= kMostCertified;
  auto digits = nlohmann::ordered_json::array();
  const bool single = problem.digits.size() == 1;
  for (std::size_t d = 0; d < problem.digits.size() && !work.stopped(); ++d) {
    const MatrixMeasures m = measure_matrix(problem.digits[d], problem.words, work);
    for (const std::string& line : measure_lines(m))
      result.notes.push_back(single ? line : fmt::format("digit {}: {}", d + 1, line));
    add_lower_bounds(all, m);
    if (single) add_of_single_digit(all, m);
    if (written) digits.push_back(digit_json(m, problem, alphabets, split));
  }
  add_naming(all, kinds);
  for (const Enclosure& enclosure : all)
    if (enclosure.known()) result.bounds.push_back(enclosure.bound(name));
  if (work.stopped()) {
    result.reason = "interrupted: what stands here holds, but more may be provable";
    return result;
  }
  result.status = Status::certified;
  if (written)
    result.certificate = {
        {"kind", "communication-matrix"}, {"partition", word}, {"digits", digits}};
  else
    result.certificate = {{"kind", "task-matrix"}, {"partition", word}};
  return result;
}

Bound dearest_prefix_cut(const std::vector<std::size_t>& widths) {
  if (widths.size() < 3)
    throw Error("dearest_prefix_cut", "widths", "an input of one symbol cannot be cut");
  const auto most = std::max_element(widths.begin() + 1, widths.end() - 1);
  const Integer bits = ceil_log2(*most);
  return {kQuantity, kFromPrefix, fmt::format("prefix:{}", most - widths.begin()),
          bits,      bits,        fmt::format("{} different residual functions", *most)};
}

}  // namespace separatrix

// T5 and T10 [BHBK24]: the width that Dyck-(2,2) forces on a one-layer Transformer.
//
// Claim. m H >= (N - 1) / (f (p + log2 N)), f = 3: the fooling set of L1 against the protocol of
// T4. What follows from the counts. The protocol's bits for (m, H) are at least the communication
// complexity D; the smallest m H with that many bits is the true consequence. Five ways:
//   the paper's steps     both know the answer   D = N - 1 (fooling set) and N + 1 (ranks)
//   the grid's exact count  both know            D = N + 1
//   the grid's exact count  one knows            D = N, and one message fewer in the last step
//   the improved protocol, exactly, both know    D = N + 1
// That D is N + 1 and N is decided by the audit's row L1. The claim is derived, then, where the
// smallest m H is not below its right-hand side. N is a power of two: p + log2 N is an integer.
#include <algorithm>

#include <fmt/format.h>

#include "analysis/audit/rows.hpp"
#include "analysis/audit/verdict.hpp"
#include "bounds/attention_protocol.hpp"
#include "numerics/error.hpp"

namespace separatrix::audit {
namespace {

constexpr std::uint64_t kSymbols = 4;

std::uint64_t divide_up(std::uint64_t a, std::uint64_t b) { return a == 0 ? 0 : (a - 1) / b + 1; }

/// One way to count: the protocol's bits, the complexity they must reach, and what that leaves.
struct Way {
  ProtocolBits bits;
  std::uint64_t needed = 0;
  SmallestWidth least;
  std::uint64_t wide = 1;  // the claim follows for every head width m from here on
};

/// `claimed` heads of width 1 meet the claim, and so does one head of that width or more.
Way count(const ProtocolBits& bits, std::uint64_t needed, std::uint64_t claimed) {
  Way way{bits, needed, smallest_width(bits, needed), 1};
  const std::uint64_t once = bits.token + bits.answer;
  const std::uint64_t rest = needed > once ? needed - once : 0;
  for (std::uint64_t m = 1; m < claimed; ++m) {
    const std::uint64_t heads =
        std::max<std::uint64_t>(1, divide_up(rest, bits.head_fixed + m * bits.head_per_unit));
    if (m * heads < claimed) way.wide = m + 1;
  }
  return way;
}

struct Row {
  std::uint64_t exponent = 0;
  std::uint64_t kc = 0;
  std::uint64_t p = 0;
  std::uint64_t claimed = 0;  // ceil((N - 1) / (f (p + log2 N)))
  Way fooling;                // the paper's steps, N - 1
  Way ranks;                  // the paper's steps, N + 1
  Way grid_both;              // exact count, both know, N + 1
  Way grid_one;               // exact count, one knows, N
  Way improved;               // the improved protocol, exact count, both know, N + 1

  std::uint64_t n() const { return std::uint64_t{1} << exponent; }
  const Way& grid() const {
    return grid_one.least.product() >= grid_both.least.product() ? grid_one : grid_both;
  }
  /// The smallest whole C with m H >= (N - 1) / (C (p + log2 N)) for m H = product.
  std::uint64_t constant(std::uint64_t product) const {
    return divide_up(n() - 1, product * (p + exponent));
  }
};

Row evaluate(std::uint64_t factor, std::uint64_t exponent, std::uint64_t kc) {
  Row row;
  row.exponent = exponent;
  row.kc = kc;
  const Grid grid = make_grid(row.n(), kc, Rounding::down);
  row.p = separatrix::precision_bits(grid);
  row.claimed = divide_up(row.n() - 1, factor * (row.p + exponent));
  const ProtocolBits paper = bits_by_precision(row.p, row.n(), kSymbols, Informed::both);
  row.fooling = count(paper, row.n() - 1, row.claimed);
  row.ranks = count(paper, row.n() + 1, row.claimed);
  row.grid_both = count(bits_on_grid(grid, kSymbols, Informed::both), row.n() + 1, row.claimed);
  row.grid_one = count(bits_on_grid(grid, kSymbols, Informed::one), row.n(), row.claimed);
  row.improved = count(improved_bits_on_grid(grid, kSymbols, row.n() / 2, row.n() / 2, 1),
                       row.n() + 1, row.claimed);
  return row;
}

/// One claim about the rows: what the counts give against the claimed width.
template <class Derived>
Result decide(std::string claim, const std::vector<Row>& rows, const Integer& planned,
              std::uint64_t most_kc, const Derived& derived) {
  Result result;
  result.theorem = "T10";
  result.claim = std::move(claim);
  Tally tally;
  tally.planned = planned;
  std::string detail;
  std::uint64_t constant = 0;
  const Row* failing = nullptr;
  const Row* widest = nullptr;  // the largest N among those that need the widest heads
  for (std::uint64_t kc = 1; kc <= most_kc; ++kc) {
    std::vector<Point> points;
    for (const Row& row : rows) {
      if (row.kc != kc) continue;
      const bool holds = derived(row).least.product() >= row.claimed;
      tally.add(holds);
      points.push_back({row.exponent, holds});
      constant = std::max(constant, row.constant(derived(row).least.product()));
      if (widest == nullptr || derived(row).wide > derived(*widest).wide ||
          (derived(row).wide == derived(*widest).wide && row.claimed > widest->claimed))
        widest = &row;
      if (!holds && failing == nullptr) failing = &row;
    }
    detail += fmt::format("{}at Kc = {} {}", detail.empty() ? "" : "; ", kc,
                          range_words("log2 N", points));
  }
  settle(result, tally, Status::exhaustive, detail);
  if (failing != nullptr) {
    const SmallestWidth left = derived(*failing).least;
    result.correction = fmt::format(
        "m H >= (N - 1) / ({} (p + log2 N)): the smallest whole constant for the range", constant);
    // A single head as wide as claimed meets the claim trivially; that is no correction.
    if (derived(*widest).wide < widest->claimed)
      *result.correction += fmt::format("; or the claim as it stands for heads of width m >= {}",
                                        derived(*widest).wide);
    result.counterexample = Counterexample{
        fmt::format("N = 2^{}, p = {}: {} head{} of width {}, m H = {}, satisfy the counts; the "
                    "claim asks for m H >= {}",
                    failing->exponent, failing->p, left.heads, left.heads == 1 ? "" : "s",
                    left.width, left.product(), failing->claimed),
        {{"n", failing->n()},
         {"p", failing->p},
         {"m", left.width},
         {"heads", left.heads},
         {"claimed", failing->claimed}},
        replay_row("T5-T10")};
  }
  return result;
}

/// "6 (claim met for m >= 40)".
std::string shown(const Way& way) {
  return way.wide == 1 ? std::to_string(way.least.product())
                       : fmt::format("{} (claim met for m >= {})", way.least.product(), way.wide);
}

std::string table_line(const Row& row) {
  return fmt::format(
      "N = 2^{}, Kc = {}, p = {}: m H >= {} claimed; the paper's steps give {} with N - 1 bits, {} "
      "with N + 1; the grid {} if both know the answer, {} if one does; the improved protocol {}",
      row.exponent, row.kc, row.p, row.claimed, shown(row.fooling), shown(row.ranks),
      shown(row.grid_both), shown(row.grid_one), shown(row.improved));
}

}  // namespace

std::vector<Result> hidden_size(std::uint64_t factor, Effort effort, Work& work) {
  if (factor == 0) throw Error("hidden_size", "factor", "must be positive");
  constexpr std::uint64_t kMostKc = 3;
  const std::uint64_t most_exponent = effort == Effort::full ? 30 : 24;
  std::vector<Row> rows;
  work.begin("sizes N", most_exponent);
  for (std::uint64_t exponent = 1; exponent <= most_exponent && !work.stopped(); ++exponent) {
    for (std::uint64_t kc = 1; kc <= kMostKc; ++kc) rows.push_back(evaluate(factor, exponent, kc));
    work.advance(1);
  }
  const Integer planned = kMostKc * most_exponent;
  const std::string bound = fmt::format(
      "m H >= (N - 1) / ({} (p + log2 N)) for Dyck-(2,2), N = 2 to 2^{}", factor, most_exponent);
  std::vector<Result> results{
      decide(
          fmt::format("The four steps as the paper counts them and the N - 1 bits of the fooling "
                      "set give {}.",
                      bound),
          rows, planned, kMostKc, [](const Row& row) -> const Way& { return row.fooling; }),
      decide(fmt::format("The four steps as the paper counts them and the N + 1 bits of the ranks, "
                         "both players knowing the answer, give {}.",
                         bound),
             rows, planned, kMostKc, [](const Row& row) -> const Way& { return row.ranks; }),
      decide(
          fmt::format("The four steps counted exactly on the grid, the answer known to one player "
                      "(N bits, one message fewer) or to both (N + 1 bits), whichever is "
                      "stronger, give {}.",
                      bound),
          rows, planned, kMostKc, [](const Row& row) -> const Way& { return row.grid(); }),
      decide(
          fmt::format("The improved protocol counted exactly on the grid (value sums go one way, "
                      "the answer comes back), both players knowing the answer (N + 1 bits), "
                      "gives {}.",
                      bound),
          rows, planned, kMostKc, [](const Row& row) -> const Way& { return row.improved; })};
  const auto stronger = std::count_if(rows.begin(), rows.end(), [](const Row& row) {
    return row.ranks.least.product() > row.fooling.least.product();
  });
  results[1].notes.push_back(
      fmt::format("N + 1 bits instead of N - 1 raise the smallest m H in {} of {} cases", stronger,
                  rows.size()));
  for (const Row& row : rows)
    if (row.exponent % 10 == 0) results.back().notes.push_back(table_line(row));
  return results;
}

}  // namespace separatrix::audit

// T5 and T10 [BHBK24]: the width that Dyck-(2,2) forces on a one-layer Transformer.
//
// Claim. m H >= (N - 1) / (f (p + log2 N)), f = 3: the fooling set of L1 against the protocol of
// T4. What follows from the counts. The protocol's bits for (m, H) are at least the communication
// complexity D; the smallest m H with that many bits is the true consequence. Four ways:
//   the paper's steps     both know the answer   D = N - 1 (fooling set) and N + 1 (ranks)
//   the grid's exact count  both know            D = N + 1
//   the grid's exact count  one knows            D = N, and one message fewer in the last step
// That D is N + 1 and N is decided by the audit's row L1. The claim is derived, then, where the
// smallest m H is not below its right-hand side. N is a power of two: p + log2 N is an integer.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "analysis/audit/rows.hpp"
#include "analysis/audit/verdict.hpp"
#include "bounds/attention_protocol.hpp"
#include "numerics/error.hpp"

namespace separatrix::audit {
namespace {

constexpr std::uint64_t kSymbols = 4;

std::uint64_t divide_up(std::uint64_t a, std::uint64_t b) { return a == 0 ? 0 : (a - 1) / b + 1; }

struct Row {
  std::uint64_t exponent = 0;
  std::uint64_t kc = 0;
  std::uint64_t p = 0;
  std::uint64_t claimed = 0;  // ceil((N - 1) / (f (p + log2 N)))
  SmallestWidth fooling;      // paper's steps, N - 1
  SmallestWidth ranks;        // paper's steps, N + 1
  SmallestWidth grid_both;    // exact count, N + 1
  SmallestWidth grid_one;     // exact count, one knows, N

  std::uint64_t n() const { return std::uint64_t{1} << exponent; }
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
  row.fooling = smallest_width(paper, row.n() - 1);
  row.ranks = smallest_width(paper, row.n() + 1);
  row.grid_both = smallest_width(bits_on_grid(grid, kSymbols, Informed::both), row.n() + 1);
  row.grid_one = smallest_width(bits_on_grid(grid, kSymbols, Informed::one), row.n());
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
  for (std::uint64_t kc = 1; kc <= most_kc; ++kc) {
    std::vector<Point> points;
    for (const Row& row : rows) {
      if (row.kc != kc) continue;
      const bool holds = derived(row).product() >= row.claimed;
      tally.add(holds);
      points.push_back({row.exponent, holds});
      constant = std::max(constant, row.constant(derived(row).product()));
      if (!holds && failing == nullptr) failing = &row;
    }
    detail += fmt::format("{}at Kc = {} {}", detail.empty() ? "" : "; ", kc,
                          range_words("log2 N", points));
  }
  settle(result, tally, Status::exhaustive, detail);
  if (failing != nullptr) {
    const SmallestWidth left = derived(*failing);
    result.correction = fmt::format(
        "m H >= (N - 1) / ({} (p + log2 N)): the smallest whole constant for the range", constant);
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

std::string table_line(const Row& row) {
  return fmt::format(
      "N = 2^{}, Kc = {}, p = {}: m H >= {} claimed; counted {} with N - 1 bits (at m = {}) and {} "
      "with N + 1; on the grid {} if both know the answer, {} if one does (at m = {})",
      row.exponent, row.kc, row.p, row.claimed, row.fooling.product(), row.fooling.width,
      row.ranks.product(), row.grid_both.product(), row.grid_one.product(), row.grid_one.width);
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
          rows, planned, kMostKc, [](const Row& row) { return row.fooling; }),
      decide(fmt::format("The four steps as the paper counts them and the N + 1 bits of the ranks, "
                         "both players knowing the answer, give {}.",
                         bound),
             rows, planned, kMostKc, [](const Row& row) { return row.ranks; }),
      decide(
          fmt::format("The four steps counted exactly on the grid, the answer known to one player "
                      "(N bits, one message fewer) or to both (N + 1 bits), whichever is "
                      "stronger, give {}.",
                      bound),
          rows, planned, kMostKc, [](const Row& row) {
            return row.grid_one.product() >= row.grid_both.product() ? row.grid_one : row.grid_both;
          })};
  for (const Row& row : rows)
    if (row.exponent % 10 == 0) results.back().notes.push_back(table_line(row));
  return results;
}

}  // namespace separatrix::audit

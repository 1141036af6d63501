#include "analysis/matrix_measures.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "bounds/communication/deterministic.hpp"
#include "bounds/communication/rank.hpp"
#include "numerics/rational.hpp"

namespace separatrix {
namespace {

// Largest sizes, of the merged matrix, at which a measure is tried.
constexpr std::size_t kFoolingCells = std::size_t{1} << 18;
constexpr std::size_t kCoverLines = 40;      // rows and columns together
constexpr std::size_t kPartitionLines = 20;  // likewise
constexpr std::size_t kVcCells = std::size_t{1} << 20;

/// Keeps `better` where it says more.
void raise(LowerBound& bound, std::size_t leaves, const std::string& method) {
  if (leaves == 0) return;  // a search that was cut short found nothing
  const unsigned bits = ceil_log2(leaves);
  if (bits > bound.bits) bound = {bits, method};
}

std::string cells_of(const FoolingSet& set, int value) {
  return fmt::format("{} cells of value {}{}", set.cells.size(), value,
                     set.largest ? " (the largest)" : "");
}

std::string number_of(const char* what, std::size_t least, std::size_t most) {
  if (least == most) return fmt::format("{} {}", what, least);
  return fmt::format("{} {} to {}", what, least, most);
}

}  // namespace

MatrixMeasures measure_matrix(const BitMatrix& matrix, const LineWeights& words, Work& work) {
  MatrixMeasures m;
  Merged merged = merge_equal(matrix);
  m.matrix = std::move(merged.matrix);
  m.rows = std::move(merged.rows);
  m.columns = std::move(merged.columns);
  const std::size_t lines = m.matrix.rows() + m.matrix.columns();
  const std::size_t cells = m.matrix.rows() * m.matrix.columns();
  m.rank_modulo_2 = rank_gf2(m.matrix);
  m.rank = certify_rank(m.matrix, work);
  m.complement_rank = certify_rank(complement(m.matrix), work);
  if (cells <= kFoolingCells) {
    m.zeros = largest_fooling_set(m.matrix, false, work);
    m.ones = largest_fooling_set(m.matrix, true, work);
  }
  if (lines <= kCoverLines) {
    m.zero_cover = least_cover(m.matrix, false, m.zeros->cells, work);
    m.one_cover = least_cover(m.matrix, true, m.ones->cells, work);
  }
  if (lines <= kPartitionLines)
    m.partition = least_partition(m.matrix, m.zeros->cells, m.ones->cells, work);
  if (cells <= kVcCells) {
    m.rows_vc = vc_dimension(m.matrix, work);
    m.columns_vc = vc_dimension(transpose(m.matrix), work);
  }
  if (!words.rows.empty()) m.uniform = uniform_discrepancy(matrix, words, work);
  m.discrepancy = least_discrepancy(m.matrix, work);
  if (lines <= kMostLines) {
    m.exact_both = exact_communication(m.matrix, Knower::both, work);
    m.exact_one = exact_communication(m.matrix, Knower::one, work);
  }
  return m;
}

LowerBound deterministic_lower_bound(const MatrixMeasures& m, Knower knower) {
  if (const auto& exact = knower == Knower::both ? m.exact_both : m.exact_one; exact)
    return {*exact, "the best protocol of all"};
  LowerBound bound{0, "nothing has to be said"};
  if (m.rank && m.complement_rank)
    raise(bound, m.rank->rank + m.complement_rank->rank, "rank f + rank(1 - f)");
  if (m.zeros && m.ones)
    raise(bound, m.zeros->cells.size() + m.ones->cells.size(), "fooling sets for 0 and 1");
  if (m.zero_cover && m.one_cover)
    raise(bound, m.zero_cover->at_least + m.one_cover->at_least, "covers by rectangles");
  if (m.partition) raise(bound, m.partition->at_least(), "partition into rectangles");
  if (knower == Knower::both) return bound;
  // An informed player can pass the answer on.
  if (bound.bits > 0) {
    --bound.bits;
    bound.method += ", less the answer";
  }
  if (m.zeros && m.ones) {
    const unsigned fooling = fooling_bits(m.matrix, m.zeros->cells, m.ones->cells, Knower::one);
    if (fooling > bound.bits) bound = {fooling, "fooling set, both mixed cells differ"};
  }
  return bound;
}

std::vector<std::string> measure_lines(const MatrixMeasures& m) {
  std::vector<std::string> lines;
  std::string rank = fmt::format("rank: {} modulo 2", m.rank_modulo_2);
  if (m.rank) rank += fmt::format(", {} over the rationals", m.rank->rank);
  if (m.complement_rank) rank += fmt::format(", {} of 1 - f", m.complement_rank->rank);
  lines.push_back(rank);
  if (m.zeros && m.ones)
    lines.push_back(
        fmt::format("fooling sets: {}, {}", cells_of(*m.ones, 1), cells_of(*m.zeros, 0)));
  if (m.zero_cover && m.one_cover)
    lines.push_back(
        fmt::format("rectangles that cover: {}, {}",
                    number_of("the ones", m.one_cover->at_least, m.one_cover->at_most()),
                    number_of("the zeros", m.zero_cover->at_least, m.zero_cover->at_most())));
  if (m.partition)
    lines.push_back(number_of("disjoint rectangles of one value:", m.partition->at_least(),
                              m.partition->at_most()));
  if (m.rows_vc && m.columns_vc)
    lines.push_back(fmt::format(
        "VC dimension: {}, {}", number_of("rows", m.rows_vc->at_least(), m.rows_vc->at_most),
        number_of("columns", m.columns_vc->at_least(), m.columns_vc->at_most)));
  std::string discrepancy;
  const auto add = [&](const char* distribution, const std::optional<DiscrepancyBound>& d) {
    if (!d) return;
    discrepancy += discrepancy.empty() ? "discrepancy: " : "; ";
    discrepancy +=
        d->exact ? to_string(*d->exact) : "its square at most " + to_string(d->square_at_most);
    discrepancy += distribution;
  };
  add(" under the uniform distribution", m.uniform);
  add(" under the best one", m.discrepancy);
  if (!discrepancy.empty()) lines.push_back(discrepancy);
  return lines;
}

}  // namespace separatrix

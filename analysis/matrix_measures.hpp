// What can be computed of one communication matrix: the measures behind bounds on its protocols.
//
// Exact where that is possible in reasonable time, else an enclosure; a measure that would take too
// long on a matrix of that size is left out, and so is what was not finished when the work was
// stopped. Nothing that is here is wrong for being early.
#pragma once

#include <optional>

#include "bounds/communication/best_discrepancy.hpp"
#include "bounds/communication/cover.hpp"
#include "bounds/communication/fooling_set.hpp"
#include "bounds/communication/matrix.hpp"
#include "bounds/communication/monochromatic_partition.hpp"
#include "bounds/communication/rank_certificate.hpp"
#include "bounds/communication/vc_dimension.hpp"
#include "parallel/work.hpp"

namespace separatrix {

struct MatrixMeasures {
  BitMatrix matrix;                  ///< equal rows and columns merged
  std::vector<std::size_t> rows;     ///< which of the given rows stayed
  std::vector<std::size_t> columns;  ///< and columns
  std::size_t rank_modulo_2 = 0;
  std::optional<RankCertificate> rank;             ///< over the rationals
  std::optional<RankCertificate> complement_rank;  ///< of 1 - f
  std::optional<FoolingSet> zeros;                 ///< fooling sets, by value
  std::optional<FoolingSet> ones;
  std::optional<Cover> zero_cover;
  std::optional<Cover> one_cover;
  std::optional<MonochromaticPartition> partition;
  std::optional<VcDimension> rows_vc;           ///< of the rows over the columns
  std::optional<VcDimension> columns_vc;        ///< of the columns over the rows
  std::optional<DiscrepancyBound> uniform;      ///< discrepancy under the uniform distribution
  std::optional<DiscrepancyBound> discrepancy;  ///< least over all distributions
  std::optional<unsigned> exact_both;           ///< bits of the best protocol, both players know
  std::optional<unsigned> exact_one;            ///< one player knows
};

/// The measures of a matrix with at least one row and one column. `words`: how many inputs a line
/// stands for; empty: not known, and the uniform distribution on the inputs is left out.
MatrixMeasures measure_matrix(const BitMatrix& matrix, const LineWeights& words, Work& work);

/// The largest lower bound of the measures on deterministic two-way protocols, and its method.
struct LowerBound {
  unsigned bits = 0;
  std::string method;
};
LowerBound deterministic_lower_bound(const MatrixMeasures& m, Knower knower);

/// One line for every measure, as "rank over the rationals: 256; of 1 - f: 256".
std::vector<std::string> measure_lines(const MatrixMeasures& m);

}  // namespace separatrix

// Rank over GF(2) by the PLE decomposition of the M4RI library: A = P L E with permutation P, unit
// lower triangular L of `rank` columns, and E in echelon form. The first `rank` rows of P^-1 A on
// the pivot columns of E are L's top times a unit upper triangle: the minor that is not zero.
#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <numeric>
#include <string>
#include <type_traits>

#include <m4ri/m4ri.h>

#include "bounds/communication/rank.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

static_assert(std::is_same_v<word, std::uint64_t>, "rows are copied word by word");

constexpr std::size_t kMostLinesM4ri = (std::size_t{1} << 31) - 64;  // its indices are int

using Bits = std::unique_ptr<mzd_t, decltype(&mzd_free)>;
using Permutation = std::unique_ptr<mzp_t, decltype(&mzp_free)>;

/// M4RI ends the process if it gets no memory: ask for as much first.
void require_room(const BitMatrix& matrix) {
  if (matrix.rows() > kMostLinesM4ri || matrix.columns() > kMostLinesM4ri)
    throw Error("rank_gf2", "matrix",
                "has " + std::to_string(std::max(matrix.rows(), matrix.columns())) +
                    " rows or columns; the rank takes at most 2^31 - 64 of either");
  const std::size_t bytes = 16 * matrix.rows() * ((matrix.columns() + 63) / 64 + 1);
  const std::unique_ptr<std::byte[]> room(new (std::nothrow) std::byte[bytes]);
  if (!room)
    throw Error("rank_gf2", "matrix",
                "the rank needs " + std::to_string(bytes) +
                    " bytes of memory, more than there is; choose a smaller matrix");
}

Bits copy_of(const BitMatrix& matrix) {
  Bits bits(mzd_init(static_cast<rci_t>(matrix.rows()), static_cast<rci_t>(matrix.columns())),
            &mzd_free);
  // Bit j of a word is column j in both; BitMatrix keeps the bits beyond the last column zero.
  for (std::size_t r = 0; r < matrix.rows(); ++r) {
    const auto row = matrix.row(r);
    std::memcpy(bits->rows[r], row.data(), row.size_bytes());
  }
  return bits;
}

}  // namespace

Pivots pivots_gf2(const BitMatrix& matrix) {
  if (matrix.rows() == 0 || matrix.columns() == 0) return {};
  require_room(matrix);
  static std::mutex turn;  // M4RI hands out memory from global caches without a lock
  const std::lock_guard lock(turn);
  const Bits bits = copy_of(matrix);
  const Permutation rows(mzp_init(bits->nrows), &mzp_free);
  const Permutation columns(mzp_init(bits->ncols), &mzp_free);
  const auto rank = static_cast<std::size_t>(mzd_ple(bits.get(), rows.get(), columns.get(), 0));

  std::vector<std::size_t> order(matrix.rows());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = 0; i < rank; ++i)
    std::swap(order[i], order[static_cast<std::size_t>(rows->values[i])]);
  Pivots pivots;
  pivots.rows.assign(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(rank));
  pivots.columns.assign(columns->values, columns->values + rank);
  std::sort(pivots.rows.begin(), pivots.rows.end());
  std::sort(pivots.columns.begin(), pivots.columns.end());
  return pivots;
}

std::size_t rank_gf2(const BitMatrix& matrix) { return pivots_gf2(matrix).rows.size(); }

}  // namespace separatrix

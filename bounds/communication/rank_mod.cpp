// Rank modulo a prime p < 2^30 by elimination, up to 15 pivots at a time.
//
// Residues are symmetric: |x| <= h = (p - 1)/2 for odd p (p = 2 goes to M4RI). A row takes all
// pivots of a panel in one pass, with one reduction for all of them:
//   T = rho x + f_1 y_1 + .. + f_k y_k,  k <= 15,   |T| <= 16 h^2 < 4 p^2 < 2^62.
// Reduction (Montgomery, R = 2^32): with m = (T mod R) p^-1 mod R, taken in [-R/2, R/2), the number
// u = (T - m p) / R is an integer, congruent to T / R modulo p, and
//   |u| < 4 p^2 / R + p / 2 < 3 p / 2 < 2^31,
// so one addition or subtraction of p makes it symmetric again. rho = R mod p and factors that
// carry an R of their own make up for the division.
//
// Compiled once per instruction set (foreach_target); HWY_DYNAMIC_DISPATCH picks the best at run
// time. Every row is changed by itself alone, so the threads leave no trace in the result.
#include <cstddef>
#include <cstdint>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bounds/communication/rank_mod.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#ifndef SEPARATRIX_RANK_MOD_ONCE
#define SEPARATRIX_RANK_MOD_ONCE
namespace separatrix {

constexpr std::size_t kResidueLanes = 16;  // rows are padded to whole vectors of any target

/// An odd prime below 2^30 and the reduction above.
struct Modulus {
  std::int32_t prime;
  std::int32_t inverse;  ///< prime^-1 mod 2^32
  std::int32_t rho;      ///< 2^32 mod prime, symmetric

  std::int32_t symmetric(std::int64_t x) const {  // |x| < 3 prime / 2
    const std::int32_t half = (prime - 1) / 2;
    if (x > half) x -= prime;
    if (x < -half) x += prime;
    return static_cast<std::int32_t>(x);
  }

  /// sum / 2^32 modulo the prime.
  std::int32_t reduced(std::int64_t sum) const {
    const auto m = static_cast<std::int32_t>(static_cast<std::uint32_t>(sum) *
                                             static_cast<std::uint32_t>(inverse));
    return symmetric((sum - std::int64_t{m} * prime) >> 32);
  }
};

}  // namespace separatrix
#endif

HWY_BEFORE_NAMESPACE();
namespace separatrix::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// row[i] = reduced(rho row[i] + sum of factors[k] pivots[k][i]) for begin <= i < end, which are
/// multiples of kResidueLanes.
void combine(std::int32_t* row, const std::int32_t* const* pivots, const std::int32_t* factors,
             std::size_t count, std::size_t begin, std::size_t end, const Modulus& modulus) {
#if HWY_TARGET == HWY_SCALAR
  for (std::size_t i = begin; i < end; ++i) {
    std::int64_t sum = std::int64_t{modulus.rho} * row[i];
    for (std::size_t k = 0; k < count; ++k) sum += std::int64_t{factors[k]} * pivots[k][i];
    row[i] = modulus.reduced(sum);
  }
#else
  const hn::CappedTag<std::int32_t, kResidueLanes> d;
  const hn::RepartitionToWide<decltype(d)> wide;
  const auto odd = [&](auto v) { return hn::BitCast(d, hn::ShiftRight<32>(hn::BitCast(wide, v))); };
  const auto p = hn::Set(d, modulus.prime);
  const auto p_inverse = hn::Set(d, modulus.inverse);
  const auto half = hn::Set(d, (modulus.prime - 1) / 2);
  const auto minus_half = hn::Set(d, -((modulus.prime - 1) / 2));
  const auto scale = hn::Set(d, modulus.rho);
  const auto reduced = [&](auto sum) {
    const auto m = hn::BitCast(d, hn::MulEven(hn::BitCast(d, sum), p_inverse));
    return hn::Sub(sum, hn::MulEven(m, p));  // the upper half of each lane is u, the lower one 0
  };
  for (std::size_t i = begin; i < end; i += hn::Lanes(d)) {
    const auto old = hn::LoadU(d, row + i);
    auto even_sum = hn::MulEven(old, scale);
    auto odd_sum = hn::MulEven(odd(old), scale);
    for (std::size_t k = 0; k < count; ++k) {
      const auto factor = hn::Set(d, factors[k]);
      const auto pivot = hn::LoadU(d, pivots[k] + i);
      even_sum = hn::Add(even_sum, hn::MulEven(pivot, factor));
      odd_sum = hn::Add(odd_sum, hn::MulEven(odd(pivot), factor));
    }
    const auto even_u = hn::BitCast(d, hn::ShiftRight<32>(reduced(even_sum)));
    auto u = hn::OddEven(hn::BitCast(d, reduced(odd_sum)), even_u);
    u = hn::Sub(u, hn::IfThenElseZero(hn::Gt(u, half), p));
    u = hn::Add(u, hn::IfThenElseZero(hn::Lt(u, minus_half), p));
    hn::StoreU(u, d, row + i);
  }
#endif
}

}  // namespace separatrix::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <algorithm>
#include <array>
#include <new>
#include <numeric>
#include <string>
#include <vector>

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include "bounds/communication/rank.hpp"
#include "numerics/error.hpp"

namespace separatrix {

HWY_EXPORT(combine);

namespace {

constexpr std::size_t kPanel = 15;          // 15 pivots and the row itself: 16 products
constexpr std::size_t kTaskEntries = 8192;  // entries of rows that are worth a task of their own

std::vector<std::int32_t> room_for(std::size_t rows, std::size_t stride) {
  try {
    return std::vector<std::int32_t>(rows * stride);
  } catch (const std::bad_alloc&) {
    throw Error("rank_mod", "matrix",
                "the rank needs " + std::to_string(4 * rows * stride) +
                    " bytes of memory, more than there is; choose a smaller matrix");
  }
}

/// a^-1 modulo an odd prime, for a that is not 0 there, by Fermat.
std::int64_t inverse_of(std::int64_t a, std::int64_t prime) {
  std::int64_t result = 1;
  for (std::int64_t e = prime - 2; e > 0; e >>= 1) {
    if ((e & 1) != 0) result = result * a % prime;
    a = a * a % prime;
  }
  return result;
}

Modulus modulus_of(std::int32_t prime) {
  std::uint32_t inverse = 1;  // Newton: each step doubles the number of correct low bits
  for (int step = 0; step < 5; ++step) inverse *= 2 - static_cast<std::uint32_t>(prime) * inverse;
  Modulus modulus{prime, static_cast<std::int32_t>(inverse), 0};
  modulus.rho = modulus.symmetric((std::int64_t{1} << 32) % prime);
  return modulus;
}

class Elimination {
 public:
  Elimination(const BitMatrix& matrix, std::int32_t prime)
      : modulus_(modulus_of(prime)),
        columns_(matrix.columns()),
        stride_((matrix.columns() + kResidueLanes - 1) / kResidueLanes * kResidueLanes),
        residues_(room_for(matrix.rows(), stride_)),
        factors_(matrix.rows()),
        order_(matrix.rows()) {
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    for (std::size_t r = 0; r < matrix.rows(); ++r)
      for (std::size_t c = 0; c < columns_; ++c) row(r)[c] = matrix(r, c) ? 1 : 0;
  }

  std::optional<Pivots> run(const Work& work) {
    for (std::size_t c = 0; c < columns_ && pivot_columns_.size() < order_.size(); c += kPanel) {
      if (work.stopped()) return std::nullopt;
      eliminate_panel(c, std::min(columns_, c + kPanel));
    }
    const auto rank = static_cast<std::ptrdiff_t>(pivot_columns_.size());
    Pivots pivots{{order_.begin(), order_.begin() + rank}, pivot_columns_};
    std::sort(pivots.rows.begin(), pivots.rows.end());
    return pivots;
  }

 private:
  std::int32_t* row(std::size_t r) { return residues_.data() + r * stride_; }

  /// Finds the pivots of columns begin..end-1 on these columns alone, then brings the rest up to
  /// date.
  void eliminate_panel(std::size_t begin, std::size_t end) {
    const std::size_t first = pivot_columns_.size();
    for (std::size_t r = first; r < order_.size(); ++r) factors_[order_[r]].fill(0);
    for (std::size_t c = begin; c < end && pivot_columns_.size() < order_.size(); ++c)
      eliminate_column(c, end, pivot_columns_.size() - first);
    const std::size_t found = pivot_columns_.size() - first;
    if (found == 0 || end == columns_) return;
    for (std::size_t k = 1; k < found; ++k) update(order_[first + k], first, k, end);
    const std::size_t below = first + found;
    const std::size_t grain = std::max<std::size_t>(1, kTaskEntries / stride_);
    tbb::parallel_for(tbb::blocked_range<std::size_t>(below, order_.size(), grain),
                      [&](const auto& range) {
                        for (std::size_t r = range.begin(); r != range.end(); ++r)
                          update(order_[r], first, found, end);
                      });
  }

  /// Column c with the panel's pivot number k, if it has one; columns up to `end`.
  void eliminate_column(std::size_t c, std::size_t end, std::size_t k) {
    const std::size_t at = pivot_columns_.size();
    std::size_t pivot = at;
    while (pivot < order_.size() && row(order_[pivot])[c] == 0) ++pivot;
    if (pivot == order_.size()) return;
    std::swap(order_[pivot], order_[at]);
    pivot_columns_.push_back(c);
    const std::int32_t* const from = row(order_[at]);
    // -R^2 / pivot: the product with an entry, reduced, is the factor -R entry / pivot.
    const std::int64_t p = modulus_.prime;
    const std::int64_t scaled = std::int64_t{modulus_.rho} * modulus_.rho % p;
    const std::int32_t lead = modulus_.symmetric(-(scaled * inverse_of(from[c], p) % p));
    for (std::size_t r = pivot + 1; r < order_.size(); ++r) {
      std::int32_t* const to = row(order_[r]);
      if (to[c] == 0) continue;
      const std::int32_t factor = modulus_.reduced(std::int64_t{to[c]} * lead);
      factors_[order_[r]][k] = factor;
      for (std::size_t j = c; j < end; ++j)
        to[j] =
            modulus_.reduced(std::int64_t{modulus_.rho} * to[j] + std::int64_t{factor} * from[j]);
    }
  }

  /// Applies the panel's first `count` pivots, those that matter, to one row from column `begin`
  /// on. Whole vectors: columns before `begin` that this touches are never read again.
  void update(std::size_t target, std::size_t first, std::size_t count, std::size_t begin) {
    std::array<const std::int32_t*, kPanel> pivots{};
    std::array<std::int32_t, kPanel> factors{};
    std::size_t used = 0;
    for (std::size_t k = 0; k < count; ++k) {
      if (factors_[target][k] == 0) continue;
      pivots[used] = row(order_[first + k]);
      factors[used++] = factors_[target][k];
    }
    if (used == 0) return;
    HWY_DYNAMIC_DISPATCH(combine)
    (row(target), pivots.data(), factors.data(), used, begin / kResidueLanes * kResidueLanes,
     stride_, modulus_);
  }

  Modulus modulus_;
  std::size_t columns_;
  std::size_t stride_;
  std::vector<std::int32_t> residues_;
  std::vector<std::array<std::int32_t, kPanel>> factors_;  ///< of each row, for the panel's pivots
  std::vector<std::size_t> order_;                         ///< pivot rows first
  std::vector<std::size_t> pivot_columns_;
};

}  // namespace

bool is_prime(std::uint32_t n) {
  if (n < 2) return false;
  for (std::uint32_t d = 2; std::uint64_t{d} * d <= n; ++d)
    if (n % d == 0) return false;
  return true;
}

std::optional<Pivots> pivots_mod(const BitMatrix& matrix, std::uint64_t prime, const Work& work) {
  if (prime >= std::uint64_t{1} << 30 || !is_prime(static_cast<std::uint32_t>(prime)))
    throw Error("rank_mod", "prime",
                std::to_string(prime) + " is not a prime below 2^30; " +
                    std::to_string(kRankPrime) + " is the largest");
  if (prime == 2) return pivots_gf2(matrix);
  return Elimination(matrix, static_cast<std::int32_t>(prime)).run(work);
}

std::optional<std::size_t> rank_mod(const BitMatrix& matrix, std::uint64_t prime,
                                    const Work& work) {
  const std::optional<Pivots> pivots = pivots_mod(matrix, prime, work);
  if (!pivots) return std::nullopt;
  return pivots->rows.size();
}

}  // namespace separatrix
#endif  // HWY_ONCE

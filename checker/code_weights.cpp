#include "code_weights.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "json.hpp"

namespace checker {
namespace {

constexpr std::size_t kTogether = 10;  // generators that one transform goes through
constexpr double kTransform = 1e4;     // its cost, about 10 * 2^10 additions
constexpr std::size_t kMostGenerators = 32;
constexpr double kMostSigns = 6e10;

/// Replaces f(p) by sum_p f(p) (-1)^{<p, l>} for every l, the words p and l being read as bits.
template <class Int>
void walsh_transform(std::vector<Int>& f) {
  for (std::size_t half = 1; half < f.size(); half *= 2)
    for (std::size_t block = 0; block < f.size(); block += 2 * half)
      for (std::size_t i = block; i < block + half; ++i) {
        const Int sum = static_cast<Int>(f[i] + f[i + half]);
        f[i + half] = static_cast<Int>(f[i] - f[i + half]);
        f[i] = sum;
      }
}

/// Let p(c) be the bits of coordinate c in the first few generators. The signs of the sum of a set
/// l of those and a set h of the others add up to sum_c (-1)^{h_c} (-1)^{<p(c), l>}, which is the
/// transform at l of f(p) = sum of (-1)^{h_c} over the c with p(c) = p, and k - 2 weight. The sets
/// h are walked in the order of a Gray code. No number exceeds k in absolute value.
template <class Int>
Distances extremes(const std::vector<Signs>& generators, std::size_t k) {
  const std::size_t few = std::min(generators.size(), kTogether);
  const auto bit = [](const Signs& row, std::size_t c) { return row[c / 64] >> (c % 64) & 1U; };
  std::vector<std::size_t> pattern(k);
  for (std::size_t c = 0; c < k; ++c)
    for (std::size_t j = 0; j < few; ++j) pattern[c] |= bit(generators[j], c) << j;
  const auto dimension = static_cast<Int>(k);
  Int most = static_cast<Int>(-dimension), least = dimension;
  Signs sum((k + 63) / 64);
  std::vector<Int> f(std::size_t{1} << few);
  const std::uint64_t sets = std::uint64_t{1} << (generators.size() - few);
  for (std::uint64_t h = 0; h < sets; ++h) {
    if (h > 0) {
      const Signs& added = generators[few + static_cast<std::size_t>(std::countr_zero(h))];
      for (std::size_t w = 0; w < sum.size(); ++w) sum[w] ^= added[w];
    }
    std::ranges::fill(f, Int{0});
    for (std::size_t c = 0; c < k; ++c)
      f[pattern[c]] = static_cast<Int>(f[pattern[c]] + 1 - 2 * static_cast<int>(bit(sum, c)));
    walsh_transform(f);
    if (h == 0) f[0] = f.size() > 1 ? f[1] : dimension;  // the empty set is none of the sums
    for (const Int x : f) {
      most = std::max(most, x);
      least = std::min(least, x);
    }
  }
  const auto signs = static_cast<std::int64_t>(k);
  return {static_cast<std::uint64_t>(signs - most) / 2,
          static_cast<std::uint64_t>(signs - least) / 2};
}

}  // namespace

Distances sums_of_generators(const std::vector<Signs>& generators, std::size_t k) {
  if (generators.empty()) return {k + 1, 0};
  const std::size_t sets = generators.size() - std::min(generators.size(), kTogether);
  if (generators.size() > kMostGenerators ||
      std::ldexp(static_cast<double>(k) + kTransform, static_cast<int>(sets)) > kMostSigns)
    throw NotChecked("more codewords than this program looks at");
  constexpr std::size_t kShort = std::numeric_limits<std::int16_t>::max();
  return k <= kShort ? extremes<std::int16_t>(generators, k)
                     : extremes<std::int32_t>(generators, k);
}

}  // namespace checker

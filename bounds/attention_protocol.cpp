#include "bounds/attention_protocol.hpp"

#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// ceil(log2(count)).
std::uint64_t bits_for(const Integer& count) {
  if (count == 1) return 0;
  return mpz_sizeinbase(Integer(count - 1).backend().data(), 2);
}

std::uint64_t messages(Informed informed) { return informed == Informed::both ? 2 : 1; }

/// One of 2^digits answers or none: ceil(log2(2^digits + 1)).
std::uint64_t answer_bits(std::uint64_t digits) { return digits + 1; }

/// Of sum weight * value over some of the tokens, in units of 1/S^2; `tokens` of them at most.
Integer largest_value_sum(const Grid& grid, std::uint64_t tokens) {
  const Integer excess = grid.rounding == Rounding::nearest ? tokens / 2 : 0;
  return (grid.scale + excess) * grid.scale * grid.scale;
}

}  // namespace

std::uint64_t ProtocolBits::total(std::uint64_t width, std::uint64_t heads) const {
  const Integer sum =
      Integer(token) + answer + Integer(heads) * (head_fixed + Integer(head_per_unit) * width);
  if (sum > UINT64_MAX)
    throw Error("ProtocolBits::total", "heads",
                "more than 2^64 bits; choose fewer or narrower heads");
  return sum.convert_to<std::uint64_t>();
}

ProtocolBits bits_by_precision(std::uint64_t p, std::uint64_t n, std::uint64_t symbols,
                               Informed informed) {
  if (p == 0 || p >> 32 != 0)
    throw Error("bits_by_precision", "p", "the precision must be from 1 to 2^32 - 1 bits");
  return {ceil_log2(symbols), 2 * p + 2 * (p + ceil_log2(n)), messages(informed) * 2 * p};
}

ProtocolBits improved_bits_by_precision(std::uint64_t p, std::uint64_t n, std::uint64_t symbols,
                                        std::uint64_t digits) {
  // The same messages as the paper's but for one value sum instead of two, and the answer.
  ProtocolBits bits = bits_by_precision(p, n, symbols, Informed::one);
  bits.answer = answer_bits(digits);
  return bits;
}

HeadRanges paper_ranges(const Grid& grid, std::uint64_t tokens) {
  const Integer sum = grid.scale * tokens;
  return {grid.scale * grid.scale, 0, sum, sum, largest_value_sum(grid, tokens)};
}

HeadRanges improved_ranges(const Grid& grid, std::uint64_t other, std::uint64_t last) {
  return {grid.scale * grid.scale, widest_gap(grid) + 1, grid.scale * last, grid.scale * other,
          largest_value_sum(grid, other)};
}

Integer widest_gap(const Grid& grid) {
  Integer positive = 0;                    // exp(0) = 1
  Integer zero = grid.scale * grid.scale;  // exp(-S) rounds to 0
  while (zero - positive > 1) {
    const Integer middle = (positive + zero) / 2;
    (exp_on_grid(grid, -middle) > 0 ? positive : zero) = middle;
  }
  return positive;
}

ProtocolBits bits_on_grid(const Grid& grid, std::uint64_t symbols, Informed informed,
                          std::uint64_t tokens) {
  if (grid.kc < 1) throw Error("bits_on_grid", "grid", "the count needs Kc >= 1");
  const HeadRanges ranges = paper_ranges(grid, tokens);
  return {ceil_log2(symbols),
          2 * bits_for(2 * ranges.logit + 1) + 2 * bits_for(ranges.sum_last + 1),
          messages(informed) * bits_for(2 * ranges.value + 1)};
}

ProtocolBits bits_on_grid(const Grid& grid, std::uint64_t symbols, Informed informed) {
  return bits_on_grid(grid, symbols, informed, grid.n);
}

ProtocolBits improved_bits_on_grid(const Grid& grid, std::uint64_t symbols, std::uint64_t other,
                                   std::uint64_t last, std::uint64_t digits) {
  if (last == 0)
    throw Error("improved_bits_on_grid", "last", "the holder of the last token has at least one");
  if (other == 0) return {0, 0, 0, answer_bits(digits)};
  const HeadRanges ranges = improved_ranges(grid, other, last);
  return {ceil_log2(symbols),
          bits_for(2 * ranges.logit + 1) + bits_for(ranges.gap + 1) +
              bits_for(ranges.sum_last + 1) + bits_for(ranges.sum_other + 1),
          bits_for(2 * ranges.value + 1), answer_bits(digits)};
}

SmallestWidth smallest_width(const ProtocolBits& bits, std::uint64_t needed) {
  if (bits.head_per_unit == 0)
    throw Error("smallest_width", "bits", "a coordinate must cost at least one bit");
  SmallestWidth best;
  // Wider heads need fewer of them; once one head is enough, more width is only worse.
  for (std::uint64_t width = 1;; ++width) {
    const std::uint64_t per_head = bits.head_fixed + bits.head_per_unit * width;
    const std::uint64_t once = bits.token + bits.answer;
    const std::uint64_t rest = needed > once ? needed - once : 0;
    const std::uint64_t heads = rest == 0 ? 1 : (rest - 1) / per_head + 1;
    if (best.width == 0 || width * heads < best.product()) best = {width, heads};
    if (heads == 1) return best;
  }
}

}  // namespace separatrix

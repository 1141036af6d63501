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

}  // namespace

std::uint64_t ProtocolBits::total(std::uint64_t width, std::uint64_t heads) const {
  const Integer sum = token + Integer(heads) * (head_fixed + Integer(head_per_unit) * width);
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

ProtocolBits bits_on_grid(const Grid& grid, std::uint64_t symbols, Informed informed) {
  if (grid.rounding != Rounding::down || grid.kc < 1)
    throw Error("bits_on_grid", "grid", "the count needs rounding down and Kc >= 1");
  const Integer& scale = grid.scale;
  return {ceil_log2(symbols),
          2 * bits_for(2 * scale * scale + 1) + 2 * bits_for(scale * grid.n + 1),
          messages(informed) * bits_for(2 * scale * scale * scale + 1)};
}

SmallestWidth smallest_width(const ProtocolBits& bits, std::uint64_t needed) {
  if (bits.head_per_unit == 0)
    throw Error("smallest_width", "bits", "a coordinate must cost at least one bit");
  SmallestWidth best;
  // Wider heads need fewer of them; once one head is enough, more width is only worse.
  for (std::uint64_t width = 1;; ++width) {
    const std::uint64_t per_head = bits.head_fixed + bits.head_per_unit * width;
    const std::uint64_t rest = needed > bits.token ? needed - bits.token : 0;
    const std::uint64_t heads = rest == 0 ? 1 : (rest - 1) / per_head + 1;
    if (best.width == 0 || width * heads < best.product()) best = {width, heads};
    if (heads == 1) return best;
  }
}

}  // namespace separatrix

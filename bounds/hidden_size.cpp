#include "bounds/hidden_size.hpp"

#include <bit>

#include <fmt/format.h>

#include "bounds/attention_protocol.hpp"
#include "numerics/error.hpp"
#include "numerics/logarithm.hpp"

namespace separatrix {
namespace {

Integer divide_up(const Integer& a, const Integer& b) { return -floor_div(-a, b); }

/// floor(3 m H (p + log2 N)).
Integer claimed_bits(const Integer& width, const KnownComplexity& known, std::uint64_t p,
                     std::uint64_t heads) {
  const Integer factor = 3 * width * heads;
  if (factor > UINT64_MAX)
    throw Error("model_bits", "width",
                "more than 2^64 numbers in the heads; choose fewer or narrower ones");
  return factor * p + floor_log2_power(known.tokens, factor.convert_to<std::uint64_t>());
}

ProtocolBits steps(ProtocolCount count, const KnownComplexity& known, std::uint64_t p) {
  return count == ProtocolCount::counted
             ? bits_by_precision(p, known.tokens, known.symbols, Informed::both)
             : improved_bits_by_precision(p, known.tokens, known.symbols, known.answer_digits);
}

void check_size(std::uint64_t p, std::uint64_t heads) {
  if (p == 0) throw Error("model_bits", "precision", "must be at least 1 bit per number");
  if (p >> 32 != 0)
    throw Error("model_bits", "precision", "must be less than 2^32 bits per number");
  if (heads == 0) throw Error("model_bits", "heads", "must be at least 1");
}

std::string compared(const std::string& sum, const Exclusion& found) {
  return fmt::format("{} = {} bits {} {} = D", sum, found.bits.str(),
                     found.excluded ? "<" : ">=", found.needed.str());
}

std::string plural(std::uint64_t count, const char* one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string sum_text(const ModelSize& size, const KnownComplexity& known, ProtocolCount count) {
  if (size.model == ModelSize::Model::rnn)
    return fmt::format("{} x {}", plural(size.width, "unit"), plural(size.precision, "bit"));
  if (count == ProtocolCount::claimed)
    return fmt::format("3 x {} x ({} + log2 {}) x {}{}", size.width, size.precision, known.tokens,
                       plural(size.heads, "head"),
                       std::has_single_bit(known.tokens) ? "" : ", rounded down,");
  const ProtocolBits bits = steps(count, known, size.precision);
  return fmt::format("{} + {} x ({} + {} x {}) + {}", bits.token, plural(size.heads, "head"),
                     bits.head_fixed, size.width, bits.head_per_unit, bits.answer);
}

}  // namespace

std::string_view to_string(ProtocolCount count) {
  switch (count) {
    case ProtocolCount::claimed:
      return "claimed";
    case ProtocolCount::counted:
      return "counted";
    case ProtocolCount::improved:
      return "improved";
  }
  throw Error("to_string", "count", "not a way to count: the value lies outside the enumeration");
}

Protocol protocol_of(ModelSize::Model model) {
  return model == ModelSize::Model::rnn ? Protocol::one_way : Protocol::two_way;
}

Integer model_bits(const ModelSize& size, const KnownComplexity& known, ProtocolCount count) {
  if (size.width == 0) throw Error("model_bits", "width", "must be at least 1");
  if (size.model == ModelSize::Model::rnn) {
    if (size.precision == 0)
      throw Error("model_bits", "precision", "must be at least 1 bit per number");
    return Integer(size.width) * size.precision;
  }
  check_size(size.precision, size.heads);
  if (count == ProtocolCount::claimed)
    return claimed_bits(size.width, known, size.precision, size.heads);
  const ProtocolBits bits = steps(count, known, size.precision);
  return bits.token + bits.answer +
         Integer(size.heads) * (bits.head_fixed + Integer(bits.head_per_unit) * size.width);
}

Integer least_units(const Integer& bits, std::uint64_t p) {
  if (p == 0) throw Error("least_units", "p", "must be at least 1 bit per number");
  if (bits < 0) throw Error("least_units", "bits", "must not be negative");
  return divide_up(bits, p);
}

Integer least_head_width(ProtocolCount count, const KnownComplexity& known, std::uint64_t p,
                         std::uint64_t heads) {
  check_size(p, heads);
  const Integer& needed = known.lower_bits;
  if (needed <= 0) return 1;
  if (count == ProtocolCount::claimed) {
    // 3 m H p >= needed is enough, as log2 N >= 0; below that, bisect the monotone count.
    Integer low = 0;
    Integer high = divide_up(needed, Integer(3) * heads * p);
    while (high - low > 1) {
      const Integer middle = (low + high) / 2;
      (claimed_bits(middle, known, p, heads) >= needed ? high : low) = middle;
    }
    return high;
  }
  const ProtocolBits bits = steps(count, known, p);
  const Integer rest = needed - bits.token - bits.answer - Integer(heads) * bits.head_fixed;
  const Integer least = divide_up(rest, Integer(heads) * bits.head_per_unit);
  return least < 1 ? Integer(1) : least;
}

Exclusion exclusion(const KnownComplexity& known, const ModelSize& size, ProtocolCount count) {
  Exclusion found;
  found.bits = model_bits(size, known, count);
  found.needed = known.lower_bits;
  found.excluded = found.bits < found.needed;
  found.text = compared(sum_text(size, known, count), found);
  return found;
}

}  // namespace separatrix

#include "constructions/vectors/additive_code.hpp"

#include <bit>

#include <fmt/format.h>

#include "numerics/error.hpp"
#include "numerics/rational.hpp"

namespace separatrix::vectors {

namespace {

constexpr unsigned kMaxIndexBits = 63;

/// Adds (ones, twos) to (sum_ones, sum_twos) entrywise in Z_4.
void add_planes(std::vector<std::uint64_t>& sum_ones, std::vector<std::uint64_t>& sum_twos,
                const std::vector<std::uint64_t>& ones, const std::vector<std::uint64_t>& twos) {
  for (std::size_t w = 0; w < ones.size(); ++w) {
    sum_twos[w] ^= sum_ones[w] & ones[w];  // the carry 1 + 1 = 2
    sum_ones[w] ^= ones[w];
  }
  for (std::size_t w = 0; w < twos.size(); ++w) sum_twos[w] ^= twos[w];
}

}  // namespace

AdditiveCode::AdditiveCode(Alphabet alphabet, std::size_t columns,
                           const std::vector<Generator>& generators)
    : alphabet_(alphabet), columns_(columns) {
  const auto fail = [](const std::string& message) {
    return Error("AdditiveCode", "generators", message);
  };
  if (columns == 0) throw fail("a code needs at least one column");
  const std::size_t words = (columns + 63) / 64;
  for (const Generator& g : generators) {
    if (g.entries.size() != columns)
      throw fail(fmt::format("a generator has {} entries, the code {} columns", g.entries.size(),
                             columns));
    if (g.order_four && alphabet == Alphabet::binary)
      throw fail("a binary code has no generator of order 4");
    Bit first;
    first.odd = g.order_four;
    first.twos.resize(words);
    if (g.order_four) first.ones.resize(words);
    for (std::size_t c = 0; c < columns; ++c) {
      const std::uint8_t entry = g.entries[c];
      if (entry > 3 || (!g.order_four && entry % 2 != 0))
        throw fail(fmt::format("entry {} of a generator of order {} is {}", c, g.order_four ? 4 : 2,
                               entry));
      const std::uint64_t mask = std::uint64_t{1} << (c % 64);
      if (entry >= 2) first.twos[c / 64] |= mask;
      if (entry % 2 != 0) first.ones[c / 64] |= mask;
    }
    if (g.order_four) {
      Bit second;
      second.upper = true;
      second.twos = first.ones;
      odd_mask_ |= std::uint64_t{1} << bits_.size() % 64;
      bits_.push_back(std::move(first));
      bits_.push_back(std::move(second));
    } else {
      bits_.push_back(std::move(first));
    }
  }
  if (bits_.size() > kMaxIndexBits)
    throw fail(fmt::format("{} index bits; at most {} are supported", bits_.size(), kMaxIndexBits));
}

AdditiveCode AdditiveCode::from_rows(std::size_t k,
                                     std::span<const std::vector<std::uint64_t>> rows) {
  std::vector<Generator> generators;
  for (const auto& row : rows) {
    Generator g;
    for (std::size_t c = 0; c < k; ++c)
      g.entries.push_back(static_cast<std::uint8_t>(2 * ((row.at(c / 64) >> (c % 64)) & 1)));
    generators.push_back(std::move(g));
  }
  return {Alphabet::binary, k, generators};
}

void AdditiveCode::row(std::uint64_t i, std::span<std::uint64_t> out) const {
  if (i >> index_bits() != 0) throw Error("AdditiveCode::row", "i", "there is no such codeword");
  if (out.size() != (length() + 63) / 64)
    throw Error("AdditiveCode::row", "out", "a row takes ceil(k / 64) words");
  const std::size_t words = (columns_ + 63) / 64;
  std::vector<std::uint64_t> twos(words);
  std::vector<std::uint64_t> ones(quaternary() ? words : 0);
  for (; i != 0; i &= i - 1) {
    const Bit& bit = bits_[static_cast<std::size_t>(std::countr_zero(i))];
    add_planes(ones, twos, bit.ones, bit.twos);
  }
  std::size_t w = 0;
  for (; w < words; ++w) out[w] = twos[w];
  if (!quaternary()) return;
  // Gray image: first signs are the twos, second signs twos + ones, shifted to start at column n.
  for (; w < out.size(); ++w) out[w] = 0;
  const std::size_t word_shift = columns_ / 64;
  const std::size_t bit_shift = columns_ % 64;
  for (std::size_t v = 0; v < words; ++v) {
    const std::uint64_t second = twos[v] ^ ones[v];
    out[v + word_shift] |= second << bit_shift;
    if (bit_shift != 0 && v + word_shift + 1 < out.size())
      out[v + word_shift + 1] |= second >> (64 - bit_shift);
  }
}

std::vector<std::uint8_t> AdditiveCode::bit_entries(unsigned b) const {
  const Bit& bit = bits_.at(b);
  std::vector<std::uint8_t> entries(columns_);
  for (std::size_t c = 0; c < columns_; ++c) {
    const auto at = [&](const std::vector<std::uint64_t>& plane) {
      return plane.empty() ? 0U : static_cast<unsigned>((plane[c / 64] >> (c % 64)) & 1);
    };
    entries[c] = static_cast<std::uint8_t>(at(bit.ones) + 2 * at(bit.twos));
  }
  return entries;
}

/// Digits 1 and 3 change places; 0 and 2, and digits of order 2, stay.
std::uint64_t AdditiveCode::negate(std::uint64_t message) const {
  return message ^ ((message & odd_mask_) << 1);
}

IndexPair AdditiveCode::pair_with_difference(std::uint64_t d, std::uint64_t n) const {
  const unsigned m = ceil_log2(n);
  if (d == 0 || d >> m != 0)
    throw Error("AdditiveCode::pair_with_difference", "d", "no two of the n indices differ by d");
  const std::uint64_t top = std::uint64_t{1} << (m - 1);  // index of g, or of 2g in case (b)
  if ((d & top) == 0) return {0, d};
  if (bits_[m - 1].upper && (d & (top >> 1)) != 0) return {0, negate(d)};  // digit 3
  return {negate(d ^ top), top};
}

std::uint64_t AdditiveCode::generator_bits(std::uint64_t n) const {
  // The upper bit of an order-4 digit shares its generator with the lower one.
  std::uint64_t total = 0;
  for (unsigned b = 0; b < ceil_log2(n); ++b)
    if (!bits_.at(b).upper) total += columns_ * (bits_[b].odd ? 2 : 1);
  return total;
}

}  // namespace separatrix::vectors

#include "constructions/vectors/coset_walk.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>

#include "constructions/vectors/kernels.hpp"
#include "numerics/error.hpp"
#include "parallel/chunked.hpp"

namespace separatrix::vectors {

namespace {

constexpr std::uint64_t kCosetsPerChunk = 256;

using Entries = std::vector<std::uint8_t>;  // of a codeword, in Z_4

void add(Entries& sum, const Entries& term) {
  for (std::size_t c = 0; c < sum.size(); ++c)
    sum[c] = static_cast<std::uint8_t>((sum[c] + term[c]) & 3);
}

void subtract(Entries& sum, const Entries& term) {
  for (std::size_t c = 0; c < sum.size(); ++c)
    sum[c] = static_cast<std::uint8_t>((sum[c] - term[c]) & 3);
}

/// The messages below 2^M as (coset, v): v holds the B lowest sign bits, the coset the other sign
/// bits and above them the odd bits. The order of the walk is (coset, v), whatever B is.
class Cosets {
 public:
  Cosets(const AdditiveCode& code, unsigned m) {
    for (const bool odd : {false, true})
      for (unsigned b = 0; b < m; ++b)
        if (code.odd_bit(b) == odd) order_.push_back(b);
    const auto sign_bits = static_cast<unsigned>(
        std::count_if(order_.begin(), order_.end(), [&](unsigned b) { return !code.odd_bit(b); }));
    free_ = std::min(sign_bits, CosetTransform::max_bits(code.columns()));
    addresses_.resize(code.columns());
    for (unsigned b = 0; b < free_; ++b) {
      const Entries entries = code.bit_entries(order_[b]);
      for (std::size_t c = 0; c < entries.size(); ++c)
        addresses_[c] |= static_cast<std::uint32_t>(entries[c] / 2) << b;
    }
    Entries below(code.columns());
    for (unsigned b = free_; b < m; ++b) {
      words_.push_back(code.bit_entries(order_[b]));
      steps_.push_back(words_.back());
      subtract(steps_.back(), below);
      add(below, words_.back());
    }
  }

  std::uint64_t count() const { return std::uint64_t{1} << words_.size(); }
  unsigned free_bits() const { return free_; }
  const std::vector<std::uint32_t>& addresses() const { return addresses_; }

  /// c0 of a coset, and its change to the next one.
  Entries start(std::uint64_t coset) const {
    Entries entries(addresses_.size());
    for (; coset != 0; coset &= coset - 1)
      add(entries, words_[static_cast<std::size_t>(std::countr_zero(coset))]);
    return entries;
  }
  void advance(Entries& entries, std::uint64_t next) const {
    add(entries, steps_[static_cast<std::size_t>(std::countr_zero(next))]);
  }

  /// P(d) / scale for all d of a coset, in plain code.
  std::vector<std::int64_t> products(std::uint64_t coset) const {
    constexpr int kReal[4] = {1, 0, -1, 0};
    std::vector<std::int64_t> sums(std::size_t{1} << free_);
    const Entries entries = start(coset);
    for (std::size_t c = 0; c < entries.size(); ++c) sums[addresses_[c]] += kReal[entries[c]];
    for (std::size_t step = 1; step < sums.size(); step *= 2)
      for (std::size_t i = 0; i < sums.size(); ++i)
        if ((i & step) == 0) {
          const std::int64_t a = sums[i];
          const std::int64_t b = sums[i + step];
          sums[i] = a + b;
          sums[i + step] = a - b;
        }
    return sums;
  }

  /// The index of message (coset, v).
  std::uint64_t message(std::uint64_t coset, std::uint64_t v) const {
    const std::uint64_t key = coset << free_ | v;
    std::uint64_t index = 0;
    for (std::size_t b = 0; b < order_.size(); ++b) index |= ((key >> b) & 1) << order_[b];
    return index;
  }

 private:
  std::vector<unsigned> order_;  // index bits: sign bits ascending, then odd bits ascending
  unsigned free_ = 0;            // B
  std::vector<std::uint32_t> addresses_;
  std::vector<Entries> words_;  // w_b of the bits that number the cosets
  std::vector<Entries> steps_;
};

/// Extremes and the first cosets that attain them.
struct Located {
  Extremes extremes;
  std::uint64_t low_coset = 0;
  std::uint64_t high_coset = 0;

  void see(const Extremes& seen, std::uint64_t coset_of_low, std::uint64_t coset_of_high) {
    if (seen.low < extremes.low) low_coset = coset_of_low;
    if (seen.high > extremes.high) high_coset = coset_of_high;
    extremes.see(seen);
  }
};

/// The coset of d = 0 without d = 0.
Extremes zero_coset(const Cosets& cosets) {
  Extremes extremes;
  const auto products = cosets.products(0);
  for (std::size_t v = 1; v < products.size(); ++v) extremes.see(products[v]);
  return extremes;
}

Located walk(const Cosets& cosets, std::uint64_t begin, std::uint64_t end) {
  Located located;
  CosetTransform transform(cosets.addresses(), cosets.free_bits());
  Entries entries = cosets.start(begin);
  for (std::uint64_t coset = begin; coset < end; ++coset) {
    if (coset != begin) cosets.advance(entries, coset);
    located.see(coset == 0 ? zero_coset(cosets) : transform(entries), coset, coset);
  }
  return located;
}

/// The first nonzero message of the coset with this value of P / scale.
std::uint64_t first_with(const Cosets& cosets, std::uint64_t coset, std::int64_t value) {
  const auto products = cosets.products(coset);
  for (std::size_t v = coset == 0 ? 1 : 0; v < products.size(); ++v)
    if (products[v] == value) return cosets.message(coset, v);
  throw std::logic_error("coset_walk: the vectorised and the plain transform disagree");
}

}  // namespace

Coherence coset_walk(const AdditiveCode& code, std::uint64_t n, Work& work) {
  const unsigned m = ceil_log2(n);
  if (n < 2 || m > code.index_bits())
    throw Error("coset_walk", "n", "needs at least two of the code's messages");
  const Cosets cosets(code, m);
  work.begin("codewords", cosets.count(), std::uint64_t{1} << cosets.free_bits());
  const Located found = chunked_reduce(
      work, cosets.count(), kCosetsPerChunk, Located{},
      [&](std::uint64_t begin, std::uint64_t end) { return walk(cosets, begin, end); },
      [](Located& all, Located&& next) {
        all.see(next.extremes, next.low_coset, next.high_coset);
      });
  Coherence result;
  result.method = "walk";
  result.complete = !work.stopped();
  if (found.extremes.low > found.extremes.high) {  // stopped before any pair was seen
    result.max_product = -static_cast<std::int64_t>(code.length());
    result.min_product = -result.max_product;
    return result;
  }
  const auto witness = [&](std::uint64_t coset, std::int64_t value) {
    return code.pair_with_difference(first_with(cosets, coset, value), n);
  };
  result.max_product = code.product_scale() * found.extremes.high;
  result.min_product = code.product_scale() * found.extremes.low;
  result.max_pair = witness(found.high_coset, found.extremes.high);
  result.min_pair = witness(found.low_coset, found.extremes.low);
  return result;
}

}  // namespace separatrix::vectors

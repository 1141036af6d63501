// Additive codes: the families whose inner products depend on a difference of indices only.
//
// A finite group G = Z_2^a x Z_4^b of messages maps by a homomorphism u -> c(u) into Z_4^n. An
// index i names the message whose digits are the bits of i: one bit per generator of order 2, two
// adjacent bits (a digit 0..3) per generator of order 4, in the order of the generators.
//
//   binary code:      all c(u) have entries 0 and 2; signs (-1)^{c/2}; k = n;
//                     <T(i),T(j)> = Re sum_c i^{c(u_i - u_j)}.
//   quaternary code:  signs are the Gray image 0 -> ++, 1 -> +-, 2 -> --, 3 -> -+ (first signs of
//                     all entries, then all second ones); k = 2 n. Lee distance becomes Hamming
//                     distance [HKCSS94], so <T(i),T(j)> = 2 Re sum_c i^{c(u_i - u_j)}.
//
// Difference lemma. Let 2^{M-1} < N <= 2^M, and D = {messages named by 0, ..., 2^M - 1}. Every
// nonzero d in D is, up to sign, the difference of two of the messages 0, ..., N-1. As d and -d
// have the same inner product and D contains all those differences up to sign, the extremes over
// the N^2 pairs are the extremes over D \ {0}, for every N and not only for powers of two.
//   Proof. Let g be the generator that owns bit M-1, H the subgroup of the generators below it;
//   messages are t g + h, t in Z_2 or Z_4, h in H.
//   (a) g of order 2, or of order 4 with its upper bit not below M: D = {t g + h : t = 0, 1}. All h
//       and g itself have indices <= 2^{M-1} < N, so d = h = h - 0 and d = g + h = g - (-h). A
//       difference of two indices below N is (0 or +-1) g + h: in D up to sign.
//   (b) g of order 4, both bits below M: D is a group, so it contains all differences. t = 0, 1:
//       d has an index below 2^{M-1}, d = d - 0. t = 2: d = 2g - (-h) with 2g = 2^{M-1} < N.
//       t = 3: -d is of the kind t = 1.   []
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "constructions/vectors/sign_family.hpp"

namespace separatrix::vectors {

class AdditiveCode {
 public:
  enum class Alphabet { binary, quaternary };

  /// One row of the generator matrix: entries in Z_4. Of order 2 if all entries are 0 or 2.
  struct Generator {
    bool order_four = false;
    std::vector<std::uint8_t> entries;
  };

  /// `columns` = n >= 1 entries in every generator; at most 63 index bits in all. Throws Error if a
  /// generator has another length, an entry outside its group, or order 4 in a binary code.
  AdditiveCode(Alphabet alphabet, std::size_t columns, const std::vector<Generator>& generators);

  /// A binary code from packed rows (bit set = sign -1).
  static AdditiveCode from_rows(std::size_t k, std::span<const std::vector<std::uint64_t>> rows);

  bool quaternary() const noexcept { return alphabet_ == Alphabet::quaternary; }
  std::size_t columns() const noexcept { return columns_; }
  /// k: the length of a row of signs.
  std::size_t length() const noexcept { return quaternary() ? 2 * columns_ : columns_; }
  /// <T(i),T(j)> = product_scale() * Re sum_c i^{c(difference)}.
  std::int64_t product_scale() const noexcept { return quaternary() ? 2 : 1; }
  /// Index bits: the code has 2^index_bits() messages.
  unsigned index_bits() const noexcept { return static_cast<unsigned>(bits_.size()); }

  /// Packed signs of message i (sign_family.hpp); i < 2^index_bits(), out.size() = ceil(k / 64).
  void row(std::uint64_t i, std::span<std::uint64_t> out) const;

  /// Index bit b names the message with this codeword (entries in Z_4); c(i) is the sum over the
  /// set bits of i. For the upper bit of an order-4 digit this is twice the generator.
  std::vector<std::uint8_t> bit_entries(unsigned b) const;
  /// True for the lower bit of an order-4 digit: the only bits whose codeword can have odd entries.
  bool odd_bit(unsigned b) const { return bits_.at(b).odd; }

  /// Indices i < j < n with i - j = +- the nonzero message d, by the difference lemma: d below the
  /// least power of two that is at least n.
  IndexPair pair_with_difference(std::uint64_t d, std::uint64_t n) const;

  /// Stored bits of the generators needed for n messages: per entry 2 for order 4, otherwise 1.
  std::uint64_t generator_bits(std::uint64_t n) const;

 private:
  struct Bit {
    bool odd = false;                 // lower bit of an order-4 digit
    bool upper = false;               // upper bit of an order-4 digit
    std::vector<std::uint64_t> twos;  // planes of the codeword: entry = ones + 2 twos
    std::vector<std::uint64_t> ones;  // empty if all entries are even
  };

  std::uint64_t negate(std::uint64_t message) const;

  Alphabet alphabet_;
  std::size_t columns_;
  std::vector<Bit> bits_;
  std::uint64_t odd_mask_ = 0;
};

}  // namespace separatrix::vectors

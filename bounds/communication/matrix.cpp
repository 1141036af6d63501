#include "bounds/communication/matrix.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "bounds/communication/kinds.hpp"
#include "numerics/error.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

constexpr std::uint64_t kMostBits = std::uint64_t{1} << 33;

/// The first of every kind of row, in order, and how many there are of it; a kind agrees in every
/// matrix.
struct DistinctRows {
  std::vector<std::size_t> first;
  std::vector<std::uint64_t> counts;
};

DistinctRows distinct_rows(std::span<const BitMatrix> digits) {
  Kinds kinds;
  DistinctRows rows;
  for (std::size_t r = 0; r < digits.front().rows(); ++r) {
    std::uint64_t hash = 0;
    for (const BitMatrix& digit : digits) hash = hash_words(digit.row(r), hash);
    const auto same = [&](std::size_t kind) {
      return std::ranges::all_of(digits, [&](const BitMatrix& digit) {
        return std::ranges::equal(digit.row(r), digit.row(rows.first[kind]));
      });
    };
    const std::size_t kind = kinds.kind_of(hash, same);
    if (kind == rows.first.size()) {
      rows.first.push_back(r);
      rows.counts.push_back(0);
    }
    ++rows.counts[kind];
  }
  return rows;
}

BitMatrix take_rows(const BitMatrix& matrix, const std::vector<std::size_t>& rows) {
  BitMatrix taken(rows.size(), matrix.columns());
  for (std::size_t r = 0; r < rows.size(); ++r)
    std::ranges::copy(matrix.row(rows[r]), taken.row(r).begin());
  return taken;
}

/// Transposes 64 words of 64 bits: the two quarters off the diagonal change places, then within
/// each quarter, and so on.
void transpose_block(std::array<std::uint64_t, 64>& block) {
  std::uint64_t mask = 0x00000000FFFFFFFFU;  // the low half of every 2 * half columns
  for (std::size_t half = 32; half > 0; half /= 2, mask ^= mask << half)
    for (std::size_t r = 0; r < 64; r = (r + half + 1) & ~half) {  // rows without the bit `half`
      const std::uint64_t swapped = (block[r] >> half ^ block[r + half]) & mask;
      block[r] ^= swapped << half;
      block[r + half] ^= swapped;
    }
}

std::string size_text(const Integer& bits) {
  static constexpr std::array kUnits{"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  Integer amount = ceil(Rational(bits, 8));
  std::size_t unit = 0;
  for (; amount >= 10240 && unit + 1 < kUnits.size(); ++unit) amount = ceil(Rational(amount, 1024));
  if (amount >= 10240) return "2^" + std::to_string(msb(bits) - 3) + " bytes";
  return amount.str() + " " + kUnits[unit];
}

void place_digits(std::size_t index, std::size_t alphabet,
                  const std::vector<std::size_t>& positions, std::vector<std::size_t>& word) {
  for (const std::size_t position : positions) {
    word[position] = index % alphabet;
    index /= alphabet;
  }
}

}  // namespace

void require_memory(std::string_view function, const Integer& rows, const Integer& columns,
                    unsigned matrices) {
  const Integer bits = rows * ceil(Rational(columns, 64)) * 64 * matrices;
  if (bits <= Integer(kMostBits)) return;
  const auto count = [](const Integer& lines) {
    return msb(lines) < 40 ? lines.str() : "about 2^" + std::to_string(msb(lines));
  };
  throw Error(function, "split",
              "a matrix of " + count(rows) + " rows and " + count(columns) + " columns needs " +
                  size_text(bits) + ", more than 1 GiB; choose a shorter input");
}

BitMatrix::BitMatrix(std::size_t rows, std::size_t columns)
    : rows_(rows), columns_(columns), stride_((columns + 63) / 64) {
  if (rows > 0 && columns > kMostBits / rows)
    throw Error("BitMatrix", "columns",
                std::to_string(rows) + " rows and " + std::to_string(columns) + " columns need " +
                    size_text(Integer(rows) * columns) + ", more than 1 GiB; choose a smaller one");
  words_.resize(rows_ * stride_);
}

void BitMatrix::set(std::size_t row, std::size_t column, bool value) {
  std::uint64_t& word = words_[row * stride_ + column / 64];
  const std::uint64_t bit = std::uint64_t{1} << (column % 64);
  word = value ? word | bit : word & ~bit;
}

BitMatrix complement(const BitMatrix& matrix) {
  BitMatrix result(matrix.rows(), matrix.columns());
  const std::size_t beyond = matrix.columns() % 64;
  for (std::size_t r = 0; r < matrix.rows(); ++r) {
    const auto to = result.row(r);
    std::ranges::transform(matrix.row(r), to.begin(), [](std::uint64_t word) { return ~word; });
    if (beyond != 0) to.back() &= (std::uint64_t{1} << beyond) - 1;
  }
  return result;
}

BitMatrix transpose(const BitMatrix& matrix) {
  BitMatrix result(matrix.columns(), matrix.rows());
  std::array<std::uint64_t, 64> block{};
  for (std::size_t r = 0; r < matrix.rows(); r += 64)
    for (std::size_t c = 0; c < matrix.columns(); c += 64) {
      const std::size_t height = std::min<std::size_t>(64, matrix.rows() - r);
      const std::size_t width = std::min<std::size_t>(64, matrix.columns() - c);
      for (std::size_t i = 0; i < 64; ++i) block[i] = i < height ? matrix.row(r + i)[c / 64] : 0;
      transpose_block(block);
      for (std::size_t j = 0; j < width; ++j) result.row(c + j)[r / 64] = block[j];
    }
  return result;
}

MergedDigits merge_equal(std::span<const BitMatrix> digits) {
  if (digits.empty() || std::ranges::any_of(digits, [&](const BitMatrix& digit) {
        return digit.rows() != digits.front().rows() || digit.columns() != digits.front().columns();
      }))
    throw Error("merge_equal", "digits", "give one matrix or more, all of one size");
  MergedDigits merged;
  DistinctRows rows = distinct_rows(digits);
  merged.rows = std::move(rows.first);
  merged.row_counts = std::move(rows.counts);
  std::vector<BitMatrix> across;
  for (const BitMatrix& digit : digits) across.push_back(transpose(take_rows(digit, merged.rows)));
  DistinctRows columns = distinct_rows(across);
  merged.columns = std::move(columns.first);
  merged.column_counts = std::move(columns.counts);
  for (const BitMatrix& digit : across)
    merged.digits.push_back(transpose(take_rows(digit, merged.columns)));
  return merged;
}

Merged merge_equal(const BitMatrix& matrix) {
  MergedDigits merged = merge_equal(std::span(&matrix, 1));
  return {std::move(merged.digits.front()), std::move(merged.rows), std::move(merged.columns)};
}

BitMatrix communication_matrix(std::size_t alphabet, const Split& split, const Predicate& f,
                               Work& work) {
  if (alphabet == 0) throw Error("communication_matrix", "alphabet", "must have a symbol");
  partition_word(split);  // refuses what is none
  const Integer rows = power(Integer(alphabet), static_cast<unsigned>(split.alice.size()));
  const Integer columns = power(Integer(alphabet), static_cast<unsigned>(split.bob.size()));
  require_memory("communication_matrix", rows, columns);
  BitMatrix matrix(rows.convert_to<std::size_t>(), columns.convert_to<std::size_t>());
  work.begin("rows of the communication matrix", matrix.rows());
  const auto fill = [&](std::uint64_t begin, std::uint64_t end) {
    std::vector<std::size_t> word(split.alice.size() + split.bob.size());
    for (std::uint64_t r = begin; r < end; ++r) {
      place_digits(r, alphabet, split.alice, word);
      for (std::size_t c = 0; c < matrix.columns(); ++c) {
        place_digits(c, alphabet, split.bob, word);
        if (f(word)) matrix.set(r, c, true);
      }
    }
    return true;
  };
  chunked_reduce(work, matrix.rows(), 16, true, fill, [](bool&, bool&&) {});
  return matrix;
}

}  // namespace separatrix

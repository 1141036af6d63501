#include "bounds/communication/problem.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "numerics/error.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

/// What every word of a player who holds `positions` contributes to the number of an entry.
std::vector<std::uint32_t> offsets(std::span<const std::size_t> alphabets,
                                   std::span<const std::size_t> positions) {
  std::vector<std::uint32_t> places(alphabets.size());  // of a step's digit in an entry's number
  std::size_t place = 1;
  for (std::size_t t = alphabets.size(); t-- > 0; place *= alphabets[t])
    places[t] = static_cast<std::uint32_t>(place);  // at most 2^24, as all entries together
  std::vector<std::uint32_t> sums{0};
  for (const std::size_t position : positions) {
    const std::size_t shorter = sums.size();
    for (std::uint32_t symbol = 1; symbol < alphabets[position]; ++symbol)
      for (std::size_t word = 0; word < shorter; ++word)
        sums.push_back(sums[word] + symbol * places[position]);
  }
  return sums;
}

/// Number of words of a player who holds `positions`.
Integer words_of(std::span<const std::size_t> alphabets, std::span<const std::size_t> positions) {
  Integer words = 1;
  for (const std::size_t position : positions) words *= alphabets[position];
  return words;
}

void require_split(std::span<const std::size_t> alphabets, const Split& split, unsigned digits) {
  if (partition_word(split).size() != alphabets.size())
    throw Error("problem_matrix", "split",
                "is of another length than the function's inputs; give one player for each of " +
                    std::to_string(alphabets.size()) + " positions");
  require_memory("problem_matrix", words_of(alphabets, split.alice), words_of(alphabets, split.bob),
                 digits);
}

/// A row of a matrix: the bits of the entries at row + column, 64 to a word.
void fill_row(std::span<const std::uint64_t> plane, std::uint32_t row,
              std::span<const std::uint32_t> columns, std::span<std::uint64_t> to) {
  for (std::size_t w = 0; w < to.size(); ++w) {
    const auto part = columns.subspan(64 * w, std::min<std::size_t>(64, columns.size() - 64 * w));
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < part.size(); ++i) {
      const std::uint32_t entry = row + part[i];
      bits |= (plane[entry / 64] >> (entry % 64) & 1U) << i;
    }
    to[w] = bits;
  }
}

}  // namespace

AnswerBits::AnswerBits(const FunctionTable& f) : alphabets_(f.alphabets()), planes_(f.digits()) {
  for (auto& plane : planes_) plane.resize((f.entries() + 63) / 64);
  for (std::uint64_t entry = 0; entry < f.entries(); ++entry) {
    const std::uint64_t answer = f.answer(entry);
    for (std::size_t d = 0; d < planes_.size(); ++d)
      planes_[d][entry / 64] |= (answer >> (planes_.size() - 1 - d) & 1U) << (entry % 64);
  }
}

std::optional<BitMatrix> AnswerBits::matrix(const Split& split, unsigned digit, Work& work) const {
  require_split(alphabets_, split, digits());
  const std::vector<std::uint32_t> rows = offsets(alphabets_, split.alice);
  const std::vector<std::uint32_t> columns = offsets(alphabets_, split.bob);
  BitMatrix matrix(rows.size(), columns.size());
  const auto fill = [&](std::uint64_t begin, std::uint64_t end) {
    for (std::uint64_t r = begin; r < end; ++r)
      fill_row(planes_.at(digit), rows[r], columns, matrix.row(r));
    return true;
  };
  work.begin("rows of the communication matrix", rows.size());
  const std::uint64_t chunk = (std::uint64_t{1} << 16) / columns.size() + 1;
  chunked_reduce(work, rows.size(), chunk, true, fill, [](bool&, bool&&) {});
  if (work.stopped()) return std::nullopt;
  return matrix;
}

std::optional<ProblemMatrix> problem_matrix(const FunctionTable& f, const Split& split,
                                            Work& work) {
  require_split(f.alphabets(), split, f.digits());  // before the work of taking f apart
  const AnswerBits bits(f);
  std::vector<BitMatrix> digits;
  for (unsigned d = 0; d < bits.digits(); ++d) {
    auto digit = bits.matrix(split, d, work);
    if (!digit) return std::nullopt;
    digits.push_back(std::move(*digit));
  }
  MergedDigits merged = merge_equal(digits);
  return ProblemMatrix{words_of(f.alphabets(), split.alice),
                       words_of(f.alphabets(), split.bob),
                       std::move(merged.digits),
                       {merged.rows.begin(), merged.rows.end()},
                       {merged.columns.begin(), merged.columns.end()},
                       {std::move(merged.row_counts), std::move(merged.column_counts)}};
}

std::vector<std::size_t> held_word(std::uint64_t number, std::span<const std::size_t> alphabets,
                                   std::span<const std::size_t> positions) {
  std::vector<std::size_t> word;
  for (const std::size_t position : positions) {
    word.push_back(number % alphabets[position]);
    number /= alphabets[position];
  }
  return word;
}

}  // namespace separatrix

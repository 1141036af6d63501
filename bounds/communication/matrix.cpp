#include "bounds/communication/matrix.hpp"

#include <map>
#include <string>

#include "numerics/error.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

constexpr std::uint64_t kMostBits = std::uint64_t{1} << 33;

/// The first of every kind of row, in order.
std::vector<std::size_t> distinct_rows(const BitMatrix& matrix) {
  std::map<std::vector<std::uint64_t>, std::size_t> seen;
  std::vector<std::size_t> first;
  for (std::size_t r = 0; r < matrix.rows(); ++r) {
    const auto row = matrix.row(r);
    if (seen.try_emplace({row.begin(), row.end()}, r).second) first.push_back(r);
  }
  return first;
}

BitMatrix take_rows(const BitMatrix& matrix, const std::vector<std::size_t>& rows) {
  BitMatrix taken(rows.size(), matrix.columns());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const auto row = matrix.row(rows[r]);
    std::copy(row.begin(), row.end(), taken.row(r).begin());
  }
  return taken;
}

/// alphabet^positions; Error beyond the largest matrix.
std::size_t words_over(std::size_t alphabet, std::size_t positions) {
  std::uint64_t count = 1;
  for (std::size_t i = 0; i < positions; ++i) {
    if (count > kMostBits / alphabet)
      throw Error("communication_matrix", "split",
                  "the matrix would have more than 2^33 entries; choose a shorter input");
    count *= alphabet;
  }
  return count;
}

void place_digits(std::size_t index, std::size_t alphabet,
                  const std::vector<std::size_t>& positions, std::vector<std::size_t>& word) {
  for (const std::size_t position : positions) {
    word[position] = index % alphabet;
    index /= alphabet;
  }
}

void require_partition(const Split& split) {
  std::vector<bool> held(split.alice.size() + split.bob.size());
  for (const auto* part : {&split.alice, &split.bob})
    for (const std::size_t position : *part) {
      if (position >= held.size() || held[position])
        throw Error("communication_matrix", "split",
                    "position " + std::to_string(position) +
                        " stands twice or lies beyond the input; name 0 to n - 1 once each");
      held[position] = true;
    }
}

}  // namespace

BitMatrix::BitMatrix(std::size_t rows, std::size_t columns)
    : rows_(rows), columns_(columns), stride_((columns + 63) / 64) {
  if (rows > 0 && columns > kMostBits / rows)
    throw Error("BitMatrix", "columns",
                "the matrix would have more than 2^33 entries; choose a smaller one");
  words_.resize(rows_ * stride_);
}

void BitMatrix::set(std::size_t row, std::size_t column, bool value) {
  std::uint64_t& word = words_[row * stride_ + column / 64];
  const std::uint64_t bit = std::uint64_t{1} << (column % 64);
  word = value ? word | bit : word & ~bit;
}

BitMatrix complement(const BitMatrix& matrix) {
  BitMatrix result(matrix.rows(), matrix.columns());
  for (std::size_t r = 0; r < matrix.rows(); ++r)
    for (std::size_t c = 0; c < matrix.columns(); ++c) result.set(r, c, !matrix(r, c));
  return result;
}

BitMatrix transpose(const BitMatrix& matrix) {
  BitMatrix result(matrix.columns(), matrix.rows());
  for (std::size_t r = 0; r < matrix.rows(); ++r)
    for (std::size_t c = 0; c < matrix.columns(); ++c)
      if (matrix(r, c)) result.set(c, r, true);
  return result;
}

Merged merge_equal(const BitMatrix& matrix) {
  const std::vector<std::size_t> rows = distinct_rows(matrix);
  const BitMatrix across = transpose(take_rows(matrix, rows));
  const std::vector<std::size_t> columns = distinct_rows(across);
  return {transpose(take_rows(across, columns)), rows, columns};
}

Split odd_even(std::size_t length) {
  Split split;
  for (std::size_t i = 0; i < length; ++i) (i % 2 == 0 ? split.alice : split.bob).push_back(i);
  return split;
}

Split prefix_split(std::size_t length, std::size_t prefix) {
  if (prefix > length)
    throw Error("prefix_split", "prefix", "longer than the input; choose at most its length");
  Split split;
  for (std::size_t i = 0; i < length; ++i) (i < prefix ? split.alice : split.bob).push_back(i);
  return split;
}

BitMatrix communication_matrix(std::size_t alphabet, const Split& split, const Predicate& f,
                               Work& work) {
  if (alphabet == 0) throw Error("communication_matrix", "alphabet", "must have a symbol");
  require_partition(split);
  BitMatrix matrix(words_over(alphabet, split.alice.size()),
                   words_over(alphabet, split.bob.size()));
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

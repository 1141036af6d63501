#include "bounds/communication/language_matrix.hpp"

#include <set>
#include <utility>

namespace separatrix {

LanguageMatrix::LanguageMatrix(const Dfa& dfa, Positions positions)
    : dfa_(minimal(dfa)), positions_(positions), states_{static_cast<std::uint32_t>(dfa_.start)} {}

void LanguageMatrix::extend() {
  const bool bob = length_ % 2 == 1;
  if (bob) transpose();
  extend_rows();
  if (bob) transpose();
  ++length_;
}

void LanguageMatrix::extend_rows() {
  const std::size_t width = columns();
  std::set<std::vector<std::uint32_t>> seen;
  std::vector<std::uint32_t> extended;
  std::vector<std::uint32_t> row(width);
  const auto add = [&] {
    if (seen.insert(row).second) extended.insert(extended.end(), row.begin(), row.end());
  };
  for (std::size_t r = 0; r < rows_; ++r) {
    const std::uint32_t* from = &states_[r * width];
    for (Symbol a = 0; a < dfa_.alphabet; ++a) {
      for (std::size_t c = 0; c < width; ++c)
        row[c] = static_cast<std::uint32_t>(dfa_.next(from[c], a));
      add();
    }
    if (positions_ == Positions::letters) continue;
    row.assign(from, from + width);
    add();
  }
  states_ = std::move(extended);
  rows_ = seen.size();
}

void LanguageMatrix::transpose() {
  const std::size_t width = columns();
  std::vector<std::uint32_t> across(states_.size());
  for (std::size_t r = 0; r < rows_; ++r)
    for (std::size_t c = 0; c < width; ++c) across[c * rows_ + r] = states_[r * width + c];
  states_ = std::move(across);
  rows_ = width;
}

BitMatrix LanguageMatrix::matrix() const {
  BitMatrix bits(rows_, columns());
  for (std::size_t r = 0; r < rows_; ++r)
    for (std::size_t c = 0; c < columns(); ++c)
      if (dfa_.accepting[states_[r * columns() + c]]) bits.set(r, c, true);
  return merge_equal(bits).matrix;
}

}  // namespace separatrix

#include "bounds/communication/language_matrix.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "bounds/communication/kinds.hpp"

namespace separatrix {

LanguageMatrix::LanguageMatrix(const Dfa& dfa, Positions positions)
    : dfa_(minimal(dfa)), positions_(positions), states_{static_cast<std::uint32_t>(dfa_.start)} {}

void LanguageMatrix::extend(Holder holder) {
  const bool bob = holder == Holder::bob;
  if (bob) transpose();
  extend_rows();
  if (bob) transpose();
  ++length_;
}

void LanguageMatrix::extend_rows() {
  const std::size_t width = columns();
  Kinds kinds;
  std::vector<std::uint32_t> extended;
  std::vector<std::uint32_t> row(width);
  const auto add = [&] {
    const auto same = [&](std::size_t kind) {
      return std::equal(row.begin(), row.end(), &extended[kind * width]);
    };
    const std::size_t known = kinds.size();
    if (kinds.kind_of(hash_words(std::span<const std::uint32_t>(row)), same) == known)
      extended.insert(extended.end(), row.begin(), row.end());
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
  rows_ = kinds.size();
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

std::optional<LanguageProblem> language_problem(const Dfa& dfa, const Split& split,
                                                std::size_t most_lines, Work& work) {
  const std::string holders = partition_word(split);
  LanguageMatrix folded(dfa, Positions::letters);
  work.begin("positions of the words", holders.size());
  for (const char holder : holders) {
    if (work.stopped() || std::max(folded.rows(), folded.columns()) > most_lines)
      return std::nullopt;
    folded.extend(holder == 'A' ? Holder::alice : Holder::bob);
    work.advance(1);
  }
  const auto words = [&](const std::vector<std::size_t>& positions) {
    return power(Integer(dfa.alphabet), static_cast<unsigned>(positions.size()));
  };
  if (std::max(folded.rows(), folded.columns()) > most_lines) return std::nullopt;
  return LanguageProblem{words(split.alice), words(split.bob), folded.matrix()};
}

}  // namespace separatrix

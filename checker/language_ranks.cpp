// The matrix grows by one position at a time. A row holds the state that each column leads to; rows
// that are equal stay equal whatever follows, and so do columns, so each is kept once.
// Rank. Modulo any prime it is at most the rank r over the rationals. Conversely, if r exceeded s,
// some minor of order k = s + 1 would not be 0; it is at most (k + 1)^((k + 1)/2) / 2^k in size
// [Hadamard], so primes of a larger product cannot all divide it: the largest rank modulo enough
// primes is r. No prime beyond the first is needed where the first shows as many as there are
// nonzero rows, or columns.
#include "language_ranks.hpp"

#include <algorithm>
#include <set>

#include "matrix.hpp"
#include "tasks.hpp"

namespace checker {

namespace {

using States = std::vector<std::vector<std::size_t>>;

/// Rows and columns beyond which this program does not look.
constexpr std::size_t kMostLines = 4096;

States across(const States& rows) {
  States columns(rows[0].size(), std::vector<std::size_t>(rows.size()));
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t c = 0; c < columns.size(); ++c) columns[c][r] = rows[r][c];
  return columns;
}

/// Every row with each letter behind it, each different one once.
States extended(const States& rows, const NamedAutomaton& automaton, bool padded) {
  std::set<std::vector<std::size_t>> different;
  for (const auto& row : rows) {
    if (padded) different.insert(row);
    for (std::size_t letter = 0; letter < automaton.letters.size(); ++letter) {
      std::vector<std::size_t> next = row;
      for (std::size_t& state : next) state = automaton.next[state][letter];
      different.insert(std::move(next));
    }
    if (different.size() > kMostLines) throw NotChecked("a matrix of a language has too many rows");
  }
  return {different.begin(), different.end()};
}

Matrix merged(const Matrix& matrix) {
  const std::set<std::vector<bool>> different(matrix.rows.begin(), matrix.rows.end());
  return {matrix.columns, {different.begin(), different.end()}};
}

/// [the state accepts], different rows and columns only.
Matrix membership(const States& states, const NamedAutomaton& automaton) {
  Matrix matrix{states[0].size(), {}};
  for (const auto& row : states) {
    std::vector<bool> bits;
    for (const std::size_t state : row) bits.push_back(automaton.accepting[state]);
    matrix.rows.push_back(std::move(bits));
  }
  return transposed(merged(transposed(merged(matrix))));
}

std::size_t rank_modulo(const Matrix& matrix, bool value, std::uint64_t prime) {
  std::vector<std::vector<std::uint64_t>> rows;
  for (const auto& row : matrix.rows) {
    rows.emplace_back();
    for (const bool bit : row) rows.back().push_back(bit == value ? 1 : 0);
  }
  std::size_t rank = 0;
  for (std::size_t c = 0; c < matrix.columns; ++c) {
    const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(rank);
    const auto pivot =
        std::find_if(begin, rows.end(), [&](const auto& row) { return row[c] != 0; });
    if (pivot == rows.end()) continue;
    std::iter_swap(begin, pivot);
    // Fraction-free: each other row is multiplied by the pivot, which is not 0.
    for (auto row = begin + 1; row != rows.end(); ++row) {
      const std::uint64_t factor = prime - (*row)[c];
      if (factor == prime) continue;
      const std::uint64_t scale = (*begin)[c];
      for (std::size_t j = c; j < matrix.columns; ++j)
        (*row)[j] = ((*row)[j] * scale % prime + (*begin)[j] * factor % prime) % prime;
    }
    if (++rank == rows.size()) break;
  }
  return rank;
}

/// Rank over the rationals of the 0-1 matrix [entry == value].
std::size_t rational_rank(const Matrix& matrix, bool value) {
  const std::size_t most =
      std::min(different_rows(matrix, value), different_rows(transposed(matrix), value));
  std::size_t rank = 0;
  mpz_class product = 1;
  mpz_class prime = mpz_class(1) << 30;  // then products of two residues stay below 2^62
  while (rank < most &&
         product * product * power(4, rank + 1) <= power(mpz_class(rank + 2), rank + 2)) {
    mpz_nextprime(prime.get_mpz_t(), prime.get_mpz_t());
    rank = std::max(rank, rank_modulo(matrix, value, prime.get_ui()));
    product *= prime;
  }
  return rank;
}

}  // namespace

std::uint64_t check_ranks(const Json& ranks, const NamedAutomaton& automaton, bool padded,
                          const std::string& what) {
  States states{{automaton.start}};
  const std::vector<Json>& entries = list(ranks, what);
  require(!entries.empty(), what + ": there is none");
  for (std::size_t length = 0; length < entries.size(); ++length) {
    // The player of the last position holds the rows while it is written, then the other one.
    if (length > 0) states = across(extended(states, automaton, padded));
    const Matrix matrix = membership(states, automaton);
    const std::size_t rows = matrix.rows.size();
    const std::size_t rank = rational_rank(matrix, true);
    const std::size_t complement = rational_rank(matrix, false);
    const std::uint64_t naming =
        rows == 1 && matrix.columns == 1 ? 0 : ceil_log2(std::min(rows, matrix.columns)) + 1;
    const bool alice_has_rows = length % 2 == 0;
    const std::string at = what + " at length " + std::to_string(length);
    Fields entry(entries[length], at);
    const auto is = [&](const char* name, std::uint64_t value) {
      require(entry.count(name) == value, at + ": " + name + " is " + std::to_string(value));
    };
    is("length", length);
    is("rank", rank);
    is("complement_rank", complement);
    is("distinct_rows", alice_has_rows ? rows : matrix.columns);
    is("distinct_columns", alice_has_rows ? matrix.columns : rows);
    is("lower_bits", ceil_log2(rank + complement));
    is("upper_bits", naming);
    entry.finish();
  }
  return entries.size() - 1;
}

}  // namespace checker

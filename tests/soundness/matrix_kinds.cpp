// Faults of matrices, partitions, fooling sets and certificates of rank. The truth: elimination
// over the fractions, and the definition of a fooling set, cell by cell.
#include <algorithm>

#include "bound_faults.hpp"
#include "bounds/communication/fooling_set.hpp"
#include "bounds/communication/partition.hpp"
#include "bounds/communication/rank.hpp"
#include "bounds/communication/rank_certificate.hpp"
#include "bounds/communication/word_fooling_set.hpp"
#include "languages/dyck.hpp"
#include "numerics/error.hpp"
#include "tests/bounds/plain_rank.hpp"
#include "tests/bounds/two_party.hpp"

namespace separatrix::soundness {
namespace {

std::size_t plain_rank(const BitMatrix& m) {
  std::vector<std::vector<Rational>> rows(m.rows());
  for (std::size_t r = 0; r < m.rows(); ++r)
    for (std::size_t c = 0; c < m.columns(); ++c) rows[r].emplace_back(m(r, c) ? 1 : 0);
  return reference::rank(std::move(rows));
}

bool accepts_rank(const RankCertificate& certificate, const BitMatrix& matrix) {
  try {
    check(certificate, matrix);
    return true;
  } catch (const Error&) {
    return false;
  }
}

BitMatrix some_matrix(Random& random) {
  switch (random.below(4)) {
    case 0:
      return reference::equality(8);
    case 1:
      return reference::disjointness(3);
    case 2:
      return reference::inner_product(3);
    default:
      return reference::random_matrix(random, 7, 9);
  }
}

std::string cell(std::size_t r, std::size_t c) {
  return std::to_string(r) + "," + std::to_string(c);
}

/// Members of Dyck-(2,2), seen through a partition.
BitMatrix dyck_matrix(const Split& split) {
  Work work;
  return communication_matrix(
      4, split, [](std::span<const std::size_t> word) { return in_dyck(word, 2, 2); }, work);
}

BoundFault flipped_entries(Random& random) {
  BitMatrix m = some_matrix(random);
  Work work;
  const RankCertificate certificate = *certify_rank(m, work);
  BoundFault fault{"an entry of the matrix flipped", std::to_string(m.columns())};
  const std::uint64_t count = 1 + random.below(2);
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::size_t r = random.below(m.rows()), c = random.below(m.columns());
    m.set(r, c, !m(r, c));
    fault.detail += " " + cell(r, c);
  }
  fault.detail += " of rank " + std::to_string(certificate.rank);
  fault.holds = plain_rank(m) == certificate.rank;
  fault.accepted = accepts_rank(certificate, m);
  return fault;
}

BoundFault other_partition(Random& random) {
  // The certificate is of the odd-even partition, the matrix of another one.
  static const RankCertificate certificate = [] {
    Work work;
    return *certify_rank(dyck_matrix(odd_even(4)), work);
  }();
  std::string word = "ABAB";
  for (std::uint64_t i = 1 + random.below(3); i > 0; --i)
    std::swap(word[random.below(4)], word[random.below(4)]);
  if (random.coin()) {
    char& letter = word[random.below(4)];
    letter = letter == 'A' ? 'B' : 'A';
  }
  const BitMatrix m = dyck_matrix(split_of_word(word));
  if (word == "ABAB") return {};
  return {"letters of the partition changed", "ABAB to " + word, plain_rank(m) == certificate.rank,
          accepts_rank(certificate, m)};
}

BoundFault faulty_certificate(Random& random) {
  const BitMatrix m = some_matrix(random);
  Work work;
  RankCertificate c = *certify_rank(m, work);
  const RankCertificate good = c;
  std::string place;
  const auto shift = [&](std::size_t& value) {
    value = random.coin() || value == 0 ? value + 1 : value - 1;
  };
  switch (random.below(6)) {
    case 0:
      place = "rank";
      shift(c.rank);
      break;
    case 1:
      place = "a row of the minor";
      shift(c.rows[random.below(c.rows.size())]);
      break;
    case 2:
      place = "a column of the minor";
      shift(c.columns[random.below(c.columns.size())]);
      break;
    case 3: {
      place = "prime";
      const std::uint64_t others[] = {2, 3, 4, 5, 7, 9, kRankPrime, kRankPrime + 1};
      c.prime = others[random.below(8)];
      break;
    }
    case 4:
      place = "row and column of the minor left out, and one less";
      c.rows.erase(c.rows.begin() + static_cast<std::ptrdiff_t>(random.below(c.rows.size())));
      c.columns.erase(c.columns.begin() +
                      static_cast<std::ptrdiff_t>(random.below(c.columns.size())));
      --c.rank;
      break;
    default:
      place = "the upper bound";
      if (c.upper == RankCertificate::Upper::lines) {
        c.upper = RankCertificate::Upper::primes;
        c.primes = {kRankPrime};
      } else if (random.coin()) {
        c.primes.pop_back();
      } else {
        c.upper = RankCertificate::Upper::lines;
        c.primes.clear();
      }
  }
  const std::string before = to_json(good, m).dump();
  const std::string after = to_json(c, m).dump();
  if (before == after) return {};
  return {place, place + ": " + after, plain_rank(m) == c.rank, accepts_rank(c, m)};
}

/// Is this a fooling set for `value`, by the definition?
bool fools(const BitMatrix& m, bool value, const std::vector<MatrixCell>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i)
    for (std::size_t j = 0; j < cells.size(); ++j) {
      const MatrixCell& a = cells[i];
      const MatrixCell& b = cells[j];
      if (m(a.row, a.column) != value) return false;
      if (i != j && m(a.row, b.column) == value && m(b.row, a.column) == value) return false;
    }
  return true;
}

BoundFault faulty_fooling_set(Random& random) {
  const BitMatrix m = some_matrix(random);
  Work work;
  bool value = random.coin();
  std::vector<MatrixCell> cells = largest_fooling_set(m, value, work).cells;
  std::string place;
  const MatrixCell any{random.below(m.rows()), random.below(m.columns())};
  MatrixCell& one = cells[random.below(cells.size())];
  switch (random.below(4)) {
    case 0:
      place = "the row of a pair";
      one.row = any.row;
      break;
    case 1:
      place = "the column of a pair";
      one.column = any.column;
      break;
    case 2:
      place = "a pair more";
      cells.push_back(any);
      break;
    default:
      place = "the value";
      value = !value;
  }
  BoundFault fault{place, place + ":"};
  for (const MatrixCell& c : cells) fault.detail += " " + cell(c.row, c.column);
  fault.detail += " in " + cell(m.rows(), m.columns());
  fault.holds = fools(m, value, cells);
  const auto witness = fooling_fault(m, value, cells);
  fault.accepted = !witness;
  if (witness) {
    const auto& [a, b] = *witness;
    const bool single = m(a.row, a.column) != value;
    fault.unfounded = !single && fools(m, value, {a, b});
  }
  return fault;
}

BoundFault faulty_words(Random& random) {
  static const Dfa language = dyck_automaton(2, 2);
  constexpr std::size_t kLength = 6;
  std::vector<Word> words = words_of_length(language, kLength);
  const std::size_t i = random.below(words.size());
  const std::size_t at = random.below(kLength);
  words[i][at] = (words[i][at] + 1 + random.below(3)) % 4;
  if (random.coin()) {
    const std::size_t j = random.below(words.size());
    words[j][random.below(kLength)] = random.below(4);
  }
  bool holds = true;
  const auto mixed = [](const Word& odd, const Word& even) {
    Word word;
    for (std::size_t t = 0; t < odd.size(); ++t) word.push_back(t % 2 == 0 ? odd[t] : even[t]);
    return in_dyck(word, 2, 2);
  };
  for (std::size_t a = 0; a < words.size(); ++a)
    for (std::size_t b = 0; b < words.size(); ++b)
      if (a == b ? !mixed(words[a], words[a]) : words[a] == words[b] || mixed(words[a], words[b]))
        holds = false;
  Work work;
  const auto checked = check_word_fooling_set(language, true, words, Mixed::both, work);
  std::string detail = std::to_string(i) + ":";
  for (const Word& word : words)
    for (const Symbol symbol : word) detail += std::to_string(symbol);
  return {"a symbol of a word", detail, holds, !checked->fault};
}

}  // namespace

std::vector<Kind> matrix_kinds() {
  return {
      bound_kind("rank: an entry of the matrix", "check(RankCertificate)", false, flipped_entries),
      bound_kind("rank of Dyck-(2,2): the partition", "check(RankCertificate)", false,
                 other_partition),
      bound_kind("rank: a field of the certificate", "check(RankCertificate)", false,
                 faulty_certificate),
      bound_kind("fooling set: a pair or the value", "fooling_fault", true, faulty_fooling_set),
      bound_kind("fooling set of words of Dyck-(2,2)", "check_word_fooling_set", true,
                 faulty_words)};
}

}  // namespace separatrix::soundness

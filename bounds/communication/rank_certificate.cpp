#include "bounds/communication/rank_certificate.hpp"

#include <algorithm>
#include <string>

#include "bounds/communication/rank.hpp"
#include "numerics/error.hpp"
#include "numerics/rational.hpp"

namespace separatrix {
namespace {

using nlohmann::json;
using Upper = RankCertificate::Upper;

[[noreturn]] void refuse(const std::string& reason) { throw Error("check", "certificate", reason); }

/// Does `product` exceed every minor of order `k`: product 2^k > (k+1)^((k+1)/2)? Both squared.
bool exceeds_minors(const Integer& product, std::size_t k) {
  const auto order = static_cast<unsigned>(k);
  return product * product * power(Integer(4), order) > power(Integer(order + 1), order + 1);
}

std::uint64_t prime_below(std::uint64_t n) {
  do --n;
  while (!is_prime(static_cast<std::uint32_t>(n)));
  return n;
}

bool prime_in_range(std::uint64_t n) {
  return n <= kRankPrime && is_prime(static_cast<std::uint32_t>(n));
}

void take(RankCertificate& certificate, std::uint64_t prime, const Pivots& pivots,
          const Merged& merged) {
  certificate.rank = pivots.rows.size();
  certificate.prime = prime;
  certificate.rows.clear();
  certificate.columns.clear();
  for (const std::size_t r : pivots.rows) certificate.rows.push_back(merged.rows[r]);
  for (const std::size_t c : pivots.columns) certificate.columns.push_back(merged.columns[c]);
}

void check_lines(const char* field, const std::vector<std::size_t>& lines, std::size_t rank,
                 std::size_t size) {
  const std::string name = field;
  if (lines.size() != rank) refuse(name + ": not as many as the rank");
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i] >= size || (i > 0 && lines[i] <= lines[i - 1]))
      refuse(name + ": not increasing, or beyond the matrix");
}

BitMatrix minor_of(const RankCertificate& certificate, const BitMatrix& matrix) {
  BitMatrix minor(certificate.rank, certificate.rank);
  for (std::size_t r = 0; r < certificate.rank; ++r)
    for (std::size_t c = 0; c < certificate.rank; ++c)
      minor.set(r, c, matrix(certificate.rows[r], certificate.columns[c]));
  return minor;
}

void check_primes(const RankCertificate& certificate, const BitMatrix& matrix, const Work& work) {
  Integer product = 1;
  std::uint64_t last = kRankPrime + 1;
  for (const std::uint64_t prime : certificate.primes) {
    if (prime >= last || !prime_in_range(prime)) refuse("primes: not decreasing primes below 2^30");
    if (exceeds_minors(product, certificate.rank + 1)) refuse("primes: more than are needed");
    last = prime;
    product *= prime;
  }
  if (!exceeds_minors(product, certificate.rank + 1))
    refuse("primes: their product does not exceed every minor");
  const BitMatrix merged = merge_equal(matrix).matrix;
  for (const std::uint64_t prime : certificate.primes)
    if (*rank_mod(merged, prime, work) > certificate.rank)
      refuse("rank: larger modulo " + std::to_string(prime));
}

constexpr char kHexDigits[] = "0123456789abcdef";

std::string hex_row(const BitMatrix& matrix, std::size_t row) {
  std::string digits;
  for (std::size_t c = 0; c < matrix.columns(); c += 4)
    digits += kHexDigits[matrix.row(row)[c / 64] >> (c % 64) & 15U];
  return digits;
}

void read_row(BitMatrix& matrix, std::size_t row, const json& value) {
  const auto& digits = value.get_ref<const std::string&>();
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const std::size_t digit = std::string_view(kHexDigits, 16).find(digits[i]);
    if (digit == std::string_view::npos) refuse("matrix: not hexadecimal digits");
    for (std::size_t c = 4 * i; c < 4 * i + 4; ++c) {
      const bool bit = (digit >> (c - 4 * i) & 1U) != 0;
      if (bit && c >= matrix.columns()) refuse("matrix: a row sets a column beyond the last");
      if (bit) matrix.set(row, c, true);
    }
  }
}

const json& field(const json& object, const char* name) {
  if (!object.contains(name)) refuse(std::string(name) + ": is missing");
  return object[name];
}

std::uint64_t number(const json& value, const char* name) {
  // The library reads a literal as unsigned, but stores a C++ int as signed: both are integers.
  if (!value.is_number_integer() || (!value.is_number_unsigned() && value.get<std::int64_t>() < 0))
    refuse(std::string(name) + ": not a number from 0 on");
  return value.get<std::uint64_t>();
}

template <class T>
std::vector<T> numbers(const json& value, const char* name) {
  if (!value.is_array()) refuse(std::string(name) + ": not a list");
  std::vector<T> list;
  for (const json& entry : value) list.push_back(number(entry, name));
  return list;
}

}  // namespace

std::optional<RankCertificate> certify_rank(const BitMatrix& matrix, const Work& work) {
  const Merged merged = merge_equal(matrix);
  const std::size_t at_most = distinct_nonzero_lines(merged.matrix);
  RankCertificate certificate;
  take(certificate, 2, pivots_gf2(merged.matrix), merged);
  std::vector<std::uint64_t> primes;
  Integer product = 1;
  std::uint64_t prime = kRankPrime + 1;
  while (certificate.rank < at_most && !exceeds_minors(product, certificate.rank + 1)) {
    prime = prime_below(prime);
    const std::optional<Pivots> pivots = pivots_mod(merged.matrix, prime, work);
    if (!pivots) return std::nullopt;
    primes.push_back(prime);
    product *= prime;
    if (pivots->rows.size() > certificate.rank) take(certificate, prime, *pivots, merged);
  }
  if (certificate.rank < at_most) {
    certificate.upper = Upper::primes;
    certificate.primes = std::move(primes);
  }
  return certificate;
}

void check(const RankCertificate& certificate, const BitMatrix& matrix) {
  const Work work;
  check_lines("rows", certificate.rows, certificate.rank, matrix.rows());
  check_lines("columns", certificate.columns, certificate.rank, matrix.columns());
  if (!prime_in_range(certificate.prime)) refuse("prime: not a prime below 2^30");
  if (*rank_mod(minor_of(certificate, matrix), certificate.prime, work) != certificate.rank)
    refuse("prime: divides the minor of these rows and columns");
  switch (certificate.upper) {
    case Upper::lines:
      if (!certificate.primes.empty()) refuse("primes: there are some, but the lines shall prove");
      if (distinct_nonzero_lines(matrix) != certificate.rank)
        refuse("upper: there are more distinct nonzero rows and columns");
      return;
    case Upper::primes:
      check_primes(certificate, matrix, work);
      return;
  }
  refuse("upper: neither lines nor primes");
}

json to_json(const RankCertificate& certificate, const BitMatrix& matrix) {
  json rows = json::array();
  for (std::size_t r = 0; r < matrix.rows(); ++r) rows.push_back(hex_row(matrix, r));
  json upper = "lines";
  if (certificate.upper == Upper::primes) upper = certificate.primes;
  return {{"kind", "rational-rank"},
          {"columns", matrix.columns()},
          {"matrix", std::move(rows)},
          {"rank", certificate.rank},
          {"minor",
           {{"prime", certificate.prime},
            {"rows", certificate.rows},
            {"columns", certificate.columns}}},
          {"upper", std::move(upper)}};
}

StatedRank parse_rank_certificate(const json& text) {
  if (!text.is_object() || text.size() != 6) refuse("certificate: not an object of six fields");
  if (field(text, "kind") != "rational-rank") refuse("kind: not rational-rank");
  const json& rows = field(text, "matrix");
  if (!rows.is_array()) refuse("matrix: not a list of rows");
  const std::uint64_t columns = number(field(text, "columns"), "columns");
  // Before any memory is asked for: every row must have its digits.
  for (const json& row : rows)
    if (!row.is_string() ||
        row.get_ref<const std::string&>().size() != columns / 4 + (columns % 4 != 0))
      refuse("matrix: a row is not a string of one digit for four columns");
  if (rows.empty() && columns != 0) refuse("columns: there are no rows");
  StatedRank stated{{}, BitMatrix(rows.size(), columns)};
  for (std::size_t r = 0; r < rows.size(); ++r) read_row(stated.matrix, r, rows[r]);
  const json& minor = field(text, "minor");
  if (!minor.is_object() || minor.size() != 3) refuse("minor: not an object of three fields");
  RankCertificate& certificate = stated.certificate;
  certificate.rank = number(field(text, "rank"), "rank");
  certificate.prime = number(field(minor, "prime"), "prime");
  certificate.rows = numbers<std::size_t>(field(minor, "rows"), "rows");
  certificate.columns = numbers<std::size_t>(field(minor, "columns"), "columns");
  const json& upper = field(text, "upper");
  if (upper != "lines") {
    certificate.upper = Upper::primes;
    certificate.primes = numbers<std::uint64_t>(upper, "upper");
  }
  return stated;
}

}  // namespace separatrix

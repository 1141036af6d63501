// Kind "rational-rank": the rank of a matrix of zeros and ones over the rationals.
//
// Lower bound. A minor of order r that is not 0 modulo a prime is not 0, so the rank is at least r.
// Upper bound, either of
//  - "lines": there are only r different nonzero rows, or only r different nonzero columns;
//  - different primes whose product P satisfies P 2^k > (k + 1)^((k + 1)/2), k = r + 1, while
//  modulo
//    each the rank is at most r. Each prime then divides every minor of order k, so P does; and a
//    matrix of zeros and ones of order k has a determinant of at most (k + 1)^((k + 1)/2) / 2^k in
//    size [Hadamard, for the matrix of order k + 1 of +-1]. So every such minor is 0.
#include <algorithm>
#include <set>
#include <utility>

#include "matrix.hpp"
#include "tasks.hpp"

namespace checker {
namespace {

std::vector<bool> read_row(const Json& value, std::size_t columns, const std::string& what) {
  const std::string& digits = text(value, what);
  require(digits.size() == (columns + 3) / 4, what + ": a row has not one digit for four columns");
  std::vector<bool> row(columns);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const std::size_t digit = std::string_view("0123456789abcdef").find(digits[i]);
    require(digit != std::string_view::npos, what + ": a row is not hexadecimal");
    for (std::size_t b = 0; b < 4; ++b) {
      const bool bit = (digit >> b & 1) != 0;
      if (4 * i + b < columns) row[4 * i + b] = bit;
      require(!bit || 4 * i + b < columns, what + ": a row goes beyond the last column");
    }
  }
  return row;
}

/// The rank modulo a prime below 2^31.
std::size_t rank_modulo(const Matrix& matrix, std::uint64_t prime) {
  std::vector<std::vector<std::uint64_t>> rows;
  for (const auto& row : matrix.rows) rows.emplace_back(row.begin(), row.end());
  std::size_t rank = 0;
  for (std::size_t c = 0; c < matrix.columns && rank < rows.size(); ++c) {
    std::size_t pivot = rank;
    while (pivot < rows.size() && rows[pivot][c] == 0) ++pivot;
    if (pivot == rows.size()) continue;
    std::swap(rows[pivot], rows[rank]);
    mpz_class inverse(rows[rank][c]);
    const mpz_class modulus(prime);
    mpz_invert(inverse.get_mpz_t(), inverse.get_mpz_t(), modulus.get_mpz_t());
    for (std::size_t r = rank + 1; r < rows.size(); ++r) {
      const std::uint64_t factor = (prime - rows[r][c]) * inverse.get_ui() % prime;
      if (factor % prime == 0) continue;
      for (std::size_t j = c; j < matrix.columns; ++j)
        rows[r][j] = (rows[r][j] + factor * rows[rank][j]) % prime;
    }
    ++rank;
  }
  return rank;
}

bool is_prime(std::uint64_t n) {
  if (n < 2 || n >= std::uint64_t{1} << 31) return false;
  for (std::uint64_t d = 2; d * d <= n; ++d)
    if (n % d == 0) return false;
  return true;
}

/// Is every minor of order k smaller than `product`?
bool exceeds_minors(const mpz_class& product, std::size_t k) {
  return product * product * power(4, k) > power(mpz_class(k + 1), k + 1);
}

void check_primes(const Json& value, const Rank& stated, const std::string& what) {
  mpz_class product = 1;
  std::uint64_t last = std::uint64_t{1} << 31;
  for (const Json& entry : list(value, what)) {
    const std::uint64_t prime = count(entry, what);
    require(prime < last && is_prime(prime), what + ": not decreasing primes below 2^31");
    require(!exceeds_minors(product, stated.rank + 1), what + ": more primes than are needed");
    require(rank_modulo(stated.matrix, prime) <= stated.rank,
            what + ": the rank is larger modulo " + std::to_string(prime));
    last = prime;
    product *= prime;
  }
  require(exceeds_minors(product, stated.rank + 1),
          what + ": the product of the primes does not exceed every minor");
}

std::vector<std::size_t> lines(Fields& minor, const char* name, std::size_t end, std::size_t rank) {
  const std::vector<std::size_t> chosen = minor.indices(name, end);
  require(chosen.size() == rank, std::string(name) + ": not as many as the rank");
  for (std::size_t i = 1; i < chosen.size(); ++i)
    require(chosen[i - 1] < chosen[i], std::string(name) + ": not increasing");
  return chosen;
}

}  // namespace

Matrix transposed(const Matrix& matrix) {
  Matrix across{matrix.rows.size(), {}};
  for (std::size_t c = 0; c < matrix.columns; ++c) {
    std::vector<bool> column;
    for (const auto& row : matrix.rows) column.push_back(row[c]);
    across.rows.push_back(std::move(column));
  }
  return across;
}

std::size_t different_rows(const Matrix& matrix, bool value) {
  std::set<std::vector<bool>> different;
  for (const auto& row : matrix.rows)
    if (std::ranges::find(row, value) != row.end()) different.insert(row);
  return different.size();
}

Rank check_rational_rank(const Json& certificate, const std::string& what) {
  Fields fields(certificate, what);
  require(fields.text("kind") == "rational-rank", what + ".kind: not rational-rank");
  Rank stated;
  stated.matrix.columns = fields.count("columns");
  for (const Json& row : fields.list("matrix"))
    stated.matrix.rows.push_back(read_row(row, stated.matrix.columns, what + ".matrix"));
  const std::size_t rows = stated.matrix.rows.size();
  require(rows > 0 && stated.matrix.columns > 0, what + ".matrix: empty");
  stated.rank = fields.below("rank", std::min(rows, stated.matrix.columns) + 1);

  Fields minor(fields["minor"], what + ".minor");
  const std::uint64_t prime = minor.count("prime");
  require(is_prime(prime), what + ".minor.prime: not a prime below 2^31");
  Matrix square{stated.rank, {}};
  const auto columns = lines(minor, "columns", stated.matrix.columns, stated.rank);
  for (const std::size_t r : lines(minor, "rows", rows, stated.rank)) {
    std::vector<bool> row;
    for (const std::size_t c : columns) row.push_back(stated.matrix(r, c));
    square.rows.push_back(std::move(row));
  }
  minor.finish();
  require(rank_modulo(square, prime) == stated.rank, what + ".minor: 0 modulo the prime");

  const Json& upper = fields["upper"];
  if (upper.type == Json::Type::text) {
    require(upper.text == "lines", what + ".upper: neither lines nor primes");
    require(different_rows(stated.matrix, true) == stated.rank ||
                different_rows(transposed(stated.matrix), true) == stated.rank,
            what + ".upper: more different nonzero rows and columns than the rank");
  } else {
    check_primes(upper, stated, what + ".upper");
  }
  fields.finish();
  return stated;
}

}  // namespace checker

// The rank of a 0/1 matrix over the rationals, exactly, with a proof that a stranger can replay.
//
// At least r: a minor of order r that is not 0 modulo some prime is not 0.
// At most r, in one of two ways:
//   lines   the matrix has only r distinct nonzero rows, or only r distinct nonzero columns;
//   primes  modulo each of some primes the rank is at most r. Then every minor of order k = r + 1
//           is divisible by their product; but a determinant of order k with entries 0 and 1 is at
//           most (k+1)^((k+1)/2) / 2^k in absolute value (Hadamard's bound, after bordering it to
//           a matrix of signs). As soon as the product is larger, all these minors are 0.
// Method: ranks modulo 2, then modulo the largest primes below 2^30 until one of both ways closes;
// about r log2(r) / 60 primes at most. Equal rows and columns are merged first: a minor with two
// equal lines is 0, so no other minor counts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <nlohmann/json.hpp>

#include "bounds/communication/matrix.hpp"
#include "parallel/work.hpp"

namespace separatrix {

struct RankCertificate {
  std::size_t rank = 0;
  std::uint64_t prime = 2;           ///< modulo which the minor is not 0
  std::vector<std::size_t> rows;     ///< of the minor: `rank` of them, increasing
  std::vector<std::size_t> columns;  ///< likewise
  enum class Upper { lines, primes };
  Upper upper = Upper::lines;
  /// Upper::primes: decreasing, each below 2^30, no more of them than are needed. Else empty.
  std::vector<std::uint64_t> primes;
  bool operator==(const RankCertificate&) const = default;
};

/// None if `work` was stopped (the elimination modulo 2 does not look). Errors as of `pivots_gf2`
/// and `pivots_mod`.
std::optional<RankCertificate> certify_rank(const BitMatrix& matrix, const Work& work);

/// Recomputes everything: Error (argument "certificate") that names the first field that fails.
void check(const RankCertificate& certificate, const BitMatrix& matrix);

/// {"kind": "rational-rank", "columns": number, "matrix": [row, ..], "rank", "minor": {"prime",
/// "rows", "columns"}, "upper": "lines" or [prime, ..]}. Numbers of rows and columns count from 0.
/// A row is a string of ceil(columns / 4) hexadecimal digits: digit i holds columns 4 i to 4 i + 3,
/// the first of them as its lowest bit.
nlohmann::json to_json(const RankCertificate& certificate, const BitMatrix& matrix);

/// A certificate and the matrix that it speaks of.
struct StatedRank {
  RankCertificate certificate;
  BitMatrix matrix;
};

/// Reads what `to_json` writes, and nothing else: Error (argument "certificate") that names the
/// field. Whether it is a proof is for `check` to say.
StatedRank parse_rank_certificate(const nlohmann::json& text);

}  // namespace separatrix

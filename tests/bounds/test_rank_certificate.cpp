#include <functional>

#include <catch2/catch.hpp>

#include "bounds/communication/rank.hpp"
#include "bounds/communication/rank_certificate.hpp"
#include "numerics/error.hpp"
#include "numerics/random.hpp"
#include "numerics/rational.hpp"
#include "tests/bounds/complaint.hpp"
#include "tests/bounds/plain_rank.hpp"

using namespace separatrix;
using Upper = RankCertificate::Upper;

namespace {

const Work kNeverStopped;

std::size_t plain_rank(const BitMatrix& m, const std::vector<std::size_t>& rows,
                       const std::vector<std::size_t>& columns) {
  std::vector<std::vector<Rational>> entries;
  for (const std::size_t r : rows) {
    entries.emplace_back();
    for (const std::size_t c : columns) entries.back().emplace_back(m(r, c) ? 1 : 0);
  }
  return reference::rank(std::move(entries));
}

std::vector<std::size_t> up_to(std::size_t n) {
  std::vector<std::size_t> all(n);
  for (std::size_t i = 0; i < n; ++i) all[i] = i;
  return all;
}

/// The matrix of f on pairs of words of n bits.
BitMatrix pairs(unsigned n, const std::function<bool(unsigned, unsigned)>& f) {
  BitMatrix m(std::size_t{1} << n, std::size_t{1} << n);
  for (unsigned x = 0; x < m.rows(); ++x)
    for (unsigned y = 0; y < m.columns(); ++y) m.set(x, y, f(x, y));
  return m;
}

/// Several edges of a cycle side by side: of every 4 lines one depends on the others, though all
/// lines differ, so that only primes can prove the rank.
BitMatrix cycles(std::size_t count) {
  BitMatrix m(4 * count, 4 * count);
  for (std::size_t k = 0; k < 4 * count; k += 4)
    for (std::size_t i = 0; i < 4; ++i) {
      m.set(k + i, k + i, true);
      m.set(k + i, k + (i + 1) % 4, true);
    }
  return m;
}

}  // namespace

TEST_CASE("certified ranks against elimination over fractions") {
  std::size_t by_primes = 0;
  for (std::uint64_t seed = 0; seed < 80; ++seed) {
    Random random(seed, 0);
    const std::size_t rows = 1 + random.below(16);
    const std::size_t columns = 1 + random.below(16);
    BitMatrix m(rows, columns);
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t c = 0; c < columns; ++c)
        m.set(r, c, (r * c + seed) % 5 < 2 || random.below(8) == 0);
    CAPTURE(seed);
    const auto certificate = certify_rank(m, kNeverStopped);
    REQUIRE(certificate);
    CHECK(certificate->rank == plain_rank(m, up_to(rows), up_to(columns)));
    CHECK(plain_rank(m, certificate->rows, certificate->columns) == certificate->rank);
    CHECK(complaint(*certificate, m).empty());
    by_primes += certificate->upper == Upper::primes ? 1 : 0;
  }
  CHECK(by_primes > 5);
}

TEST_CASE("known ranks for n bits to each player") {
  for (unsigned n = 1; n <= 8; ++n) {
    CAPTURE(n);
    const std::size_t size = std::size_t{1} << n;
    const auto rank = [&](const BitMatrix& m) {
      const RankCertificate certificate = *certify_rank(m, kNeverStopped);
      CHECK(complaint(certificate, m).empty());
      return certificate.rank;
    };
    CHECK(rank(pairs(n, [](unsigned x, unsigned y) { return x == y; })) == size);
    CHECK(rank(pairs(n, [](unsigned x, unsigned y) { return x > y; })) == size - 1);
    CHECK(rank(pairs(n, [](unsigned x, unsigned y) { return (x & y) != 0; })) == size - 1);
    CHECK(rank(pairs(n, [](unsigned x, unsigned y) { return (x & y) == 0; })) == size);
    CHECK(rank(pairs(n, [](unsigned x, unsigned y) { return __builtin_parity(x & y) != 0; })) ==
          size - 1);
  }
}

TEST_CASE("the primes of a certificate are as many as Hadamard's bound asks for") {
  const BitMatrix m = cycles(5);
  const RankCertificate certificate = *certify_rank(m, kNeverStopped);
  CHECK(certificate.rank == 15);
  REQUIRE(certificate.upper == Upper::primes);
  // Order 16: 17^(17/2) / 2^16 is below 2^19, one prime of 30 bits.
  CHECK(certificate.primes == std::vector<std::uint64_t>{kRankPrime});
  CHECK(certify_rank(cycles(12), kNeverStopped)->primes.size() == 3);  // order 37: 38^19 / 2^37
}

TEST_CASE("a certificate with one field changed is refused, and the field is named") {
  const BitMatrix m = cycles(12);
  const RankCertificate good = *certify_rank(m, kNeverStopped);
  REQUIRE(complaint(good, m).empty());
  const auto changed = [&](const std::function<void(RankCertificate&)>& change) {
    RankCertificate bad = good;
    change(bad);
    REQUIRE_FALSE(bad == good);
    return complaint(bad, m);
  };
  CHECK(changed([](auto& c) { ++c.rank; }) == "rows");
  CHECK(changed([](auto& c) { --c.rank; }) == "rows");
  for (const std::uint64_t modulus : {0ULL, 1ULL, 9ULL, (1ULL << 30) - 1, (1ULL << 31) - 1})
    CHECK(changed([&](auto& c) { c.prime = modulus; }) == "prime");
  CHECK(changed([](auto& c) { c.rows[1] = c.rows[0]; }) == "rows");
  CHECK(changed([](auto& c) { c.columns[1] = c.columns[0]; }) == "columns");
  CHECK(changed([](auto& c) { std::swap(c.rows[0], c.rows[1]); }) == "rows");
  CHECK(changed([](auto& c) { c.rows.back() = 1000; }) == "rows");
  CHECK(changed([](auto& c) { c.columns.pop_back(); }) == "columns");
  CHECK(changed([](auto& c) { c.upper = Upper::lines; }) == "primes");
  CHECK(changed([](auto& c) {
          c.upper = Upper::lines;
          c.primes.clear();
        }) == "upper");
  CHECK(changed([](auto& c) { c.primes.pop_back(); }) == "primes");
  CHECK(changed([](auto& c) { c.primes.erase(c.primes.begin()); }) == "primes");
  CHECK(changed([](auto& c) { c.primes[1] = c.primes[0]; }) == "primes");
  CHECK(changed([](auto& c) { c.primes[2] -= 1; }) == "primes");
  CHECK(changed([](auto& c) { std::swap(c.primes[0], c.primes[1]); }) == "primes");
  CHECK(changed([](auto& c) { c.primes.push_back(2); }) == "primes");  // true, but not needed
}

TEST_CASE("a minor that vanishes is refused, whatever was exchanged in it") {
  const BitMatrix m = cycles(3);  // rank 9 of 12
  const RankCertificate good = *certify_rank(m, kNeverStopped);
  std::size_t refused = 0;
  std::size_t accepted = 0;
  for (std::size_t i = 0; i < good.rank; ++i)
    for (std::size_t r = 0; r < m.rows(); ++r) {
      RankCertificate other = good;
      other.rows[i] = r;
      std::sort(other.rows.begin(), other.rows.end());
      if (other == good) continue;
      const bool repeats =
          std::adjacent_find(other.rows.begin(), other.rows.end()) != other.rows.end();
      const bool sound = !repeats && plain_rank(m, other.rows, other.columns) == good.rank;
      CHECK(complaint(other, m).empty() == sound);
      (sound ? accepted : refused) += 1;
    }
  CHECK(refused > 50);
  CHECK(accepted > 0);  // another minor that does not vanish is as good a proof
  // A prime that divides the minor: complement of the identity, determinant (-1)^(n-1) (n-1).
  BitMatrix ring(8, 8);
  for (std::size_t i = 0; i < 8; ++i)
    for (std::size_t j = 0; j < 8; ++j) ring.set(i, j, i != j);
  RankCertificate seven = *certify_rank(ring, kNeverStopped);
  CHECK(seven.rank == 8);
  CHECK(complaint(seven, ring).empty());
  seven.prime = 7;
  CHECK(complaint(seven, ring) == "prime");
}

TEST_CASE("too small a rank is refused where all its fields fit together") {
  // Seven of the eight rows and columns of equality, with a proof from above that is none.
  const BitMatrix m = pairs(3, [](unsigned x, unsigned y) { return x == y; });
  RankCertificate small{7, 2, up_to(7), up_to(7), Upper::lines, {}};
  CHECK(complaint(small, m) == "upper");
  small.upper = Upper::primes;
  small.primes = {kRankPrime};
  CHECK(complaint(small, m) == "rank");
}

TEST_CASE("a rank certificate comes back from JSON, and nothing else does") {
  for (const BitMatrix& m : {cycles(3), pairs(3, [](unsigned x, unsigned y) { return x > y; }),
                             BitMatrix(2, 5), BitMatrix(0, 0)}) {
    const RankCertificate certificate = *certify_rank(m, kNeverStopped);
    const StatedRank read =
        parse_rank_certificate(nlohmann::json::parse(to_json(certificate, m).dump()));
    CHECK(read.certificate == certificate);
    CHECK(read.matrix == m);
  }
  BitMatrix m(1, 6);
  m.set(0, 1, true);
  m.set(0, 5, true);
  const nlohmann::json good = to_json(*certify_rank(m, kNeverStopped), m);
  CHECK(good["matrix"] == nlohmann::json{"22"});
  for (const char* name : {"kind", "columns", "matrix", "rank", "minor", "upper"}) {
    nlohmann::json bad = good;
    bad.erase(name);
    CHECK_THROWS_AS(parse_rank_certificate(bad), Error);
    for (const nlohmann::json& value :
         {nlohmann::json(-1), nlohmann::json(1.5), nlohmann::json("x"), nlohmann::json::object(),
          nlohmann::json{"2g"}, nlohmann::json{"26"}, nlohmann::json{"2a"}, nlohmann::json{"2"}}) {
      bad = good;
      bad[name] = value;
      CAPTURE(name, value.dump());
      bool accepted = false;  // other rows are another claim: what counts is this matrix
      try {
        const StatedRank read = parse_rank_certificate(bad);
        check(read.certificate, read.matrix);
        accepted = read.matrix == m;
      } catch (const Error& refused) {
        CHECK(refused.argument() == "certificate");
      }
      CHECK_FALSE(accepted);
    }
  }
  nlohmann::json more = good;
  more["note"] = "free";
  CHECK_THROWS_AS(parse_rank_certificate(more), Error);
}

TEST_CASE("a stopped certificate is none") {
  Work work;
  work.request_stop();
  CHECK_FALSE(certify_rank(cycles(3), work));
}

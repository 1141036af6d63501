#include "field_families.hpp"

#include <bit>

namespace checker {

namespace {

constexpr std::uint64_t kMostDegree = 16;

struct Field {
  std::uint64_t degree, polynomial;

  std::uint64_t times(std::uint64_t a, std::uint64_t b) const {
    std::uint64_t product = 0;
    for (; b != 0; b >>= 1, a <<= 1) {
      if ((a >> degree & 1U) != 0) a ^= polynomial;
      if ((b & 1U) != 0) product ^= a;
    }
    return product;
  }
  /// z^b x^e.
  std::uint64_t monomial(std::uint64_t b, std::uint64_t x, std::uint64_t e) const {
    std::uint64_t product = std::uint64_t{1} << b;
    for (; e > 0; --e) product = times(product, x);
    return product;
  }
  bool trace(std::uint64_t a) const {
    std::uint64_t sum = 0;
    for (std::uint64_t i = 0; i < degree; ++i, a = times(a, a)) sum ^= a;
    require(sum <= 1, "the polynomial is not irreducible");
    return sum == 1;
  }
};

Field read_field(Fields& fields, const char* degree) {
  const Field field{fields.count(degree), fields.count("polynomial")};
  require(field.degree >= 1 && field.degree <= kMostDegree &&
              std::bit_width(field.polynomial) == field.degree + 1,
          "codes: no such field");
  return field;
}

/// A row whose bit c is bit(c).
template <class Bit>
Signs row_of(std::size_t k, const Bit& bit) {
  Signs row((k + 63) / 64);
  for (std::size_t c = 0; c < k; ++c)
    if (bit(c)) row[c / 64] |= std::uint64_t{1} << (c % 64);
  return row;
}

bool one_sided(Fields& fields) {
  const std::string& sides = fields.text("sides");
  require(sides == "one" || sides == "two", "codes: sides are neither one nor two");
  return sides == "one";
}

}  // namespace

bool is_field_family(const std::string& family) {
  return family == "dual-bch" || family == "rs-hadamard" || family == "rs-biorthogonal";
}

std::vector<Signs> field_family_rows(Fields& fields, const std::string& family, std::size_t k,
                                     std::size_t count) {
  const bool bch = family == "dual-bch";
  const bool hadamard = family == "rs-hadamard";
  const Field field = read_field(fields, bch ? "r" : "s");
  const bool ones = !hadamard && one_sided(fields);
  const std::uint64_t size = std::uint64_t{1} << field.degree;
  const std::uint64_t powers = fields.count(bch ? "t" : "K");
  require(powers >= 1 && powers <= 64, "codes: no such dimension");
  const std::uint64_t points = bch ? size : fields.count("n0");
  const std::uint64_t block = bch ? 1 : hadamard ? size : size / 2;
  require(points <= size && k == points * block, "codes: another length than the family's");
  std::vector<Signs> rows;
  for (std::uint64_t e = 0; e < powers; ++e)
    for (std::uint64_t b = 0; b < field.degree && rows.size() < count; ++b) {
      if (!bch && !hadamard && e == 0 && b == 0) continue;
      rows.push_back(row_of(k, [&](std::size_t c) {
        if (bch) return field.trace(field.monomial(b, c, 2 * e + 1));
        const std::uint64_t y = hadamard ? c % block : 2 * (c % block) + 1;
        return std::popcount(field.monomial(b, c / block, e) & y) % 2 == 1;
      }));
    }
  if (ones && rows.size() < count) rows.push_back(row_of(k, [](std::size_t) { return true; }));
  require(rows.size() == count, "codes: fewer vectors than addresses");
  return rows;
}

}  // namespace checker

// Matrices of well-known two-party functions, by their definitions, and random ones.
#pragma once

#include <bit>
#include <cstdint>

#include "bounds/communication/matrix.hpp"
#include "numerics/random.hpp"

namespace separatrix::reference {

template <class F>
BitMatrix matrix_of(std::size_t rows, std::size_t columns, const F& f) {
  BitMatrix m(rows, columns);
  for (std::size_t x = 0; x < rows; ++x)
    for (std::size_t y = 0; y < columns; ++y) m.set(x, y, f(x, y));
  return m;
}

inline BitMatrix equality(std::size_t lines) {
  return matrix_of(lines, lines, [](std::size_t x, std::size_t y) { return x == y; });
}

/// x > y.
inline BitMatrix greater_than(unsigned n) {
  return matrix_of(std::size_t{1} << n, std::size_t{1} << n,
                   [](std::size_t x, std::size_t y) { return x > y; });
}

/// The sets x and y meet.
inline BitMatrix disjointness(unsigned n) {
  return matrix_of(std::size_t{1} << n, std::size_t{1} << n,
                   [](std::size_t x, std::size_t y) { return (x & y) != 0; });
}

/// The inner product modulo 2.
inline BitMatrix inner_product(unsigned n) {
  return matrix_of(std::size_t{1} << n, std::size_t{1} << n,
                   [](std::size_t x, std::size_t y) { return std::popcount(x & y) % 2 == 1; });
}

/// Bit y of the string x.
inline BitMatrix index_of(unsigned n) {
  return matrix_of(std::size_t{1} << n, n,
                   [](std::size_t x, std::size_t y) { return (x >> y & 1U) != 0; });
}

inline BitMatrix random_matrix(Random& random, std::size_t rows, std::size_t columns) {
  return matrix_of(rows, columns, [&](std::size_t, std::size_t) { return random.coin(); });
}

}  // namespace separatrix::reference

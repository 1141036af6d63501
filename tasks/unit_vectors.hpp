// Unit vectors whose coordinates are multiples of 2^-24, for samplers of nearest-neighbour inputs.
//
// Rounding the coordinates moves a norm and an inner product by about 2^-24; what must hold exactly
// is then arranged, and checked, in integers: inner products are multiples of 2^-48.
#pragma once

#include <cstdint>
#include <vector>

#include "numerics/random.hpp"
#include "numerics/rational.hpp"

namespace separatrix {

/// Coordinates in multiples of 2^-24.
using GridVector = std::vector<std::int64_t>;

constexpr unsigned kGridBits = 24;
constexpr std::int64_t kGridOne = std::int64_t{1} << kGridBits;           // 1 as a coordinate
constexpr std::int64_t kProductOne = std::int64_t{1} << (2 * kGridBits);  // 1 as an inner product

/// In multiples of 2^-48, exact for vectors of norm at most 2.
std::int64_t grid_product(const GridVector& x, const GridVector& y);

/// |<x,x> - 1| <= 2^-16.
bool nearly_unit(const GridVector& x);

/// A vector of direction v and norm 1 up to the rounding of coordinates and, if |v| is small, of
/// its norm to a multiple of 2^-12; |v_i| < 2^40, at most 2^16 of them, v not 0.
GridVector normalised(const std::vector<std::int64_t>& v);

/// A direction of the sphere in `dimension` >= 1 dimensions, uniform but for taking sums of twelve
/// uniform numbers in place of Gaussian ones.
GridVector random_unit_vector(std::uint64_t dimension, Random& random);

/// A random nearly unit vector x whose <q,x> is at most `product` (multiples of 2^-48) and less
/// than 2^-23 below it. q nearly unit, of dimension >= 2; `product` in [-1, 1] up to the tolerance.
/// Error if rounding keeps leading out of the norm's tolerance.
GridVector unit_vector_at(const GridVector& q, std::int64_t product, Random& random);

std::vector<Rational> to_rationals(const GridVector& x);

/// x / |x| with every coordinate rounded to the nearest multiple of 2^-24 (halves away from 0),
/// exactly. Error if x is 0.
std::vector<Rational> scaled_to_unit(const std::vector<Rational>& x);

}  // namespace separatrix

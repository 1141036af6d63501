#include "tasks/unit_vectors.hpp"

#include <algorithm>
#include <cstdlib>

#include "numerics/error.hpp"
#include "numerics/int128.hpp"

namespace separatrix {
namespace {

constexpr std::int64_t kNormSlack = kProductOne >> 16;

/// floor(sqrt(x))
Int128 integer_sqrt(Int128 x) { return to_int128(boost::multiprecision::sqrt(to_integer(x))); }

/// The integer nearest to a / b, b > 0.
std::int64_t nearest_quotient(Int128 a, Int128 b) {
  const Int128 doubled = 2 * a + b;
  const Int128 quotient = doubled / (2 * b) - (doubled % (2 * b) < 0 ? 1 : 0);
  return static_cast<std::int64_t>(quotient);
}

/// One coordinate of a direction: twelve uniform 16-bit numbers less their mean.
std::int64_t bell_shaped(Random& random) {
  std::int64_t sum = -6 * 65535;
  for (int words = 0; words < 3; ++words) {
    const std::uint64_t word = random.word();
    for (unsigned shift = 0; shift < 64; shift += 16)
      sum += static_cast<std::int64_t>((word >> shift) & 0xFFFF);
  }
  return sum;
}

std::vector<std::int64_t> random_direction(std::uint64_t dimension, Random& random) {
  std::vector<std::int64_t> v(dimension);
  do {
    for (std::int64_t& coordinate : v) coordinate = bell_shaped(random);
  } while (std::ranges::all_of(v, [](std::int64_t c) { return c == 0; }));
  return v;
}

/// A random unit vector orthogonal to q up to rounding.
GridVector random_orthogonal(const GridVector& q, Random& random) {
  for (;;) {
    // w = v - <q,v> q, in multiples of 2^-48, then of 2^-16; |v_i| < 2^20.
    const std::vector<std::int64_t> v = random_direction(q.size(), random);
    Int128 along = 0;
    for (std::size_t i = 0; i < q.size(); ++i) along += Int128{q[i]} * v[i];
    std::vector<std::int64_t> w(q.size());
    std::int64_t largest = 0;
    for (std::size_t i = 0; i < q.size(); ++i) {
      w[i] = static_cast<std::int64_t>((Int128{v[i]} * kProductOne - along * q[i]) >> 32);
      largest = std::max(largest, std::abs(w[i]));
    }
    // A v almost along q leaves mostly rounding.
    if (largest > std::int64_t{1} << 24) return normalised(w);
  }
}

}  // namespace

std::int64_t grid_product(const GridVector& x, const GridVector& y) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

bool nearly_unit(const GridVector& x) {
  return std::abs(grid_product(x, x) - kProductOne) <= kNormSlack;
}

GridVector normalised(const std::vector<std::int64_t>& v) {
  Int128 square = 0;
  for (const std::int64_t c : v) square += Int128{c} * c;
  const Int128 norm = integer_sqrt(square << 24);  // in multiples of 2^-12
  GridVector x;
  x.reserve(v.size());
  for (const std::int64_t c : v)
    x.push_back(nearest_quotient(Int128{c} * (Int128{kGridOne} << 12), norm));
  return x;
}

GridVector random_unit_vector(std::uint64_t dimension, Random& random) {
  for (;;) {
    GridVector x = normalised(random_direction(dimension, random));
    if (nearly_unit(x)) return x;
  }
}

GridVector unit_vector_at(const GridVector& q, std::int64_t product, Random& random) {
  constexpr int kTries = 100;
  const std::int64_t along = std::clamp(product >> kGridBits, -kGridOne, kGridOne);
  const auto across =
      static_cast<std::int64_t>(integer_sqrt(Int128{kProductOne} - Int128{along} * along));
  const auto largest = static_cast<std::size_t>(
      std::ranges::max_element(
          q, [](std::int64_t a, std::int64_t b) { return std::abs(a) < std::abs(b); }) -
      q.begin());
  for (int left = kTries; left > 0; --left) {
    const GridVector u = random_orthogonal(q, random);
    GridVector x(q.size());
    for (std::size_t i = 0; i < q.size(); ++i)
      x[i] = nearest_quotient(Int128{along} * q[i] + Int128{across} * u[i], kGridOne);
    // One step of the coordinate where q is largest moves <q,x> by |q_j| 2^-24 at most.
    const std::int64_t step = std::abs(q[largest]);
    const std::int64_t missing = product - grid_product(q, x);
    const std::int64_t steps = missing / step - (missing % step < 0 ? 1 : 0);  // rounded down
    x[largest] += q[largest] > 0 ? steps : -steps;
    if (nearly_unit(x)) return x;
  }
  throw Error("unit_vector_at", "--gamma",
              "rounding to multiples of 2^-24 leads out of the norm's tolerance; use fewer "
              "dimensions or another margin");
}

std::vector<Rational> to_rationals(const GridVector& x) {
  std::vector<Rational> coordinates;
  coordinates.reserve(x.size());
  for (const std::int64_t c : x) coordinates.emplace_back(Integer(c), Integer(kGridOne));
  return coordinates;
}

std::vector<Rational> scaled_to_unit(const std::vector<Rational>& x) {
  Rational square = 0;
  for (const Rational& c : x) square += c * c;
  if (square == 0)
    throw Error("scaled_to_unit", "x", "the vector 0 has no direction; leave it out");
  std::vector<Rational> unit;
  unit.reserve(x.size());
  for (const Rational& c : x) {
    // floor(y + 1/2) = floor((floor(2y) + 1) / 2) for y = 2^24 |c| / |x|, and floor(2y) is an
    // integer square root.
    const Integer doubled =
        boost::multiprecision::sqrt(floor(Rational(4 * c * c * Integer(kProductOne) / square)));
    const Integer steps = (doubled + 1) / 2;
    unit.emplace_back(c < 0 ? Integer(-steps) : steps, Integer(kGridOne));
  }
  return unit;
}

}  // namespace separatrix

// Inputs of the nearest-neighbour task at random, with norms and margins that hold exactly.
//
// Everything is drawn in multiples of 2^-24 (unit_vectors.hpp), and the margin is arranged in
// integers, so that the domain's conditions need no floating-point number.

#include <algorithm>
#include <optional>
#include <utility>

#include "numerics/error.hpp"
#include "tasks/nearest_neighbour.hpp"
#include "tasks/unit_vectors.hpp"

namespace separatrix {
namespace {

/// Points on the grid, the query's inner products with which are arranged.
struct Drawn {
  std::vector<GridVector> points;
  std::vector<bool> labels;
  GridVector query;
};

/// The least number of multiples of 2^-48 that is at least gamma.
std::int64_t margin_on_grid(const Rational& gamma) {
  return ceil(gamma * Rational(Integer(kProductOne))).convert_to<std::int64_t>();
}

/// An integer uniform in [low, high].
std::int64_t between(std::int64_t low, std::int64_t high, Random& random) {
  return low + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(high - low) + 1));
}

/// k uniform in (n/2, n], all points uniform but for what the margin forbids, and a query at a
/// random inner product with one of them: from 1 down to a quarter of what gamma leaves.
Drawn draw_random(std::uint64_t n, std::uint64_t dimension, std::int64_t gamma, Random& random) {
  constexpr int kTries = 16;
  const std::uint64_t least = std::max<std::uint64_t>(2, n / 2 + 1);
  const std::uint64_t points = least + random.below(n - least + 1) - 1;
  Drawn drawn;
  const GridVector target = random_unit_vector(dimension, random);
  drawn.query =
      dimension == 1
          ? target
          : unit_vector_at(
                target, between(kProductOne - (2 * kProductOne - gamma) / 4, kProductOne, random),
                random);
  const std::int64_t most = grid_product(drawn.query, target) - gamma;
  const std::uint64_t place = random.below(points);
  for (std::uint64_t i = 0; i < points; ++i) {
    drawn.labels.push_back(random.coin());
    if (i == place) {
      drawn.points.push_back(target);
      continue;
    }
    GridVector x = random_unit_vector(dimension, random);
    // In one dimension half of the draws lie opposite to the query, and there is no other way.
    for (int left = kTries; grid_product(drawn.query, x) > most && (dimension == 1 || left > 0);
         --left)
      x = random_unit_vector(dimension, random);
    // Where the points that are far enough fill a small cap only, one at a random height in it.
    if (grid_product(drawn.query, x) > most)
      x = unit_vector_at(drawn.query, between(std::min(-kProductOne, most), most, random), random);
    drawn.points.push_back(std::move(x));
  }
  return drawn;
}

/// In one dimension only the tolerance of norms makes small margins possible, and margins just
/// below 2 are the distance of opposite points: the coordinates of the nearest point and of the
/// others, for the query 1.
std::optional<std::pair<std::int64_t, std::int64_t>> adversarial_on_a_line(std::int64_t gamma) {
  const std::int64_t gap = (gamma + kGridOne - 1) / kGridOne;  // at least gamma, in 2^-24
  const std::int64_t slack = kGridOne >> 18;                   // 2^-17 of a squared norm
  if (gap <= 2 * slack) return std::pair{kGridOne + slack, kGridOne + slack - gap};
  if (gap >= 2 * kGridOne - 2 * slack) return std::pair{kGridOne, kGridOne - gap};
  return std::nullopt;
}

/// k = n; the nearest point first, last or in the middle, all others just gamma further and of the
/// other label. The nearest one is the query itself, or lies opposite to the others as seen from
/// the middle, or lies so that the others are as far from the query as can be.
Drawn draw_adversarial(std::uint64_t n, std::uint64_t dimension, std::int64_t gamma,
                       Random& random) {
  const std::uint64_t points = n - 1;
  const std::uint64_t places[] = {0, points - 1, points / 2};
  const std::uint64_t place = places[random.below(3)];
  const bool label = random.coin();
  const std::uint64_t shape = random.below(3);
  Drawn drawn;
  if (dimension == 1) {
    const auto line = adversarial_on_a_line(gamma);
    if (!line)
      throw Error("NearestNeighbour::sample", "--sampler",
                  "on a line no other point lies just gamma further than the nearest; use "
                  "--sampler random, or --dimension 2 and more");
    drawn.query = {kGridOne};
    drawn.points.assign(points, {line->second});
    drawn.points[place] = {line->first};
  } else {
    drawn.query = random_unit_vector(dimension, random);
    GridVector target = drawn.query;
    if (shape != 0)
      target = unit_vector_at(drawn.query, shape == 1 ? gamma / 2 : gamma - kProductOne, random);
    const std::int64_t product = grid_product(drawn.query, target) - gamma;
    for (std::uint64_t i = 0; i < points; ++i)
      drawn.points.push_back(i == place ? target : unit_vector_at(drawn.query, product, random));
  }
  drawn.labels.assign(points, !label);
  drawn.labels[place] = label;
  return drawn;
}

}  // namespace

Input NearestNeighbour::sample(const std::string& sampler, Random& random) const {
  if (sampler != "random" && sampler != "adversarial")
    throw Error("NearestNeighbour::sample", "--sampler",
                "there is no sampler '" + sampler + "'; use random or adversarial");
  const std::int64_t gamma = margin_on_grid(gamma_);
  const Drawn drawn = sampler == "random" ? draw_random(n_, dimension_, gamma, random)
                                          : draw_adversarial(n_, dimension_, gamma, random);
  std::vector<Point> points;
  for (std::size_t i = 0; i < drawn.points.size(); ++i)
    points.push_back({to_rationals(drawn.points[i]), drawn.labels[i]});
  return input(points, to_rationals(drawn.query));
}

}  // namespace separatrix

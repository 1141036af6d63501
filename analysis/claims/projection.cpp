// L3 [BHBK24]: evidence that a random projection keeps inner products.
//
// A matrix of signs of the lemma's dimension against concrete unit vectors, every pair of them, in
// exact arithmetic: points drawn from the sphere, sign vectors scaled to norm 1 exactly, and the
// standard unit vectors (C8.1).
#include "analysis/claims.hpp"
#include "analysis/projection_check.hpp"
#include "tasks/unit_vectors.hpp"

namespace separatrix::claims {
namespace {

using Vectors = std::vector<std::vector<Rational>>;

constexpr std::uint64_t kSeed = 1;

/// Drawn from the sphere, coordinates in multiples of 2^-24.
Vectors sphere(std::size_t n, std::size_t d) {
  Vectors points;
  for (std::size_t i = 0; i < n; ++i) {
    Random random(kSeed, i);
    points.push_back(to_rationals(random_unit_vector(d, random)));
  }
  return points;
}

/// Signs divided by the root of d.
Vectors signs(std::size_t n, std::size_t d, const Integer& root) {
  Vectors points;
  for (std::size_t i = 0; i < n; ++i) {
    Random random(kSeed, i);
    points.emplace_back();
    for (std::size_t c = 0; c < d; ++c)
      points.back().push_back(Rational(random.coin() ? 1 : -1) / Rational(root));
  }
  return points;
}

Vectors standard(std::size_t n) {
  Vectors points(n, std::vector<Rational>(n));
  for (std::size_t i = 0; i < n; ++i) points[i][i] = 1;
  return points;
}

/// `points`: the definition of the vectors, for the certificate.
ClaimStep step(const std::string& what, nlohmann::ordered_json points, std::size_t n, std::size_t d,
               const Rational& eps, const std::function<Vectors()>& make) {
  std::string title = what + ", N = " + std::to_string(n) + ", d = " + std::to_string(d) +
                      ", eps " + to_string(eps);
  return {std::move(title), [=](Work& work) {
            const vectors::SignProjection projection(vectors::jl_dimension(n, eps), d, kSeed);
            Result result = check_projection(projection, make(), eps, work);
            if (result.certificate) (*result.certificate)["points"] = points;
            result.notes.push_back("vectors: " + what + ", seed " + std::to_string(kSeed));
            return result;
          }};
}

}  // namespace

std::vector<ClaimStep> projection(Effort effort) {
  const Rational half(1, 2), third(1, 3);
  const nlohmann::ordered_json sphere_points{{"family", "sphere"}, {"seed", kSeed}};
  std::vector<ClaimStep> steps{
      step("random points of the sphere", sphere_points, 64, 1024, third,
           [] { return sphere(64, 1024); }),
      step("random signs divided by 32", {{"family", "signs"}, {"divisor", 32}, {"seed", kSeed}},
           64, 1024, half, [] { return signs(64, 1024, 32); }),
      step("standard unit vectors", {{"family", "standard"}}, 256, 256, half,
           [] { return standard(256); })};
  if (effort == Effort::full)
    steps.push_back(step("random points of the sphere", sphere_points, 256, 4096, third,
                         [] { return sphere(256, 4096); }));
  return steps;
}

}  // namespace separatrix::claims

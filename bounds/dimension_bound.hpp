// Lower bound on the dimension of N nearly orthogonal sign vectors.
//
// Statement. No family of N vectors in {+-1}^k with inner products at most gamma k (one-sided), or
// of absolute value at most gamma k (two-sided), exists for any k < dimension.
// Proof. Each smaller k is excluded separately, by the cheapest argument that does:
//   counting   k <= `last` where N > 2^last (two-sided: 2N > 2^last; vectors are distinct, and
//              two-sided also distinct from each other's opposites). Monotone in k.
//   welch      two-sided; monotone in k (bounds/welch.hpp)
//   delsarte   one polynomial f for each k, with f(0) < N (bounds/delsarte.hpp)
// The Delsarte bound is *not* monotone in k, because the least distance (1 - gamma) k/2 is rounded
// up: at gamma = 1/4, two-sided, N = 2^20, it excludes 91 but not 90. So no dimension is inferred
// from a larger one, the search goes up one by one, and the answer is the smallest k that is not
// excluded; larger ones may be impossible too.
//
// Certificate (JSON), checked by bounds/dimension_certificate.hpp:
//   {"kind": "sign-dimension-lower-bound", "vectors": "1024", "gamma": "1/4", "sides": "two",
//    "dimension": 32, "exclusions": [...]}
// where the exclusions cover 1..dimension-1 in order, without gaps, each one of
//   {"method": "counting", "first": 1, "last": 10}
//   {"method": "welch", "first": 11, "last": 17, "moment": 2}
//   {"method": "delsarte", "first": 31, "last": 31, "terms": [[4, "1/31"], ...], "at_most": "606"}
// Rationals are in lowest terms, terms [j, f_j] in increasing degree with f_j > 0, and at_most is
// floor(f(0)).
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "bounds/delsarte.hpp"
#include "bounds/distance_window.hpp"
#include "numerics/rational.hpp"
#include "parallel/work.hpp"

namespace separatrix {

struct ExcludedByCounting {};
struct ExcludedByWelch {
  unsigned moment;
};
struct ExcludedByDelsarte {
  LpBound bound;
};

/// Dimensions first..last (both included) are impossible.
struct ExcludedDimensions {
  std::uint64_t first;
  std::uint64_t last;
  std::variant<ExcludedByCounting, ExcludedByWelch, ExcludedByDelsarte> reason;
};

struct DimensionBound {
  std::uint64_t vectors;
  Rational gamma;
  Sides sides;
  std::uint64_t dimension;                     ///< every smaller dimension is excluded
  std::vector<ExcludedDimensions> exclusions;  ///< cover 1..dimension-1
  /// Delsarte's bound at `dimension` itself, at least `vectors`: the methods end here. Empty if the
  /// search was cut short, by work.stopped() or because `dimension` reaches max_window_length; the
  /// bound then still holds, but might not be the best one of these methods.
  std::optional<Rational> size_at_dimension;
};

/// Smallest dimension not excluded, with the exclusions. The linear programs of several dimensions
/// run in parallel; the result does not depend on the number of threads. Throws Error unless
/// 1 <= n <= max_vectors and 0 <= gamma < 1.
DimensionBound lower_bound_dimension(std::uint64_t n, const Rational& gamma, Sides sides,
                                     Work& work);

/// The certificate of a bound, in the form above.
nlohmann::json to_json(const DimensionBound& bound);

}  // namespace separatrix

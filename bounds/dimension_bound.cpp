#include "bounds/dimension_bound.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "bounds/welch.hpp"
#include "numerics/error.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

/// Polynomials of low degree often suffice, and their linear programs are much smaller.
constexpr unsigned low_degree = 16;

/// A polynomial that excludes n vectors in dimension k; else the exact optimum, which is >= n.
/// Empty if work was stopped.
std::optional<LpBound> excluding_bound(std::uint64_t n, const Rational& gamma, Sides sides,
                                       std::uint64_t k, const Work& work) {
  const std::optional<LpBound> low = delsarte_bound(k, gamma, sides, low_degree, work);
  if (low && low->size < n) return low;
  return max_size(k, gamma, sides, work);
}

/// Bounds at k = first, first + 1, ..., as many as are solved at a time; shorter if stopped.
std::vector<LpBound> next_bounds(std::uint64_t n, const Rational& gamma, Sides sides,
                                 std::uint64_t first, Work& work) {
  constexpr std::uint64_t batch = 8;
  const std::uint64_t count = std::min(batch, max_window_length - first);
  using Bounds = std::vector<std::optional<LpBound>>;
  Bounds found = chunked_reduce(
      work, count, 1, Bounds(),
      [&](std::uint64_t begin, std::uint64_t) {
        return Bounds{excluding_bound(n, gamma, sides, first + begin, work)};
      },
      [](Bounds& all, Bounds&& next) { all.push_back(std::move(next.front())); });
  // Stopped chunks leave holes, after which nothing can be said about consecutive dimensions.
  if (work.stopped()) return {};
  std::vector<LpBound> bounds;
  for (std::optional<LpBound>& bound : found) bounds.push_back(std::move(*bound));
  return bounds;
}

}  // namespace

DimensionBound lower_bound_dimension(std::uint64_t n, const Rational& gamma, Sides sides,
                                     Work& work) {
  require_gamma("lower_bound_dimension", gamma);
  if (n < 1 || n > max_vectors)
    throw Error("lower_bound_dimension", "n", "the number of vectors must be from 1 to 2^40");
  DimensionBound result{n, gamma, sides, 1, {}, std::nullopt};
  const auto exclude = [&result](std::uint64_t last, auto reason) {
    result.exclusions.push_back({result.dimension, last, std::move(reason)});
    result.dimension = last + 1;
  };

  const std::uint64_t counted = std::max(1U, ceil_log2(sides == Sides::two ? 2 * n : n));
  if (counted > 1) exclude(counted - 1, ExcludedByCounting{});
  if (sides == Sides::two) {
    const WelchBound welch = dimension_welch(n, gamma);
    if (welch.moment) exclude(welch.dimension - 1, ExcludedByWelch{*welch.moment});
  }
  work.begin("excluding dimensions", 0);
  while (result.dimension < max_window_length) {
    const std::vector<LpBound> bounds = next_bounds(n, gamma, sides, result.dimension, work);
    if (bounds.empty()) return result;
    for (const LpBound& bound : bounds) {
      if (bound.size >= n) {
        result.size_at_dimension = bound.size;
        return result;
      }
      exclude(result.dimension, ExcludedByDelsarte{bound});
    }
  }
  return result;
}

nlohmann::json to_json(const DimensionBound& bound) {
  nlohmann::json exclusions = nlohmann::json::array();
  for (const ExcludedDimensions& exclusion : bound.exclusions) {
    nlohmann::json entry = {{"first", exclusion.first}, {"last", exclusion.last}};
    if (const auto* welch = std::get_if<ExcludedByWelch>(&exclusion.reason)) {
      entry["method"] = "welch";
      entry["moment"] = welch->moment;
    } else if (const auto* delsarte = std::get_if<ExcludedByDelsarte>(&exclusion.reason)) {
      entry["method"] = "delsarte";
      entry["at_most"] = floor(delsarte->bound.size).str();
      entry["terms"] = nlohmann::json::array();
      for (const auto& [degree, coefficient] : delsarte->bound.coefficients)
        entry["terms"].push_back(nlohmann::json::array({degree, to_string(coefficient)}));
    } else {
      entry["method"] = "counting";
    }
    exclusions.push_back(std::move(entry));
  }
  return {{"kind", "sign-dimension-lower-bound"}, {"vectors", std::to_string(bound.vectors)},
          {"gamma", to_string(bound.gamma)},      {"sides", to_string(bound.sides)},
          {"dimension", bound.dimension},         {"exclusions", std::move(exclusions)}};
}

}  // namespace separatrix

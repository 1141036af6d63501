// How small a margin a model stands: certified from above, refuted from below.
#pragma once

#include <cstdint>
#include <optional>

#include "analysis/outcome.hpp"
#include "analysis/sampled.hpp"
#include "models/transformer.hpp"
#include "numerics/format.hpp"
#include "numerics/rational.hpp"
#include "parallel/work.hpp"

namespace separatrix {

struct MarginSearch {
  Rational step;
  std::optional<Rational> certified;  // smallest multiple of `step` that is certified
  std::optional<Rational> refuted;    // largest multiple found below it with an input that fails
  std::optional<Failure> failure;     // at `refuted`
};

/// Bisects the multiples of step = 2^-digits in (0, 2) for a model of nearest neighbour with
/// `n` points of R^dimension. A certified margin covers all larger ones, so the smallest one is
/// found exactly, in interval arithmetic; below it inputs are drawn by `plan` and run in `format`,
/// and only one that is certainly answered wrongly refutes. What lies between is undecided. Samples
/// may miss a failing input, so a larger margin than `refuted` may fail too. Error if digits > 40.
MarginSearch search_margin(const Transformer& model, std::uint64_t n, std::uint64_t dimension,
                           unsigned digits, const Format& format, const SamplePlan& plan,
                           Work& work);

}  // namespace separatrix

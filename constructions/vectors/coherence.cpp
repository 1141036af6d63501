#include "constructions/vectors/coherence.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "constructions/vectors/additive_code.hpp"
#include "constructions/vectors/all_pairs.hpp"
#include "constructions/vectors/coset_walk.hpp"
#include "numerics/error.hpp"

namespace separatrix::vectors {

namespace {

Integer word_operations(const SignFamily& family) {
  const Integer words = family.words();
  if (family.additive() != nullptr) return words << ceil_log2(family.size());
  const Integer n = family.size();
  return words * n * (n - 1) / 2;
}

}  // namespace

bool within_reach(const SignFamily& family) {
  const unsigned limit = family.additive() != nullptr ? kWalkLimitLog2 : kPairsLimitLog2;
  return word_operations(family) <= power(2, limit);
}

Coherence coherence(const SignFamily& family, Work& work) {
  Coherence result;
  if (family.size() == 1) {
    const auto k = static_cast<std::int64_t>(family.dimension());
    result.max_product = -k;
    result.min_product = k;
    result.method = "single-vector";
    return result;
  }
  if (within_reach(family))
    return family.additive() != nullptr ? coset_walk(*family.additive(), family.size(), work)
                                        : all_pairs(family, work);
  if (const auto bound = family.theorem()) {
    result.max_product = bound->max_product;
    result.min_product = bound->min_product;
    result.method = "theorem";
    result.exact = false;
    if (!bound->citation.empty()) result.assumes.push_back(bound->citation);
    return result;
  }
  throw Error("coherence", "family",
              fmt::format("checking {} vectors of {} needs {} word operations, above the limit of "
                          "2^{}; {}",
                          family.size(), family.id(), word_operations(family).str(),
                          family.additive() != nullptr ? kWalkLimitLog2 : kPairsLimitLog2,
                          family.additive() != nullptr
                              ? "use fewer vectors"
                              : "use linear-code, which one walk over its codewords decides"));
}

Rational coherence_ratio(const Coherence& coherence, std::size_t k, Sides sides) {
  std::int64_t worst = std::max<std::int64_t>(coherence.max_product, 0);
  if (sides == Sides::two) worst = std::max(worst, -coherence.min_product);
  return Rational(worst, static_cast<std::int64_t>(k));
}

Within within(const Coherence& coherence, std::size_t k, const Rational& gamma, Sides sides) {
  const Rational limit = gamma * k;
  const bool above = Rational(coherence.max_product) > limit;
  const bool below = sides == Sides::two && Rational(-coherence.min_product) > limit;
  if (!above && !below) {
    if (coherence.complete) return {Tri::yes, std::nullopt, ""};
    return {Tri::unknown, std::nullopt, "the check of the inner products was stopped early"};
  }
  const std::int64_t product = above ? coherence.max_product : coherence.min_product;
  if (!coherence.exact)
    return {Tri::unknown, std::nullopt,
            fmt::format("the theorem bounds the inner products by {}/{} only, not by {}",
                        above ? product : -product, k, to_string(gamma))};
  const IndexPair pair = above ? coherence.max_pair : coherence.min_pair;
  return {Tri::no, pair,
          fmt::format("vectors {} and {} have inner product {}/{}, outside gamma = {}", pair.i,
                      pair.j, product, k, to_string(gamma))};
}

}  // namespace separatrix::vectors

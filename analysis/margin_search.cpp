#include "analysis/margin_search.hpp"

#include "analysis/neighbour_certificate.hpp"
#include "numerics/error.hpp"
#include "tasks/nearest_neighbour.hpp"

namespace separatrix {

MarginSearch search_margin(const Transformer& model, std::uint64_t n, std::uint64_t dimension,
                           unsigned digits, const Format& format, const SamplePlan& plan,
                           Work& work) {
  if (digits > 40) throw Error("search_margin", "digits", "the step 2^-digits is too fine");
  MarginSearch search;
  search.step = Rational(1, Integer(1) << digits);
  const auto task = [&](std::uint64_t units) {
    return NearestNeighbour(n, dimension, Rational(Integer(units)) * search.step);
  };
  const Format reals;
  const auto certified = [&](std::uint64_t units) {
    const NearestNeighbour at = task(units);
    return certify_neighbour(model, at, at.gamma(), reals, work).status == Status::certified;
  };
  std::uint64_t good = (std::uint64_t{2} << digits) - 1;
  if (!certified(good)) return search;
  std::uint64_t bad = 0;  // not certified: no margin at all
  while (good - bad > 1 && !work.stopped()) {
    const std::uint64_t middle = bad + (good - bad) / 2;
    (certified(middle) ? good : bad) = middle;
  }
  search.certified = task(good).gamma();
  std::uint64_t failing = 0;
  std::uint64_t passing = good;
  const auto try_inputs = [&](std::uint64_t units) {
    const Outcome outcome = run_samples(model, task(units), format, plan, work);
    if (outcome.status != Status::refuted) {
      passing = units;
      return;
    }
    failing = units;
    search.refuted = task(units).gamma();
    search.failure = outcome.failure;
  };
  while (passing - failing > 1 && !work.stopped()) try_inputs(failing + (passing - failing) / 2);
  return search;
}

}  // namespace separatrix

#include "analysis/recurrent_scale_search.hpp"

#include "numerics/error.hpp"

namespace separatrix {
namespace {

ScaleEnds bisect(const NetOfScale& build, const NetTrial& trial, Status success,
                 const Rational& from, const Rational& step, Work& work) {
  ScaleEnds ends;
  Integer good = floor(Rational(from / step));
  Integer bad = 0;
  const auto succeeds = [&](const Integer& units) {
    const Outcome outcome = trial(build(Rational(units) * step));
    const bool yes = success == Status::certified ? outcome.status == Status::certified
                                                  : outcome.status == Status::exhaustive ||
                                                        outcome.status == Status::sampled;
    if (!yes) ends.failure = outcome.failure;
    return yes;
  };
  if (!succeeds(good)) {
    ends.failure.reset();
    return ends;
  }
  ends.good = Rational(good) * step;
  while (good - bad > 1 && !work.stopped()) {
    const Integer middle = (good + bad) / 2;
    if (succeeds(middle)) {
      good = middle;
      ends.good = Rational(good) * step;
    } else if (!work.stopped()) {
      bad = middle;
      ends.bad = Rational(bad) * step;
    }
  }
  return ends;
}

}  // namespace

RecurrentScaleSearch search_recurrent_scale(const NetOfScale& build, const NetTrial& certify,
                                            const NetTrial& run, const Rational& from,
                                            const Rational& step, Work& work) {
  if (step <= 0 || step > from)
    throw Error("search_recurrent_scale", "step",
                "the step must be positive and at most the scale to start from");
  RecurrentScaleSearch search;
  search.step = step;
  search.certified = bisect(build, certify, Status::certified, from, step, work);
  search.passing = bisect(build, run, Status::exhaustive, from, step, work);
  return search;
}

}  // namespace separatrix

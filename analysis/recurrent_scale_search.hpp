// How small the weights of a recurrent net may be: two scales, and what lies between.
//
// At a large scale digits are restored at every step and the net is certified at every length. At a
// smaller one strings of a given length may still all pass, because errors have no time to grow, or
// because an invariant exists that the certificate does not find. Below that a string fails.
#pragma once

#include <functional>
#include <optional>

#include "analysis/outcome.hpp"
#include "models/recurrent.hpp"
#include "parallel/work.hpp"

namespace separatrix {

using NetOfScale = std::function<RecurrentNetwork(const Rational& scale)>;
using NetTrial = std::function<Outcome(const RecurrentNetwork&)>;

/// The two ends of one bisection over multiples of a step: neighbours, unless cut short.
struct ScaleEnds {
  std::optional<Rational> good;    ///< smallest scale found at which the trial succeeds
  std::optional<Rational> bad;     ///< one step less, where it does not; none if that is 0
  std::optional<Failure> failure;  ///< a string that fails at `bad`, if the trial showed one
};

struct RecurrentScaleSearch {
  Rational step;
  ScaleEnds certified;  ///< at every length
  ScaleEnds passing;    ///< the strings that were run
};

/// Bisects the multiples of `step` in (0, from] twice: with `certify`, which succeeds if it
/// certifies, and with `run`, which succeeds unless it refutes or is cut short. `from` must
/// succeed, else nothing is found. Success need not be monotone in the scale: of each end only what
/// was tried is claimed. From `passing.good` up to `certified.bad` the honest word is undecided.
/// Error (argument "step") unless 0 < step <= from.
RecurrentScaleSearch search_recurrent_scale(const NetOfScale& build, const NetTrial& certify,
                                            const NetTrial& run, const Rational& from,
                                            const Rational& step, Work& work);

}  // namespace separatrix

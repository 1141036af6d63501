// Searching for the smallest precision, the smallest scale, and the first length that fails.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/outcome.hpp"
#include "analysis/sampled.hpp"
#include "models/transformer.hpp"
#include "numerics/format.hpp"
#include "parallel/work.hpp"
#include "tasks/task.hpp"

namespace separatrix {

struct KcTrial {
  Rational kc;
  unsigned precision_bits = 0;
  Status status = Status::undecided;
};

struct KcSearch {
  std::vector<KcTrial> trials;          // in increasing order of Kc
  std::optional<std::size_t> smallest;  // the last trial, if it is certified
};

/// Tries the values Kc = j / e for which N^Kc is an integer, N = b^e with e as large as possible,
/// in increasing order until one is certified or Kc exceeds `most`. Everything below the answer was
/// tried and is listed with its status; nothing is inferred from monotonicity.
KcSearch search_kc(const Transformer& model, const Task& task, Rounding rounding,
                   const Rational& most, Work& work);

/// "smallest Kc: 7/5, p = 29 bits; tried 1/5 refuted 2/5 refuted ..."
std::string describe(const KcSearch& search);

using ModelOfScale = std::function<Transformer(const Rational& eta)>;

struct ScaleSearch {
  std::optional<Rational> certified;  // smallest multiple of `step` that was certified
  std::optional<Rational> refuted;    // largest multiple of `step` below it that was refuted
  std::optional<Failure> failure;     // shown at `refuted`
  Rational step;
};

/// Bisects the multiples of `step` in (0, from]: the scale at which certification frame by frame,
/// on the actual vectors, turns from refuted to certified. `from` must be certified, else nothing
/// is found. Between the two ends anything undecided is left undecided.
ScaleSearch search_scale(const ModelOfScale& build, const Task& task, const Format& format,
                         const Rational& from, const Rational& step, Work& work);

struct DimensionSearch {
  std::optional<std::size_t> certified;  // smallest dimension found that is certified
  std::optional<std::size_t> failed;     // one less, which is not
};

/// Bisects the dimensions in [1, from] between the last that `certify` does not certify and the
/// first that it does; `from` must be certified, else nothing is found. Coherence need not fall
/// with the dimension, so a smaller one below the gap is possible and not claimed to fail.
DimensionSearch search_dimension(const std::function<Status(std::size_t dimension)>& certify,
                                 std::size_t from, Work& work);

struct Instance {
  std::shared_ptr<const Task> task;
  Transformer model;
};
using InstanceOfLength = std::function<Instance(std::uint64_t n)>;

struct LengthTrial {
  std::uint64_t n = 0;
  Status status = Status::undecided;
};

struct LengthSearch {
  std::vector<LengthTrial> trials;         // in the order tried
  std::optional<std::uint64_t> first;      // a length at which a sample failed
  std::optional<std::uint64_t> last_good;  // a shorter one at which none failed
  bool complete = false;  // first = last_good + 1, or no trial up to n failed; false: cut short
};

/// Where an arithmetic starts to fail on samples, the model being built anew for each length: tries
/// 1, 2, 3, 4, 6, 8, 12, .. up to `n`, then bisects between the last length without a failure and
/// the first with one. "None up to n" if no trial fails; a statement about samples, not a proof.
LengthSearch search_length(const InstanceOfLength& build, std::uint64_t n, const Format& format,
                           const SamplePlan& plan, Work& work);

}  // namespace separatrix

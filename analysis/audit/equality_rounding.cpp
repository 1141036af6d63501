// Audit of the rounding argument of T6 [BHBK24]: does the construction still decide equality when
// its weights are rounded?

#include "analysis/audit/case_list.hpp"
#include "analysis/audit/rows.hpp"
#include "analysis/feature_certificate.hpp"
#include "analysis/sampled.hpp"
#include "constructions/attention_scale.hpp"
#include "constructions/catalogue.hpp"
#include "models/attention.hpp"
#include "numerics/enclosed.hpp"
#include "numerics/fixed.hpp"
#include "numerics/real_intervals.hpp"
#include "tasks/comparison.hpp"

namespace separatrix::audit {
namespace {

constexpr std::string_view kRow = "T6-rounding";

using A = Fixed<Integer>;
using E = Enclosed<A>;

/// Where the exponentials are rounded.
enum class Semantics { per_operation, weight_only };

struct Case {
  std::uint64_t n;
  unsigned kc;
  std::string label() const { return "N = " + std::to_string(n) + ", Kc = " + std::to_string(kc); }
};

/// Weight of the target and of each other token, in boxes over the grid.
struct Weights {
  E::Value target, other;
};

/// nullopt if the enclosure of an exact weight straddles a rounding boundary.
std::optional<Weights> weights(const E& boxes, Semantics semantics, const Case& c,
                               const Rational& eta) {
  const Rational half = eta / 4;  // the logits of the lemma's worst case: eta/4 and -eta/4
  const std::vector<std::uint64_t> counts{1, c.n - 1};
  if (semantics == Semantics::per_operation) {
    const std::vector<E::Value> logits{boxes.constant(half), boxes.constant(-half)};
    const auto w = softmax<E>(boxes, logits, counts);
    return Weights{w[0], w[1]};
  }
  const RealIntervals reals;
  const std::vector<Interval> logits{Interval(half), Interval(Rational(-half))};
  const auto exact = softmax<RealIntervals>(reals, logits, counts);
  std::vector<E::Value> rounded;
  for (const Interval& w : exact) {
    const auto low = boxes.constant(w.lower());
    const auto high = boxes.constant(w.upper());
    if (boxes.lower(low) != boxes.lower(high)) return std::nullopt;
    rounded.push_back(low);
  }
  return Weights{rounded[0], rounded[1]};
}

/// |x - copy| / 2 for x = +-1 and a copy of y = +-1, whatever the other tokens hold.
E::Value difference(const E& boxes, const Weights& w, std::uint64_t n, int x, int y) {
  auto copy = boxes.zero();
  boxes.add_product(copy, w.target, boxes.constant(Rational(y)));
  // The others add between -(n-1) w and (n-1) w; exact sums, one rounding.
  const auto others = boxes.hull(boxes.constant(-Rational(n - 1) * boxes.upper(w.other)),
                                 boxes.constant(Rational(n - 1) * boxes.upper(w.other)));
  boxes.add(copy, others);
  const auto c = boxes.round(copy);
  const auto unit = [&](int sign) {
    auto sum = boxes.zero();
    boxes.add_product(sum, boxes.constant(Rational(sign, 2)), boxes.constant(Rational(x)));
    boxes.add_product(sum, boxes.constant(Rational(-sign, 2)), c);
    return boxes.relu(boxes.round(sum));
  };
  auto both = boxes.zero();
  boxes.add(both, unit(1));
  boxes.add(both, unit(-1));
  return boxes.round(both);
}

/// Whether equal halves average below threshold / N and one difference at it or above.
Tri decides_with(const E& boxes, const Weights& w, std::uint64_t n, const Rational& threshold) {
  const auto equal = boxes.hull(difference(boxes, w, n, 1, 1), difference(boxes, w, n, -1, -1));
  const auto unequal = boxes.hull(difference(boxes, w, n, 1, -1), difference(boxes, w, n, -1, 1));
  const std::vector<E::Value> logits{boxes.constant(Rational(0))};
  const std::vector<std::uint64_t> counts{n};
  const auto share = softmax<E>(boxes, logits, counts)[0];
  const auto average = [&](std::uint64_t differing) {
    auto sum = boxes.zero();
    for (std::uint64_t i = 0; i < n; ++i)
      boxes.add_product(sum, share, i < differing ? unequal : equal);
    return boxes.round(sum);
  };
  // More differences only raise the average, so one is the hardest case.
  const Rational limit = threshold / n;
  return (!boxes.at_least(average(0), limit)) & boxes.at_least(average(1), limit);
}

/// Confirmed on all weights that the lemma leaves possible, refuted by those of its worst case.
Tri decides(const Case& c, Semantics semantics, Rounding rounding, const Rational& threshold,
            const Rational& eta) {
  const E boxes{A(make_grid(c.n, c.kc, rounding))};
  const auto worst = weights(boxes, semantics, c, eta);
  if (!worst) return Tri::unknown;
  const Weights possible{boxes.hull(worst->target, boxes.constant(Rational(1))),
                         boxes.hull(boxes.constant(Rational(0)), worst->other)};
  if (decides_with(boxes, possible, c.n, threshold) == Tri::yes) return Tri::yes;
  return decides_with(boxes, *worst, c.n, threshold) == Tri::no ? Tri::no : Tri::unknown;
}

std::vector<Case> cases() {
  std::vector<Case> all;
  for (std::uint64_t n = 4; n <= 1024; n *= 2)
    for (unsigned kc = 1; kc <= 3; ++kc) all.push_back({n, kc});
  return all;
}

CaseList tally_of(Semantics semantics, Rounding rounding, const Rational& threshold,
                  const Work& work) {
  CaseList tally;
  for (const Case& c : cases())
    tally.add(c.label(), work, [&] {
      return decides(c, semantics, rounding, threshold, rounding_scale(c.n, c.kc, Rational(1, 2)));
    });
  return tally;
}

Result by_the_letter(Semantics semantics, Rounding rounding, const Rational& threshold,
                     const Work& work) {
  Result result;
  result.kind = Kind::audit;
  result.theorem = "T6";
  result.claim = std::string("with ") +
                 (semantics == Semantics::per_operation
                      ? "every operation"
                      : "each weight exact up to one rounding and every later operation") +
                 " rounded (" + std::string(to_string(rounding)) +
                 "), eta as derived and threshold " + to_string(threshold) +
                 "/N, T6 by the letter decides equality, for every family that meets the lemma";
  const CaseList tally = tally_of(semantics, rounding, threshold, work);
  tally.conclude(result, kRow);
  if (result.status == Status::refuted) {
    // A threshold between the two averages instead of on one of them.
    const Rational between(1, 2);
    const CaseList mended = tally_of(semantics, rounding, between, work);
    result.correction = "with threshold (" + to_string(between) + ")/N it " + mended.verdict();
  }
  result.notes.push_back(
      "N = 4 .. 1024 by doubling, Kc = 1, 2, 3; confirmed on boxes that hold all weights the lemma "
      "allows, refuted by its worst case: every other logit eta/2 below the target's");
  result.notes.push_back(
      "read so: XOR as |x - copy| / 2 by two ReLUs; rounded from the logits on, the addresses and "
      "entries that make them are not");
  return result;
}

/// Certified, or refuted by an input that the model answers wrongly.
Tri decided_by_model(const Case& c, Rounding rounding, Work& work,
                     std::vector<std::string>& notes) {
  const Comparison task(c.n, 2, Comparison::Relation::equal);
  ModelRequest request;
  request.vectors.family = "linear-code";
  request.vectors.sides = Sides::two;
  request.kc = c.kc;
  Format format;
  format.kind = Format::Kind::fixed;
  format.kc = c.kc;
  format.rounding = rounding;
  const BuiltModel built = build_model(task, request, work);
  const Outcome outcome = certify_by_features(built.model, task, format, work);
  if (outcome.status == Status::certified) return Tri::yes;
  notes.push_back(c.label() + ": " + outcome.reason);
  for (const std::string& sampler : task.samplers())
    if (run_samples(built.model, task, format, {sampler, 100, 1}, work).failure) return Tri::no;
  return Tri::unknown;
}

/// The program's model: a gate that restores its digit.
Result with_restoring_gate(Rounding rounding, Effort effort, Work& work) {
  Result result;
  result.kind = Kind::audit;
  result.theorem = "T6";
  result.claim = "with every operation rounded (" + std::string(to_string(rounding)) +
                 ") and a gate that restores its digit, T6 decides equality on all inputs";
  CaseList all;
  CaseList without_one;  // the same for Kc > 1
  const std::uint64_t largest = effort == Effort::full ? 1024 : 256;
  for (std::uint64_t n = 4; n <= largest; n *= 4)
    for (unsigned kc = 1; kc <= 3; ++kc) {
      const Case c{n, kc};
      Tri holds = Tri::unknown;
      all.add(c.label(), work,
              [&] { return holds = decided_by_model(c, rounding, work, result.notes); });
      if (kc > 1) without_one.add(c.label(), work, [&] { return holds; });
    }
  all.conclude(result, kRow);
  if (result.status == Status::refuted)
    result.correction = "with Kc of at least 2 it " + without_one.verdict();
  result.notes.push_back("linear-code addresses, eta as derived; the model's class certificate");
  return result;
}

}  // namespace

std::vector<Result> equality_rounding(const Rational& threshold, Effort effort, Work& work) {
  std::vector<Result> results;
  for (const Semantics semantics : {Semantics::per_operation, Semantics::weight_only})
    for (const Rounding rounding : {Rounding::down, Rounding::nearest})
      results.push_back(by_the_letter(semantics, rounding, threshold, work));
  for (const Rounding rounding : {Rounding::down, Rounding::nearest})
    results.push_back(with_restoring_gate(rounding, effort, work));
  return results;
}

}  // namespace separatrix::audit

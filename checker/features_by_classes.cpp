// The certificate "features-by-classes": a two-layer model that counts features, on all inputs.
//
// Statement. The task's answer is [s > b], or its complement, for a sum s of features g_j >= 0 of
// few tokens each. Layer 1 addresses: every head of every position puts a known weight on one
// target (addressed_attention.hpp), so what position i hands on is a function v_i of the few tokens
// that it sees, up to noise that is enclosed (position_gates.hpp). The functions are paired with
// the features, which bounds m - s for m = sum_i v_i (local_functions.hpp). Layer 2 has equal
// logits, so its weights are one number w: 1/T for T tokens, on a grid rounded, and its output is w
// m, on a grid rounded once, because sums are exact. With least <= s <= most
//     s <= b:  least + low <= m <= min(b, most) + high',   s > b:  max(b + 1, least) + low <= m <=
//     most + high,
// and the rest of layer 2 is decided on these two intervals.
//
// All numbers of the certificate are derived; each is computed here again and compared.
#include "feature_claim.hpp"
#include "kinds.hpp"
#include "position_gates.hpp"
#include "relu_network.hpp"

namespace checker {

namespace {

/// Decides the answer for all sums m in [low, high].
Decision answer(const FeatureSubject& subject, const mpq_class& low, const mpq_class& high) {
  const mpq_class weight = average_weight(subject);
  return answer_of_average(subject, subject.numbers.round(weight * Enclosure{low, high}));
}

void check_side(const FeatureSubject& subject, const Json& stated, const std::string& what,
                const Enclosure& sum, bool above) {
  const bool one = above != subject.task.rule.negated;
  Fields side(stated, what);
  require(side.count("digit") == (one ? 1U : 0U), what + ": another digit is asked for");
  const std::vector<Json>& ends = side.list("sum");
  require(ends.size() == 2, what + ".sum: not two bounds");
  require_printed(text(ends[0], what), point(sum.low), what + ".sum");
  require_printed(text(ends[1], what), point(sum.high), what + ".sum");
  side.finish();
  require(answer(subject, sum.low, sum.high) == (one ? Decision::one : Decision::zero),
          what + ": the answer is not decided, or wrong");
}

void check_average(const FeatureSubject& subject, const SumBounds& bounds, const Json& stated) {
  const mpq_class bound(subject.task.rule.bound);
  Fields average(stated, "average");
  if (bounds.least <= bound)
    check_side(subject, average["at most the bound"], "at most the bound",
               {bounds.least + bounds.deviation.low,
                std::min(bound, bounds.most) + bounds.deviation_to_bound},
               false);
  if (bounds.most > bound)
    check_side(subject, average["above the bound"], "above the bound",
               {std::max(mpq_class(bound + 1), bounds.least) + bounds.deviation.low,
                bounds.most + bounds.deviation.high},
               true);
  average.finish();
}

}  // namespace

std::string check_features_by_classes(const Json& certificate, const Json& result) {
  Fields fields(certificate, "certificate");
  require(fields.text("kind") == "features-by-classes", "kind: not features-by-classes");
  const FeatureSubject subject = read_feature_subject(fields, result);
  require(fields.text("arithmetic") ==
              (subject.numbers.grid() ? "boxes over " : "") + result.find("arithmetic")->text,
          "certificate.arithmetic: not the result's");
  require_copy_and_average(subject.model);

  const std::vector<Piece> pieces = cut_positions(subject.model, subject.task);
  PositionGates gates(subject.model, subject.stored, subject.numbers, subject.task);
  FeaturePairing pairing(subject.task.rule);
  for (const Piece& piece : pieces) pairing.add(gates.functions(piece));
  const SumBounds bounds = pairing.finish();

  require(fields.count("runs_of_positions") == pieces.size(), "runs_of_positions: another number");
  require(fields.count("gates_checked") == gates.gates(), "gates_checked: another number");
  require(fields.count("features") == bounds.features, "features: another number");
  gates.compare_heads(fields.list("heads"));
  const std::vector<Json>& deviation = fields.list("deviation");
  require(deviation.size() == 2, "deviation: not two bounds");
  require_printed(text(deviation[0], "deviation"), point(bounds.deviation.low), "deviation");
  require_printed(text(deviation[1], "deviation"), point(bounds.deviation.high), "deviation");
  check_average(subject, bounds, fields["average"]);
  Fields readout(fields["readout"], "readout");
  require(readout.fraction("low") == subject.model.low &&
              readout.fraction("high") == subject.model.high,
          "readout: not the model's");
  readout.finish();
  fields.finish();
  return proved_line(subject);
}

}  // namespace checker

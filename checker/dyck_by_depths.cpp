// dyck-by-depths: a causal Transformer answers bounded Dyck rightly at every length 1..N.
//
// Statement. dyck:n:k with three layers: after any string of 1..N brackets of n types the answer is
// 1 exactly for members, well nested strings of depth at most k. dyck-next:n:k with two layers:
// after any prefix of a member the digits say which symbols may follow (opening ones unless k are
// open, the closing one of the innermost open bracket) and whether the string may end.
//
// Proof. Let k' = min(k, N/2), at least 1, for members, and min(k, N) for the generator; no member
// of length at most N is deeper than N/2. dyck_depths.hpp gives the streams behind layer 1 and
// dyck_matching.hpp encloses the outputs of layer 2 for a bracket that leaves the depths 0..k' not
// before itself, whatever the rest of the string.
//  Generator. In a viable prefix the last opening bracket of the present depth s > 0 is the
//  innermost open one. Every own symbol, depth and type of that bracket is enclosed and read.
//  Members. The last opening bracket of depth s + 1 before a closing one at depth s is its partner,
//  that of depth s for an opening one at depth s the bracket itself. Required: layer 2's output has
//  no negative coefficient or bias, so by the ReLU its outputs are >= 0 for any token whatsoever;
//  the values and outputs of layer 3, whose heads attend uniformly, have none either; and the
//  answer never rises with an output of layer 2, the last token's own (if there is a residual
//  connection) or the mean. Then, by coordinates:
//   - a member: each token's outputs are at most the largest over matching types, the last token's
//     over those at depth 0; with these the answer must be 1;
//   - the first bracket whose type is not its partner's, or that leaves the depths 0..k': its
//   outputs
//     are at least the least over such brackets, the mean at least 1/N of that and the own outputs
//     at least 0; with these the answer must be 0. What comes behind it does not matter;
//   - no such bracket but depth s > 0 at the end: own outputs at least the least over matching
//   types
//     at such depths, the mean at least 0; with these the answer must be 0.
#include <algorithm>

#include "dyck_matching.hpp"
#include "dyck_task.hpp"
#include "kinds.hpp"
#include "model_claim.hpp"

namespace checker {

namespace {

constexpr std::uint64_t kMostPairs = 10'000'000;

void require_no_negative(const AffineMap& map, const std::string& what) {
  const auto negative = [](const mpq_class& x) { return x < 0; };
  bool any = std::ranges::any_of(map.bias, negative);
  for (const auto& row : map.rows)
    any = any || std::ranges::any_of(row, negative, &Term::coefficient);
  if (any) throw NotChecked(what + " has a negative coefficient");
}

Vector ends(const Box& box, bool high) {
  Vector vector;
  for (const Enclosure& entry : box) vector.push_back(high ? entry.high : entry.low);
  return vector;
}

/// Layer 3: the mean of all, the own, and the answer.
class Verdict {
 public:
  explicit Verdict(const Transformer& model)
      : layer_(model.layers[2]), digit_(model.readout.offset) {
    if (!layer_.network || layer_.network->residual)
      throw NotChecked("layer 3 does not end in a ReLU network without a residual connection");
    require(model.readout.dimension == 1, "model.readout: more than one digit");
    for (const Head& head : layer_.heads) {
      if (!attends_uniformly(head)) throw NotChecked("a head of layer 3 does not attend uniformly");
      require_no_negative(head.value, "the value of a head of layer 3");
      require_no_negative(head.output, "the output of a head of layer 3");
    }
    for (const Term& unit : layer_.network->output.rows[digit_])
      for (const Term& term : layer_.network->hidden.rows[unit.column])
        if (unit.coefficient * term.coefficient > 0)
          throw NotChecked("the answer may rise with an output of layer 2");
  }

  mpq_class answer(const Vector& own, const Vector& mean) const {
    Vector attended(layer_.attended.dimension);
    if (layer_.residual) attended = own;
    for (const Head& head : layer_.heads)
      add(attended, linear(head.output, affine(head.value, mean)));
    Vector units = affine(layer_.network->hidden, attended);
    for (mpq_class& unit : units) unit = std::max(unit, mpq_class(0));
    return affine(layer_.network->output, units)[digit_];
  }

 private:
  const Layer& layer_;
  std::size_t digit_;
};

/// Calls see(own symbol, bracket) in the order of depths, closing brackets first.
template <class See>
void each_legal(const Dyck& dyck, long depth, const See& see) {
  for (long s = 0; s < depth; ++s)
    for (const Bracket& bracket : {Bracket{true, s}, Bracket{false, s + 1}})
      for (std::size_t x = 0; x < dyck.types; ++x)
        see(bracket.closing ? dyck.types + x : x, bracket);
}

void prove_members(const Transformer& model, const Dyck& dyck, long depth, DyckMatching& layer_2) {
  require_no_negative(model.layers[1].network->output, "the output of layer 2");
  const Verdict verdict(model);
  Box matching, closed, open, faults;
  each_legal(dyck, depth, [&](std::size_t own, const Bracket& bracket) {
    const std::size_t type = own % dyck.types;
    for (std::size_t partner = 0; partner < dyck.types; ++partner) {
      if (!bracket.closing && partner != type) continue;
      const Box seen =
          layer_2.outputs(own, bracket, bracket.depth + (bracket.closing ? 1 : 0), partner);
      widen(partner == type ? matching : faults, seen);
      if (partner == type) widen(bracket.depth == 0 ? closed : open, seen);
    }
  });
  for (std::size_t x = 0; x < dyck.types; ++x) {
    widen(faults, layer_2.outputs(dyck.types + x, {true, -1}, 0, std::nullopt));
    widen(faults, layer_2.outputs(x, {false, depth + 1}, 0, std::nullopt));
  }
  const Vector nothing(matching.size());
  Vector one_fault = ends(faults, false);
  for (mpq_class& entry : one_fault) entry /= mpq_class(dyck.length);
  require(verdict.answer(ends(closed, true), ends(matching, true)) >= model.high,
          "a member may be refused");
  require(verdict.answer(nothing, one_fault) <= model.low,
          "a string with a wrong bracket may be accepted");
  require(verdict.answer(ends(open, false), nothing) <= model.low,
          "a string that ends open may be accepted");
}

void prove_next(const Transformer& model, const Dyck& dyck, long depth, DyckMatching& layer_2) {
  require(model.readout.dimension == 2 * dyck.types + 1, "model.readout: not a digit per symbol");
  const auto read = [&](std::size_t own, const Bracket& bracket, std::optional<std::size_t> open) {
    const Box seen = layer_2.outputs(own, bracket, bracket.depth, open);
    for (std::size_t digit = 0; digit <= 2 * dyck.types; ++digit) {
      const bool one = digit < dyck.types       ? bracket.depth < static_cast<long>(dyck.depth)
                       : digit < 2 * dyck.types ? open == digit - dyck.types
                                                : bracket.depth == 0;
      const Enclosure& value = seen[model.readout.offset + digit];
      require(
          one ? value.low >= model.high : value.high <= model.low,
          "digit " + std::to_string(digit) + " after a " + bracket.name() + " may be read wrongly");
    }
  };
  each_legal(dyck, depth, [&](std::size_t own, const Bracket& bracket) {
    if (bracket.depth == 0) return read(own, bracket, std::nullopt);
    for (std::size_t type = 0; type < dyck.types; ++type)
      if (bracket.closing || type == own) read(own, bracket, type);
  });
}

void compare_attention(const std::vector<Json>& printed, const DyckMatching& layer_2) {
  require(printed.size() == layer_2.asked().size(), "attention: not an entry per query");
  for (std::size_t i = 0; i < printed.size(); ++i) {
    const DyckMatching::Asked& asked = layer_2.asked()[i];
    Fields fields(printed[i], "attention");
    require(fields.text("query") == asked.query.name(), "attention: another query");
    require(fields.integer("asks_for_depth") == asked.depth, "attention: another depth");
    require(fields.fraction("slope") == asked.slope, "attention: another slope");
    require(fields.fraction("score") == asked.score, "attention: another score");
    require(fields.has("best_other_score") == asked.best_other.has_value() &&
                (!asked.best_other || fields.fraction("best_other_score") == *asked.best_other),
            "attention: another best score");
    require_printed(fields.text("weight_elsewhere"), asked.delta, "attention.weight_elsewhere", 6);
    fields.finish();
  }
}

}  // namespace

std::string check_dyck_by_depths(const Json& certificate, const Json& result) {
  const Claim claim = read_claim(result);
  require_model_claim_alone(result);
  const Dyck dyck = read_dyck(claim.task);
  Fields fields(certificate, "certificate");
  require(fields.text("kind") == "dyck-by-depths", "kind: not dyck-by-depths");
  Fields task(fields["task"], "certificate.task");
  require(task.count("n") == dyck.length && task.count("types") == dyck.types &&
              task.count("depth") == dyck.depth && task.text("lengths") == "n",
          "task: not that of the certificate");
  task.finish();
  require(fields.text("lengths") == "1 to " + std::to_string(dyck.length),
          "lengths: not those that are proved");
  const Transformer model = read_transformer(fields["model"]);
  const Scales scales = compare_real_model(model, claim, fields, result);
  require(model.kinds.size() == 1 && model.kinds[0].values == 2 * dyck.types &&
              model.kinds[0].features == 0 && model.max_length >= dyck.length,
          "model: does not read these brackets");
  if (model.layers.size() != (dyck.next ? 2 : 3))
    throw NotChecked("generators of two layers and recognisers of three are checked");
  const std::uint64_t reach = dyck.next ? dyck.length : std::max<std::uint64_t>(1, dyck.length / 2);
  const auto depth = static_cast<long>(std::min(dyck.depth, reach));
  require(fields.integer("depths") == depth, "depths: " + std::to_string(depth) + " can occur");
  if (dyck.types * dyck.types * static_cast<std::uint64_t>(depth) > kMostPairs ||
      dyck.length * static_cast<std::uint64_t>(depth) > kMostPairs ||
      dyck.length > kMostPairs / model.stream.dimension)
    throw NotChecked("more places, or pairs of brackets, than this program looks at");

  const DepthStreams streams(model, dyck.types, dyck.length);
  DyckMatching layer_2(model.layers[1], streams, dyck.length, depth);
  dyck.next ? prove_next(model, dyck, depth, layer_2) : prove_members(model, dyck, depth, layer_2);
  compare_attention(fields.list("attention"), layer_2);
  fields.finish();
  require(scales.each.empty(), "construction.parameters.scales: one layer has a scale");
  for (const DyckMatching::Asked& asked : layer_2.asked())
    require(!scales.eta || *scales.eta == asked.slope,
            "construction.parameters.eta: another scale");
  compare_domain(dyck, result);
  return (dyck.next ? "next symbols after every prefix of a member, lengths 1 to "
                    : "members told from all other strings, lengths 1 to ") +
         std::to_string(dyck.length) + "; NOT COVERED: theorem, notes";
}

}  // namespace checker

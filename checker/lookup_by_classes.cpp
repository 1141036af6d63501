// The certificate "lookup-by-classes": a one-layer Transformer looks up an index, at every length.
//
// Argument. For the position token every other token is the target (the symbol at the position
// asked for), another symbol, or itself. Addresses at different indices belong to these classes
// whatever L and q are, so the exact logits of a class lie between bounds that the address code
// gives (logits.hpp, address_code.hpp). The target's logit is a single number above all others. Its
// softmax weight is least when all n - 1 other symbols are present; w bounds it from below for
// every L <= n, and the rest of the weights from above (`softmax`). With weights at least 0 the
// output of a head lies in
//   [w, 1] value(s) + [0, rest] hull(values of all symbols and of the position token),
// rounded once, and lookup.hpp takes it to the digits. Every symbol of the alphabet is tried.
//
// Printed enclosures of weights are accepted if they contain the weight w, or rest, that is
// computed here; the proof uses the numbers computed here only.
#include "kinds.hpp"
#include "lookup.hpp"

namespace checker {

namespace {

const std::string kQueryName = "the position token";
const std::string kTargetName = "the symbol asked for";
const std::string kOtherName = "another symbol";

void require_range(const Json& value, const Enclosure& range, const std::string& what) {
  const std::vector<Json>& ends = list(value, what);
  require(ends.size() == 2 && fraction(ends[0], what) == range.low &&
              fraction(ends[1], what) == range.high,
          what + ": it lies in [" + range.low.get_str() + ", " + range.high.get_str() + "]");
}

/// Checks the head's part of the certificate.
Weights check_head(const Lookup& lookup, const Head& head, const Json& value) {
  const Numbers& numbers = lookup.numbers;
  const TokenClass query = token_class(lookup, head.query, kQueryName, kIndex, kLast, kAsked);
  require_exact_entries(numbers, head.query, query);
  const auto logit_of = [&](const std::string& name, std::size_t kind, int position) {
    const TokenClass key = token_class(lookup, head.key, name, kind, position, kAsked);
    require_exact_entries(numbers, head.key, key);
    return logit(head, query, key);
  };
  Fields fields(value, "heads");
  require(fields.text("name") == head.name && fields.text("query") == kQueryName &&
              fields.text("target") == kTargetName,
          "heads: not the model's, or other classes");
  const Enclosure target = logit_of(kTargetName, kSymbol, kAsked);
  if (target.low != target.high) throw NotChecked("the target's logit is not one number");
  require_range(fields["target_logit"], target, "heads.target_logit");

  struct Class {
    std::string name;
    std::uint64_t count;
    Enclosure range;
  };
  std::vector<Class> classes{{kQueryName, 1, logit_of(kQueryName, kIndex, kLast)}};
  if (lookup.n > 1)
    classes.push_back({kOtherName, lookup.n - 1, logit_of(kOtherName, kSymbol, kAnother)});
  std::vector<Rivals> rivals;
  const std::vector<Json>& stated = fields.list("rivals");
  require(stated.size() == classes.size(), "heads.rivals: not two classes, or one at n = 1");
  mpq_class nearest = classes[0].range.high;
  for (std::size_t c = 0; c < classes.size(); ++c) {
    Fields rival(stated[c], "heads.rivals");
    require(rival.text("name") == classes[c].name && rival.count("count") == classes[c].count,
            "heads.rivals: other classes");
    require_range(rival["logit"], classes[c].range, "heads.rivals.logit");
    rival.finish();
    nearest = std::max(nearest, classes[c].range.high);
    rivals.push_back({classes[c].count, classes[c].range.high});
  }
  require(fields.fraction("margin") == target.low - nearest, "heads.margin: another");
  const Weights weights = softmax(numbers, target.low, rivals);
  require_printed(fields.text("weight_on_target"), weights.least, "heads.weight_on_target");
  const mpq_class least_rest = numbers.grid() ? weights.rest : mpq_class(1 - weights.least.high);
  require_printed(fields.text("weight_elsewhere"), {least_rest, weights.rest},
                  "heads.weight_elsewhere");
  fields.finish();
  return weights;
}

}  // namespace

std::string check_lookup_by_classes(const Json& certificate, const Json& result) {
  Fields fields(certificate, "certificate");
  require(fields.text("kind") == "lookup-by-classes", "kind: not lookup-by-classes");
  const Lookup lookup = read_lookup(fields, result);
  require(fields.text("lengths") == "all L <= n", "lengths: not all L <= n");
  require(
      fields.text("arithmetic") == (lookup.numbers.grid() ? "boxes over " : "") + lookup.arithmetic,
      "certificate.arithmetic: not the result's");
  Fields readout(fields["readout"], "readout");
  require(
      readout.fraction("low") == lookup.model.low && readout.fraction("high") == lookup.model.high,
      "readout: not the model's");
  readout.finish();
  require(fields.count("symbols_checked") == lookup.alphabet, "symbols_checked: not the alphabet");

  const std::vector<Head>& heads = lookup.layer().heads;
  const std::vector<Json>& stated = fields.list("heads");
  require(stated.size() == heads.size(), "heads: not those of the model");
  fields.finish();
  std::vector<Weights> weights;
  std::vector<std::vector<Enclosure>> any;
  for (std::size_t h = 0; h < heads.size(); ++h) {
    weights.push_back(check_head(lookup, heads[h], stated[h]));
    any.push_back(values_of_symbols(lookup, h));
    const std::vector<Enclosure> own = value_of(lookup, h, kIndex, 0);
    for (std::size_t c = 0; c < own.size(); ++c) any[h][c] = hull(any[h][c], own[c]);
  }
  for (std::uint64_t s = 0; s < lookup.alphabet; ++s) {
    std::vector<std::vector<Enclosure>> outputs(heads.size());
    for (std::size_t h = 0; h < heads.size(); ++h) {
      const std::vector<Enclosure> target = value_of(lookup, h, kSymbol, s);
      const Enclosure weight{weights[h].least.low, 1};
      const Enclosure rest{0, weights[h].rest};
      for (std::size_t c = 0; c < target.size(); ++c)
        outputs[h].push_back(lookup.numbers.round(weight * target[c] + rest * any[h][c]));
    }
    require_digits(lookup, s, outputs);
  }
  return std::to_string(lookup.alphabet) + " symbols read back, weight on the target at least " +
         six_decimals(weights[0].least.low) + left_out(lookup, true);
}

}  // namespace checker

// neighbour-by-classes: a Transformer answers nearest neighbour or recall for all inputs.
//
// Statement. For every input of pair_classes.hpp the digit that is read at the query is the label
// of the nearest, in recall of the one pair that carries the query's key.
//
// Proof. Tokens fall into classes: point and label of the nearest, of other pairs, the query. Layer
// by layer it is shown what a token of each class holds (pair_content.hpp), the nearest's label
// being 0, and then 1; labels of others are 1/2 with noise 1/2, or rows of a table so.
//  1. and 2. The weight elsewhere than on a target, and what a head adds: pair_attention.hpp.
//  3. The network works on single coordinates (pair_network.hpp).
//  4. The readout's digit at the query lies on the right side of its threshold.
// The certificate names the target of each head and class; any that is sure to exist may be named.
//
// Printed numbers. Logits and gaps without noise are compared exactly. Others are bounds: each has
// to follow from the bound found here, and to be weaker by less than 2^-24 of its size (weights and
// noise: 2^-20, and 2^-50), so that it says what was proved.
#include <algorithm>

#include "kinds.hpp"
#include "model_claim.hpp"
#include "pair_attention.hpp"
#include "pair_network.hpp"

namespace checker {

namespace {

/// A printed lower bound that the one found implies and that says as much.
void require_lower(const mpq_class& printed, const mpq_class& found, bool exact,
                   const mpq_class& size, const std::string& what) {
  const bool good =
      exact ? printed == found : printed <= found && (found - printed) * (1 << 24) <= 1 + size;
  require(good, what + ": the bound found here is " + found.get_str());
}

/// "[a, b]" for an upper bound.
void require_upper(const std::string& printed, const mpq_class& found, const std::string& what) {
  const Enclosure read = read_printed(printed, what, 12);
  require(found <= read.high, what + ": it is not proved");
  require((read.high - found) * (1 << 20) <= found + ratio(1, power_of_two(30)),
          what + ": far above what is proved");
}

class Argument {
 public:
  Argument(const Transformer& model, const PairInputs& inputs) : model_(model), inputs_(inputs) {}

  /// The nearest label is `label`; `written` is the certificate's case.
  void check(const Json& written, bool label) {
    Fields fields(written, "cases");
    require(fields.truth("nearest_label") == label, "cases: not first 0, then 1");
    streams_.clear();
    scales_.clear();
    for (const PairClass& token : inputs_.classes())
      streams_[token] = embedded(model_, inputs_, token, label);
    const std::vector<Json>& layers = fields.list("layers");
    require(layers.size() == model_.layers.size(), "cases.layers: not those of the model");
    for (std::size_t l = 0; l < layers.size(); ++l) {
      Fields written_layer(layers[l], "layers");
      require(written_layer.count("layer") == l + 1, "layers: not in order");
      layer(l, written_layer.list("attention"));
      written_layer.finish();
    }
    output(fields.list("output"), label);
    fields.finish();
  }

  /// The result's scales are those of the model.
  void compare_scales(const Scales& stated) const {
    for (std::size_t l = 0; l < stated.each.size(); ++l)
      require(stated.each.size() == model_.layers.size() && l < scales_.size() &&
                  stated.each[l] == scales_[l],
              "construction.parameters.scales: others than the model's");
    require(!stated.eta || *stated.eta == eta_,
            "construction.parameters.eta: another than the model's");
  }

 private:
  std::vector<PairKey> keys_of(const PairClass& q) const {
    std::vector<PairKey> keys;
    const auto add = [&](PairClass token, std::uint64_t most, bool sure) {
      if (most == 0) return;
      const bool another = token.role == Role::another;
      PairStream stream = streams_.at({another ? Role::other : token.role, token.kind});
      if (another)
        for (auto& [place, content] : stream) content = renamed(content);
      keys.push_back({token, most, sure, std::move(stream)});
    };
    for (const std::size_t kind : {kPoint, kLabel}) {
      add({Role::nearest, kind}, 1, true);
      if (q.role == Role::other) {
        add({Role::other, kind}, 1, true);
        add({Role::another, kind}, inputs_.pairs() - 2, false);
      } else {
        add({Role::other, kind}, inputs_.pairs() - 1, false);
      }
      if (kind == kPoint) add(kQuery, 1, true);
    }
    return keys;
  }

  void layer(std::size_t l, const std::vector<Json>& written) {
    const Layer& layer = model_.layers[l];
    std::vector<HeadParts> parts;
    for (const Head& head : layer.heads) parts.push_back({logit_parts(head), value_parts(head)});
    if (layer.heads.size() == 1) find_scale(parts[0]);
    std::map<PairClass, PairStream> next;
    std::size_t entry = 0;
    for (const PairClass& q : inputs_.classes()) {
      if (l + 1 == model_.layers.size() && q != kQuery) continue;
      PairStream attended = layer.residual ? streams_.at(q) : PairStream{};
      for (std::size_t h = 0; h < layer.heads.size(); ++h) {
        require(entry < written.size(), "attention: an entry is missing");
        for (auto& [place, content] :
             attend_checked(layer.heads[h], parts[h], q, written[entry++])) {
          const auto [old, fresh] = attended.try_emplace(place, content);
          if (!fresh) old->second = sum(old->second, content);
        }
      }
      next[q] =
          layer.network ? through(*layer.network, attended, inputs_.domain) : std::move(attended);
    }
    require(entry == written.size(), "attention: one entry too many");
    streams_ = std::move(next);
  }

  /// The scale of a layer's only head: what it multiplies products of points by, or of keys over
  /// their number of digits; without such products, products of sign vectors over their dimension,
  /// or minus squared differences of digits.
  void find_scale(const HeadParts& parts) {
    scales_.emplace_back();
    for (const MatrixPart& part : parts.logit) {
      const auto found = streams_.at(kQuery).find(part.left);
      if (found == streams_.at(kQuery).end() || found->second.symbols.empty()) continue;
      const PairSymbol& symbol = found->second.symbols.begin()->first;
      if (symbol.what != PairSymbol::What::address && part.scalar) {
        eta_ = symbol.code == nullptr ? *part.scalar : *part.scalar * symbol.code->dimension();
        scales_.back() = eta_;
        return;
      }
      if (symbol.what != PairSymbol::What::address) continue;
      if (symbol.code->signs())
        scales_.back() = part.scalar.value_or(0) * symbol.code->dimension();
      else if (const auto entry = part.entries.find({0, 0}); entry != part.entries.end())
        scales_.back() = entry->second / 2;
    }
  }

  PairStream attend_checked(const Head& head, const HeadParts& parts, const PairClass& q,
                            const Json& written) const {
    Fields fields(written, "attention");
    require(fields.text("head") == head.name && fields.text("token") == q.name(),
            "attention: another head or token");
    const std::vector<PairKey> keys = keys_of(q);
    const auto named = [](const PairKey& key) { return key.token.name(); };
    const auto target = static_cast<std::size_t>(
        std::ranges::find(keys, fields.text("attends_to"), named) - keys.begin());
    require(target < keys.size() && keys[target].sure,
            "attends_to: no token that is sure to exist");
    PairAttention found = attend(parts, head, streams_.at(q), keys, target, inputs_.domain);
    const std::vector<Json>& logits = fields.list("logits");
    require(logits.size() == keys.size(), "logits: not an entry per class");
    for (std::size_t j = 0; j < keys.size(); ++j)
      compare_logit(keys[j], found, j, target, logits[j]);
    require_upper(fields.text("weight_elsewhere"), found.rest, "weight_elsewhere");
    compare_noise(found.out, head.output.out, fields["noise"]);
    fields.finish();
    return std::move(found.out);
  }

  static void compare_logit(const PairKey& key, const PairAttention& found, std::size_t j,
                            std::size_t target, const Json& written) {
    Fields fields(written, "logits");
    require(fields.text("key") == key.token.name() && fields.count("most") == key.most,
            "logits: another class");
    const std::vector<Json>& ends = fields.list("logit");
    require(ends.size() == 2, "logits: not two bounds");
    const PairLogit& logit = found.logits[j];
    const mpq_class size = std::max(mpq_class(abs(logit.low)), mpq_class(abs(logit.high)));
    require_lower(fraction(ends[0], "logit"), logit.low, logit.exact, size, "logit");
    require_lower(-fraction(ends[1], "logit"), -logit.high, logit.exact, size, "logit");
    for (const auto& [role, c] : logit.with_query)
      require(fields.fraction("times_query_with_" + PairClass{role, kPoint}.name()) == c,
              "logits: another multiple of a product");
    if (j != target)
      require_lower(fields.fraction("least_gap"), found.gaps[j],
                    logit.exact && found.logits[target].exact, size, "least_gap");
    fields.finish();
  }

  static void compare_noise(const PairStream& out, const Space& space, const Json& written) {
    Fields fields(written, "noise");
    for (const Subspace& s : space.subspaces) {
      const auto found = out.find(s.offset);
      if (found == out.end()) continue;
      Fields noise(fields[s.name], "noise");
      require_upper(noise.text("norm"), found->second.norm, "noise.norm");
      require_upper(noise.text("entry"), found->second.entry, "noise.entry");
      noise.finish();
    }
    fields.finish();
  }

  void output(const std::vector<Json>& written, bool label) const {
    require(model_.readout.dimension == 1, "model.readout: more than one digit");
    const PairStream& stream = streams_.at(kQuery);
    const auto digit = stream.find(model_.readout.offset);
    require(digit != stream.end() && digit->second.symbols.empty(),
            "output: the digit depends on more than labels");
    const PairContent& content = digit->second;
    const mpq_class centre = content.constant.empty() ? mpq_class(0) : content.constant[0];
    const mpq_class low = centre - content.entry, high = centre + content.entry;
    require(label ? low >= model_.high : high <= model_.low, "output: the label may be misread");
    require(written.size() == 2, "output: not two bounds");
    const bool exact = !content.noisy();
    require_lower(fraction(written[0], "output"), low, exact, abs(low), "output");
    require_lower(-fraction(written[1], "output"), -high, exact, abs(high), "output");
  }

  const Transformer& model_;
  const PairInputs& inputs_;
  std::map<PairClass, PairStream> streams_;
  std::vector<mpq_class> scales_;  // by layers of one head, of the case at hand
  mpq_class eta_;                  // the one of points or keys
};

}  // namespace

std::string check_neighbour_by_classes(const Json& certificate, const Json& result) {
  const Claim claim = read_claim(result);
  require_model_claim_alone(result);
  Fields fields(certificate, "certificate");
  require(fields.text("kind") == "neighbour-by-classes", "kind: not neighbour-by-classes");
  const Transformer model = read_transformer(fields["model"]);
  const Scales scales = compare_real_model(model, claim, fields, result);
  const PairInputs inputs = read_inputs(claim.task, model, fields);
  Fields readout(fields["readout"], "readout");
  require(readout.fraction("low") == model.low && readout.fraction("high") == model.high,
          "readout: not the model's");
  readout.finish();
  const std::vector<Json>& cases = fields.list("cases");
  require(cases.size() == 2, "cases: not one per label");
  fields.finish();
  Argument argument(model, inputs);
  for (const bool label : {false, true}) argument.check(cases[label ? 1 : 0], label);
  argument.compare_scales(scales);
  compare_domain(claim.task, inputs, result);
  return std::string(inputs.recall ? "the label of the query's key, every choice of keys and labels"
                                   : "the label of the nearest point, every input with that lead") +
         ", pairs up to " + std::to_string(inputs.pairs()) + "; NOT COVERED: theorem, notes";
}

}  // namespace checker

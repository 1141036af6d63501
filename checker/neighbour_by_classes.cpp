// neighbour-by-classes: a Transformer answers nearest neighbour or recall for all inputs.
//
// Statement. For every input of pair_classes.hpp the digit that is read at the query is the label
// of the nearest, in recall of the one pair that carries the query's key.
//
// Proof. Tokens fall into classes: point and label of the nearest, of other pairs, the query. Layer
// by layer it is shown what a token of each class holds (pair_content.hpp), the nearest's label
// being 0, and then 1; labels of others are 1/2 with noise 1/2, or rows of a table so.
//  1. For a query token of a class and a target token that is sure to exist, every other class of
//     tokens j has a logit of at most the target's less g_j, and at most m_j tokens. So the weight
//     elsewhere is at most r = S / (1 + S), S = sum m_j exp(-g_j).
//  2. With v the centre (the value but its noise) of the target's value and w those of the other
//     classes, the head adds v and noise of at most |e_v| + r max(|w - v| + |e_w|), in the norm and
//     by entries. Where r > 1/2 nothing is gained, and r = 1 is taken.
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
#include "pair_classes.hpp"
#include "pair_network.hpp"

namespace checker {

namespace {

constexpr unsigned kBits = 192;

/// Tokens that a query token attends to.
struct Key {
  PairClass token;
  std::uint64_t most = 1;  // of them
  bool sure = true;        // exactly one, in every input
  PairStream stream;
};

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

 private:
  std::vector<Key> keys_of(const PairClass& q) const {
    std::vector<Key> keys;
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
    const std::size_t bias =
        l == 0 ? model_.stream.dimension : model_.layers[l - 1].out().dimension;
    std::map<PairClass, PairStream> next;
    std::size_t entry = 0;
    for (const Head& head : layer.heads) parts_.push_back({logit_parts(head), value_parts(head)});
    for (const PairClass& q : inputs_.classes()) {
      if (l + 1 == model_.layers.size() && q != kQuery) continue;
      PairStream attended = layer.residual ? streams_.at(q) : PairStream{};
      for (std::size_t h = 0; h < layer.heads.size(); ++h) {
        require(entry < written.size(), "attention: an entry is missing");
        for (auto& [place, content] :
             attend(layer.heads[h], parts_[h], q, bias, written[entry++])) {
          const auto [old, fresh] = attended.try_emplace(place, content);
          if (!fresh) old->second = sum(old->second, content);
        }
      }
      next[q] =
          layer.network ? through(*layer.network, attended, inputs_.domain) : std::move(attended);
    }
    require(entry == written.size(), "attention: one entry too many");
    parts_.clear();
    streams_ = std::move(next);
  }

  struct HeadParts {
    std::vector<MatrixPart> logit, value;
  };

  PairStream attend(const Head& head, const HeadParts& parts, const PairClass& q, std::size_t bias,
                    const Json& written) const {
    Fields fields(written, "attention");
    require(fields.text("head") == head.name && fields.text("token") == q.name(),
            "attention: another head or token");
    const std::vector<Key> keys = keys_of(q);
    const auto target =
        static_cast<std::size_t>(std::ranges::find(keys, fields.text("attends_to"),
                                                   [](const Key& k) { return k.token.name(); }) -
                                 keys.begin());
    require(target < keys.size() && keys[target].sure,
            "attends_to: no token that is sure to exist");
    const mpq_class rest = weight_elsewhere(parts, q, keys, target, bias, fields.list("logits"));
    require_upper(fields.text("weight_elsewhere"), rest, "weight_elsewhere");
    std::vector<PairStream> values;
    for (const Key& key : keys)
      values.push_back(mapped(parts.value, head.output.out, key.stream, bias));
    PairStream out = mixture(values, target, rest);
    compare_noise(out, head.output.out, fields["noise"]);
    fields.finish();
    return out;
  }

  mpq_class weight_elsewhere(const HeadParts& parts, const PairClass& q,
                             const std::vector<Key>& keys, std::size_t target, std::size_t bias,
                             const std::vector<Json>& written) const {
    require(written.size() == keys.size(), "logits: not an entry per class");
    std::vector<PairLogit> logits;
    for (const Key& key : keys)
      logits.push_back(pair_logit(parts.logit, streams_.at(q), key.stream, bias, inputs_.domain));
    mpq_class others = 0;
    for (std::size_t j = 0; j < keys.size(); ++j) {
      Fields fields(written[j], "logits");
      require(fields.text("key") == keys[j].token.name() && fields.count("most") == keys[j].most,
              "logits: another class");
      const std::vector<Json>& ends = fields.list("logit");
      require(ends.size() == 2, "logits: not two bounds");
      const PairLogit& found = logits[j];
      const mpq_class size = std::max(mpq_class(abs(found.low)), mpq_class(abs(found.high)));
      require_lower(fraction(ends[0], "logit"), found.low, found.exact, size, "logit");
      require_lower(-fraction(ends[1], "logit"), -found.high, found.exact, size, "logit");
      for (const auto& [role, c] : found.with_query)
        require(fields.fraction("times_query_with_" + PairClass{role, kPoint}.name()) == c,
                "logits: another multiple of a product");
      if (j != target) {
        const mpq_class gap = least_gap(logits[target], found, inputs_.domain);
        require_lower(fields.fraction("least_gap"), gap, found.exact && logits[target].exact, size,
                      "least_gap");
        // What is left of exp(-4096) does not matter, and short numbers do.
        others += keys[j].most * exp_of(std::max(mpq_class(-gap), mpq_class(-4096)), kBits).high;
      }
      fields.finish();
    }
    const mpq_class rest = others / (1 + others);
    return rest > mpq_class(1, 2) ? mpq_class(1) : shortened(rest);
  }

  /// The least multiple of 2^-192 that is not less.
  static mpq_class shortened(const mpq_class& x) {
    return ratio(ceil_of(x * mpq_class(power_of_two(kBits))), power_of_two(kBits));
  }

  /// sum w_j value_j with a weight of at least 1 - rest on the target.
  PairStream mixture(const std::vector<PairStream>& values, std::size_t target,
                     const mpq_class& rest) const {
    PairStream out;
    for (const PairStream& value : values)
      for (const auto& [place, content] : value)
        out.try_emplace(place, PairContent{content.dimension, {}, {}, 0, 0});
    for (auto& [place, content] : out) {
      if (const auto own = values[target].find(place); own != values[target].end())
        content = own->second;
      PairContent centre = times(-1, content);
      centre.norm = centre.entry = 0;
      mpq_class norm = 0, entry = 0;
      for (std::size_t j = 0; j < values.size(); ++j) {
        if (j == target) continue;
        const auto other = values[j].find(place);
        const PairContent difference =
            other == values[j].end() ? centre : sum(centre, other->second);
        norm = std::max(norm, mpq_class(centre_norm(difference, inputs_.domain) + difference.norm));
        entry = std::max(entry, largest_entry(difference, inputs_.domain));
      }
      content.norm = shortened(content.norm + rest * norm);
      content.entry = std::min(content.norm, shortened(content.entry + rest * entry));
    }
    return out;
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
  std::vector<HeadParts> parts_;  // of the heads of the layer at hand
};

}  // namespace

std::string check_neighbour_by_classes(const Json& certificate, const Json& result) {
  const Claim claim = read_claim(result);
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
  return std::string(inputs.recall ? "the label of the query's key, every choice of keys and labels"
                                   : "the label of the nearest point, every input with that lead") +
         ", pairs up to " + std::to_string(inputs.pairs()) +
         "; NOT COVERED: construction.parameters, evidence, theorem";
}

}  // namespace checker

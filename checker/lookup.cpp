#include "lookup.hpp"

#include "relu_network.hpp"
#include "tasks.hpp"

namespace checker {

namespace {

constexpr std::uint64_t kMostBits = std::uint64_t{1} << 24;
constexpr std::uint64_t kMostSymbols = std::uint64_t{1} << 16;

/// S^n n, or the sum of L S^L over L <= n, which is S (1 - (n+1) S^n + n S^(n+1)) / (S-1)^2.
mpz_class domain_size(std::uint64_t n, std::uint64_t alphabet, bool all) {
  if (n > kMostBits / ceil_log2(alphabet)) throw NotChecked("evidence.domain_size: too long");
  const mpz_class s(alphabet);
  const mpz_class longest = power(s, n);
  if (!all) return longest * n;
  return s * (1 - longest * (n + 1) + longest * s * n) / ((s - 1) * (s - 1));
}

void compare_evidence(const Json& result, std::uint64_t n, std::uint64_t alphabet, bool all) {
  const Json* stated = result.find("evidence");
  if (stated == nullptr) return;
  Fields evidence(*stated, "evidence");
  if (evidence.has("domain_size"))
    require(evidence.integer("domain_size") == domain_size(n, alphabet, all),
            "evidence.domain_size: another number of inputs");
  evidence.finish();
}

void require_shape(const Transformer& model, std::uint64_t n, std::uint64_t alphabet) {
  require(model.task == "index-lookup", "model.task: not index-lookup");
  require(model.kinds.size() == 2 && model.kinds[kSymbol].name == "symbol" &&
              model.kinds[kSymbol].values == alphabet && model.kinds[kIndex].name == "index" &&
              model.kinds[kIndex].values == n && model.kinds[kSymbol].features == 0 &&
              model.kinds[kIndex].features == 0,
          "model.vocabulary: not the symbols and positions of the task");
  require(model.max_length >= n + 1, "model.max_length: shorter than the task's inputs");
  if (model.max_length > n + 1) throw NotChecked("a model for longer inputs");
  if (model.layers.size() != 1 || model.layers[0].residual)
    throw NotChecked("more than one layer, or a residual connection around attention");
  require(model.readout.dimension == ceil_log2(alphabet), "model.readout: not the task's digits");
}

}  // namespace

Lookup read_lookup(Fields& certificate, const Json& result) {
  Claim claim = read_claim(result);
  require_model_claim_alone(result);
  const Task& task = claim.task;
  require(task.name == "index-lookup" && task.n >= 1 && task.alphabet && *task.alphabet >= 2 &&
              !task.dimension && !task.gamma && !task.sides,
          "task: not index-lookup with a length and an alphabet");
  require(task.lengths != "unbounded", "task.lengths: not proved");
  if (*task.alphabet > kMostSymbols) throw NotChecked("more symbols than this program reads back");
  require(claim.assumes.empty(), "assumes: nothing has to be assumed");
  require(claim.bounds.empty(), "bounds: a model proves none");
  const bool all = task.lengths == "all";
  Fields fields(certificate["task"], "certificate.task");
  require(fields.count("n") == task.n && fields.count("alphabet") == task.alphabet &&
              fields.text("lengths") == (all ? "all" : "n"),
          "certificate.task: not the result's");
  if (fields.has("query")) throw NotChecked("the position is not asked for at the end");
  fields.finish();
  compare_evidence(result, task.n, *task.alphabet, all);

  const Numbers numbers = read_numbers_of(result, task.n);
  Transformer model = read_transformer(certificate["model"]);
  require_shape(model, task.n, *task.alphabet);
  Transformer stored = rounded(model, numbers);
  const std::uint64_t n = task.n;
  const std::uint64_t alphabet = *task.alphabet;
  Lookup lookup{std::move(claim),  result.find("arithmetic")->text,
                numbers,           std::move(model),
                std::move(stored), n,
                alphabet,          ceil_log2(alphabet)};
  compare_eta(lookup, compare_model_claim(lookup.model, numbers, result));
  return lookup;
}

std::vector<Enclosure> value_of(const Lookup& lookup, std::size_t h, std::size_t kind,
                                std::uint64_t value) {
  const AffineMap& map = lookup.layer().heads[h].value;
  std::vector<Enclosure> x(lookup.rounded.stream.dimension, point(0));
  for (const EmbeddingTerm& term : lookup.rounded.embedding) {
    if (term.kind != kind || !map.reads[term.subspace.offset]) continue;
    const auto* table = std::get_if<ByValue>(&term.source);
    const auto* constant = std::get_if<Constant>(&term.source);
    // The position token may hold any position; only what all of them share is followed.
    if ((table == nullptr || kind == kIndex) && constant == nullptr)
      throw NotChecked("a value depends on more than the symbol");
    const Row& row = table != nullptr ? table->rows[value] : constant->entries;
    for (std::size_t c = 0; c < row.size(); ++c) x[term.subspace.offset + c] = point(row[c]);
  }
  return map.apply(lookup.numbers, x);
}

std::vector<Enclosure> values_of_symbols(const Lookup& lookup, std::size_t h) {
  std::vector<Enclosure> box = value_of(lookup, h, kSymbol, 0);
  for (std::uint64_t s = 1; s < lookup.alphabet; ++s) {
    const std::vector<Enclosure> next = value_of(lookup, h, kSymbol, s);
    for (std::size_t c = 0; c < box.size(); ++c) box[c] = hull(box[c], next[c]);
  }
  return box;
}

void require_digits(const Lookup& lookup, std::uint64_t s,
                    const std::vector<std::vector<Enclosure>>& outputs) {
  const Layer& layer = lookup.layer();
  std::vector<Enclosure> attended;
  for (std::size_t r = 0; r < layer.attended.dimension; ++r) {
    Enclosure sum = point(0);
    for (std::size_t h = 0; h < outputs.size(); ++h)
      sum = sum + layer.heads[h].output.row(r, outputs[h]);
    attended.push_back(lookup.numbers.round(sum));
  }
  for (std::uint64_t d = 0; d < lookup.digits; ++d) {
    const Decision digit = decide(lookup.numbers, layer, lookup.rounded.readout.offset + d,
                                  attended, lookup.rounded.low, lookup.rounded.high);
    const bool one = (s >> (lookup.digits - 1 - d) & 1U) != 0;
    require(digit == (one ? Decision::one : Decision::zero),
            "symbol " + std::to_string(s) + ": digit " + std::to_string(d) +
                (digit == Decision::undecided ? " may be undecided" : " is wrong"));
  }
}

TokenClass token_class(const Lookup& lookup, const AffineMap& map, const std::string& name,
                       std::size_t kind, int position, int value) {
  TokenClass token{name, {}};
  for (const EmbeddingTerm& term : lookup.rounded.embedding) {
    if (term.kind != kind || !map.reads[term.subspace.offset]) continue;
    Content content;
    if (const auto* constant = std::get_if<Constant>(&term.source)) {
      content.numbers = constant->entries;
    } else {
      const auto* address = std::get_if<AddressOf>(&term.source);
      if (address == nullptr || address->of == AddressOf::Of::map ||
          (address->of == AddressOf::Of::value && kind == kSymbol))
        throw NotChecked("attention depends on content, on a table, or on a map of positions");
      content.code = &lookup.rounded.codes.at(address->code);
      const bool by_value = address->of == AddressOf::Of::value;
      const std::uint64_t last = kind == kIndex && !by_value ? lookup.n : lookup.n - 1;
      require(last < content.code->size(), "the code has too few addresses");
      content.label = by_value ? value : position;
    }
    token.contents.emplace(term.subspace.offset, std::move(content));
  }
  return token;
}

void compare_eta(const Lookup& lookup, const Scales& scales) {
  require(scales.each.empty(), "construction.parameters.scales: one layer has one scale");
  if (!scales.eta) return;
  const std::vector<Head>& heads = lookup.model.layers[0].heads;
  if (heads.size() != 1) throw NotChecked("eta, the scale of more than one head");
  const Head& head = heads[0];
  const Enclosure target =
      logit(head, token_class(lookup, head.query, "query", kIndex, kLast, kAsked),
            token_class(lookup, head.key, "target", kSymbol, kAsked, kAsked));
  mpq_class eta = target.low;
  if (lookup.model.codes.empty() || !lookup.model.codes.begin()->second.signs()) {
    if (lookup.n == 1) throw NotChecked("eta, where nothing is to be told apart");
    eta -= logit(head, token_class(lookup, head.query, "query", kIndex, kLast, kAsked),
                 token_class(lookup, head.key, "other", kSymbol, kAnother, kAnother))
               .high;
  }
  require(*scales.eta == eta, "construction.parameters.eta: the model's scale is " + eta.get_str());
}

std::string left_out(const Lookup& lookup, bool every_length) {
  return (every_length ? "; every L from 1 to " : "; L = ") + std::to_string(lookup.n) + ", " +
         lookup.arithmetic + "; NOT COVERED: that the model is the named construction's, notes";
}

}  // namespace checker

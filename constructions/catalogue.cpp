#include "constructions/catalogue.hpp"

#include "constructions/attention_scale.hpp"
#include "constructions/comparison.hpp"
#include "constructions/dyck_transformer.hpp"
#include "constructions/dyck_two_layers.hpp"
#include "constructions/index_lookup.hpp"
#include "constructions/nearest_neighbour.hpp"
#include "constructions/one_layer.hpp"
#include "constructions/sparse_threshold.hpp"
#include "numerics/error.hpp"
#include "tasks/comparison.hpp"
#include "tasks/dyck.hpp"
#include "tasks/index_lookup.hpp"
#include "tasks/nearest_neighbour.hpp"
#include "tasks/recall.hpp"
#include "tasks/sparse_threshold.hpp"

namespace separatrix {
namespace {

using Rule = ScaleChoice::Rule;

/// The paper's hypothesis on its addresses: every other score lies this far below the target's.
const Rational kPaperMargin(1, 2);

Error no_construction(const Task& task, const std::string& name, const std::string& known) {
  return Error("build_model", "--construction",
               task.id() + " has no construction '" + name + "'; use " + known);
}

/// The paper's 1/4; for the hypercube the inner product of two neighbours, which is all it offers.
Rational default_gamma(const std::string& family, std::uint64_t n) {
  if (family != "hypercube" || n < 2) return Rational(1, 4);
  return std::max(Rational(1, 4), Rational(1 - Rational(2, ceil_log2(n) + 1)));
}

/// The addresses that the request names, `n` of them.
std::shared_ptr<const Addresses> addresses_for(const ModelRequest& request, std::uint64_t n,
                                               Work& work) {
  vectors::Request vectors = request.vectors;
  vectors.n = n;
  if (vectors.family.empty()) vectors.family = "random-sign";
  if (vectors.gamma == 0) vectors.gamma = default_gamma(vectors.family, n);
  return make_addresses(vectors, work);
}

Rational known_margin(const Addresses& addresses) {
  if (const auto margin = addresses.margin()) return *margin;
  throw Error("build_model", "--eta",
              "the smallest scale needs the exact coherence of '" + addresses.id() +
                  "', which has too many pairs to check here; use --vectors linear-code");
}

/// Whether the addresses meet the paper's hypothesis, or are too many to tell.
bool as_in_the_paper(const Addresses& addresses) {
  const auto margin = addresses.margin();
  return !margin || (addresses.target_score() > 0 && *margin >= kPaperMargin);
}

void finish(BuiltModel& built, Transformer model) {
  built.model = std::move(model);
  built.parameters = {{"eta", to_string(built.eta)}, {"addresses", built.addresses->describe()}};
}

// --- Index lookup ---

LookupLayout lookup_layout(const IndexLookup& task, const std::string& name,
                           const Addresses& addresses) {
  if (name == "paper") return LookupLayout::paper;
  if (name == "compact") return LookupLayout::compact;
  if (!name.empty()) throw no_construction(task, name, "paper or compact");
  return addresses.target_score() > 0 ? LookupLayout::paper : LookupLayout::compact;
}

Rational lookup_scale(const ScaleChoice& choice, std::uint64_t n, const Addresses& addresses,
                      LookupLayout layout) {
  if (choice.rule == Rule::value) return choice.value;
  if (choice.rule == Rule::derived)
    throw Error("build_model", "--eta", "index lookup has no derived scale; use paper or smallest");
  const auto margin = addresses.margin();
  const bool fits = !margin || *margin >= kPaperMargin;
  if (choice.rule == Rule::paper || (choice.rule == Rule::automatic && fits)) return paper_scale(n);
  return smallest_scale(n - 1, known_margin(addresses), own_margin(addresses, layout));
}

BuiltModel build(const IndexLookup& task, const ModelRequest& request, Work& work) {
  if (task.query() == IndexLookup::Query::first)
    throw Error(
        "build_model", "TASK",
        "T1 reads the answer at the position token, which must come last: use index-lookup");
  BuiltModel built;
  built.addresses = addresses_for(request, task.n(), work);
  const LookupLayout layout = lookup_layout(task, request.construction, *built.addresses);
  built.eta = lookup_scale(request.scale, task.n(), *built.addresses, layout);
  finish(built, index_lookup(task.n(), task.alphabet(), built.addresses, built.eta, layout));
  return built;
}

// --- Comparison and sparse thresholds: `tokens` tokens, one of which is aimed at ---

/// `noise`: what the gate behind the copies bears.
Rational copying_scale(const ModelRequest& request, std::uint64_t tokens,
                       const Addresses& addresses, const Rational& noise) {
  switch (request.scale.rule) {
    case Rule::value:
      return request.scale.value;
    case Rule::paper:
      return stated_equality_scale(tokens, request.kc);
    case Rule::derived:
      return rounding_scale(tokens, request.kc, kPaperMargin);
    case Rule::smallest:
      return smallest_scale({{tokens - 1, known_margin(addresses)}}, noise);
    case Rule::automatic:
      break;
  }
  const Rational margin = as_in_the_paper(addresses) ? kPaperMargin : known_margin(addresses);
  return rounding_scale(tokens, request.kc, margin);
}

/// One layer of linear width has no addresses and no scale to choose.
template <class OneLayerTask>
BuiltModel build_one_layer(const OneLayerTask& task) {
  BuiltModel built;
  built.model = one_layer(task);
  built.parameters = nlohmann::ordered_json::object();
  return built;
}

BuiltModel build(const Comparison& task, const ModelRequest& request, Work& work) {
  if (request.construction == "one-layer") return build_one_layer(task);
  BuiltModel built;
  built.addresses = addresses_for(request, task.n(), work);
  built.eta = copying_scale(request, task.n(), *built.addresses, Rational(1, 4));
  ComparisonLayout layout =
      built.addresses->target_score() > 0 ? ComparisonLayout::paper : ComparisonLayout::compact;
  if (request.construction == "compact")
    layout = ComparisonLayout::compact;
  else if (request.construction == "paper")
    layout = ComparisonLayout::paper;
  else if (!request.construction.empty())
    throw no_construction(task, request.construction, "paper, compact or one-layer");
  finish(built, comparison(task, built.addresses, built.eta, layout));
  return built;
}

BuiltModel build(const SparseThreshold& task, const ModelRequest& request, Work& work) {
  if (!request.construction.empty() && request.construction != "paper")
    throw no_construction(task, request.construction, "paper");
  BuiltModel built;
  built.addresses = addresses_for(request, task.max_length(), work);
  const Rational noise(1, 4 * std::max(task.formula().width, 1U));
  built.eta = copying_scale(request, task.max_length(), *built.addresses, noise);
  finish(built, sparse_threshold(task, built.addresses, built.eta));
  return built;
}

// --- Nearest neighbour and recall ---

/// Layer 1 by the paper's formula or a given number, layer 2 accordingly; else what the copy needs.
NeighbourScales neighbour_scales(const Task& task, const ModelRequest& request,
                                 const Addresses& addresses, bool by_copy) {
  const bool paper = request.scale.rule == Rule::paper;
  if (request.scale.rule == Rule::derived)
    throw Error("build_model", "--eta", task.id() + " has no derived scale; use paper or smallest");
  if (!by_copy && request.scale.rule == Rule::smallest)
    throw Error("build_model", "--eta",
                "T7 has the paper's scale only; give a number, or use "
                "--construction copy");
  NeighbourScales scales =
      by_copy && !paper ? copy_scales(task, addresses) : paper_neighbour_scales(task);
  // A number is the scale of the layer that looks for the neighbour.
  if (request.scale.rule == Rule::value)
    (by_copy ? scales.second : scales.first) = request.scale.value;
  return scales;
}

BuiltModel build_neighbour(const Task& task, const ModelRequest& request, Work& work) {
  if (!request.construction.empty() && request.construction != "paper" &&
      request.construction != "copy")
    throw no_construction(task, request.construction, "paper or copy");
  const bool by_copy = request.construction == "copy";
  ModelRequest adapted = request;
  if (adapted.vectors.family.empty() && by_copy) adapted.vectors.family = "quadratic";
  if (!by_copy) {
    // T7 wants its vectors accurate to gamma/100 on both sides.
    adapted.vectors.sides = Sides::two;
    if (adapted.vectors.gamma == 0) adapted.vectors.gamma = neighbour_margin(task) / 100;
  }
  BuiltModel built;
  built.addresses =
      addresses_for(adapted, by_copy ? copy_addresses(task) : paper_addresses(task), work);
  const NeighbourScales scales = neighbour_scales(task, request, *built.addresses, by_copy);
  built.eta = by_copy ? scales.second : scales.first;
  finish(built, by_copy ? neighbour_by_copy(task, built.addresses, scales)
                        : neighbour_paper(task, built.addresses, scales));
  built.parameters["scales"] = {to_string(scales.first), to_string(scales.second)};
  return built;
}

// --- Bounded Dyck ---

Rational matching_scale(const Task& task, const ModelRequest& request, const Rational& smallest) {
  if (request.scale.rule == Rule::value) return request.scale.value;
  if (request.scale.rule == Rule::paper || request.scale.rule == Rule::derived)
    throw Error("build_model", "--eta",
                task.id() + " has only the smallest scale; or give a number");
  return smallest;
}

BuiltModel build(const Dyck& task, const ModelRequest& request) {
  if (request.construction == "one-layer") return build_one_layer(task);
  const bool two = request.construction == "two-layer";
  if (!two && !request.construction.empty() && request.construction != "transformer")
    throw no_construction(task, request.construction, "transformer, two-layer or one-layer");
  BuiltModel built;
  built.eta =
      matching_scale(task, request, two ? dyck_previous_scale(task) : dyck_scale(dyck_noise(task)));
  built.model = two ? dyck_two_layers(task, built.eta) : dyck_recogniser(task, built.eta);
  built.parameters = {{"eta", to_string(built.eta)}};
  return built;
}

BuiltModel build(const DyckNext& task, const ModelRequest& request) {
  if (!request.construction.empty() && request.construction != "transformer")
    throw no_construction(task, request.construction, "transformer");
  BuiltModel built;
  built.eta = matching_scale(task, request, dyck_scale(dyck_noise(task)));
  built.model = dyck_generator(task, built.eta);
  built.parameters = {{"eta", to_string(built.eta)}};
  return built;
}

}  // namespace

ScaleChoice parse_scale(const std::string& text) {
  if (text == "auto") return {};
  if (text == "paper") return {Rule::paper, 0};
  if (text == "derived") return {Rule::derived, 0};
  if (text == "smallest") return {Rule::smallest, 0};
  const Rational value = parse_rational(text, "--eta");
  if (value <= 0) throw Error("parse_scale", "--eta", "the scale must be positive");
  return {Rule::value, value};
}

std::vector<ConstructionInfo> construction_list() {
  std::vector<ConstructionInfo> list{
      {"index-lookup", "paper", "T1 as in the paper: symbol, address and position subspaces"},
      {"index-lookup", "compact",
       "T1 with one address subspace and a flag; carries quadratic and digit addresses"}};
  for (const char* task : {"equality", "inequality", "permuted-equality", "disjointness"}) {
    list.push_back({task, "paper", "T6: copy the matched symbol, compare, average"});
    list.push_back({task, "compact", "T6 without the constant coordinate; any addresses"});
    list.push_back({task, "one-layer", "the whole string in one layer of linear width", false});
  }
  list.push_back({"sparse-threshold", "paper",
                  "T13 with k heads and BOS, each feature's truth table in the embedding"});
  for (const char* task : {"nearest-neighbour", "mqar", "associative-recall"}) {
    list.push_back({task, "paper", "T7: find the nearest point, then look its label up"});
    list.push_back({task, "copy", "labels copy their points: no gamma in the width"});
  }
  list.push_back(
      {"dyck:n:k", "transformer", "three layers: depth, matching bracket, all errors", false});
  list.push_back({"dyck:n:k", "two-layer", "k <= 2 in two layers of constant width", false});
  list.push_back({"dyck:n:k", "one-layer", "k <= 2 in one layer of linear width", false});
  list.push_back(
      {"dyck-next:n:k", "transformer", "two layers: depth, innermost open bracket", false});
  return list;
}

BuiltModel build_model(const Task& task, const ModelRequest& request, Work& work) {
  if (const auto* lookup = dynamic_cast<const IndexLookup*>(&task))
    return build(*lookup, request, work);
  if (const auto* halves = dynamic_cast<const Comparison*>(&task))
    return build(*halves, request, work);
  if (const auto* sparse = dynamic_cast<const SparseThreshold*>(&task))
    return build(*sparse, request, work);
  if (dynamic_cast<const NearestNeighbour*>(&task) != nullptr ||
      dynamic_cast<const Recall*>(&task) != nullptr)
    return build_neighbour(task, request, work);
  if (const auto* members = dynamic_cast<const Dyck*>(&task)) return build(*members, request);
  if (const auto* next = dynamic_cast<const DyckNext*>(&task)) return build(*next, request);
  throw Error("build_model", "TASK", "there is no construction for '" + task.id() + "'");
}

}  // namespace separatrix

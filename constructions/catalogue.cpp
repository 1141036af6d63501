#include "constructions/catalogue.hpp"

#include "constructions/attention_scale.hpp"
#include "constructions/index_lookup.hpp"
#include "numerics/error.hpp"
#include "tasks/index_lookup.hpp"

namespace separatrix {
namespace {

LookupLayout lookup_layout(const std::string& construction, const Addresses& addresses) {
  if (construction == "paper") return LookupLayout::paper;
  if (construction == "compact") return LookupLayout::compact;
  if (construction.empty())
    return addresses.target_score() > 0 ? LookupLayout::paper : LookupLayout::compact;
  throw Error("build_model", "--construction",
              "index-lookup has no construction '" + construction + "'; use paper or compact");
}

Rational choose_scale(const ScaleChoice& choice, std::uint64_t n, const Addresses& addresses,
                      LookupLayout layout) {
  const auto margin = addresses.margin();
  switch (choice.rule) {
    case ScaleChoice::Rule::automatic:
      if (!margin || *margin >= Rational(1, 2)) return paper_scale(n);
      break;
    case ScaleChoice::Rule::paper:
      return paper_scale(n);
    case ScaleChoice::Rule::value:
      return choice.value;
    case ScaleChoice::Rule::smallest:
      break;
  }
  if (!margin)
    throw Error("build_model", "--eta",
                "the smallest scale needs the exact coherence of '" + addresses.id() +
                    "', which has too many pairs to check here; use --vectors linear-code");
  return smallest_scale(n - 1, *margin, own_margin(addresses, layout));
}

BuiltModel build_index_lookup(const IndexLookup& task, const ModelRequest& request, Work& work) {
  vectors::Request vectors = request.vectors;
  vectors.n = task.n();
  if (vectors.family.empty()) vectors.family = "random-sign";
  BuiltModel built;
  built.addresses = make_addresses(vectors, work);
  const LookupLayout layout = lookup_layout(request.construction, *built.addresses);
  built.eta = choose_scale(request.scale, task.n(), *built.addresses, layout);
  built.model = index_lookup(task.n(), task.alphabet(), built.addresses, built.eta, layout);
  built.parameters = {{"eta", to_string(built.eta)}, {"addresses", built.addresses->describe()}};
  return built;
}

}  // namespace

ScaleChoice parse_scale(const std::string& text) {
  if (text == "auto") return {};
  if (text == "paper") return {ScaleChoice::Rule::paper, 0};
  if (text == "smallest") return {ScaleChoice::Rule::smallest, 0};
  const Rational value = parse_rational(text, "--eta");
  if (value <= 0) throw Error("parse_scale", "--eta", "the scale must be positive");
  return {ScaleChoice::Rule::value, value};
}

std::vector<ConstructionInfo> construction_list() {
  return {{"index-lookup", "paper", "T1 as in the paper: symbol, address and position subspaces"},
          {"index-lookup", "compact",
           "T1 with one address subspace and a flag; carries quadratic and digit addresses"}};
}

BuiltModel build_model(const Task& task, const ModelRequest& request, Work& work) {
  if (const auto* lookup = dynamic_cast<const IndexLookup*>(&task))
    return build_index_lookup(*lookup, request, work);
  throw Error("build_model", "TASK", "there is no construction for '" + task.id() + "'");
}

}  // namespace separatrix

#include "models/content.hpp"

#include <algorithm>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

using Names = std::set<std::string>;

bool reads(const AffineMap& map, const Names& dependent) {
  return std::any_of(map.blocks.begin(), map.blocks.end(),
                     [&](const Block& block) { return dependent.contains(block.from); });
}

/// The subspaces of `map.out` that depend on content when those in `dependent` do.
Names image(const AffineMap& map, const Names& dependent) {
  Names result;
  for (const Block& block : map.blocks)
    if (dependent.contains(block.from)) result.insert(block.to);
  return result;
}

Names all(const Layout& layout) {
  Names names;
  for (const Subspace& s : layout.subspaces()) names.insert(s.name);
  return names;
}

bool depends_on_value(const EmbeddingSource& source) {
  if (std::holds_alternative<ValueTable>(source) || std::holds_alternative<PlacedValue>(source) ||
      std::holds_alternative<Features>(source))
    return true;
  const auto* address = std::get_if<AddressOf>(&source);
  return address != nullptr && address->index == AddressOf::Index::value;
}

}  // namespace

bool ContentFlow::all_addressing() const {
  return std::all_of(addressing.begin(), addressing.end(), [](const std::vector<bool>& heads) {
    return std::all_of(heads.begin(), heads.end(), [](bool head) { return head; });
  });
}

ContentFlow content_flow(const Transformer& model, const std::vector<bool>& content_kinds) {
  if (content_kinds.size() != model.vocabulary.size())
    throw Error("content_flow", "content_kinds", "there must be one entry per kind of token");
  ContentFlow flow;
  Names dependent;
  for (const EmbeddingTerm& term : model.embedding)
    if (content_kinds[term.kind] && depends_on_value(term.source)) dependent.insert(term.subspace);
  flow.streams.push_back(dependent);
  for (const Layer& layer : model.layers) {
    Names next = layer.residual ? dependent : Names{};
    flow.addressing.emplace_back();
    for (const Head& head : layer.heads) {
      const bool addressing = !reads(head.query, dependent) && !reads(head.key, dependent);
      flow.addressing.back().push_back(addressing);
      // Weights that depend on content make every value coordinate depend on it.
      const Names values = addressing ? image(head.value, dependent) : all(head.value.out);
      next.merge(image(head.output, values));
    }
    if (layer.mlp) {
      Names out = image(layer.mlp->output, image(layer.mlp->hidden, next));
      if (layer.mlp->residual) out.merge(next);
      next = out;
    }
    dependent = next;
    flow.streams.push_back(dependent);
  }
  return flow;
}

}  // namespace separatrix

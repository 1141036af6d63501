// The plain form of a model:
//   {"model_type": "separatrix", "precision_bits": 64,
//    "layers": [{"kind": "lstm", "count": 2, "width": 128}, ..]}
//
// Numbers of state for width m, in H = heads heads where the kind has them:
//   rnn, gru               m                              h
//   lstm                   2 m                            h and c
//   diagonal-state-space   m state                        state numbers for each channel
//   mamba                  m state + m (conv - 1)         m channels inside, as model_families.cpp
//   mamba-2                m state + (m + 2 groups state) (conv - 1)
//   rwkv                   5 m                            two shifts, two sums, one maximum
//   linear-attention       m^2 / H + m                    sums of k v^T, and of k, for each head
//   retnet                 m^2 / H                        decayed sums of k v^T
//   performer              H features (m / H + 1)         sums of phi(k) v^T, and of phi(k)
//   aft-simple             2 m                            sums of exp(k) v, and of exp(k)
//   sliding-window         2 m min(c, window)             keys and values of the window
//   softmax-1, -deep       2 m c                          keys and values of all tokens
#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "analysis/model_families.hpp"

namespace separatrix {
namespace {

struct OwnKind {
  const char* kind;
  std::vector<const char*> sizes;  ///< the fields beside width; head_width = width / heads is added
  std::vector<StatePart> state;
};

const std::vector<OwnKind>& own_kinds() {
  static const std::vector<OwnKind> kinds = [] {
    const Expression m = var("width");
    const Expression heads = var("heads");
    const Expression head = var("head_width");
    const Expression conv = var("conv") - 1;
    const Expression sums = heads * head * head;
    return std::vector<OwnKind>{
        {"rnn", {}, {{"h", m}}},
        {"gru", {}, {{"h", m}}},
        {"lstm", {}, {{"h and c", 2 * m}}},
        {"diagonal-state-space", {"state"}, {{"state-space state", m * var("state")}}},
        {"mamba",
         {"state", "conv"},
         {{"state-space state", m * var("state")}, {"convolution inputs", m * conv}}},
        {"mamba-2",
         {"state", "conv", "groups"},
         {{"state-space state", m * var("state")},
          {"convolution inputs", (m + 2 * var("groups") * var("state")) * conv}}},
        {"rwkv", {}, {{"shifts, sums and maximum", 5 * m}}},
        {"linear-attention", {"heads"}, {{"sums of k v^T", sums}, {"sums of k", m}}},
        {"retnet", {"heads"}, {{"sums of k v^T", sums}}},
        {"performer", {"heads", "features"}, {{"sums", heads * var("features") * (head + 1)}}},
        {"aft-simple", {}, {{"two sums", 2 * m}}},
        {"sliding-window", {"window"}, {{"keys and values", 2 * m * min(var("c"), var("window"))}}},
        {"softmax-1", {"heads"}, {{"keys and values", 2 * m * var("c")}}},
        {"softmax-deep", {"heads"}, {{"keys and values", 2 * m * var("c")}}},
    };
  }();
  return kinds;
}

const OwnKind& kind_of(ConfigFields& layer) {
  const std::string known = fmt::format("{}", fmt::join(own_layer_kinds(), ", "));
  const auto name = layer.optional_text("kind");
  if (!name) layer.refuse("kind", "is missing; give one of " + known);
  const auto found =
      std::ranges::find_if(own_kinds(), [&](const OwnKind& kind) { return *name == kind.kind; });
  if (found == own_kinds().end())
    layer.refuse("kind", fmt::format("\"{}\" is none of those that this program knows: {}",
                                     printable(*name), known));
  return *found;
}

LayerOutline read_layer(ConfigFields& layer) {
  const OwnKind& kind = kind_of(layer);
  LayerOutline outline{kind.kind, layer.optional_size("count").value_or(1), kind.state};
  const std::uint64_t width = layer.size("width");
  std::set<std::string> named;
  for (const StatePart& part : kind.state) named.merge(part.numbers.variables());
  outline.sizes["width"] = width;
  for (const char* name : kind.sizes) outline.sizes[name] = layer.size(name);
  if (outline.sizes.contains("window"))
    outline.window = outline.sizes["window"].convert_to<std::uint64_t>();
  if (outline.sizes.contains("heads")) {
    const auto heads = outline.sizes["heads"].convert_to<std::uint64_t>();
    if (width % heads != 0) layer.refuse("heads", "does not divide the width into equal heads");
    outline.sizes["head_width"] = width / heads;
    if (outline.kind.starts_with("softmax")) outline.attention = {heads, width / heads};
  }
  // A size that no formula names (heads of softmax attention) is no variable of the state.
  std::erase_if(outline.sizes, [&](const auto& size) { return !named.contains(size.first); });
  return outline;
}

}  // namespace

std::vector<std::string> own_layer_kinds() {
  std::vector<std::string> names;
  for (const OwnKind& kind : own_kinds()) names.emplace_back(kind.kind);
  return names;
}

void read_own_model(ConfigFields& config, ModelOutline& outline) {
  const nlohmann::ordered_json& layers = config.list("layers");
  if (layers.empty()) config.refuse("layers", "is empty; a model has at least one layer");
  bool one_layer_only = false;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string path = fmt::format("layers[{}]", i);
    ConfigFields layer(layers[i], "config." + path);
    outline.layers.push_back(read_layer(layer));
    one_layer_only = one_layer_only || outline.layers.back().kind == "softmax-1";
    for (const std::string& name : layer.unused())
      outline.unknown.push_back(path + "." + printable(name));
  }
  if (one_layer_only && outline.layer_count() != 1)
    config.refuse("layers", "softmax-1 is a model of one layer; write softmax-deep among others");
}

}  // namespace separatrix

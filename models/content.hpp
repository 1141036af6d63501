// Which subspaces depend on the content of the input, and which heads therefore only address.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "models/transformer.hpp"

namespace separatrix {

/// Per layer: the subspaces of its incoming stream whose entries depend on the *values* of the
/// tokens of the content kinds (`streams` has one more entry, for the output), and per head whether
/// it is `addressing`: query and key read no such subspace, so its attention weights are the same
/// for every content and may be computed once.
struct ContentFlow {
  std::vector<std::set<std::string>> streams;
  std::vector<std::vector<bool>> addressing;  // [layer][head]

  bool all_addressing() const;
};

/// `content_kinds[k]`: do the values of tokens of kind k vary (the others are fixed by the frame)?
/// The analysis follows the model's own maps; it may call a subspace dependent that is not, never
/// the reverse.
ContentFlow content_flow(const Transformer& model, const std::vector<bool>& content_kinds);

}  // namespace separatrix

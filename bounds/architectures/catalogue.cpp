#include "bounds/architectures/catalogue.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

std::vector<Architecture> build() {
  std::vector<Architecture> all;
  for (auto* family : {&rows::recurrent, &rows::memory, &rows::state_space, &rows::linear_attention,
                       &rows::attention_free, &rows::softmax, &rows::low_rank_attention,
                       &rows::reformer, &rows::perceiver, &rows::windows, &rows::convolutions})
    std::ranges::move(family(), std::back_inserter(all));
  return all;
}

}  // namespace

const std::vector<Architecture>& architecture_list() {
  static const std::vector<Architecture> all = build();
  return all;
}

const Architecture& architecture(std::string_view id) {
  const std::vector<Architecture>& all = architecture_list();
  const auto found = std::ranges::find(all, id, &Architecture::id);
  if (found != all.end()) return *found;
  std::string known;
  for (const Architecture& one : all) known += (known.empty() ? "" : ", ") + one.id;
  throw Error("architecture", "--architecture",
              fmt::format("there is no \"{}\"; known are {}", id, known));
}

}  // namespace separatrix

// All architectures of the atlas.
#pragma once

#include <string_view>
#include <vector>

#include "bounds/architectures/architecture.hpp"

namespace separatrix {

/// Each row of the atlas, in its order. Built once.
const std::vector<Architecture>& architecture_list();

/// Error (argument "--architecture", with the known names) if there is none.
const Architecture& architecture(std::string_view id);

/// Rows of one family each; bounds/architectures/FAMILY.cpp derives their formulas.
namespace rows {
std::vector<Architecture> recurrent();
std::vector<Architecture> convolutions();
std::vector<Architecture> windows();
std::vector<Architecture> memory();
std::vector<Architecture> state_space();
std::vector<Architecture> linear_attention();
std::vector<Architecture> attention_free();
std::vector<Architecture> softmax();
std::vector<Architecture> low_rank_attention();
std::vector<Architecture> reformer();
std::vector<Architecture> perceiver();
}  // namespace rows

}  // namespace separatrix

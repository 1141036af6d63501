// The least width of a model that the matrix of one partition leaves.
#pragma once

#include "matrix_bounds.hpp"
#include "tasks.hpp"

namespace checker {

/// Checks result.hidden_size by "tokens", "symbols" and "hidden_size" of a certificate about a
/// matrix: the stated lower bound of the model's protocol (one-way from Alice, who must hold a
/// prefix, or two-way, both know) gives the width (hidden_size.hpp). The tokens are those of the
/// task, the symbols no fewer than may stand at a position; without a task both are taken as given.
/// Not covered where the bound itself is not. In words that end with "; ", or nothing where no size
/// is claimed.
std::string check_matrix_width(Fields& certificate, const Json& result, const Claim& claim,
                               const MatrixFacts& facts, const std::optional<FiniteTask>& task,
                               const std::string& partition);

}  // namespace checker

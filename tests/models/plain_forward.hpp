// The forward pass again, plainly: full matrices of doubles, no sharing of code with models/.
#pragma once

#include <vector>

#include "models/transformer.hpp"

namespace separatrix {

struct PlainRun {
  std::vector<std::vector<double>> stream;  // [position][coordinate], after the last layer
  // [layer][head][query position][key position]
  std::vector<std::vector<std::vector<std::vector<double>>>> weights;
};

PlainRun plain_run(const Transformer& model, const Input& input);

/// [row][column] of the map's matrix.
std::vector<std::vector<Rational>> plain_matrix(const AffineMap& map);

}  // namespace separatrix

// Small random Transformers that use every kind of embedding source and of connection.
#pragma once

#include <cstdint>
#include <vector>

#include "models/transformer.hpp"

namespace separatrix::small_models {

constexpr std::uint32_t kLetter = 0;  // 3 values: the content
constexpr std::uint32_t kMark = 1;    // 2 values
constexpr std::uint32_t kName = 2;    // 8 values: the codes of a hypercube
constexpr std::uint32_t kPoint = 3;   // 2 features
constexpr std::uint64_t kMaxLength = 6;

struct Shape {
  std::size_t layers = 2;
  bool residual = true;
  bool causal = false;
  bool mlp = true;
  /// Queries and keys read positions and addresses only, and no map carries content into those.
  bool addressing = false;
};

/// Stream content (3) + place (2) + address (3), two heads a layer; embedded entries are multiples
/// of 1/16 up to 1, coefficients multiples of 1/64 up to 1/4, so that exp of a logit cannot
/// overflow.
Transformer random_model(const Shape& shape, std::uint64_t seed);

/// `count` random inputs of every length from 1 to kMaxLength.
std::vector<Input> random_inputs(std::size_t count, std::uint64_t seed);

/// One number x per token, one head (query 5, key -1, value 1, output 1), then two ReLU units with
/// weights 2 and 1/2, biases 0 and -1, output weights 1 and -1. Values 0 and 3/4 of x.
Transformer tiny_model();

}  // namespace separatrix::small_models

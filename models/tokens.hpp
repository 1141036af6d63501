// Tokens and inputs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "numerics/rational.hpp"

namespace separatrix {

/// One kind of token of a vocabulary: `symbol` with 64 values, `index` with N values, `point` with
/// one value and a vector of 16 real features.
struct TokenKind {
  std::string name;
  std::uint64_t values = 0;
  std::size_t features = 0;
  bool operator==(const TokenKind&) const = default;
};

/// A token: the kind's place in the vocabulary, which of the kind's values, and its features
/// (exact; as many as the kind has, mostly none).
struct Token {
  std::uint32_t kind = 0;
  std::uint64_t value = 0;
  std::vector<Rational> features{};
  bool operator==(const Token&) const = default;
};

/// A sequence of tokens; positions count from 0.
using Input = std::vector<Token>;

/// The digits of an answer, most significant first.
using Answer = std::vector<bool>;

}  // namespace separatrix

// Tokens and inputs.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace separatrix {

/// One kind of token of a vocabulary: `symbol` with 64 values, `index` with N values.
struct TokenKind {
  std::string name;
  std::uint64_t values = 0;
  bool operator==(const TokenKind&) const = default;
};

/// A token: the kind's place in the vocabulary, and which of the kind's values.
struct Token {
  std::uint32_t kind = 0;
  std::uint64_t value = 0;
  auto operator<=>(const Token&) const = default;
};

/// A sequence of tokens; positions count from 0.
using Input = std::vector<Token>;

/// The digits of an answer, most significant first.
using Answer = std::vector<bool>;

}  // namespace separatrix

#include "constructions/recurrent/symbol_codes.hpp"

#include <numeric>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

Rational sum(const std::vector<Rational>& weights) {
  return std::accumulate(weights.begin(), weights.end(), Rational(0));
}

void require_size(std::size_t n, std::size_t width) {
  constexpr std::size_t kMostEntries = std::size_t{1} << 20;
  if (n > kMostEntries / width)
    throw Error("SymbolCodes", "--encoding",
                std::to_string(n) + " codewords of " + std::to_string(width) +
                    " digits are too many to write down; use --encoding log or binary, or fewer "
                    "types");
}

Rational digit(std::size_t value, std::size_t place) { return Rational((value >> place) & 1U); }

}  // namespace

Rational value_of(const std::vector<Rational>& weights, const std::vector<Rational>& word) {
  return std::inner_product(weights.begin(), weights.end(), word.begin(), Rational(0));
}

SymbolCodes::SymbolCodes(const std::string& encoding, std::size_t n, Poison poison) {
  if (n == 0) throw Error("SymbolCodes", "--encoding", "there must be a symbol to encode");
  if (encoding == "one-hot") {
    one_hot(n, poison == Poison::with);
  } else if (encoding == "log") {
    if (n == 1)
      throw Error("SymbolCodes", "--encoding",
                  "the log encoding needs at least two types of brackets; use one-hot");
    logarithmic(n);
  } else if (encoding == "binary") {
    binary(n, poison == Poison::with);
  } else {
    throw Error("SymbolCodes", "--encoding",
                "there is no encoding '" + encoding + "'; use one-hot, log or binary");
  }
}

void SymbolCodes::one_hot(std::size_t n, bool poison) {
  width_ = poison && n == 1 ? 2 : n;
  require_size(n, width_);
  occupied_.assign(width_, Rational(1));
  for (std::size_t u = 0; u < width_; ++u) order_.emplace_back(u < n ? u + 1 : 1);
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<Rational> word(width_);
    word[i] = 1;
    words_.push_back(word);
    matches_.push_back({std::move(word), 0});
  }
}

void SymbolCodes::logarithmic(std::size_t n) {
  const std::size_t digits = ceil_log2(n);
  width_ = 3 * digits - 1;
  require_size(n, width_);
  order_.assign(width_, Rational(0));
  occupied_.assign(width_, Rational(0));
  for (std::size_t b = 0; b < digits; ++b)
    order_[b] = Rational(Integer(1) << static_cast<unsigned>(b));
  for (const std::size_t u : {std::size_t{0}, digits}) {
    order_[u] += 1;
    occupied_[u] = 1;
  }
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<Rational> word(width_, Rational(1));
    Functional matches{std::vector<Rational>(width_, Rational(-1)), 0};
    for (std::size_t b = 0; b < digits; ++b) {
      word[b] = matches.weights[b] = digit(i, b);
      word[digits + b] = matches.weights[digits + b] = 1 - digit(i, b);
    }
    words_.push_back(std::move(word));
    matches_.push_back(std::move(matches));
  }
}

void SymbolCodes::binary(std::size_t n, bool poison) {
  width_ = ceil_log2(poison ? n + 2 : n + 1);
  require_size(n, width_);
  occupied_.assign(width_, Rational(1));
  for (std::size_t b = 0; b < width_; ++b)
    order_.emplace_back(Integer(1) << static_cast<unsigned>(b));
  for (std::size_t i = 1; i <= n; ++i) {
    std::vector<Rational> word;
    for (std::size_t b = 0; b < width_; ++b) word.push_back(digit(i, b));
    Functional matches{{}, 1 - sum(word)};
    for (const Rational& d : word) matches.weights.push_back(2 * d - 1);
    words_.push_back(std::move(word));
    matches_.push_back(std::move(matches));
  }
}

Functional SymbolCodes::matches(std::size_t i) const { return matches_.at(i - 1); }

Rational SymbolCodes::most_order() const { return sum(order_); }
Rational SymbolCodes::most_occupied() const { return sum(occupied_); }

}  // namespace separatrix

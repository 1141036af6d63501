// Index lookup by a one-layer Transformer: what both of its certificates share.
//
// An input is L symbols and a position token that holds q < L, 1 <= L <= n; the answer is the
// symbol at q, as the ceil(log2 S) binary digits of its number, the most significant first. The
// model reads kinds "symbol" (S values) and "index" (n values), in this order, and answers at the
// position token, which stands last and therefore sees every token, causal or not.
//
// Both arguments bound, per head, the weight on the target (the symbol at q) and on the rest, and
// put every content of the rest between the bounds of all values: a head's output lies in
//   weight value(s) + rest hull(all values).
// From there on nothing depends on where the weights came from, and `require_digits` follows the
// output through the maps and the ReLU network of the layer to the digits, for one symbol.
#pragma once

#include "logits.hpp"
#include "model_claim.hpp"

namespace checker {

struct Lookup {
  Claim claim;
  std::string arithmetic;
  Numbers numbers;
  Transformer model;    ///< as written
  Transformer rounded;  ///< as stored in `numbers`
  std::uint64_t n, alphabet, digits;

  const Layer& layer() const { return rounded.layers[0]; }
};

/// Kinds of tokens.
inline constexpr std::size_t kSymbol = 0;
inline constexpr std::size_t kIndex = 1;

/// Reads task and model, and compares them with the result: name, n, alphabet, lengths,
/// construction, vectors, measures, arithmetic, size of the domain. NotChecked for more than one
/// layer, a residual connection, or queries at the first position.
Lookup read_lookup(Fields& certificate, const Json& result);

/// The value of head h for a token, which must not depend on its position; NotChecked if it does.
std::vector<Enclosure> value_of(const Lookup& lookup, std::size_t h, std::size_t kind,
                                std::uint64_t value);
/// The smallest box around the values of all symbols.
std::vector<Enclosure> values_of_symbols(const Lookup& lookup, std::size_t h);

/// Rejected unless the digits of symbol s are read wherever the outputs of the heads (rounded) lie
/// in these boxes.
void require_digits(const Lookup& lookup, std::uint64_t s,
                    const std::vector<std::vector<Enclosure>>& outputs);

/// Rejected unless the parameter eta is the scale of the one head's logits: what separates the
/// target from the best other symbol, of digits; what the target gets, of signs.
void compare_eta(const Lookup& lookup, const Scales& scales);

/// What the line of the program says of the result beyond the proof.
std::string left_out(const Lookup& lookup, bool every_length);

/// What tokens of a class hold in the subspaces that `map` reads; an address by position has the
/// label `position`, one by value `value`. NotChecked where it depends on content or on a table.
TokenClass token_class(const Lookup& lookup, const AffineMap& map, const std::string& name,
                       std::size_t kind, int position, int value);

/// Labels of positions: the one asked for, another symbol's, and the last.
inline constexpr int kAsked = 0;
inline constexpr int kAnother = 1;
inline constexpr int kLast = 2;

}  // namespace checker

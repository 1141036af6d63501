// A Transformer as data, read from the format "separatrix/model/2".
//
// A token has a kind, a value and features. Each term of the embedding writes one subspace of the
// stream for the tokens of one kind; subspaces without a term are 0. A layer runs its heads,
//   softmax(<query, key>) value, row-wise over all tokens (`causal`: up to the query's own),
// sums their outputs (plus the stream, if residual) into the space `attended`, and applies a ReLU
// network (plus its input, if residual). The digits of the answer are the coordinates of a subspace
// at the last position: 1 at or above `high`, 0 at or below `low`, wrong between.
#pragma once

#include <optional>
#include <variant>

#include "address_code.hpp"
#include "affine_map.hpp"

namespace checker {

struct TokenKind {
  std::string name;
  std::uint64_t values = 0;
  std::uint64_t features = 0;
};

using Row = std::vector<mpq_class>;
/// A row per value of the token.
struct ByValue {
  std::vector<Row> rows;
};
/// A row per run of positions: from `starts[r]` on; the first starts at 0.
struct ByPosition {
  std::vector<std::uint64_t> starts;
  std::vector<Row> rows;
};
/// A row per value, written into the block of the token's position; max_length blocks.
struct PlacedByValue {
  std::vector<Row> rows;
};
struct Constant {
  Row entries;
};
struct TokenFeatures {};
/// Positions from, from + 1, .. up to the next run have the addresses to, to + step, ..
struct AddressRun {
  std::uint64_t from, to, step;  // step: 0 or 1
};
/// The address of the token's position, of its value, or of what the runs say of its position.
struct AddressOf {
  std::string code;
  enum class Of { position, value, map } of = Of::position;
  std::vector<AddressRun> runs;
};
using Source = std::variant<ByValue, ByPosition, PlacedByValue, Constant, TokenFeatures, AddressOf>;

struct EmbeddingTerm {
  std::size_t kind = 0;
  Subspace subspace;
  Source source;
};

struct Head {
  std::string name;
  AffineMap query, key, value, output;
};

struct Network {
  AffineMap hidden, output;  // output(ReLU(hidden(x)))
  bool residual = false;
};

struct Layer {
  std::vector<Head> heads;
  Space attended;
  bool residual = false;
  std::optional<Network> network;

  const Space& out() const { return network ? network->output.out : attended; }
};

struct Transformer {
  std::string construction, task;
  std::vector<TokenKind> kinds;
  std::uint64_t max_length = 0;
  std::map<std::string, AddressCode> codes;
  Space stream;
  std::vector<EmbeddingTerm> embedding;
  std::vector<Layer> layers;
  bool causal = false;
  Subspace readout;  // of the last layer's output
  mpq_class low, high;

  /// The term of that kind and subspace (by its first coordinate), or nullptr: it is 0.
  const EmbeddingTerm* term(std::size_t kind, std::size_t offset) const;
};

/// Rejected unless the parts fit together. Does not compute anything about the codes yet.
Transformer read_transformer(const Json& value);

/// The same model with every stored number rounded; over the reals the model itself.
Transformer rounded(const Transformer& model, const Numbers& numbers);

/// Compares the result's "measures" with what is counted here: width (the largest of the stream and
/// of every space of a layer but the hidden one), heads (most in a layer), layers, precision bits,
/// parameters (entries of full matrices and biases) and bits of all that is stored. A number of the
/// reals has the bits of its numerator and, unless 1, denominator, and a sign; runs of positions
/// cost the cheaper of a number per run and a bit per position.
void compare_measures(const Transformer& model, const Numbers& numbers, const Json& result);

}  // namespace checker

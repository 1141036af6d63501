// A Transformer as data: subspaces, maps between them, gates (SPEC section 1).
//
// Constructions are functions that return this structure; everything downstream (forward pass,
// measures, certificates, JSON) works on it without knowing which theorem it came from.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "models/address_code.hpp"
#include "models/affine_map.hpp"
#include "models/layout.hpp"
#include "models/tokens.hpp"

namespace separatrix {

/// A row of the table per token value.
struct ValueTable {
  std::vector<std::vector<Rational>> rows;
};
/// From position `first` on, up to the next row's, every position has these entries.
struct PositionRow {
  std::uint64_t first = 0;
  std::vector<Rational> entries;
};
/// A row of the table per run of positions; the first run starts at 0.
struct PositionTable {
  std::vector<PositionRow> rows;

  const PositionRow& at(std::uint64_t position) const;
};
/// A row per token value, written into the block of the token's position: the subspace has a block
/// of the rows' length per position, max_length of them, and the others stay 0.
struct PlacedValue {
  std::vector<std::vector<Rational>> rows;
};
/// The same entries for every token of the kind.
struct ConstantVector {
  std::vector<Rational> entries;
};
/// Positions first, first + 1, .. up to the next run go to target, target + step, ..; step is 0 or
/// 1.
struct AddressRun {
  std::uint64_t first = 0;
  std::uint64_t target = 0;
  std::uint64_t step = 1;
  bool operator==(const AddressRun&) const = default;
};
/// The address a(i) of a named code, i being the token's position, or its value, or what `map` says
/// of the position (runs, the first starting at 0).
struct AddressOf {
  enum class Index { position, value, map };
  std::string code;
  Index index = Index::position;
  std::vector<AddressRun> map;
};
/// The token's own features.
struct Features {};
using EmbeddingSource =
    std::variant<ValueTable, PositionTable, PlacedValue, ConstantVector, AddressOf, Features>;

/// The shortest runs that send position i to targets[i].
std::vector<AddressRun> address_runs(const std::vector<std::uint64_t>& targets);
/// Where a map sends a position.
std::uint64_t mapped_address(const std::vector<AddressRun>& map, std::uint64_t position);

/// What tokens of one kind put into one subspace of the stream; subspaces without a term are 0.
struct EmbeddingTerm {
  std::uint32_t kind = 0;
  std::string subspace;
  EmbeddingSource source;
};

/// softmax(query . key) value, row-wise; `query` and `key` go to the same space of the head's m
/// coordinates, `output` is the head's block of Wo.
struct Head {
  std::string name;
  AffineMap query;
  AffineMap key;
  AffineMap value;
  AffineMap output;
};

/// x -> W2 ReLU(W1 x + b1) + b2, per position.
struct Mlp {
  AffineMap hidden;
  AffineMap output;
  bool residual = false;
};

/// All heads, summed into the space `attended` (plus the incoming stream if `residual`), then the
/// ReLU network if there is one.
struct Layer {
  std::vector<Head> heads;
  Layout attended;
  bool residual = false;
  std::optional<Mlp> mlp;

  const Layout& output() const { return mlp ? mlp->output.out : attended; }
};

/// Every coordinate of `subspace` at the last position is one answer digit: 1 at or above `high`,
/// 0 at or below `low`, and a wrong answer in between.
struct Readout {
  std::string subspace;
  Rational low{1, 4};
  Rational high{3, 4};
};

/// Which address an `AddressOf` source gives to a token at a position.
std::uint64_t address_index(const AddressOf& source, const Token& token, std::uint64_t position);

struct Transformer {
  std::string construction;  // id of the construction that built it, or the user's name for it
  std::string task;          // id of the task it answers
  std::vector<TokenKind> vocabulary;
  std::uint64_t max_length = 0;  // most tokens that an input may have
  std::map<std::string, std::shared_ptr<const AddressCode>> codes;
  Layout stream;
  std::vector<EmbeddingTerm> embedding;
  std::vector<Layer> layers;
  bool causal = false;
  Readout readout;

  /// Throws Error naming the first part that does not fit its neighbours.
  void validate() const;
  /// The stream that enters layer `l` (0-based); l = layers.size() is the output.
  const Layout& stream_before(std::size_t l) const;
  /// Error if the input does not suit the model: too long, empty, or a token outside the
  /// vocabulary.
  void validate_input(const Input& input) const;
};

}  // namespace separatrix

// Where the heads of a first layer look, in runs of positions.
//
// Addresses that a query asks with are data of the model: runs of positions. A piece is a run of
// positions of one kind of token, in which every head looks at tokens of one kind, either all at
// one position, or each one position further, and in which every table of positions has one row.
// The positions are cut at
//   - the first of each kind, the first of each row of a table, the first of each run of addresses
//     that some head asks with;
//   - the position that a run of step 0 leads to, and the next (it is its own target);
//   - in a run of step 1, where the target's kind changes.
#pragma once

#include "addressed_attention.hpp"
#include "feature_task.hpp"

namespace checker {

/// What a head's queries from a piece look at.
struct Aim {
  std::uint64_t first = 0;  ///< from the first position of the piece
  std::uint64_t step = 1;
  std::size_t kind = 0;
  bool own = false;  ///< each position looks at itself
  friend bool operator==(const Aim&, const Aim&) = default;
};

struct Piece {
  std::uint64_t first = 0;
  std::uint64_t count = 0;
  std::size_t kind = 0;
  std::vector<Aim> aims;  ///< per head
};

std::size_t kind_at(const FeatureTask& task, std::uint64_t position);
/// The row of a table at that position.
std::size_t row_at(const ByPosition& table, std::uint64_t position);

/// In order. NotChecked beyond 2^21 pieces; Rejected if a head looks beyond the input.
std::vector<Piece> cut_positions(const Transformer& model, const FeatureTask& task);

}  // namespace checker

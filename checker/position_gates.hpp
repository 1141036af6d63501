// What a position hands to a second layer that averages.
//
// Statement. Let layer 1 copy: each head's weight on its target is at least w, the others' together
// at most r. Then the head's output lies, coordinate by coordinate, in
//     [w, 1] v + [0, r] [least, greatest value of any token],
// v the target's value. With the own token's stream beside it (residual connection) it goes through
// layer 1's ReLU network and the value map of layer 2's one head: one number per position, enclosed
// here for every configuration of the tokens that the position sees, its own and the targets'.
// On a grid each of these steps rounds once, and is monotone in each argument.
//
// Tokens that look alike to a position count once: its own, and one per different aim. Two aims may
// meet in one token; then too many configurations are looked at, and the bounds still hold.
#pragma once

#include "local_functions.hpp"
#include "position_runs.hpp"

namespace checker {

class PositionGates {
 public:
  /// `model` as it is written, `stored` rounded into `numbers`. NotChecked where values read
  /// addresses or positions, or the network reads addresses.
  PositionGates(const Transformer& model, const Transformer& stored, const Numbers& numbers,
                const FeatureTask& task);

  /// The functions that the positions of a piece compute.
  LocalRun functions(const Piece& piece);
  /// Different networks of configurations, as `functions` was asked for.
  std::size_t gates() const { return gates_.size(); }

  /// Rejected unless `stated` lists what was used of each head's attention: by head, then by the
  /// kinds of query and target, those for the own position last.
  void compare_heads(const std::vector<Json>& stated) const;

 private:
  using Vector = std::vector<Enclosure>;
  struct Seen {  // the tokens of a configuration
    std::vector<Place> places;
    std::optional<std::size_t> own;
    std::vector<std::optional<std::size_t>> targets;  // per head
  };

  const TargetAttention& attention(std::size_t h, std::size_t kind, const Aim& aim);
  Seen tokens_seen(const Piece& piece) const;
  std::vector<std::size_t> signature(const Piece& piece, const Seen& seen);
  Vector value(std::size_t h, std::size_t kind, std::uint64_t letter) const;
  Enclosure contribution(const Piece& piece, const Seen& seen, std::size_t configuration);
  Enclosure gate(const Vector& attended) const;

  const Transformer& model_;
  const Transformer& stored_;
  const Numbers& numbers_;
  const FeatureTask& task_;
  std::vector<Vector> any_;  // per head: hulls of all values
  Network read_;             // reals: the network with layer 2's value as its only output
  std::map<std::tuple<std::size_t, std::size_t, std::size_t, bool>, TargetAttention> attention_;
  std::map<Row, std::size_t> rows_;  // of tables of positions, numbered
  std::map<std::vector<std::size_t>, std::vector<Enclosure>> gates_;
};

}  // namespace checker

// The protocols of the architectures, run: two parties who hold their own tokens only and exchange
// bit strings over a wire that counts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "bounds/architectures/architecture.hpp"
#include "bounds/communication/matrix.hpp"
#include "bounds/protocols/wire.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// The output of the model at the last position, without any partition.
architectures::Row run_alone(const TrialModel& model, std::span<const std::uint64_t> tokens);

/// The same by two parties. Alice holds the positions of split.alice, Bob the others; whoever holds
/// the last position says the output. Error (argument "split") if the model is streaming or local
/// and Alice's positions are no prefix, or the prefix is the whole input.
architectures::Row run_by_two(const TrialModel& model, std::span<const std::uint64_t> tokens,
                              const Split& split, Wire& wire);

struct TrialTally {
  std::uint64_t triples = 0;  ///< of a model, an input and a partition
  std::uint64_t models = 0;
  std::uint64_t disagreements = 0;  ///< the parties' output is not the model's, bit for bit
  std::uint64_t over_formula = 0;   ///< more bits on the wire than the formula says
  std::uint64_t wrong_way = 0;      ///< bits against the direction of a one-way protocol
  std::uint64_t most_bits = 0;      ///< on the wire
  std::uint64_t formula_then = 0;   ///< the formula on that triple
  std::uint64_t exact = 0;          ///< triples with as many bits as the formula says
  /// The first triple that is one of the three: "model 3, tokens 0 1 1, partition AAB".
  std::optional<std::string> first;

  std::uint64_t failures() const { return disagreements + over_formula + wrong_way; }
};

/// `count` triples, eight inputs with four partitions each for a model; model number i is a pure
/// function of the seed and i. Fewer triples if `work` is stopped.
TrialTally try_cut(const CutBits& row, std::uint64_t seed, std::uint64_t count, Work& work);

}  // namespace separatrix

// Protocols tried on random models: a count, which is no proof but would show a wrong proof.
//
// A triple is a model, an input and a partition of the input. Each random model is tried on eight
// inputs and each input on four partitions; the grid is that of N = the largest length, 2 to 8, Kc
// = 1 or 2, either rounding, and every eighth model runs in Integer instead of Int128. Model number
// i is a pure function of the seed and i, so the tally does not depend on the number of threads,
// and the first disagreement can be looked at again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "bounds/communication/matrix.hpp"
#include "models/tokens.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// One-layer Transformers by the two protocols of protocols/attention.hpp; nets on the grid and
/// finite recurrences by the one-way protocol.
enum class ProtocolKind { attention_paper, attention_improved, net, finite };

/// A triple on which a player's answer was not the model's.
struct Disagreement {
  std::uint64_t model = 0;  ///< its number
  std::string arithmetic;   ///< empty for finite recurrences
  Input input;
  Split split;
  std::optional<Answer> expected;
  std::optional<Answer> alice;  ///< none in a one-way protocol, in which she does not answer
  std::optional<Answer> bob;
};

struct ProtocolTally {
  std::uint64_t triples = 0;
  std::uint64_t models = 0;  ///< drawn independently; the triples of one model are not independent
  std::uint64_t disagreements = 0;
  std::uint64_t over_formula = 0;   ///< more bits than the formula says
  std::uint64_t under_formula = 0;  ///< fewer
  std::uint64_t bits_max = 0;       ///< most bits of one run
  std::uint64_t between = 0;        ///< triples on which the model gives no answer
  std::optional<Disagreement> first;
};

/// Runs `count` triples; fewer, and a tally of those, if `work` is stopped.
ProtocolTally run_protocols(ProtocolKind kind, std::uint64_t seed, std::uint64_t count, Work& work);

}  // namespace separatrix

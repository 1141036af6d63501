// A recurrent net on one input, symbol by symbol.
#pragma once

#include <optional>
#include <string>

#include "analysis/outcome.hpp"
#include "cli/run_input.hpp"
#include "models/recurrent.hpp"
#include "numerics/format.hpp"

namespace separatrix::cli {

struct NetRun {
  Outcome outcome;               ///< of the one input
  std::optional<Answer> answer;  ///< nullopt if a digit does not decode
  std::string states;            ///< the state after every symbol
};

/// `numbers`: every named subspace of the state as numbers, at most `entries` of each; otherwise
/// its digits.
NetRun run_net(const RecurrentNetwork& net, const RunInput& read, const Format& format,
               bool numbers, std::size_t entries);

}  // namespace separatrix::cli

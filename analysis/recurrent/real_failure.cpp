#include "analysis/recurrent/real_failure.hpp"

#include "analysis/recurrent/run_one.hpp"
#include "analysis/recurrent/shortest_failure.hpp"

namespace separatrix {
namespace {

/// Cell updates that the search in float32 may cost.
constexpr std::uint64_t kMostStrings = std::uint64_t{1} << 16;
constexpr std::uint64_t kLongest = 64;

/// The longest strings that can be listed, together with all shorter ones.
std::uint64_t listable_length(std::uint64_t alphabet) {
  std::uint64_t length = 0;
  for (std::uint64_t strings = 1; strings <= kMostStrings / (alphabet + 1); ++length)
    strings *= alphabet + 1;
  return length;
}

/// The failure as the reals see it; nullopt unless the net is certainly wrong.
std::optional<Failure> confirmed(const RecurrentNetwork& net, const Failure& candidate) {
  const RecurrentPass<RealIntervals> pass(RealIntervals(), net);
  Outcome run;
  record_run(pass, candidate.input, candidate.expected, pass.output(pass.run(candidate.input)),
             run);
  return run.failure;
}

}  // namespace

std::optional<Failure> real_failure(const RecurrentNetwork& net, const TaskAutomaton& automaton,
                                    Work& work) {
  const auto search = [&](const char* format, std::uint64_t longest) -> std::optional<Failure> {
    if (work.stopped()) return std::nullopt;
    const FailureSearch found =
        shortest_failure(net, automaton, parse_format(format), 2, longest, work);
    return found.failure ? confirmed(net, *found.failure) : std::nullopt;
  };
  if (auto failure = search("float32", listable_length(automaton.dfa.alphabet))) return failure;
  return search("float16", kLongest);
}

}  // namespace separatrix

// The general recurrent model RNN(m units, p bits): h_t = g_t(x_t, h_{t-1}) in {0,1}^{mp} with
// arbitrary transitions, the answer an arbitrary function of the state (SPEC section 1).
//
// States are numbers below 2^bits, bits = m p; their binary digits are the units' contents. Only
// the states in use have rows: no transition leads to another.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "models/measures.hpp"
#include "models/tokens.hpp"

namespace separatrix {

/// g_t: reads a token of one kind.
struct FiniteStep {
  std::uint32_t kind = 0;
  std::size_t states = 0;           ///< in use before the step: 0 .. states - 1
  std::vector<std::uint32_t> next;  ///< row-major, states x values of the kind
  bool operator==(const FiniteStep&) const = default;
};

struct FiniteRecurrence {
  std::string construction;  ///< id of the construction that built it, or the user's name for it
  std::string task;          ///< id of the task it answers
  std::vector<TokenKind> vocabulary;
  unsigned bits = 0;          ///< m p, at most 32
  std::uint32_t initial = 0;  ///< h_0
  /// One step for all times, and inputs of any length; otherwise step t of `steps` reads token t.
  bool stationary = false;
  std::vector<FiniteStep> steps;
  /// If there is one, the readout sees the last token, of that kind, beside the state before it.
  std::optional<std::uint32_t> last_kind;
  /// f_t by the number t of steps taken, 0 .. steps.size(): one answer per state in use, row-major
  /// states x values where the readout sees the last token; none where no answer is read. A
  /// stationary model has one entry, for all times.
  std::vector<std::vector<Answer>> answers;
  bool operator==(const FiniteRecurrence&) const = default;

  /// Throws Error naming the first part that does not fit the others.
  void validate() const;
  /// The longest input; nullopt if there is no longest.
  std::optional<std::uint64_t> max_length() const;
  /// g: the step that reads token t. A valid model only.
  const FiniteStep& step(std::size_t t) const { return steps[stationary ? 0 : t]; }
  /// Runs the model. Error (argument "input") if a token is not of the kind or the values that are
  /// read there, or if no answer is read at that length.
  Answer run(const Input& input) const;
};

/// width = state_bits = bits, as units of one bit; parameters = entries of all tables;
/// representation_bits = `bits` per transition and h_0, and a bit per digit of an answer.
ModelMeasures measure(const FiniteRecurrence& model);

/// `separatrix/finite-recurrence/1`.
nlohmann::ordered_json to_json(const FiniteRecurrence& model);
/// Reads and validates a model. Fail-closed: a missing, unknown or ill-typed field is an Error that
/// names its path.
FiniteRecurrence finite_recurrence_from_json(const nlohmann::ordered_json& json);

}  // namespace separatrix

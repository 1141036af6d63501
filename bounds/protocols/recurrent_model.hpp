// A recurrent model as a player of a protocol sees it: its state is a string of m p bits.
//
// Any model fits that reads tokens one by one and remembers state_bits() bits between them; the
// transitions and the readout are public and may be anything (SPEC section 1). The readout may look
// at the last token beside the state before it, which is the case for a finite recurrence with a
// `last_kind` and for the table of labels below.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "bounds/protocols/wire.hpp"
#include "models/finite_recurrence.hpp"
#include "models/recurrent_pass.hpp"
#include "numerics/fixed.hpp"

namespace separatrix {

class RecurrentModel {
 public:
  virtual ~RecurrentModel() = default;

  /// m p.
  virtual std::uint64_t state_bits() const = 0;
  /// The state before the first token. All states are strings of state_bits() bits.
  virtual Bits initial() const = 0;
  /// The state `state` of time `time` (so many tokens were read) after the next tokens. Error
  /// (argument "state") for a string that is no state, (argument "input") for tokens that the model
  /// does not read there.
  virtual Bits read(const Bits& state, std::size_t time, std::span<const Token> tokens) const = 0;
  /// The answer after the next tokens, `rest`; none if a digit lies between the thresholds. Errors
  /// as for `read`.
  virtual std::optional<Answer> answer(const Bits& state, std::size_t time,
                                       std::span<const Token> rest) const = 0;
};

/// State bits: those of the model. Borrows it; Error unless it is valid.
std::unique_ptr<RecurrentModel> as_protocol_model(const FiniteRecurrence& model);

/// State bits: precision_bits(grid) for each entry of h, and of c for an LSTM, in the numbers of
/// the grid. Borrows the pass.
std::unique_ptr<RecurrentModel> as_protocol_model(const RecurrentPass<Fixed<Int128>>& pass);
std::unique_ptr<RecurrentModel> as_protocol_model(const RecurrentPass<Fixed<Integer>>& pass);

/// The model of bounds/recall_memory.hpp for associative recall and mqar over `keys` keys, each of
/// which is given a label once (token kinds kPoint and kLabel; a key, its label, and so on, in any
/// order; mqar's queries go on in the same way, each with the label it was given).
/// State after a label: the labels, a bit for each key. State after a key k: k, and the bits of
/// the others; nothing is lost, because k's label comes next. The answer to a query is its bit.
/// State bits: recall_bits(keys, PairTokens::separate) = max(keys, keys - 1 + ceil(log2 keys)).
/// Error (argument "keys") for 0 or more than 2^20.
std::unique_ptr<RecurrentModel> label_table(std::uint64_t keys);

}  // namespace separatrix

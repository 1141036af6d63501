// What the claims about lower bounds share: matrices, closed forms, walks through automata.
#pragma once

#include <optional>
#include <string>

#include "analysis/bound.hpp"
#include "analysis/claims.hpp"
#include "bounds/communication/pair_automaton.hpp"
#include "bounds/communication/regular_fooling_set.hpp"
#include "bounds/communication/tensor_rank.hpp"

namespace separatrix::claims {

/// All measures of the task's matrix for a partition, or for the strongest one ("search").
ClaimStep matrix_step(const std::string& theorem, const TaskRequest& task,
                      const std::string& partition);

/// The closed form at one size, and the least width that it leaves to the model, if one is named.
ClaimStep closed_form_step(const std::string& theorem, const TaskRequest& task, Protocol protocol,
                           const std::optional<ModelSize>& model = {});

/// The least width by N that the closed forms leave to the model, N doubled from 16 to `longest`.
ClaimStep curve_step(const std::string& theorem, const std::string& task, ModelSize::Model model,
                     std::uint64_t precision, std::uint64_t longest);

/// A task as a pair automaton: the partition whose matched symbols are its letters.
struct PairedTask {
  std::string name;
  std::string partition;
  PairAutomaton f;
};

/// The family is a fooling set at every length, by a walk; the bound is written down at n symbols.
/// Refuted with the shortest fault.
ClaimStep family_step(const std::string& theorem, const PairedTask& task, bool value,
                      const Dfa& family, Mixed mixed, std::uint64_t n);

/// The ranks at every length from a Kronecker power, by a walk; the bound is written down at n
/// symbols. Refuted with the shortest fault.
ClaimStep rank_step(const std::string& theorem, const PairedTask& task, const KroneckerForm& form,
                    std::uint64_t n);

/// A result about `n` symbols, of kind `analyze` until something is shown.
Result bound_result(const std::string& theorem, const std::string& task, std::uint64_t n);

/// A bound that has been shown, not before: the result is of kind `bound` from now on.
void add_bound(Result& result, Bound bound);

/// Refuted: what went wrong, as data; the command that shows it again is that of all claims.
void refute(Result& result, const std::string& what, nlohmann::ordered_json data);

/// Every one of `inputs` inputs was run, `failures` of them wrongly.
void set_exhaustive(Result& result, const Integer& inputs, const Integer& failures);

}  // namespace separatrix::claims

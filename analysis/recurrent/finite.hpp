// The general recurrent model against its task: every input run, random inputs, or all inputs at
// once by the product with the task's automaton.
#pragma once

#include "analysis/outcome.hpp"
#include "analysis/sampled.hpp"
#include "models/finite_recurrence.hpp"
#include "parallel/work.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// Error naming the part if the model is not valid, (argument "--construction") unless the model
/// speaks the task's vocabulary and answers with as many digits.
void require_fit(const FiniteRecurrence& model, const Task& task);

/// Every input of the task's frames, each answer compared with Task::reference; where the task has
/// no frames, every word of its automaton's domain. Inputs with a common beginning share the states
/// of it. `exhaustive` if no input fails, `refuted` with the first failing input in enumeration
/// order (frame by frame, the last token of the content fastest; words by length, then in
/// lexicographic order), `undecided` if interrupted or beyond 2^50 inputs. An input at whose length
/// the model reads no answer fails.
Outcome run_exhaustively(const FiniteRecurrence& model, const Task& task, Work& work);

/// Random inputs, as for Transformers (analysis/sampled.hpp).
Outcome run_samples(const FiniteRecurrence& model, const Task& task, const SamplePlan& plan,
                    Work& work);

/// The product argument, for tasks told by an automaton. The pairs (state of the model, state of
/// the automaton) that some prefix of an input reaches are listed, by time where the model's
/// transitions depend on it; if both sides of each pair where an answer is asked for give the same
/// answer, the model is right on every input, because the list holds the start and is closed under
/// every token (a bisimulation). `certified` with the pairs as certificate: for a stationary model
/// on every length, whatever the task's. `refuted` with a shortest word that fails. `undecided` for
/// a task without automaton, where the readout sees the last token, if interrupted, or beyond 2^24
/// pairs.
Outcome certify(const FiniteRecurrence& model, const Task& task, Work& work);

}  // namespace separatrix

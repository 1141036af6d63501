// A second opinion on models: every input by itself, plainly.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "constructions/any_model.hpp"
#include "numerics/format.hpp"
#include "numerics/tri.hpp"
#include "tasks/task.hpp"

namespace separatrix::soundness {

/// Inputs with their right answers.
struct Domain {
  struct Item {
    Input input;
    Answer expected;
  };
  std::vector<Item> items;
  bool whole = true;  ///< every input of the task; else samples
};

/// All inputs of a task with frames or over one kind of token, by its reference, as many as it says
/// that there are; else samples of each of its samplers.
Domain domain_of(const Task& task);

/// Runs the model on single inputs, without what the verifier does to be fast or to reach all
/// inputs at once.
class Judge {
 public:
  Judge(const AnyModel& model, const Task& task);
  ~Judge();

  /// Is the answer right in this arithmetic? Over the reals by enclosures, so it may be unknown.
  Tri right(const Domain::Item& item, const Format& format) const;

  struct Survey {
    std::optional<Domain::Item> wrong;  ///< the first input that is certainly answered wrongly
    bool open = false;                  ///< none is, and on some input it is not decided
  };
  /// All inputs, up to the first that is wrong. Over the reals in double precision first, by a pass
  /// that shares no code with the program's: what it calls wrong or close must be so by enclosures,
  /// or it is an Error of the passes.
  Survey survey(const Domain& domain, const Format& format) const;

 private:
  struct Plain;
  Tri roughly_right(const Domain::Item& item) const;
  template <class F>
  auto with_runs(const Format& format, const F& f) const;

  const AnyModel* model_;
  const Task* task_;
  std::unique_ptr<Plain> plain_;
};

}  // namespace separatrix::soundness

// What the claims about Transformers share: a construction set against its task.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/claims.hpp"
#include "analysis/verify.hpp"
#include "constructions/catalogue.hpp"
#include "numerics/format.hpp"
#include "tasks/catalogue.hpp"

namespace separatrix::claims {

struct Case {
  TaskRequest task;
  ModelRequest model;
  Mode mode = Mode::certified;
  std::string arithmetic = "interval";
  std::string sampler{};  // sampled: the task's name for it; empty: its first, the paper's
  std::vector<std::string> notes{};  // what the record would not tell otherwise
};

/// The construction of that name (empty: the paper's where the addresses allow it) with addresses
/// of this family (empty: the construction's own choice), of seed 1, inner products bounded from
/// both sides.
ModelRequest addressed_by(const std::string& family, const std::string& construction = "",
                          const std::optional<std::size_t>& dimension = {});

/// The task, the model built for it, and the arithmetic that the case names.
struct Setting {
  std::unique_ptr<Task> task;
  Format format;
  BuiltModel built;
};
Setting set_up(const Case& c, Work& work);

/// The words that make `separatrix run` build the model of such a request again.
std::vector<std::string> model_words(const ModelRequest& request);

/// One step per case, in order; a title names task, model, size and arithmetic.
std::vector<ClaimStep> verify_steps(const std::vector<Case>& cases);

/// The coarsest grid Q_p, Kc up to 4, on which the model of the case is certified; the search stands
/// in the result's construction as "kc_search", [{"kc": "1/2", "status": "refuted"}, ..].
ClaimStep smallest_grid_step(const Case& c, Rounding rounding);

}  // namespace separatrix::claims

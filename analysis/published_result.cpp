#include "analysis/published_result.hpp"

#include <fmt/format.h>

#include "bounds/communication/conventions.hpp"

namespace separatrix {
namespace {

/// How the problem that the task contains is cut, and by what bound.
struct Contained {
  const char* task;
  const char* convention;
  const char* method;
};

Contained contained(const std::string& id) {
  if (id == "B1")
    return {"sparse-averaging", conventions::kOneKnows, "disjointness of q bits each [F1]"};
  if (id == "B2")
    return {"match3", conventions::kOneKnows, "disjointness of (n - 1)/2 bits each [F1]"};
  if (id == "B3")
    return {"induction-heads", conventions::kFromAlice, "INDEX over (n - 1)/2 bits [F3]"};
  return {"function-composition", conventions::kFromAlice, "INDEX over n letters of n kinds [F3]"};
}

}  // namespace

Result published_result(const PublishedBound& bound, const PublishedSizes& sizes) {
  const PublishedValue value = evaluate(bound, sizes);
  const Contained problem = contained(bound.id);
  Result result;
  result.kind = Kind::analyze;
  result.theorem = bound.id;
  result.task = TaskInstance{};
  result.task->name = problem.task;
  result.task->n = sizes.n;
  result.assumes = {bound.citation};
  result.reason = "published, its proof is not replayed here: " + value.text;
  result.notes.push_back("hypotheses: " + bound.hypotheses);
  if (!bound.proved) return result;
  result.kind = Kind::bound;
  result.bounds.push_back({conventions::kQuantity, problem.convention, "", *value.needed,
                           std::nullopt, problem.method});
  result.hidden_size = HiddenSize{"transformer-1", sizes.precision, *value.least_width};
  result.notes.push_back(fmt::format(
      "ours: {} bits must cross, and a model gives {}; with H = {}, p = {}, width {} these are {}, "
      "so it is {}",
      value.needed->str(), bound.proved->bits.text(), sizes.heads, sizes.precision, sizes.width,
      value.bits->str(), value.excluded() ? "excluded" : "not excluded"));
  result.notes.push_back("ours holds in this arithmetic: " + bound.proved->hypotheses);
  return result;
}

}  // namespace separatrix

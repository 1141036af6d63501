// Figures with lower bounds: least width by N, and the dimension of sign vectors.
#include <algorithm>

#include <fmt/format.h>

#include "reports/figure_draft.hpp"
#include "reports/summary.hpp"
#include "reports/width_curve.hpp"

namespace separatrix {
namespace {

using ByPrecision = std::pair<std::string, std::uint64_t>;  // task, bits per number
using HiddenDrafts = Drafts<ByPrecision>;

std::string bound_name(const std::string& method, std::uint64_t heads) {
  return "lower bound, " + method + (heads > 1 ? fmt::format(", heads {}", heads) : "");
}

Draft& hidden_draft(HiddenDrafts& drafts, const std::string& task, std::uint64_t precision) {
  return drafts.at({task, precision}, [&] {
    return Draft(fmt::format("hidden-size-{}-p{}", task, precision),
                 fmt::format("Least width by N with {} bits a number: {}", precision, task), "N",
                 "width");
  });
}

void add_curve(const TaskInstance& task, const WidthCurve& curve, HiddenDrafts& drafts) {
  Draft& draft = hidden_draft(drafts, task.name, curve.precision);
  for (const WidthCurve::Series& series : curve.series) {
    const std::string name =
        bound_name(series.method, curve.heads) + (series.conditional() ? " (conditional)" : "");
    for (const WidthCurve::At& at : series.points)
      draft.add_lower_bound(name, {at.n, at.width, fmt::format("{} bits needed", at.needed.str())});
    if (series.conditional())
      draft.note("A conditional bound follows only if the paper's count of its protocol holds.");
  }
}

/// A single bound joins the curve of the same count: that of the improved protocol for a
/// Transformer.
void add_single(const Result& result, HiddenDrafts& drafts) {
  const HiddenSize& size = *result.hidden_size;
  const std::string method = size.model == "transformer-1" ? size.model + " improved" : size.model;
  hidden_draft(drafts, result.task->name, size.precision)
      .add_lower_bound(bound_name(method, 1),
                       {result.task->n, size.min_width, bound_text(result.bounds.front())});
}

bool every_length(const Result& r) { return r.task->lengths == Lengths::unbounded; }

/// The same model, shown for as many lengths and with numbers of few bits, says more than `r`.
bool says_more(const Result& other, const Result& r, std::uint64_t precision) {
  const bool bits =
      other.measures->precision_bits > 0 && other.measures->precision_bits <= precision;
  const bool lengths = every_length(other) || (!every_length(r) && other.task->n == r.task->n);
  const bool more =
      (bits && r.measures->precision_bits == 0) || (every_length(other) && !every_length(r));
  return (bits || r.measures->precision_bits == 0) && lengths && more &&
         other.measures->width == r.measures->width && model_name(other) == model_name(r);
}

void add_models(const Record& record, const ByPrecision& key, Draft& draft) {
  const auto [low, high] = draft.x_range();
  std::vector<const Result*> models;
  for (const Result& r : record.results)
    if (r.kind == Kind::verify && verified(r) && r.measures && r.task->name == key.first &&
        r.measures->precision_bits <= key.second)
      models.push_back(&r);
  for (const Result* r : models) {
    if (std::ranges::any_of(models, [&](const Result* o) { return says_more(*o, *r, key.second); }))
      continue;
    const std::uint64_t width = r->measures->width;
    const std::string label = model_label(*r);
    std::string name = model_name(*r);
    if (r->measures->precision_bits == 0) name += ", real numbers";
    if (every_length(*r)) {
      name += ", every N";
      draft.add(name, SeriesStyle::steps, {low, width, label});
      draft.add(name, SeriesStyle::steps, {high, width, label});
      draft.note("Level lines are models that hold at every length.");
    } else {
      draft.add(name, SeriesStyle::points, {r->task->n, width, label});
    }
  }
}

}  // namespace

void add_hidden_size_figures(const Record& record, std::vector<Figure>& figures) {
  HiddenDrafts drafts;
  for (const Result& r : record.results) {
    if (!verified(r) || !r.task) continue;
    if (const auto curve = width_curve(r)) add_curve(*r.task, *curve, drafts);
    // The atlas has a table and formulas of its own.
    if (r.hidden_size && r.kind != Kind::atlas) add_single(r, drafts);
  }
  for (auto& [key, draft] : drafts) {
    if (draft.places() < 2) continue;
    add_models(record, key, draft);
    figures.push_back(draft.finish());
  }
}

void add_vector_figures(const Record& record, std::vector<Figure>& figures) {
  Drafts<Rational> drafts;
  for (const Result& r : record.results) {
    if (r.kind != Kind::vectors || !verified(r) || !r.task->gamma) continue;
    const std::string gamma = to_string(*r.task->gamma);
    Draft& draft = drafts.at(*r.task->gamma, [&] {
      return Draft("dimension-gamma-" + gamma,
                   fmt::format("Sign vectors with inner products at most {}", gamma),
                   "number of vectors N", "dimension k");
    });
    const std::string sides =
        r.task->sides ? fmt::format(", {}-sided", to_string(*r.task->sides)) : std::string();
    draft.add(r.vectors->family + sides, SeriesStyle::points,
              {r.task->n, r.vectors->dimension,
               fmt::format("{} ({})", vectors_text(*r.vectors), to_string(r.status))});
    for (const Bound& bound : r.bounds)
      if (bound.lower_bits)
        draft.add_lower_bound("lower bound, " + bound.convention,
                              {r.task->n, *bound.lower_bits, bound.method});
  }
  for (auto& [gamma, draft] : drafts)
    if (draft.places() > 1) figures.push_back(draft.finish());
}

}  // namespace separatrix

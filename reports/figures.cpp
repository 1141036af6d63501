// Figures of models: width and precision against N, searched frontiers.
#include "reports/figures.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "reports/figure_draft.hpp"
#include "reports/summary.hpp"

namespace separatrix {
namespace {

/// Verified and sampled never share a series.
std::string with_status(const Result& r, std::string name) {
  return r.status == Status::sampled ? name + ", sampled" : name;
}

/// A model that was checked at one size N. Where the claim is for every length there is, N is not
/// the size of the model's problem.
bool drawn_by_size(const Result& r) {
  return r.kind == Kind::verify && (verified(r) || r.status == Status::sampled) && r.measures &&
         r.task->lengths != Lengths::unbounded;
}

void keep_wide(Drafts<std::string>& drafts, std::vector<Figure>& list) {
  for (const auto& [task, draft] : drafts)
    if (draft.places() > 1) list.push_back(draft.finish());
}

void add_width(const Record& record, std::vector<Figure>& list) {
  Drafts<std::string> drafts;
  for (const Result& r : record.results) {
    if (!drawn_by_size(r)) continue;
    const std::string& task = r.task->name;
    Draft& draft = drafts.at(
        task, [&] { return Draft("width-" + task, "Width against N: " + task, "N", "width"); });
    draft.add(with_status(r, model_name(r)), SeriesStyle::points,
              {r.task->n, r.measures->width, model_label(r)});
    draft.note("Models are certified or run on every input, but for those called sampled.");
  }
  keep_wide(drafts, list);
}

/// Bits per number that a model needs: of the coarsest grid on which it is certified, where every
/// coarser one was tried and is not. The result carries that search as "kc_search"; a precision
/// that was merely chosen is no need and is not drawn.
void add_precision(const Record& record, std::vector<Figure>& list) {
  Drafts<std::string> drafts;
  for (const Result& r : record.results) {
    if (!drawn_by_size(r) || !verified(r) || !r.construction->parameters.contains("kc_search"))
      continue;
    const std::string& task = r.task->name;
    const std::string rounding = r.arithmetic->substr(r.arithmetic->rfind(':') + 1);
    Draft& draft = drafts.at(task, [&] {
      return Draft("precision-" + task, "Precision needed against N: " + task, "N",
                   "bits per number")
          .linear_y();
    });
    draft.add(fmt::format("{}, rounding {}", model_name(r), rounding), SeriesStyle::points,
              {r.task->n, r.measures->precision_bits, model_label(r)});
    draft.note("The coarsest grid on which the model is certified; every coarser one was tried.");
  }
  keep_wide(drafts, list);
}

/// What a search found at one N: width and bits per number of certified models.
void add_frontiers(const Record& record, std::vector<Figure>& list) {
  Drafts<std::string> drafts;
  for (const Result& r : record.results) {
    if (r.kind != Kind::analyze || !verified(r) || !r.construction || !r.measures) continue;
    const Measures& size = *r.measures;
    if (size.heads == 0 || size.precision_bits == 0) continue;
    const std::string where = fmt::format("{}, N = {}", r.task->name, r.task->n);
    drafts
        .at(where,
            [&] {
              return Draft("frontier-" + where, "Width and precision: " + where, "width", "bits p")
                  .linear_y();
            })
        .add(model_name(r), SeriesStyle::points,
             {size.width, size.precision_bits,
              fmt::format("{}, {} bits in all", model_label(r),
                          count_text(size.representation_bits))});
  }
  keep_wide(drafts, list);
}

/// Two tasks whose names differ in signs only would share a file.
void tell_apart(std::vector<Figure>& list) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto taken = [&](const std::string& id) {
      return std::any_of(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(i),
                         [&](const Figure& before) { return before.id == id; });
    };
    const std::string id = list[i].id;
    for (int number = 2; taken(list[i].id); ++number) list[i].id = fmt::format("{}-{}", id, number);
  }
}

}  // namespace

std::vector<Figure> figures(const Record& record) {
  std::vector<Figure> list;
  add_width(record, list);
  add_hidden_size_figures(record, list);
  add_precision(record, list);
  add_vector_figures(record, list);
  add_frontiers(record, list);
  tell_apart(list);
  return list;
}

}  // namespace separatrix

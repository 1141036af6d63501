#include "analysis/atlas.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "analysis/exact_json.hpp"
#include "bounds/architectures/catalogue.hpp"
#include "bounds/architectures/receptive_field.hpp"
#include "numerics/error.hpp"
#include "tasks/catalogue.hpp"

namespace separatrix {
namespace {

/// Refuses a size that no architecture has: a slip would silently change nothing.
void require_known(const AtlasSizes& sizes) {
  for (const auto& [name, value] : sizes.own) {
    const bool known = std::ranges::any_of(architecture_list(), [&](const Architecture& row) {
      return std::ranges::find(row.sizes, name, &SizeParameter::name) != row.sizes.end();
    });
    if (known) continue;
    std::set<std::string> names;
    for (const Architecture& row : architecture_list())
      for (const SizeParameter& size : row.sizes) names.insert(size.name);
    throw Error("atlas", "--set",
                fmt::format("no architecture has a size \"{}\"; there are {}", name,
                            fmt::join(names, ", ")));
  }
}

const Expression& formula(const Consequence& c, std::string_view name) {
  return std::ranges::find(c.formulas, name, &Formula::name)->expression;
}

/// The row's own formula, and the sizes that it names, but p and the one that is limited.
void tell_row(const Consequence& c, nlohmann::ordered_json& json) {
  json["row"] = c.row.to_json();
  json["sizes"] = nlohmann::ordered_json::object();
  for (const std::string& name : c.row.variables())
    if (name != c.limited && name != "p") json["sizes"][name] = exact_json(c.sizes.at(name));
}

nlohmann::ordered_json certificate(const AtlasCell& cell) {
  const Consequence& c = cell.lower;
  const Expression& bits = formula(c, "bits that cross");
  const auto bits_at = [&](const Integer& width) {
    Assignment at = c.sizes;
    at[c.limited] = width;
    return bits.evaluate(at);
  };
  nlohmann::ordered_json json{
      {"kind", "atlas-cell"},
      {"architecture", cell.row->id},
      {"protocol", c.protocol == Protocol::one_way ? "one-way" : "two-way"},
      {"partition", c.partition},
      {"limited", c.limited},
      {"needed_bits", exact_json(formula(c, "bits needed").evaluate(c.sizes))}};
  if (!bits.variables().contains(c.limited)) {
    json["bits"] = exact_json(bits_at(1));
  } else {
    json["least"] = exact_json(c.least);
    json["bits_at_least"] = exact_json(bits_at(c.least));
    if (c.least > 1) json["bits_below"] = exact_json(bits_at(c.least - 1));
  }
  if (!is_impossible(c.kind)) json["p"] = exact_json(c.sizes.at("p"));
  tell_row(c, json);
  return json;
}

TaskInstance instance(const AtlasCell& cell, const AtlasSizes& sizes) {
  TaskInstance task{.name = cell.task->id, .n = sizes.n};
  if (cell.task->alphabet) task.alphabet = sizes.alphabet;
  return task;
}

/// Two inputs that no model of the architecture tells apart although their answers differ; nothing
/// where the inputs are too long to be of use to anyone.
std::string unseen_pair(const AtlasCell& cell, const AtlasSizes& sizes) {
  constexpr std::uint64_t kShown = 64;
  constexpr std::uint64_t kSeed = 1;
  if (sizes.n > kShown) return {};
  const bool interleaved = cell.task->id == "interleaved-equality";  // by its other name: any n
  TaskRequest request{.id = interleaved ? "permuted-equality" : cell.task->id,
                      .n = sizes.n,
                      .alphabet = cell.task->id == "associative-recall" ? sizes.n : 2};
  if (cell.task->alphabet) request.alphabet = sizes.alphabet;
  if (interleaved) request.partition = "odd-even";
  const auto task = make_task(request);
  const Integer field = formula(cell.lower, "receptive field").evaluate(cell.lower.sizes);
  const auto pair =
      unseen_difference(*task, last_positions(field.convert_to<std::uint64_t>()), kSeed);
  if (!pair) return {};
  return fmt::format("the same output, by the field, but another answer: {} and {}",
                     task->show(pair->first).dump(), task->show(pair->second).dump());
}

void tell_lower(const AtlasCell& cell, const AtlasSizes& sizes, Result& result) {
  const Consequence& c = cell.lower;
  result.formulas = c.formulas;
  if (c.kind == ConsequenceKind::unknown) {
    result.reason =
        fmt::format("{} from below: {}", kNoBound,
                    c.reason.empty() ? "its cuts say nothing about this task" : c.reason);
    return;
  }
  result.status = Status::certified;
  if (c.kind == ConsequenceKind::outside_field) {
    nlohmann::ordered_json json{
        {"kind", "receptive-field"},
        {"architecture", cell.row->id},
        {"layers", exact_json(Integer(c.layers))},
        {"field", exact_json(c.formulas.front().expression.evaluate(c.sizes))},
        {"tokens", exact_json(c.sizes.at("T"))}};
    tell_row(c, json);
    result.certificate = std::move(json);
    result.notes.push_back(c.reason);
    if (const std::string pair = unseen_pair(cell, sizes); !pair.empty())
      result.notes.push_back(pair);
    return;
  }
  const bool one_way = c.protocol == Protocol::one_way;
  result.bounds.push_back({"communication",
                           one_way ? "one-way, the receiver answers"
                                   : "two-way, both know the answer, which is sent back",
                           c.partition, formula(c, "bits needed").evaluate(c.sizes), std::nullopt,
                           c.why_needed});
  if (c.limited == "m" && !is_impossible(c.kind))
    result.hidden_size = HiddenSize{cell.row->id, sizes.precision, c.least};
  result.certificate = certificate(cell);
  result.notes.push_back("what crosses: " + c.why_bits);
  if (!c.reason.empty()) result.notes.push_back(c.reason);
}

}  // namespace

std::string AtlasCell::lower_text() const {
  switch (lower.kind) {
    case ConsequenceKind::width:
    case ConsequenceKind::nothing:
      return lower.limited + " >= " + lower.least.str();
    case ConsequenceKind::outside_field:
    case ConsequenceKind::too_few_bits:
      return "impossible";
    case ConsequenceKind::unknown:
      break;
  }
  return std::string(kNoBound);
}

std::string AtlasCell::upper_text() const {
  if (!upper) return std::string(kNoBound);
  const std::string at = upper->measures.precision_bits == 0
                             ? std::string("real numbers")
                             : fmt::format("p = {}", upper->measures.precision_bits);
  const std::string layers =
      (upper->layers == 0 ? "" : fmt::format("L = {}, ", upper->layers)) +
      (upper->measures.heads == 0 ? "" : fmt::format("H = {}, ", upper->measures.heads));
  return fmt::format("m <= {}, {}{}{}", upper->measures.width, layers, at,
                     upper->condition.empty() ? "" : ", if " + upper->condition);
}

std::string AtlasCell::gap_text() const {
  const bool comparable =
      lower.kind == ConsequenceKind::width || lower.kind == ConsequenceKind::nothing;
  const bool other_shape =
      upper && (upper->layers != lower.layers ||
                (upper->measures.heads > 0 && lower.sizes.at("H") != upper->measures.heads));
  if (!upper || other_shape || !upper->condition.empty() || lower.limited != "m" ||
      upper->measures.precision_bits == 0 || !comparable)
    return {};
  Assignment at = lower.sizes;
  at["p"] = upper->measures.precision_bits;
  const auto least = std::ranges::find(lower.formulas, "least m", &Formula::name);
  const Integer below = least == lower.formulas.end() ? 1 : least->expression.evaluate(at);
  return fmt::format("{} .. {}, p = {}", below.str(), upper->measures.width,
                     upper->measures.precision_bits);
}

AtlasCell atlas_cell(const Architecture& row, const AtlasTask& task, const AtlasSizes& sizes,
                     Work& work) {
  return {&row, &task, consequence(row, task, sizes),
          upper_bound(row.id, task, sizes.n, sizes.alphabet, work)};
}

std::vector<const Architecture*> atlas_rows(const std::vector<std::string>& ids) {
  for (const std::string& id : ids) architecture(id);
  std::vector<const Architecture*> rows;
  for (const Architecture& row : architecture_list())
    if (ids.empty() || std::ranges::find(ids, row.id) != ids.end()) rows.push_back(&row);
  return rows;
}

std::vector<AtlasCell> atlas_cells(const AtlasRequest& request, Work& work) {
  require_known(request.sizes);
  std::vector<const AtlasTask*> tasks;
  for (const std::string& id : request.tasks) tasks.push_back(&atlas_task(id));
  if (tasks.empty())
    for (const AtlasTask& task : atlas_tasks()) tasks.push_back(&task);
  std::vector<AtlasCell> cells;
  const std::vector<const Architecture*> rows = atlas_rows(request.architectures);
  work.begin("cells", tasks.size() * rows.size());
  for (const AtlasTask* task : tasks) {
    for (const Architecture* row : rows) {
      if (work.stopped()) return cells;
      cells.push_back(atlas_cell(*row, *task, request.sizes, work));
      work.advance(1);
    }
  }
  return cells;
}

Result atlas_result(const AtlasCell& cell, const AtlasSizes& sizes) {
  Result result;
  result.kind = Kind::atlas;
  result.architecture = cell.row->id;
  result.task = instance(cell, sizes);
  result.lower = cell.lower_text();
  result.upper = cell.upper_text();
  tell_lower(cell, sizes, result);
  if (cell.upper) {
    result.construction = cell.upper->construction;
    result.measures = cell.upper->measures;
    result.arithmetic = cell.upper->arithmetic;
    result.notes.push_back(
        fmt::format("enough, certified by: {}", fmt::join(cell.upper->command, " ")));
  }
  if (const std::string gap = cell.gap_text(); !gap.empty())
    result.notes.push_back("width between: " + gap);
  return result;
}

}  // namespace separatrix

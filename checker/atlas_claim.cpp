#include "atlas_claim.hpp"

#include <algorithm>

namespace checker {

bool has_formula(const Json& result, std::string_view name) {
  const Json* formulas = result.find("formulas");
  return formulas != nullptr && std::ranges::any_of(formulas->entries, [&](const Json& formula) {
           const Json* its = formula.find("name");
           return its != nullptr && its->text == name;
         });
}

AtlasClaim read_atlas_claim(const Json& result, const std::vector<std::string>& formulas,
                            bool sized) {
  constexpr const char* kNoBound = "no bound known to this program";
  require_says_only(result, {"atlas"},
                    {"architecture", "lower", "upper", "formulas", "construction", "measures",
                     "arithmetic", sized ? "bounds" : "formulas", sized ? "hidden_size" : "lower"});
  AtlasClaim cell;
  cell.claim = read_claim(result);
  require(cell.claim.assumes.empty(), "result.assumes: rests on a citation");
  cell.task = atlas_task(cell.claim.task);
  Fields fields(result, "result");
  cell.architecture = fields.text("architecture");
  cell.lower = fields.text("lower");
  cell.upper = fields.text("upper") != kNoBound;
  for (const char* name : {"construction", "measures", "arithmetic"})
    require(fields.has(name) == cell.upper,
            "result.upper: what is enough has a construction, measures and an arithmetic");
  const std::vector<Json>& list = fields.list("formulas");
  require(list.size() == formulas.size(), "result.formulas: more or fewer than are proved");
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string& name = formulas[i];
    Fields formula(list[i], "result.formulas: " + name);
    require(formula.text("name") == name, "result.formulas: not \"" + name + "\" there");
    cell.formulas.push_back(read_expression(formula["expression"], "result.formulas: " + name));
    require(formula.text("text") == text_of(cell.formulas.back()),
            "result.formulas: " + name + ": not the text of the tree");
    formula.finish();
    require(name != "tokens" || evaluate(cell.formulas.back(),
                                         {{"n", mpz_class(cell.claim.task.n)}}) == cell.task.tokens,
            "result.formulas: tokens: not those of the task");
  }
  return cell;
}

AtlasRow read_atlas_row(Fields& certificate, const AtlasClaim& cell, const mpz_class& prefix,
                        const std::set<std::string>& free) {
  AtlasRow row{read_expression(certificate["row"], "row"), {}};
  const Values known{{"T", cell.task.tokens}, {"S", cell.task.symbols}, {"c", prefix}};
  Fields sizes(certificate["sizes"], "sizes");
  for (const std::string& name : variables(row.formula)) {
    if (free.contains(name)) continue;
    const mpz_class value = sizes.integer(name);
    const auto found = known.find(name);
    require(value >= 1 && (found == known.end() || value == found->second),
            "sizes." + name + ": not the size of the task and the cut");
    row.sizes[name] = value;
  }
  sizes.finish();
  const Values n{{"n", mpz_class(cell.claim.task.n)}};
  require(with_numbers(cell.formulas[0], n) == with_numbers(row.formula, row.sizes),
          "row: not the formula of the result, " + text_of(cell.formulas[0]));
  return row;
}

std::string row_line(const AtlasRow& row) {
  std::string line = text_of(row.formula);
  for (const auto& [name, value] : row.sizes) line += ", " + name + " = " + value.get_str();
  return line;
}

std::string left_out(const AtlasClaim& cell) {
  return std::string("; NOT COVERED: the formulas at other sizes") +
         (cell.upper ? ", \"upper\"" : "");
}

}  // namespace checker

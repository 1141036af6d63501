// What a cell of the atlas says, and the formula of its row, which no cell proves.
//
// A cell is a result of kind "atlas": an architecture, a task, what is forced on the size
// (`lower`), what is known to be enough (`upper`), and the formulas of `lower` at other sizes.
// `upper`, the construction, its measures and its arithmetic are another run's: NOT COVERED. The
// certificate names the row's formula (`row`), in the variables T tokens, c tokens of the prefix, S
// values of a token, L layers, m, p and the row's own, and the values of those that it names
// (`sizes`), all but p and the size that is limited. That the formula is right is derived in the
// program and TAKEN AS GIVEN here.
#pragma once

#include "atlas_task.hpp"
#include "expression.hpp"

namespace checker {

struct AtlasClaim {
  Claim claim;
  AtlasTask task;
  std::string architecture;
  std::string lower;
  std::vector<Expression> formulas;  ///< in the order of their names
  bool upper = false;                ///< something is said to be enough
};

/// Is there a formula of that name?
bool has_formula(const Json& result, std::string_view name);

/// Rejected unless the result is such a cell with formulas of these names, whose texts are those of
/// their trees, "tokens" being those of the task; `sized` if it may state bits and a width as well.
AtlasClaim read_atlas_claim(const Json& result, const std::vector<std::string>& formulas,
                            bool sized);

struct AtlasRow {
  Expression formula;
  Values sizes;
};

/// Reads `row` and `sizes`. Rejected unless the sizes are those that the formula names, at least 1,
/// but the `free` ones; T and S as the task has them, and c is `prefix`, 0 where there is none.
/// Rejected unless the first formula of the cell is the row's at this n.
AtlasRow read_atlas_row(Fields& certificate, const AtlasClaim& cell, const mpz_class& prefix,
                        const std::set<std::string>& free);

/// "L m p, L = 2".
std::string row_line(const AtlasRow& row);

/// "; NOT COVERED: ..".
std::string left_out(const AtlasClaim& cell);

}  // namespace checker

// Kind "receptive-field": an architecture whose output depends on too few of the last tokens.
//
// Statement. If the output depends on the last F of T tokens only, two inputs that differ at
// position j <= T - F alone have the same output. If their answers differ, no width and no
// precision computes the task.
//
// What is proved. F is the row's formula at the sizes named and the tree "receptive field" at this
// n; two inputs that differ so are written down and answered by the task's definition
// (atlas_task.hpp; recall does not depend on its first token, so j = 2 there). TAKEN AS GIVEN: the
// row's formula.
#include "atlas_claim.hpp"
#include "kinds.hpp"

namespace checker {

std::string check_receptive_field(const Json& certificate, const Json& result) {
  const AtlasClaim cell = read_atlas_claim(result, {"receptive field", "tokens"}, false);
  Fields fields(certificate, "");
  fields["kind"];
  require(fields.text("architecture") == cell.architecture, "architecture: not the result's");
  const AtlasRow row = read_atlas_row(fields, cell, 0, {});
  require(!row.sizes.contains("m") && !row.sizes.contains("p"),
          "row: a field that depends on the width or the precision");
  require(row.sizes.contains("L") && fields.integer("layers") == row.sizes.at("L"),
          "layers: not those of the row");
  const mpz_class field = evaluate(row.formula, row.sizes);
  require(fields.integer("field") == field, "field: not " + field.get_str());
  require(fields.integer("tokens") == cell.task.tokens,
          "tokens: not " + std::to_string(cell.task.tokens));
  fields.finish();
  require(cell.lower == "impossible", "result.lower: not what is proved");
  const std::size_t position = witness(cell.claim.task).position;
  require(field >= 0 && field + mpz_class(position) <= cell.task.tokens,
          "field: the task may not depend on what lies outside it");
  return "impossible: two inputs with different answers differ at position " +
         std::to_string(position) + " of " + std::to_string(cell.task.tokens) + " alone; that " +
         cell.architecture + " depends on the last " + field.get_str() + ", " + row_line(row) +
         ": TAKEN AS GIVEN" + left_out(cell);
}

}  // namespace checker

// Fooling sets written out as cells (row, column) of a matrix.
//
// A fooling set for v has cells of value v only, and of any two of them, (a, b) and (a', b'), at
// least one of the mixed cells (a, b'), (a', b) has another value: no rectangle of value v holds
// both. Two cells in one row would be each other's mixed cells, and in equal rows both mixed cells
// have the value v, so there are at most as many cells as different rows with a v, or columns.
#include <algorithm>

#include "matrix.hpp"

namespace checker {

FoolingSet check_fooling_set(const Json& set, const Matrix& matrix, bool value,
                             const std::string& what) {
  Fields fields(set, what);
  std::vector<std::vector<std::size_t>> cells;
  for (const Json& entry : fields.list("cells")) {
    const std::vector<Json>& pair = list(entry, what);
    require(pair.size() == 2, what + ": a cell is not a row and a column");
    cells.push_back(
        {below(pair[0], matrix.rows.size(), what), below(pair[1], matrix.columns, what)});
  }
  FoolingSet found;
  found.size = cells.size();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    require(matrix(cells[i][0], cells[i][1]) == value, what + ": a cell has the other value");
    require(i == 0 || cells[i - 1][0] < cells[i][0],
            what + ": the rows of the cells do not increase");
    for (std::size_t j = 0; j < i; ++j) {
      const bool across = matrix(cells[i][0], cells[j][1]) == value;
      const bool back = matrix(cells[j][0], cells[i][1]) == value;
      require(!across || !back, what + ": two cells lie in one rectangle");
      found.both_differ = found.both_differ && !across && !back;
    }
  }
  found.shown_largest = found.size == std::min(different_rows(matrix, value),
                                               different_rows(transposed(matrix), value));
  found.stated_largest = fields.truth("largest");
  fields.finish();
  return found;
}

}  // namespace checker

#include "constructions/symbol_code.hpp"

#include "tasks/digits.hpp"

namespace separatrix {

ValueTable symbol_code(std::uint64_t alphabet, unsigned digits) {
  ValueTable table;
  for (std::uint64_t s = 0; s < alphabet; ++s) {
    std::vector<Rational> row;
    for (const bool digit : binary_digits(s, digits)) row.emplace_back(digit ? 1 : 0);
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace separatrix

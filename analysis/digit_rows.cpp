#include "analysis/digit_rows.hpp"

#include <algorithm>

namespace separatrix {

std::vector<DigitRow> digit_rows(const AffineMap& map, std::size_t units,
                                 const std::vector<std::vector<Rational>>& inputs,
                                 const DigitValues& values, const ParameterRounding& rounded) {
  std::vector<DigitRow> rows(map.out.dimension());
  const auto bias = map.bias();
  for (std::size_t r = 0; r < rows.size(); ++r)
    rows[r].base.assign(inputs.size(), rounded(bias[r]));
  for (const MatrixEntry& e : map.entries()) {
    DigitRow& row = rows[e.row];
    const Rational coefficient = rounded(e.value);
    if (e.column >= units) {
      for (std::size_t s = 0; s < inputs.size(); ++s) {
        const Rational& x = inputs[s][e.column - units];
        if (x != 0) row.base[s] += coefficient * x;
      }
      continue;
    }
    row.terms.push_back({e.column, coefficient, coefficient * (values.on - values.off)});
    if (values.off == 0) continue;
    for (Rational& base : row.base) base += coefficient * values.off;
  }
  return rows;
}

Range noise(const DigitRow& row, const std::vector<DigitBoxes>& boxes, const DigitValues& values) {
  Range sum{0, 0};
  for (const auto& term : row.terms) {
    const DigitBoxes& box = boxes[term.unit];
    const Rational least = std::min<Rational>(box.off.least - values.off, box.on.least - values.on);
    const Rational most = std::max<Rational>(box.off.most - values.off, box.on.most - values.on);
    const bool positive = term.coefficient > 0;
    sum.least += term.coefficient * (positive ? least : most);
    sum.most += term.coefficient * (positive ? most : least);
  }
  return sum;
}

Rational digital_sum(const DigitRow& row, const std::vector<bool>& digits, std::size_t symbol) {
  Rational sum = row.base[symbol];
  for (const auto& term : row.terms)
    if (digits[term.unit]) sum += term.weight;
  return sum;
}

}  // namespace separatrix

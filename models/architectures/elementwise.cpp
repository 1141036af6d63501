#include "models/architectures/elementwise.hpp"

#include <algorithm>

namespace separatrix::architectures {

Value quotient(const Numbers& numbers, const Sum& numerator, const Sum& denominator) {
  if (denominator.units == 0) return {};
  const Range range = value_range(numbers);
  const Int128 scaled = numerator.units * to_int128(numbers.grid().scale);
  const Int128 units = round_quotient(scaled, denominator.units, numbers.grid().rounding);
  return {std::clamp(units, range.low, range.high)};
}

Row silu(const Numbers& numbers, const Row& x) { return product(numbers, x, sigmoid(numbers, x)); }

Row exp(const Numbers& numbers, Row x) {
  for (Value& value : x) value = numbers.exp(value);
  return x;
}

Row part(const Row& x, std::size_t first, std::size_t count) {
  const auto begin = x.begin() + static_cast<std::ptrdiff_t>(first);
  return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

Range positive_sum_range(const Numbers& numbers, std::uint64_t terms) {
  return {0, sum_range(numbers, terms).high};
}

}  // namespace separatrix::architectures

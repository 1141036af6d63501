#include "models/architectures/recurrent_cells.hpp"

#include <algorithm>

namespace separatrix::architectures {

Row SimpleLayer::step(std::span<Int128> state, std::size_t /*time*/, const Row& x) const {
  Row joined = row_of(state);
  joined.insert(joined.end(), x.begin(), x.end());
  Row h = tanh(numbers_, apply(numbers_, update_, joined));
  std::ranges::transform(h, state.begin(), &Value::units);
  return h;
}

}  // namespace separatrix::architectures

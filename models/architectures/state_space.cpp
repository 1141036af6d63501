#include "models/architectures/state_space.hpp"

#include "numerics/error.hpp"

namespace separatrix::architectures {

Row StateSpaceLayer::step(std::span<Int128> state, std::size_t /*time*/, const Row& x) const {
  const std::size_t n = system_.a.columns;
  Sums outputs(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      Sum next{};
      numbers_.add_product(next, system_.a.at(i, j), {state[i * n + j]});
      numbers_.add_product(next, system_.b.at(i, j), x[i]);
      const Value s = numbers_.round(next);
      state[i * n + j] = s.units;
      numbers_.add_product(outputs[i], system_.c.at(i, j), s);
    }
    numbers_.add_product(outputs[i], system_.skip[i], x[i]);
  }
  return rounded(numbers_, outputs);
}

Matrix kernel(const Numbers& numbers, const StateSpace& system, std::size_t length) {
  const std::size_t width = system.a.rows;
  const std::size_t n = system.a.columns;
  Matrix kernel{length, width, {}};
  Row s = system.b.entries;
  for (std::size_t d = 0; d < length; ++d) {
    if (d > 0) s = product(numbers, system.a.entries, s);
    for (std::size_t i = 0; i < width; ++i) {
      Sum response{};
      for (std::size_t j = 0; j < n; ++j)
        numbers.add_product(response, system.c.at(i, j), s[i * n + j]);
      kernel.entries.push_back(numbers.round(response));
    }
  }
  return kernel;
}

void LongConvolution::add_term(std::span<Int128> sums, const Row& /*query*/, const Row& x,
                               std::size_t position, std::size_t length) const {
  if (length > kernel_.rows)
    throw Error("LongConvolution", "length",
                "the kernel is shorter than the input; make it longer");
  for (std::size_t i = 0; i < x.size(); ++i)
    sums[i] += kernel_.at(length - 1 - position, i).units * x[i].units;
}

Row LongConvolution::output(const Row& last, std::span<const Int128> totals) const {
  Sums sums;
  for (std::size_t i = 0; i < last.size(); ++i) {
    sums.push_back({totals[i]});
    numbers_.add_product(sums[i], skip_[i], last[i]);
  }
  return rounded(numbers_, sums);
}

}  // namespace separatrix::architectures

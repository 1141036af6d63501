#include "bounds/krawtchouk.hpp"

#include <algorithm>

#include "numerics/error.hpp"

namespace separatrix {

Integer binomial(unsigned n, unsigned j) {
  Integer value = 0;
  mpz_bin_uiui(value.backend().data(), n, j);
  return value;
}

std::vector<Integer> krawtchouk_values(unsigned n, unsigned degree, unsigned w) {
  if (w > n || degree > n)
    throw Error("krawtchouk_values", w > n ? "w" : "degree",
                "weight and degree of a Krawtchouk polynomial must not exceed its length");
  // Logarithmic derivative of (1 - z)^w (1 + z)^{n-w}:
  // (j + 1) K_{j+1} = (n - 2w) K_j - (n - j + 1) K_{j-1}.
  const Integer slope = Integer(n) - 2 * Integer(w);
  std::vector<Integer> values{Integer(1)};
  Integer before = 0;
  for (unsigned j = 0; j < degree; ++j) {
    const Integer next = (slope * values[j] - (Integer(n) - j + 1) * before) / (j + 1);
    before = values[j];
    values.push_back(next);
  }
  return values;
}

Integer krawtchouk_sum(unsigned n, unsigned j, unsigned w) {
  if (w > n || j > n)
    throw Error("krawtchouk_sum", w > n ? "w" : "j",
                "weight and degree of a Krawtchouk polynomial must not exceed its length");
  Integer sum = 0;
  for (unsigned i = j > n - w ? j - (n - w) : 0; i <= std::min(j, w); ++i) {
    const Integer term = binomial(w, i) * binomial(n - w, j - i);
    if (i % 2 == 0)
      sum += term;
    else
      sum -= term;
  }
  return sum;
}

}  // namespace separatrix

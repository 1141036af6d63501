#include "constructions/vectors/jl.hpp"

#include "constructions/vectors/sign_family.hpp"
#include "numerics/error.hpp"
#include "numerics/interval.hpp"
#include "numerics/random.hpp"

namespace separatrix::vectors {

SignProjection::SignProjection(std::size_t k, std::size_t d, std::uint64_t seed)
    : k_(k), d_(d), seed_(seed) {
  check_shape("SignProjection", 1, k);
  check_shape("SignProjection", 1, d);
}

int SignProjection::sign(std::size_t row, std::size_t column) const {
  if (row >= k_ || column >= d_)
    throw Error("SignProjection::sign", "row", "there is no such entry");
  return ((random_word(seed_, row, column / 64) >> (column % 64)) & 1) != 0 ? -1 : 1;
}

std::vector<Integer> SignProjection::apply(const std::vector<Integer>& x) const {
  if (x.size() != d_)
    throw Error("SignProjection::apply", "x",
                "the vector has " + std::to_string(x.size()) + " entries, the projection takes " +
                    std::to_string(d_));
  std::vector<Integer> out(k_);
  for (std::size_t r = 0; r < k_; ++r) {
    std::uint64_t word = 0;
    for (std::size_t c = 0; c < d_; ++c) {
      if (c % 64 == 0) word = random_word(seed_, r, c / 64);
      if (((word >> (c % 64)) & 1) != 0)
        out[r] -= x[c];
      else
        out[r] += x[c];
    }
  }
  return out;
}

std::size_t jl_dimension(std::uint64_t n, const Rational& eps) {
  check_shape("jl_dimension", n, 1);
  if (eps <= 0 || eps >= 1)
    throw Error("jl_dimension", "eps", "eps must lie strictly between 0 and 1");
  const Rational rate = eps * eps / 2 - eps * eps * eps / 3;
  const Interval bound =
      Interval(Rational(2 / rate)) * log(Interval(Integer(2 * Integer(n) * Integer(n))));
  const Integer k = floor(bound.upper()) + 1;
  if (k > kMaxDimension)
    throw Error("jl_dimension", "eps",
                "a random projection needs dimension " + k.str() + " for eps = " + to_string(eps) +
                    "; use a larger eps");
  return k.convert_to<std::size_t>();
}

}  // namespace separatrix::vectors

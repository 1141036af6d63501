#include "constructions/vectors/random_sign.hpp"

#include <fmt/format.h>

#include "numerics/error.hpp"
#include "numerics/interval.hpp"
#include "numerics/random.hpp"

namespace separatrix::vectors {

namespace {

class RandomSign final : public SignFamily {
 public:
  RandomSign(std::uint64_t n, std::size_t k, std::uint64_t seed) : n_(n), k_(k), seed_(seed) {
    check_shape("random_sign", n, k);
  }

  std::string id() const override { return "random-sign"; }
  std::uint64_t size() const override { return n_; }
  std::size_t dimension() const override { return k_; }
  nlohmann::json parameters() const override { return {{"dimension", k_}, {"seed", seed_}}; }
  Integer stored_bits() const override { return Integer(n_) * k_; }

  using SignFamily::row;
  void row(std::uint64_t i, std::span<std::uint64_t> out) const override {
    if (i >= n_) throw Error("random_sign", "i", "there is no such vector");
    for (std::size_t w = 0; w < out.size(); ++w) out[w] = random_word(seed_, i, w);
    clear_unused_bits(out, k_);
  }

 private:
  std::uint64_t n_;
  std::size_t k_;
  std::uint64_t seed_;
};

}  // namespace

std::size_t random_sign_dimension(std::uint64_t n, const Rational& gamma) {
  check_shape("random_sign_dimension", n, 1);
  if (gamma <= 0 || gamma >= 1)
    throw Error("random_sign_dimension", "gamma", "gamma must lie strictly between 0 and 1");
  const Interval bound =
      Interval(Rational(8 / (gamma * gamma))) * log(Interval(Integer(2 * Integer(n))));
  const Integer k = ceil(bound.upper());
  if (k > kMaxDimension)
    throw Error("random_sign_dimension", "gamma",
                fmt::format("random-sign needs dimension {} for gamma = {}; use linear-code, or "
                            "quadratic or digit addresses",
                            k.str(), to_string(gamma)));
  return k.convert_to<std::size_t>();
}

std::unique_ptr<SignFamily> random_sign(std::uint64_t n, std::size_t k, std::uint64_t seed) {
  return std::make_unique<RandomSign>(n, k, seed);
}

void clear_unused_bits(std::span<std::uint64_t> row, std::size_t k) {
  if (k % 64 != 0) row.back() &= (std::uint64_t{1} << (k % 64)) - 1;
}

}  // namespace separatrix::vectors

#include "constructions/addresses/digit_addresses.hpp"

#include <map>

#include <nlohmann/json.hpp>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// The smallest base B with B^digits >= n.
std::uint64_t smallest_base(std::uint64_t n, unsigned digits) {
  Integer root;
  const Integer target = Integer(n);
  mpz_root(root.backend().data(), target.backend().data(), digits);
  while (power(root, digits) < target) ++root;
  return root.convert_to<std::uint64_t>();
}

}  // namespace

DigitAddresses::DigitAddresses(std::uint64_t n, unsigned digits) : n_(n), digits_(digits) {
  if (n == 0) throw Error("DigitAddresses", "--n", "there must be at least one address");
  if (digits == 0 || digits > 64)
    throw Error("DigitAddresses", "--vectors", "digits:r needs r from 1 to 64");
  base_ = smallest_base(n, digits);
  if (base_ > (std::uint64_t{1} << 31))
    throw Error("DigitAddresses", "--n",
                "the squares of the digits do not fit 62 bits; use more digits");
}

std::string DigitAddresses::id() const {
  return digits_ == 1 ? "quadratic" : "digits:" + std::to_string(digits_);
}

nlohmann::ordered_json DigitAddresses::describe() const { return {{"family", id()}, {"n", n_}}; }

void DigitAddresses::address(std::uint64_t i, std::span<std::int64_t> out) const {
  if (i >= n_) throw Error("DigitAddresses::address", "i", "there is no such address");
  for (unsigned t = 0; t < digits_; ++t) {
    const auto digit = static_cast<std::int64_t>(i % base_);
    i /= base_;
    out[2 * t] = digit;
    out[2 * t + 1] = digit * digit;
  }
  out[2 * digits_] = 1;
}

Integer DigitAddresses::max_entry(std::size_t c) const {
  if (c == 2 * std::size_t{digits_}) return 1;
  const Integer digit = base_ - 1;
  return c % 2 == 0 ? digit : Integer(digit * digit);
}

Integer DigitAddresses::stored_bits() const { return digits_ == 1 ? 0 : ceil_log2(base_ + 1); }

std::optional<FormRange> DigitAddresses::range(const std::vector<MatrixEntry>& form) const {
  // c * f plus a constant: entries (d, d) = 2c, (1, d^2) = (d^2, 1) = -c, and any (1, 1).
  const std::size_t one = 2 * std::size_t{digits_};
  std::map<std::pair<std::size_t, std::size_t>, Rational> left;
  for (const MatrixEntry& e : form) left[{e.row, e.column}] += e.value;
  const auto take = [&](std::size_t row, std::size_t column) {
    const auto node = left.extract({row, column});
    return node.empty() ? Rational(0) : node.mapped();
  };
  const Rational constant = take(one, one);
  const Rational c = take(0, 0) / 2;
  for (unsigned t = 0; t < digits_; ++t) {
    const Rational linear = t == 0 ? Rational(2 * c) : take(2 * t, 2 * t);
    if (linear != 2 * c || take(one, 2 * t + 1) != -c || take(2 * t + 1, one) != -c)
      return std::nullopt;
  }
  if (!left.empty() || c < 0) return std::nullopt;
  if (n_ == 1) return FormRange{constant, constant, 0, 0};
  // At most every digit differs by B - 1, at least one of them by 1.
  const Rational farthest = Rational(Integer(base_ - 1) * Integer(base_ - 1) * digits_);
  return FormRange{constant, constant, constant - c * farthest, constant - c};
}

LookupForm DigitAddresses::lookup_form(const Rational& eta) const {
  const std::size_t m = dimension();
  const std::size_t one = m - 1;
  Dense query{std::vector<Rational>(m * m)};
  Diagonal key{std::vector<Rational>(m, Rational(1))};
  for (unsigned t = 0; t < digits_; ++t) {
    query.entries[2 * t * m + 2 * t] = 2 * eta;   // 2 eta d(q), meets d(i)
    query.entries[(2 * t + 1) * m + one] = -eta;  // -eta, meets d(i)^2
    query.entries[one * m + 2 * t + 1] = -1;      // -sum d(q)^2, meets eta
  }
  key.entries[one] = eta;
  return {m, query, key};
}

}  // namespace separatrix

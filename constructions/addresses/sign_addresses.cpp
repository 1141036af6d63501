#include "constructions/addresses/sign_addresses.hpp"

#include <nlohmann/json.hpp>

#include "numerics/error.hpp"

namespace separatrix {

SignAddresses::SignAddresses(std::shared_ptr<const vectors::SignFamily> family,
                             std::optional<vectors::Coherence> coherence)
    : family_(std::move(family)), coherence_(std::move(coherence)) {
  if (coherence_ && !coherence_->complete) coherence_.reset();
}

std::string SignAddresses::id() const { return family_->id(); }

nlohmann::ordered_json SignAddresses::describe() const { return vectors::to_json(*family_); }

std::uint64_t SignAddresses::size() const { return family_->size(); }
std::size_t SignAddresses::dimension() const { return family_->dimension(); }

void SignAddresses::address(std::uint64_t i, std::span<std::int64_t> out) const {
  if (i >= size()) throw Error("SignAddresses::address", "i", "there is no such address");
  std::vector<std::uint64_t> words(family_->words());
  family_->row(i, words);
  for (std::size_t c = 0; c < out.size(); ++c)
    out[c] = ((words[c / 64] >> (c % 64)) & 1) != 0 ? -1 : 1;
}

Integer SignAddresses::stored_bits() const { return family_->stored_bits(); }

std::optional<FormRange> SignAddresses::range(const std::vector<MatrixEntry>& form) const {
  // Only multiples of the inner product: c * identity.
  const std::size_t k = dimension();
  if (form.size() != k) return std::nullopt;
  const Rational& c = form.front().value;
  std::vector<bool> seen(k, false);
  for (const MatrixEntry& e : form) {
    if (e.row != e.column || e.value != c || seen[e.row]) return std::nullopt;
    seen[e.row] = true;
  }
  return scaled_range(c);
}

std::optional<FormRange> SignAddresses::scaled_range(const Rational& c) const {
  FormRange range;
  range.self_min = range.self_max = c * dimension();
  if (size() == 1) return range;
  if (!coherence_) return std::nullopt;
  const Rational a = c * coherence_->min_product;
  const Rational b = c * coherence_->max_product;
  range.other_min = a < b ? a : b;
  range.other_max = a < b ? b : a;
  return range;
}

std::vector<std::string> SignAddresses::assumes() const {
  return coherence_ ? coherence_->assumes : std::vector<std::string>{};
}

LookupForm SignAddresses::lookup_form(const Rational& eta) const {
  return {dimension(), Scale{eta / dimension()}, Scale{1}};
}

std::optional<Rational> SignAddresses::margin() const {
  if (size() == 1) return Rational(1);
  if (!coherence_) return std::nullopt;
  return 1 - Rational(coherence_->max_product, static_cast<std::int64_t>(dimension()));
}

}  // namespace separatrix

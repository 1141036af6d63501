// Nearly orthogonal sign vectors as addresses.
#pragma once

#include <memory>

#include "constructions/addresses/addresses.hpp"
#include "constructions/vectors/coherence.hpp"
#include "constructions/vectors/sign_family.hpp"

namespace separatrix {

/// Entries +-1; the paper's factor 1/sqrt k of each entry is moved into the scale eta / k of the
/// head, which makes every entry exact. What is known of the inner products is the checked
/// `coherence`; without one (nullopt: too many pairs to check) no range is claimed.
class SignAddresses final : public Addresses {
 public:
  SignAddresses(std::shared_ptr<const vectors::SignFamily> family,
                std::optional<vectors::Coherence> coherence);

  const vectors::SignFamily& family() const noexcept { return *family_; }
  const std::optional<vectors::Coherence>& coherence() const noexcept { return coherence_; }

  std::string id() const override;
  nlohmann::ordered_json describe() const override;
  std::uint64_t size() const override;
  std::size_t dimension() const override;
  void address(std::uint64_t i, std::span<std::int64_t> out) const override;
  Integer max_entry(std::size_t) const override { return 1; }
  Integer stored_bits() const override;
  std::optional<FormRange> range(const std::vector<MatrixEntry>& form) const override;
  std::optional<FormRange> scaled_range(const Rational& c) const override;
  bool entries_are_signs() const override { return true; }
  std::vector<std::string> assumes() const override;

  LookupForm lookup_form(const Rational& eta) const override;
  Rational target_score() const override { return 1; }
  std::optional<Rational> margin() const override;

 private:
  std::shared_ptr<const vectors::SignFamily> family_;
  std::optional<vectors::Coherence> coherence_;
};

}  // namespace separatrix

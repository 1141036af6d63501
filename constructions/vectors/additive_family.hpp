// The common body of all families that are codes: each such file builds one of these.
#pragma once

#include <string>
#include <utility>

#include "constructions/vectors/additive_code.hpp"
#include "constructions/vectors/sign_family.hpp"
#include "numerics/error.hpp"

namespace separatrix::vectors {

/// The first n messages of an additive code.
class AdditiveFamily final : public SignFamily {
 public:
  /// Throws Error if the code has fewer than n messages.
  AdditiveFamily(std::string id, std::uint64_t n, AdditiveCode code, nlohmann::json parameters,
                 std::optional<TheoremBound> theorem)
      : id_(std::move(id)),
        n_(n),
        code_(std::move(code)),
        parameters_(std::move(parameters)),
        theorem_(std::move(theorem)) {
    check_shape(id_, n_, code_.length());
    if (ceil_log2(n_) > code_.index_bits())
      throw Error(id_, "n",
                  id_ + " with these parameters has only 2^" + std::to_string(code_.index_bits()) +
                      " vectors; ask for fewer or for larger parameters");
  }

  std::string id() const override { return id_; }
  std::uint64_t size() const override { return n_; }
  std::size_t dimension() const override { return code_.length(); }
  nlohmann::json parameters() const override { return parameters_; }
  Integer stored_bits() const override { return Integer(code_.generator_bits(n_)); }
  using SignFamily::row;
  void row(std::uint64_t i, std::span<std::uint64_t> out) const override { code_.row(i, out); }
  const AdditiveCode* additive() const override { return &code_; }
  std::optional<TheoremBound> theorem() const override { return theorem_; }

 private:
  std::string id_;
  std::uint64_t n_;
  AdditiveCode code_;
  nlohmann::json parameters_;
  std::optional<TheoremBound> theorem_;
};

}  // namespace separatrix::vectors

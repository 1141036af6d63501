// The sign families by name: built from what a user asks for, or again from a record.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "constructions/vectors/sign_family.hpp"
#include "numerics/rational.hpp"
#include "parallel/work.hpp"

namespace separatrix::vectors {

struct FamilyInfo {
  std::string id;
  std::string title;
  std::string citation;  ///< key in references.bib; empty where the proof stands in our own file
  std::string stored;    ///< what must be stored to generate every vector
};

/// All families that make_family can build, in order of the documentation.
const std::vector<FamilyInfo>& families();

struct Request {
  std::string family;
  std::uint64_t n = 0;
  Rational gamma;  ///< strictly between 0 and 1
  Sides sides = Sides::one;
  std::optional<std::size_t> dimension;  ///< default: the smallest that the family offers
  std::uint64_t seed = 0;                ///< of the random families
};

/// The family's smallest member for the request: by its theorem, or by the exact walk where that is
/// cheap (dual-bch, linear-code). `random-sign` takes the paper's dimension, or the one given,
/// unchecked. Throws Error, one line with a way out, for an unknown id, n = 0, gamma outside (0,
/// 1), or if the family cannot do it.
std::unique_ptr<SignFamily> make_family(const Request& request, Work& work);

/// Builds again what vectors::to_json(family) describes. Every field is checked: one that is
/// missing, of the wrong type, unknown, or not what the others imply throws Error.
std::unique_ptr<SignFamily> from_json(const nlohmann::json& json);

}  // namespace separatrix::vectors

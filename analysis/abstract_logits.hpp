// Logits between classes of tokens, without visiting the tokens.
//
// A token of a class has a known kind; the numbers that its addresses are taken at are labels
// ("the position asked for", "some other position"), of which equal ones are equal and different
// ones different. The logit between two classes then splits over pairs of subspaces, and the code
// itself bounds a(q)^T B a(i) for equal and for different indices.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "models/transformer.hpp"
#include "numerics/rational.hpp"

namespace separatrix {

/// Stands for an index; two labels are equal exactly when the indices are.
using IndexLabel = int;

struct AbstractToken {
  std::string name;  // "target", "other", "own"
  std::uint32_t kind = 0;
  IndexLabel position = 0;
  IndexLabel value = 0;                        // of the token's value where that is an index
  std::map<std::string, IndexLabel> mapped{};  // of the address that a map gives to a subspace
};

struct LogitRange {
  Rational low;
  Rational high;
};

/// How a parameter is stored: the identity over the reals, the grid's rounding on a grid.
using ParameterRounding = std::function<Rational(const Rational&)>;

/// A range that holds every logit between a query token and a key token of the given classes, for
/// parameters rounded by `round` and everything after them exact. nullopt, with `reason` filled in,
/// if content is read or the code has no bound for the form that occurs.
std::optional<LogitRange> abstract_logit(const Transformer& model, const Head& head,
                                         const AbstractToken& query, const AbstractToken& key,
                                         const ParameterRounding& round, std::string& reason);

/// An upper bound on the absolute value of every query (or key) entry of the class and of every
/// stream entry that they are made of, and with it the assurance that each entry is an integer
/// combination of at most one stored coefficient per term, so that entries of grid coefficients lie
/// on the grid. nullopt with `reason` otherwise.
std::optional<Rational> abstract_entry_bound(const Transformer& model, const AffineMap& map,
                                             const AbstractToken& token,
                                             const ParameterRounding& round, std::string& reason);

}  // namespace separatrix

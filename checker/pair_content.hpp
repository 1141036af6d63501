// What tokens of labelled pairs hold, for all inputs at once: exact sums of symbols, and noise.
//
// Setting. Pairs j = 0, 1, .. of a point (token 2j) and a label (token 2j + 1), and a query (token
// 2j of the last j, a point alone). A token's role is that of its pair: the `nearest`, an `other`
// one, `another` one different from the other at hand, or the `query`. A token of a class holds in
// a subspace
//     constant + sum of coefficient * symbol + e,    |e| <= norm, each |e_i| <= entry,
// symbols being the point of a pair, the code vector of a pair's key, or the address 2j + offset.
//
// What is known of symbols. Points: |<v,v> - 1| <= tolerance, so |v| <= 1 + tolerance / 2, and
// <query, nearest> >= <query, w> + gamma for every other w; products with the query are kept as
// unknowns until two logits are subtracted. Other products of points: Cauchy-Schwarz. Keys: nearest
// and query carry the same, the others carry different ones from it, but perhaps equal among
// themselves. Addresses: 2i + o = 2j + p, i != j, needs o - p even and not 0.
//
// Bounds of <query map (x), key map (y)>: over pairs of subspaces (a bias is a subspace that holds
// 1) the maps meet in a matrix B. Constants: exactly. A constant and a symbol: sum |B_ab x_a| times
// the largest entry of the symbol. Symbols of one code: address_code.hpp for equal or different
// indices, whichever may be. Noise with B = c I: |c| (|x| norm_y + norm_x |y| + norm_x norm_y);
// with another B entry by entry.
#pragma once

#include <compare>

#include "matrix_parts.hpp"

namespace checker {

enum class Role { nearest, other, another, query };

struct PairSymbol {
  enum class What { point, key, address } what = What::point;
  Role role = Role::nearest;
  const AddressCode* code = nullptr;  // not of points
  long offset = 0;                    // of addresses
  auto operator<=>(const PairSymbol&) const = default;
};

struct PairContent {
  std::size_t dimension = 0;
  Row constant;                             // empty: 0
  std::map<PairSymbol, mpq_class> symbols;  // none 0
  mpq_class norm, entry;                    // of the noise

  bool noisy() const { return norm != 0; }
  bool varies() const { return noisy() || !symbols.empty(); }
};
/// By first coordinate of the subspace; a missing one holds 0.
using PairStream = std::map<std::size_t, PairContent>;

struct PointDomain {
  mpq_class gamma, tolerance;
  mpq_class square() const { return 1 + tolerance; }
  mpq_class norm() const { return 1 + tolerance / 2; }
};

/// At least the square root of x >= 0, by less than 2^-96.
mpq_class root_above(const mpq_class& x);
PairContent sum(const PairContent& a, const PairContent& b);
PairContent times(const mpq_class& c, const PairContent& a);
/// The content of `another` pair, given that of an `other`.
PairContent renamed(const PairContent& other);
/// The largest absolute entry of a symbol; of all but the noise, with the noise; Euclidean norm of
/// all but the noise.
mpq_class largest_entry(const PairSymbol& symbol, const PointDomain& domain);
mpq_class largest_entry(const PairContent& a, const PointDomain& domain);
mpq_class centre_norm(const PairContent& a, const PointDomain& domain);

/// W x for the parts of value_parts. NotChecked if B is not c I and x varies.
PairStream mapped(const std::vector<MatrixPart>& parts, const Space& out, const PairStream& x,
                  std::size_t bias);

/// low + sum of with_query[role] <query, point of the role> <= logit <= high + the same sum.
struct PairLogit {
  mpq_class low, high;
  std::map<Role, mpq_class> with_query;
  bool exact = true;  // no noise, and no root, went into the bounds
};
PairLogit pair_logit(const std::vector<MatrixPart>& parts, const PairStream& x, const PairStream& y,
                     std::size_t bias, const PointDomain& domain);
/// A lower bound of a - b: c <query, nearest> - c <query, w> >= c gamma, any other product of
/// points is at least -(1 + tolerance).
mpq_class least_gap(const PairLogit& a, const PairLogit& b, const PointDomain& domain);

}  // namespace checker

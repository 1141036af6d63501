// What tokens of a class hold in a subspace, for all inputs of nearest neighbour or recall at once.
//
// A token belongs to a pair (point, label): the nearest, some other, or the query, which is a point
// alone. Its content is a sum
//     constant + sum_s c_s v_s + e
// of an exact constant, exact multiples of symbols v_s (the point or key of a pair, an address at
// 2 j + offset, j being the pair's number), and a noise e of which only bounds are known. Nothing
// is written out per coordinate but constants, so that 10^6 dimensions cost no more than one.
//
// What is known of products of symbols:
//  - points: |<v,v> - 1| <= tolerance, |<v,w>| <= 1 + tolerance (Cauchy-Schwarz), and
//    <query, nearest> - <query, w> >= gamma for every other w; the logits keep these products apart
//    until they are subtracted;
//  - keys and addresses: AddressCode::range, once it is settled whether the two indices are equal.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "analysis/undecided.hpp"
#include "models/transformer.hpp"
#include "numerics/rational.hpp"

namespace separatrix {

/// Which pair a token belongs to. `another` is an other pair, different from the one at hand.
enum class Role { nearest, other, another, query };

struct ContentSymbol {
  enum class Kind { point, key, address };
  Kind kind = Kind::point;
  Role role = Role::nearest;
  const AddressCode* code = nullptr;  // of a key or an address
  std::int64_t offset = 0;            // of an address: its index is 2 j + offset
  auto operator<=>(const ContentSymbol&) const = default;
};

struct Content {
  std::size_t dimension = 0;
  std::vector<Rational> constant;             // empty: 0
  std::map<ContentSymbol, Rational> symbols;  // no zeros
  Rational noise;                             // Euclidean norm of e is at most this,
  Rational noise_max;                         // and each of its entries at most that
};

/// The contents of a stream by subspace; a subspace that is missing holds 0.
using ClassStream = std::map<std::string, Content>;

/// Lower and upper bound of a logit beside multiples of the products that the domain compares.
struct LogitForm {
  Rational low;
  Rational high;
  std::map<Role, Rational> with_query;  // coefficients of <query, point of the role>
};

/// Squared norms lie within `tolerance` of 1, and the margin is gamma.
struct PointDomain {
  Rational gamma;
  Rational tolerance;

  Rational square() const { return 1 + tolerance; }
  /// At least the square root of `square()`.
  Rational norm() const { return 1 + tolerance / 2; }
};

/// The least multiple of a power of 2 that is at least x >= 0 and keeps about 32 digits: bounds
/// stay short.
Rational round_up(const Rational& x);
/// An upper bound of the square root of x >= 0.
Rational root_up(const Rational& x);

Content operator+(const Content& a, const Content& b);
Content operator*(const Rational& c, const Content& a);
/// The same for the pair in another role.
Content renamed(const Content& a, Role from, Role to);

/// The largest absolute value that an entry of a symbol can have.
Rational entry_bound(const ContentSymbol& symbol, const PointDomain& domain);
/// Bounds of the Euclidean norm and of each entry, without and with the noise.
Rational centre_norm(const Content& a, const PointDomain& domain);
Rational entry_bound(const Content& a, const PointDomain& domain);

/// W x + b on contents. A full matrix is applied to constants only; Undecided elsewhere.
ClassStream mapped(const AffineMap& map, const ClassStream& stream);

/// <query map (x), key map (y)>. Undecided where a code has no bound for the form that occurs.
LogitForm logit_form(const AffineMap& query, const ClassStream& x, const AffineMap& key,
                     const ClassStream& y, const PointDomain& domain);

/// A lower bound of a - b.
Rational least_difference(const LogitForm& a, const LogitForm& b, const PointDomain& domain);

}  // namespace separatrix

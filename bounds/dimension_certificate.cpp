#include "bounds/dimension_certificate.hpp"

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "bounds/distance_window.hpp"
#include "bounds/krawtchouk.hpp"
#include "bounds/welch.hpp"
#include "numerics/error.hpp"
#include "numerics/rational.hpp"

namespace separatrix {
namespace {

using nlohmann::json;

/// Caught in `verify`: the certificate is no proof.
[[noreturn]] void refuse(const std::string& reason) {
  throw Error("verify", "certificate", reason);
}

void require_fields(const json& object, std::initializer_list<std::string_view> fields,
                    const std::string& where) {
  if (!object.is_object()) refuse(where + ": not an object");
  for (const std::string_view field : fields)
    if (!object.contains(field)) refuse(fmt::format("{}: field {} is missing", where, field));
  if (object.size() != fields.size()) refuse(where + ": unknown fields");
}

std::string text(const json& value, const std::string& where) {
  if (!value.is_string()) refuse(where + ": not a string");
  return value.get<std::string>();
}

std::uint64_t positive(const json& value, const std::string& where) {
  // The library reads a literal as unsigned, but stores a C++ int as signed: both are integers.
  if (!value.is_number_integer() ||
      (!value.is_number_unsigned() && value.get<std::int64_t>() < 1) ||
      value.get<std::uint64_t>() == 0)
    refuse(where + ": not a positive integer");
  return value.get<std::uint64_t>();
}

Rational rational(const json& value, const std::string& where) {
  const std::string written = text(value, where);
  const Rational x = parse_rational(written, where);
  if (to_string(x) != written) refuse(where + ": not in lowest terms");
  return x;
}

struct Claim {
  std::uint64_t vectors;
  Rational gamma;
  Sides sides;
  std::uint64_t dimension;
};

Claim read_claim(const json& certificate) {
  require_fields(certificate, {"kind", "vectors", "gamma", "sides", "dimension", "exclusions"},
                 "certificate");
  if (text(certificate["kind"], "kind") != "sign-dimension-lower-bound")
    refuse("kind: not sign-dimension-lower-bound");
  const Rational vectors = rational(certificate["vectors"], "vectors");
  if (denominator(vectors) != 1 || vectors < 1 || vectors > max_vectors)
    refuse("vectors: not an integer from 1 to 2^40");
  const Rational gamma = rational(certificate["gamma"], "gamma");
  require_gamma("verify", gamma);
  return {static_cast<std::uint64_t>(numerator(vectors)), gamma,
          parse_sides(text(certificate["sides"], "sides"), "sides"),
          positive(certificate["dimension"], "dimension")};
}

void check_counting(const Claim& claim, std::uint64_t last, const std::string& where) {
  const std::uint64_t words = claim.sides == Sides::two ? 2 * claim.vectors : claim.vectors;
  if (last >= ceil_log2(words)) refuse(where + ": there are enough sign vectors");
}

void check_welch(const Claim& claim, std::uint64_t last, const json& moment,
                 const std::string& where) {
  if (claim.sides != Sides::two) refuse(where + ": Welch's bound needs a two-sided family");
  const std::uint64_t s = positive(moment, where + ": moment");
  // In dimensions that counting leaves open, 2^(k-1) >= N, moments from 41 on exclude nothing:
  // C(2k - 1, k) >= 2^(k-1), and C(81, 41) > 2^40.
  if (s > 64) refuse(where + ": moments beyond 64 are refused");
  if (!welch_excludes(claim.vectors, claim.gamma, last, static_cast<unsigned>(s)))
    refuse(where + ": this moment does not exclude the last dimension");
}

struct Term {
  unsigned degree;
  Rational coefficient;
};

std::vector<Term> read_terms(const json& terms, unsigned length, const std::string& where) {
  if (!terms.is_array()) refuse(where + ": terms are not an array");
  std::vector<Term> list;
  for (const json& term : terms) {
    if (!term.is_array() || term.size() != 2) refuse(where + ": a term is not a pair");
    const std::uint64_t degree = positive(term[0], where + ": degree");
    if (degree > length) refuse(where + ": a degree exceeds the length");
    if (!list.empty() && degree <= list.back().degree) refuse(where + ": degrees do not increase");
    const Rational coefficient = rational(term[1], where + ": coefficient");
    if (coefficient <= 0) refuse(where + ": a coefficient is not positive");
    list.push_back({static_cast<unsigned>(degree), coefficient});
  }
  return list;
}

/// f(w) for f = 1 + sum of the terms.
Rational value(const std::vector<Term>& terms, unsigned length, unsigned w) {
  Rational sum = 1;
  for (const Term& term : terms)
    sum += term.coefficient * Rational(krawtchouk_sum(length, term.degree, w));
  return sum;
}

void check_delsarte(const Claim& claim, const json& entry, std::uint64_t k,
                    const std::string& where) {
  const DistanceWindow window = distance_window(k, claim.gamma, claim.sides);
  const std::vector<Term> terms = read_terms(entry["terms"], window.length, where);
  for (const unsigned w : window.distances())
    if (value(terms, window.length, w) > 0)
      refuse(fmt::format("{}: f is positive at distance {}", where, w));
  const Rational size = value(terms, window.length, 0);
  if (size >= claim.vectors) refuse(where + ": f(0) admits that many vectors");
  if (text(entry["at_most"], where + ": at_most") != floor(size).str())
    refuse(where + ": at_most is not floor(f(0))");
}

/// Checks one entry and returns its last dimension.
std::uint64_t check_exclusion(const Claim& claim, const json& entry, std::uint64_t first) {
  const std::string where = fmt::format("exclusion of dimension {}", first);
  if (!entry.is_object() || !entry.contains("method")) refuse(where + ": field method is missing");
  const std::string method = text(entry["method"], where + ": method");
  if (method == "counting")
    require_fields(entry, {"method", "first", "last"}, where);
  else if (method == "welch")
    require_fields(entry, {"method", "first", "last", "moment"}, where);
  else if (method == "delsarte")
    require_fields(entry, {"method", "first", "last", "terms", "at_most"}, where);
  else
    refuse(where + ": unknown method");
  const std::uint64_t last = positive(entry["last"], where + ": last");
  if (positive(entry["first"], where + ": first") != first || last < first)
    refuse(where + ": dimensions do not follow on");
  if (method == "counting") {
    check_counting(claim, last, where);
  } else if (method == "welch") {
    check_welch(claim, last, entry["moment"], where);
  } else {
    if (last != first) refuse(where + ": a polynomial excludes one dimension only");
    check_delsarte(claim, entry, first, where);
  }
  return last;
}

}  // namespace

CertificateCheck verify(const json& certificate) {
  try {
    const Claim claim = read_claim(certificate);
    const json& exclusions = certificate["exclusions"];
    if (!exclusions.is_array()) refuse("exclusions: not an array");
    std::uint64_t next = 1;
    for (const json& entry : exclusions) next = check_exclusion(claim, entry, next) + 1;
    if (next != claim.dimension)
      refuse(fmt::format("dimension: the exclusions end before {}, not {}", next, claim.dimension));
    return {true, ""};
  } catch (const Error& refused) {
    return {false, refused.what()};
  }
}

}  // namespace separatrix

// The certificate "sign-vectors": N vectors in {+-1}^k whose inner products lie between min_product
// and max_product, both attained, and within gamma k; bounds below on k for any such family.
//
// The vectors are data: drawn again from the seed (random-sign), read as rows (table), or generated
// by the rows of an additive code, whose inner products depend on a difference of two indices only.
// The generators of the families linear-code and hypercube are compared with their definition; of
// the other families the generators are the definition, and the names of their parameters are only
// compared with those of the result.
#include <bit>

#include "dimension_bound.hpp"
#include "kinds.hpp"
#include "philox.hpp"
#include "sign_family.hpp"

namespace checker {

namespace {

constexpr std::uint64_t kMostCoordinates = std::uint64_t{1} << 20;

struct Described {
  std::string family;
  std::uint64_t n, k;
  std::string sides;  // of the family's own definition, "" where it has none
  std::uint64_t seed = 0;
};

bool same(const Json& a, const Json& b) {
  if (a.type != b.type || a.truth != b.truth || a.text != b.text || a.names != b.names ||
      a.entries.size() != b.entries.size())
    return false;
  for (std::size_t i = 0; i < a.entries.size(); ++i)
    if (!same(a.entries[i], b.entries[i])) return false;
  return true;
}

Described read_family(const Json& value) {
  Fields fields(value, "family");
  Described it{fields.text("family"), fields.count("n"), fields.count("dimension"), "", 0};
  require(it.n >= 1 && it.k >= 1 && it.k <= kMostCoordinates, "family: no such size");
  const auto numbers = [&](std::initializer_list<const char*> names) {
    for (const char* name : names) fields.count(name);
  };
  if (it.family == "random-sign" || it.family == "linear-code") it.seed = fields.count("seed");
  if (it.family == "dual-bch") numbers({"r", "t", "polynomial"});
  if (it.family == "rs-biorthogonal" || it.family == "rs-hadamard")
    numbers({"K", "n0", "s", "polynomial"});
  if (it.family == "kerdock") numbers({"m"});
  if (it.family == "delsarte-goethals") numbers({"m", "d"});
  if (it.family == "kerdock" || it.family == "delsarte-goethals")
    for (const Json& digit : fields.list("polynomial")) below(digit, 4, "family.polynomial");
  if (it.family == "table") fields.list("rows");
  if (fields.has("sides")) it.sides = fields.text("sides");
  fields.finish();
  return it;
}

void clear_unused(Signs& row, std::uint64_t k) {
  if (k % 64 != 0) row.back() &= (std::uint64_t{1} << (k % 64)) - 1;
}

Signs drawn(std::uint64_t seed, std::uint64_t stream, std::uint64_t k) {
  Signs row((k + 63) / 64);
  for (std::size_t w = 0; w < row.size(); ++w) row[w] = philox_word(seed, stream, w);
  clear_unused(row, k);
  return row;
}

Signs read_row(const Json& value, std::uint64_t k) {
  const std::string& signs = text(value, "family.rows");
  require(signs.size() == k, "family.rows: not of that dimension");
  Signs row((k + 63) / 64);
  for (std::size_t c = 0; c < k; ++c) {
    require(signs[c] == '+' || signs[c] == '-', "family.rows: not + and -");
    if (signs[c] == '-') row[c / 64] |= std::uint64_t{1} << (c % 64);
  }
  return row;
}

/// Row j of a family whose generators follow from its description, as digits 0 and 2.
std::string defined_generator(const Described& it, unsigned j, unsigned index_bits) {
  std::string digits(it.k, '0');
  if (it.family == "hypercube") {
    require(it.k == index_bits + (it.sides == "two" ? 1U : 0U), "family: not that dimension");
    digits[j] = '2';
    return digits;
  }
  if (it.sides == "one" && j + 1 == index_bits) return std::string(it.k, '2');
  const Signs row = drawn(it.seed, j, it.k);
  for (std::size_t c = 0; c < it.k; ++c)
    if ((row[c / 64] >> (c % 64) & 1U) != 0) digits[c] = '2';
  return digits;
}

Distances by_pairs(const Described& it, const Json& family) {
  const double words = static_cast<double>((it.k + 63) / 64);
  const double pairs = static_cast<double>(it.n) * static_cast<double>(it.n) / 2;
  if (pairs * words > kMostOperations) throw NotChecked("more pairs than this program looks at");
  std::vector<Signs> rows;
  if (it.family == "table") {
    for (const Json& row : family.find("rows")->entries) rows.push_back(read_row(row, it.k));
    require(rows.size() == it.n, "family.rows: not so many vectors");
  } else {
    require(it.family == "random-sign", "family: not one without generators");
    for (std::uint64_t i = 0; i < it.n; ++i) rows.push_back(drawn(it.seed, i, it.k));
  }
  return all_pairs(rows, it.k);
}

Distances by_walk(const Described& it, const Json& generators) {
  Fields fields(generators, "generators");
  const std::string& signs = fields.text("signs");
  require(signs == "binary" || signs == "gray", "generators.signs: neither binary nor gray");
  const auto index_bits = static_cast<unsigned>(std::bit_width(it.n - 1));
  std::vector<std::string> rows;
  for (const Json& row : fields.list("rows")) rows.push_back(text(row, "generators.rows"));
  fields.finish();
  const AdditiveCode code(rows, signs == "gray", index_bits);
  require(it.k == code.columns() * (signs == "gray" ? 2 : 1), "family: not that dimension");
  if (it.family == "linear-code" || it.family == "hypercube") {
    require(it.sides == "one" || it.sides == "two", "family.sides: neither one nor two");
    for (unsigned j = 0; j < rows.size(); ++j)
      require(rows[j] == defined_generator(it, j, index_bits),
              "generators.rows: not those of " + it.family);
  }
  return code.distances();
}

/// The result says of the vectors what the certificate says.
void compare_result(const Described& it, const Json& family, const Distances& seen,
                    const Json& result) {
  Fields fields(result, "");
  Fields construction(fields["construction"], "construction");
  require(construction.text("id") == it.family && same(construction["parameters"], family),
          "construction: not that of the certificate");
  construction.finish();
  Fields vectors(fields["vectors"], "vectors");
  require(vectors.text("family") == it.family && vectors.count("dimension") == it.k,
          "vectors: not those of the certificate");
  if (const Json* seed = family.find("seed"))
    require(vectors.count("seed") == count(*seed, "family.seed"), "vectors.seed: another");
  const mpz_class k(it.k);
  const auto over_k = [&](std::uint64_t distance) {
    mpq_class value(k - 2 * mpz_class(distance), k);
    value.canonicalize();
    return value;
  };
  if (it.n > 1)
    require(vectors.fraction("max_inner_product") == over_k(seen.least) &&
                vectors.fraction("min_inner_product") == over_k(seen.most),
            "vectors: other inner products");
  vectors.finish();
}

}  // namespace

std::string check_sign_vectors(const Json& certificate, const Json& result) {
  const Claim claim = read_claim(result);
  require_says_only(result, {"vectors"}, {"construction", "vectors", "bounds"});
  Fields fields(certificate, "certificate");
  require(fields.text("kind") == "sign-vectors", "kind: not sign-vectors");
  const Json& family = fields["family"];
  const Described it = read_family(family);
  const mpq_class gamma = fields.fraction("gamma");
  const std::string& sides = fields.text("sides");
  require(sides == "one" || sides == "two", "sides: neither one nor two");
  require(claim.task.name == "nearly-orthogonal-vectors" && claim.task.n == it.n &&
              claim.task.gamma == gamma && claim.task.sides == sides && !claim.task.alphabet,
          "task: not that of the certificate");

  const std::string& method = fields.text("method");
  if (method == "theorem") throw NotChecked("the inner products are those of a cited theorem");
  require(claim.assumes.empty(), "assumes: nothing has to be assumed");
  const Json* generators = fields.optional("generators");
  // A single vector: the neutral values of a maximum and a minimum over no pair.
  Distances seen{it.k, 0};
  if (it.n == 1)
    require(method == "single-vector" && generators == nullptr, "method: there is one vector");
  else if (generators != nullptr)
    seen = by_walk(it, *generators);
  else
    seen = by_pairs(it, family);
  if (it.n > 1) require(method == (generators ? "walk" : "all-pairs"), "method: another one");
  const mpz_class k(it.k);
  const mpz_class most = k - 2 * mpz_class(seen.least);
  const mpz_class least = k - 2 * mpz_class(seen.most);
  require(fields.integer("max_product") == most, "max_product: it is " + most.get_str());
  require(fields.integer("min_product") == least, "min_product: it is " + least.get_str());
  const mpq_class limit = gamma * mpq_class(k);
  require(it.n == 1 || (most <= limit && (sides == "one" || least >= -limit)),
          "gamma: an inner product exceeds it");
  compare_result(it, family, seen, result);

  std::size_t bound = 0;
  for (const std::string each : {"two", "one"}) {
    const Json* excluded = fields.optional("dimension_" + each + "_sided");
    if (excluded == nullptr) continue;
    require(bound < claim.bounds.size(), "bounds: one is missing");
    const Bound& stated = claim.bounds[bound++];
    require(stated.quantity ==
                    "dimension of " + std::to_string(it.n) + " vectors, gamma " + gamma.get_str() &&
                stated.convention == each + "-sided" && stated.partition.empty() &&
                stated.method ==
                    "Delsarte linear program, Welch, counting; each smaller "
                    "dimension excluded",
            "bounds: not of these vectors");
    require(stated.lower == mpz_class(excluded_below(*excluded, it.n, gamma, each)),
            "bounds: not the lower bound of the certificate");
    // The family itself is an example; one bounded from both sides is one for both questions.
    if (each == "one" || sides == "two")
      require(stated.upper == k, "bounds: the upper bound is the dimension");
    else
      require(!stated.upper, "bounds: nothing shows an upper bound");
  }
  require(bound == claim.bounds.size(), "bounds: one is not in the certificate");
  fields.finish();
  const std::string size = std::to_string(it.n) + " vectors of dimension " + std::to_string(it.k);
  return it.n == 1 ? size : size + ", products " + least.get_str() + " to " + most.get_str();
}

}  // namespace checker

// Lower bounds on the dimension k of N sign vectors x in {+-1}^k with <x,y> <= gamma k for x != y
// (two-sided: |<x,y>| <= gamma k), 0 <= gamma < 1: every smaller dimension is excluded by one of
//   counting   no two are equal, two-sided also not opposite: N <= 2^k, two-sided 2 N <= 2^k;
//   welch      two-sided: the Gram matrix of the s-th tensor powers has rank at most
//              C = C(k+s-1, s), trace N and squares summing to at most N + N (N-1) gamma^{2s}, so
//              (trace)^2 <= rank * squares gives gamma^{2s} (N-1) C >= N - C; a moment s that
//              excludes k excludes every smaller k, as C grows with k [Welch74];
//   delsarte   f = 1 + sum f_j K_j with f_j >= 0 and f <= 0 at every distance that may occur:
//              N^2 <= sum over all pairs of f(distance) <= N f(0) [Delsarte73].
// Distances. <x,y> = k - 2 distance, so with d = ceil((1 - gamma) k/2) they lie in [d, k] or, two-
// sided, in [d, k - d]. Only even ones need be considered in three cases, because a coordinate that
// makes every word's weight even moves odd distances only, by one:
//   one-sided, d odd: append it, [d + 1, k + 1] at length k + 1;
//   one-sided, d even: put it in place of the last one, [d, k] at length k;
//   two-sided, k and d odd: append it, [d + 1, k - d] at length k + 1 (k - d is even);
//   two-sided, k and d even: in place of the last one, [d, k - d] at length k.
// Odd distances are between the ends there, or an odd k which replacement can only lower.
#include "dimension_bound.hpp"

namespace checker {

namespace {

struct Family {
  std::uint64_t vectors;
  mpq_class gamma;
  bool two_sided;
};

/// More digits than any family here has dimensions; keeps a hostile file from taking all memory.
constexpr std::uint64_t kMostDimensions = std::uint64_t{1} << 12;

void check_counting(const Family& family, std::uint64_t last, const std::string& what) {
  mpz_class signs = 1;
  signs <<= last;
  const mpz_class words = mpz_class(family.vectors) * (family.two_sided ? 2 : 1);
  require(signs < words, what + ": there are enough sign vectors of that dimension");
}

void check_welch(const Family& family, std::uint64_t last, std::uint64_t moment,
                 const std::string& what) {
  require(family.two_sided, what + ": Welch's bound needs products bounded from both sides");
  require(moment >= 1 && moment <= kMostDimensions, what + ": no such moment");
  mpz_class c, top, bottom;
  mpz_bin_uiui(c.get_mpz_t(), last + moment - 1, moment);
  mpz_pow_ui(top.get_mpz_t(), family.gamma.get_num_mpz_t(), 2 * moment);
  mpz_pow_ui(bottom.get_mpz_t(), family.gamma.get_den_mpz_t(), 2 * moment);
  const mpz_class n(family.vectors);
  require(top * (n - 1) * c < (n - c) * bottom, what + ": this moment does not exclude it");
}

/// Words of this length whose distances are least, least + step, .. up to most.
struct Window {
  std::uint64_t length, least, most, step;
};

Window window(const Family& family, std::uint64_t k) {
  const mpq_class half = (1 - family.gamma) * mpq_class(mpz_class(k)) / 2;
  mpz_class up;
  mpz_cdiv_q(up.get_mpz_t(), half.get_num_mpz_t(), half.get_den_mpz_t());
  const std::uint64_t d = up.get_ui();
  // No distance at all, where d exceeds k - d, leaves nothing to check: f may be anything there.
  const std::uint64_t most = family.two_sided ? k - d : k;
  if (d % 2 == 1 && (!family.two_sided || k % 2 == 1))
    return {k + 1, d + 1, family.two_sided ? most : k + 1, 2};
  if (d % 2 == 0 && (!family.two_sided || k % 2 == 0)) return {k, d, most, 2};
  return {k, d, most, 1};
}

/// f(w), by the recurrence (j + 1) K_{j+1} = (n - 2w) K_j - (n - j + 1) K_{j-1}.
mpq_class value(const std::vector<mpq_class>& coefficients, std::uint64_t n, std::uint64_t w) {
  mpq_class sum = coefficients[0];
  mpz_class before = 0, now = 1;
  for (std::size_t j = 0; j + 1 < coefficients.size(); ++j) {
    const mpz_class next =
        ((mpz_class(n) - 2 * mpz_class(w)) * now - (mpz_class(n) - j + 1) * before) / (j + 1);
    before = now;
    now = next;
    sum += coefficients[j + 1] * now;
  }
  return sum;
}

void check_delsarte(const Family& family, Fields& entry, std::uint64_t k, const std::string& what) {
  const Window at = window(family, k);
  std::vector<mpq_class> coefficients{1};
  for (const Json& term : entry.list("terms")) {
    require(list(term, what + ": term").size() == 2, what + ": a term is not a pair");
    const std::uint64_t degree = count(term.entries[0], what + ": degree");
    require(degree >= coefficients.size() && degree <= at.length,
            what + ": degrees do not increase up to the length");
    coefficients.resize(degree + 1);
    coefficients[degree] = fraction(term.entries[1], what + ": coefficient");
    require(coefficients[degree] > 0, what + ": a coefficient is not positive");
  }
  for (std::uint64_t w = at.least; w <= at.most; w += at.step)
    require(value(coefficients, at.length, w) <= 0,
            what + ": the polynomial is positive at distance " + std::to_string(w));
  const mpq_class size = value(coefficients, at.length, 0);
  require(size < mpq_class(mpz_class(family.vectors)), what + ": f(0) admits that many vectors");
  mpz_class floor;
  mpz_fdiv_q(floor.get_mpz_t(), size.get_num_mpz_t(), size.get_den_mpz_t());
  require(entry.integer("at_most") == floor, what + ": at_most is not floor(f(0))");
}

}  // namespace

std::uint64_t excluded_below(const Json& certificate, std::uint64_t vectors, const mpq_class& gamma,
                             const std::string& sides) {
  Fields fields(certificate, "dimension_" + sides + "_sided");
  require(fields.text("kind") == "sign-dimension-lower-bound", "not a bound on the dimension");
  require(fields.integer("vectors") == mpz_class(vectors), "the bound is for other vectors");
  require(fields.fraction("gamma") == gamma, "the bound is for another gamma");
  require(fields.text("sides") == sides, "the bound is for other sides");
  require(vectors >= 1 && gamma >= 0 && gamma < 1, "the bounds need 0 <= gamma < 1");
  const Family family{vectors, gamma, sides == "two"};
  const std::uint64_t dimension = fields.count("dimension");
  require(dimension >= 1 && dimension <= kMostDimensions, "no such dimension");
  std::uint64_t next = 1;
  for (const Json& exclusion : fields.list("exclusions")) {
    const std::string what = "exclusion of dimension " + std::to_string(next);
    Fields entry(exclusion, what);
    const std::uint64_t last = entry.count("last");
    require(entry.count("first") == next && last >= next && last < dimension,
            what + ": the dimensions do not follow on");
    const std::string& method = entry.text("method");
    if (method == "counting") {
      check_counting(family, last, what);
    } else if (method == "welch") {
      check_welch(family, last, entry.count("moment"), what);
    } else {
      require(method == "delsarte", what + ": unknown method");
      require(last == next, what + ": a polynomial excludes one dimension");
      check_delsarte(family, entry, last, what);
    }
    entry.finish();
    next = last + 1;
  }
  require(next == dimension, "not every smaller dimension is excluded");
  fields.finish();
  return dimension;
}

}  // namespace checker

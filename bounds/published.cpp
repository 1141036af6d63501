#include "bounds/published.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

const Expression n = Expression::variable("n");
const Expression q = Expression::variable("q");
const Expression m = Expression::variable("m");
const Expression H = Expression::variable("H");
const Expression p = Expression::variable("p");

/// Largest of each size: exact powers such as n^n stay out of the way of the logarithms.
constexpr std::uint64_t kMostTokens = std::uint64_t{1} << 40;
constexpr std::uint64_t kMostOther = std::uint64_t{1} << 32;

Expression floor_div(const Expression& a, const Expression& b) { return ceil_div(a - b + 1, b); }

/// floor(n log2 n): the ceiling but for the powers of two is one too many, as only there the
/// logarithm is rational.
Expression floor_n_log2_n() { return log2_power(n, n) - (ceil_log2(n) - floor_log2(n)); }

const char* const kTwoWay =
    "fixed point: at most 2^p numbers, exact sums before their one rounding, weights rounded down";
const char* const kOneWay =
    "fixed point: at most 2^p numbers, a bound fixed by the weights subtracted in the softmax, "
    "exact numerators and denominators, one rounding";

ExplicitForm form(const char* hypotheses, const Expression& bits, const Expression& needed) {
  return {hypotheses, bits, needed, Expression::least("m", bits, needed)};
}

/// `fields` coordinates of p bits for each of the m: 2 for value sums, 3 with the query.
ExplicitForm two_way(int fields, const Expression& needed) {
  return form(kTwoWay, H * (fields * m * p + 4 * p + 2 * ceil_log2(n)), needed);
}

ExplicitForm one_way(const Expression& tokens, const Expression& needed) {
  const Expression log = ceil_log2(tokens);
  return form(kOneWay, H * (p + log + m * (2 * p + log)), needed);
}

std::vector<PublishedBound> all_bounds() {
  return {
      {.id = "B1",
       .title = "Sparse averaging, one head",
       .citation = "SHT23",
       .hypotheses =
           "one self-attention head; n >= 2q + 1 tokens; q sufficiently large; p bits per "
           "number",
       .statement = "Averaging the vectors at q given positions up to an error of 1/(2q) needs "
                    "m p >= c q.",
       .quantity = "m p",
       .unknown = "c",
       .lower = q,
       .proved = two_way(3, q)},
      {.id = "B2",
       .title = "Match3, one layer",
       .citation = "SHT23",
       .hypotheses = "one layer of H heads and any network behind it; numbers modulo M >= n + 1; n "
                     "sufficiently large; p bits per number",
       .statement = "Telling for a token x whether two tokens y, z have x + y + z = 0 modulo M "
                    "needs H m p >= c n / log log n.",
       .quantity = "H m p",
       .unknown = "c",
       .lower = floor_div(n, ceil_log2(ceil_log2(n))),
       .proved = two_way(2, floor_div(n - 1, 2))},
      {.id = "B3",
       .title = "Induction heads, one layer",
       .citation = "SHT24",
       .hypotheses = "one layer of H heads and any network behind it; three symbols; p bits per "
                     "number",
       .statement = "Answering the symbol that follows the last earlier occurrence of the current "
                    "one needs H m p >= c n.",
       .quantity = "H m p",
       .unknown = "c",
       .lower = n,
       .proved = one_way(n, floor_div(n - 1, 2))},
      {.id = "B4",
       .title = "Function composition, one layer",
       .citation = "PNP24",
       .hypotheses = "one layer of H heads, values of dimension m, p bits per number; f and g on n "
                     "elements given by their values, uniformly random; R > 0",
       .statement = "The answer f(g(x)) is wrong with probability at least R / (3 n log2 n), "
                    "R = n log2 n - H (m + 1) p.",
       .quantity = "error probability",
       .unknown = "",
       .lower = max(floor_n_log2_n() - H * (m + 1) * p, Expression(0)),
       .divisor = 3 * floor_n_log2_n(),
       .proved = one_way(2 * n + 1, log2_power(n, n))},
      {.id = "B5",
       .title = "Function composition, real numbers",
       .citation = "Koz24",
       .hypotheses = "one softmax layer in real arithmetic and a ReLU network behind it; n "
                     "sufficiently large; heads as in the source",
       .statement = "For f(g(x)) on n elements the embedding dimension or the size of the output "
                    "network is at least n^c, by VC dimension.",
       .quantity = "log2 of the larger of embedding dimension and output network size",
       .unknown = "c",
       .lower = floor_log2(n)},
  };
}

void require(bool holds, const char* option, const std::string& problem) {
  if (!holds) throw Error("evaluate", option, problem);
}

void check(const PublishedSizes& s) {
  require(s.n >= 3 && s.n <= kMostTokens, "--n", "give 3 to 2^40 tokens");
  require(s.q >= 1 && s.q <= (s.n - 1) / 2, "--q",
          fmt::format("averaging needs n >= 2q + 1; give 1 to {}", (s.n - 1) / 2));
  const auto size = [](std::uint64_t value, const char* option) {
    require(value >= 1 && value <= kMostOther, option, "give 1 to 2^32");
  };
  size(s.width, "--width");
  size(s.heads, "--heads");
  size(s.precision, "--precision");
}

std::string text_of(const PublishedBound& bound, const PublishedValue& value) {
  if (!bound.unknown.empty())
    return fmt::format("{} >= {} * {} with an unknown constant {} > 0", bound.quantity,
                       bound.unknown, value.lower.str(), bound.unknown);
  if (value.lower == 0) return "says nothing at these sizes: R <= 0";
  return fmt::format("{} >= {}/{}", bound.quantity, value.lower.str(), value.divisor.str());
}

}  // namespace

const std::vector<PublishedBound>& published_bounds() {
  static const std::vector<PublishedBound> all = all_bounds();
  return all;
}

const PublishedBound& published_bound(std::string_view id) {
  const auto& all = published_bounds();
  const auto found = std::ranges::find(all, id, &PublishedBound::id);
  if (found != all.end()) return *found;
  std::string known;
  for (const PublishedBound& bound : all) known += (known.empty() ? "" : ", ") + bound.id;
  throw Error("published_bound", "id",
              fmt::format("there is no bound '{}'; there are: {}", id, known));
}

PublishedValue evaluate(const PublishedBound& bound, const PublishedSizes& sizes) {
  check(sizes);
  const Assignment values{{"n", sizes.n},
                          {"q", sizes.q},
                          {"m", sizes.width},
                          {"H", sizes.heads},
                          {"p", sizes.precision}};
  PublishedValue value;
  value.lower = bound.lower.evaluate(values);
  if (bound.divisor) value.divisor = bound.divisor->evaluate(values);
  value.text = text_of(bound, value);
  if (bound.proved) {
    value.bits = bound.proved->bits.evaluate(values);
    value.needed = bound.proved->needed.evaluate(values);
    value.least_width = bound.proved->least_width.evaluate(values);
  }
  return value;
}

}  // namespace separatrix

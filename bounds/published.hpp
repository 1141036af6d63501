// Lower bounds of other papers for one-layer Transformers, evaluated at concrete sizes, and beside
// them what this program's own counts prove with explicit constants.
//
// Variables: n input tokens (B4, B5: elements of the domain of the functions), q positions to be
// averaged, m coordinates of a head's query, key and value, H heads, p bits per number. A constant
// that the source hides in its Omega stays a named unknown: a bound "H m p >= c 4096" says that
// there is such a c > 0, and excludes no concrete model.
//
//   B1  q-sparse averaging [SHT23]   m p >= c q
//   B2  Match3 [SHT23]               H m p >= c n / log log n
//   B3  induction heads [SHT24]      H m p >= c n
//   B4  function composition [PNP24] error probability >= R / (3 n log2 n),
//                                    R = n log2 n - H (m + 1) p
//   B5  function composition with real numbers [Koz24]: log2 of the size >= c log2 n
//
// The explicit forms. Let D be the least bits of a protocol for the function that the task contains
// (published_reductions.hpp), and B(m, H, p, n) the bits of the protocol that the model gives. If
// B < D, no such model computes the task. Numbers are those of the fixed-point arithmetic of
// attention_protocol.hpp (at most 2^p of them, exact sums before their one rounding); l stands for
// ceil(log2 n).
//
//   B1, D = q (disjointness, two-way, one player knows the answer [F1]). Bob holds the last token,
//   whose set of q positions it would cost q log2(n/q) bits and more to send. He sends the queries
//   of the heads instead, m p bits each, from which Alice computes the logits of her tokens. Then
//   the steps of the improved protocol: Alice's largest logit p, the maximum p, both sums of exps
//   2 (p + l), Alice's value sums 2 p m. Bob finishes alone:
//     B = H (3 m p + 4 p + 2 l).
//   B2, D = floor((n - 1)/2) (likewise). The last token is the same on all inputs of the reduction,
//   so nobody sends it: B = H (2 m p + 4 p + 2 l).
//   B3, D = floor((n - 1)/2) and B4, D = ceil(n log2 n): INDEX over two and over n letters, one-way
//   from the holder of the string [F3]. Two-way these tasks cost O(log n) bits, so nothing follows
//   from a two-way protocol; the forms need an arithmetic in which softmax is one-way: from each
//   logit a bound that depends on the weights only is subtracted (not the maximum over the tokens),
//   exp is rounded to a number >= 0, numerator and denominator are exact sums, and each coordinate
//   is divided and rounded once. Again the last token is fixed, so Alice knows all queries. She
//   sends for each head her sum of exps and m sums of products exp * value. With exps 0 .. E units
//   and values -A .. B units, E and A + B at most 2^p - 1, a sum over at most N tokens is one of
//   N E + 1 <= N 2^p, or of N E (A + B) + 1 <= N 2^(2p) numbers, N the tokens of an input and
//   l' = ceil(log2 N): B = H (p + l' + m (2 p + l')). In B3 N = n; in B4 N = 2 n + 1, a token for
//   each value of f, of g, and the argument.
// B does not decrease in m, so the least m with B >= D exists and every smaller one is excluded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/expression.hpp"

namespace separatrix {

/// What this program proves beside a published bound.
struct ExplicitForm {
  std::string hypotheses;  ///< the arithmetic that it is proved for
  Expression bits;         ///< B
  Expression needed;       ///< D
  Expression least_width;  ///< the least m >= 1 with B >= D, for given H, p and sizes
};

struct PublishedBound {
  std::string id;  ///< in the theorem table
  std::string title;
  std::string citation;    ///< key in references.bib
  std::string hypotheses;  ///< of the source
  std::string statement;   ///< in our words
  std::string quantity;    ///< what is bounded from below
  std::string unknown;     ///< the constant's name, positive; empty if there is none
  /// quantity >= unknown * lower / divisor. Real logarithms are rounded so that this is weaker than
  /// the source's bound, never stronger.
  Expression lower;
  std::optional<Expression> divisor{};
  std::optional<ExplicitForm> proved{};  ///< nothing for real numbers
};

/// B1 to B5.
const std::vector<PublishedBound>& published_bounds();

/// Error (argument "id") if there is no such bound; it lists those that there are.
const PublishedBound& published_bound(std::string_view id);

/// Concrete sizes, all at least 1; n at least 3, q at most (n - 1)/2.
struct PublishedSizes {
  std::uint64_t n = 0;
  std::uint64_t q = 0;
  std::uint64_t width = 0;  ///< m
  std::uint64_t heads = 0;
  std::uint64_t precision = 0;
};

struct PublishedValue {
  Integer lower;                  ///< of the published bound, without the unknown constant
  Integer divisor = 1;            ///< positive
  std::string text;               ///< "H m p >= c * 4096 with an unknown constant c > 0"
  std::optional<Integer> bits{};  ///< of the explicit form, at the given width
  std::optional<Integer> needed{};
  std::optional<Integer> least_width{};

  /// Whether the explicit form excludes the given width.
  bool excluded() const { return bits && *bits < *needed; }
};

/// Error (argument --n, --q, --width, --heads or --precision) for sizes that are none.
PublishedValue evaluate(const PublishedBound& bound, const PublishedSizes& sizes);

}  // namespace separatrix

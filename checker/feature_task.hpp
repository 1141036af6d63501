// Tasks whose answer is a threshold of a sum of features, by their definitions.
//
//   equality, inequality     n symbols: [first half = second half], [they differ]
//   permuted-equality:P      the t-th position of part A with the t-th of part B, t < n/2; P is
//                            halves, odd-even (A has positions 1, 3, ..), random:SEED, or n letters
//                            A and B
//   disjointness             n bits: [x_t = x_{n/2+t} = 1 for some t < n/2]
//   sparse-threshold:F       a token before the input, then n bits of which the first `variables`
//                            vary: [sum of features > bound]; F is
//     majority, at-least:B, and, or     the bits: more than n/2, at least B, all, one
//     parity:K                          of the first K bits, one feature
//     equality, disjointness            of the two halves
//     random-3cnf:SEED                  n clauses of three variables, all of which have to hold
//     cnf, dnf                          the clauses that the certificate lists: all hold, one holds
// For the comparisons a feature is 1 if the matched symbols differ (disjointness: are both 1), and
// the bound is 0.
#pragma once

#include <optional>

#include "claim.hpp"
#include "local_functions.hpp"

namespace checker {

/// Tokens of one kind stand from `first` on, up to the next kind's.
struct KindOfTokens {
  std::string name;
  std::uint64_t values = 0;
  std::uint64_t first = 0;
};

struct FeatureTask {
  std::string name;          ///< without the part behind ":", as models name it
  std::uint64_t tokens = 0;  ///< of every input
  std::vector<KindOfTokens> kinds;
  ThresholdRule rule;
  std::optional<mpz_class> domain_size;  ///< where it has at most 2^14 binary digits
  bool given = false;                    ///< the formula was read from the certificate
  /// Tokens from here on do not vary (padding): they hold value 0.
  std::uint64_t varying_end = 0;
};

/// The task of a claim; `stated` is the task of the certificate, every field of which is compared.
/// Rejected if a field differs or there is no such task; NotChecked beyond this program's sizes.
FeatureTask feature_task(const Task& claim, const Json& stated);

}  // namespace checker

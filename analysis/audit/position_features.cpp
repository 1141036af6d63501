// Audit of the embedding of T13 [BHBK24].
//
// Claim. One ReLU network of constant size, the same at every position, computes the feature g_j at
// position j from the paper's embedding (value, position address, addresses of the variables).
// Count. Fix the variables, I_j = {j}, and let g_j be x_j or its negation: the thresholds
// [sum_j g_j > N - 1] are the 2^N different conjunctions that name one input each, and all have the
// same embedding. They differ in the weights only, so weights of fewer than N bits in all cannot
// compute each of them, whatever they are and however the network uses the addresses.
#include "analysis/audit/case_list.hpp"
#include "analysis/audit/rows.hpp"
#include "analysis/feature_certificate.hpp"
#include "constructions/catalogue.hpp"
#include "constructions/vectors/random_sign.hpp"
#include "models/measures.hpp"
#include "numerics/fixed.hpp"
#include "tasks/sparse_threshold.hpp"

namespace separatrix::audit {
namespace {

constexpr std::string_view kRow = "T13-embedding";

/// All weights and biases of the paper's model for features of one variable, at p bits each.
/// `units` is the number of hidden units of its network. Stream [value | position r | variable r]
/// and one copied bit: d = 2r + 2; a head has two r x d matrices and two vectors; the network
/// units x d, units, units and 1; layer 2 a value vector, an output and one threshold.
Integer weight_bits(std::uint64_t n, std::uint64_t units, unsigned p) {
  const Integer r = vectors::random_sign_dimension(n + 1, Rational(1, 4));
  const Integer d = 2 * r + 2;
  return (2 * r * d + 2 * d + units * d + 2 * units + 1 + d + 2) * p;
}

Result counted(std::uint64_t units, const Work& work) {
  Result result;
  result.kind = Kind::audit;
  result.theorem = "T13";
  // Only the necessary condition is counted: enough bits do not make a network.
  result.claim =
      "what one network of " + std::to_string(units) +
      " units needs to compute, from the paper's embedding, every choice of features of one "
      "variable at all positions: its weights have at least the N bits that tell the 2^N "
      "conjunctions apart (Kc = 1)";
  CaseList cases;
  unsigned from = 0;  // 0: nowhere
  std::string sizes;
  for (unsigned log_n = 4; log_n <= 40; ++log_n) {
    const std::uint64_t n = std::uint64_t{1} << log_n;
    const unsigned p = precision_bits(make_grid(n, 1, Rounding::down));
    const Integer bits = weight_bits(n, units, p);
    const bool enough = bits >= n;
    cases.add("N = 2^" + std::to_string(log_n), work, [&] { return enough ? Tri::yes : Tri::no; });
    if (enough) from = 0;
    if (!enough && from == 0) {
      from = log_n;
      sizes = bits.str() + " bits of weights at N = 2^" + std::to_string(log_n);
    }
  }
  cases.conclude(result, kRow);
  if (result.status == Status::refuted && from > 0) {
    result.notes.push_back("fewer bits than N from N = 2^" + std::to_string(from) +
                           " on, up to 2^40: " + sizes);
    result.correction =
        "put each feature's truth table into its embedding: 2^k entries per position";
  }
  return result;
}

/// The correction, certified.
Result with_tables(std::uint64_t n, Work& work) {
  Result result;
  result.kind = Kind::audit;
  result.theorem = "T13";
  result.claim =
      "with the truth table of its feature in each position's embedding one network of constant "
      "size serves all positions, N = " +
      std::to_string(n);
  const SparseThreshold task(named_formula("majority", n));
  ModelRequest request;
  request.vectors.family = "linear-code";
  request.vectors.sides = Sides::two;
  const BuiltModel built = build_model(task, request, work);
  CaseList cases;
  cases.add("majority, N = " + std::to_string(n), work, [&] {
    Outcome outcome = certify_by_features(built.model, task, parse_format("interval"), work);
    result.certificate = std::move(outcome.certificate);
    return outcome.status == Status::certified ? Tri::yes : Tri::unknown;
  });
  cases.conclude(result, kRow);
  result.notes.push_back(std::to_string(built.model.layers[0].mlp->hidden.out.dimension()) +
                         " hidden units; the network and the heads are the same at every N");
  return result;
}

}  // namespace

std::vector<Result> position_features(std::uint64_t units, Effort effort, Work& work) {
  return {counted(units, work),
          with_tables(std::uint64_t{1} << (effort == Effort::full ? 20 : 16), work)};
}

}  // namespace separatrix::audit

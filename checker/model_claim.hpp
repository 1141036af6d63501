// What a result says about its model, compared with the model in the certificate.
#pragma once

#include "claim.hpp"
#include "transformer.hpp"

namespace checker {

/// Construction parameters that have to be compared with the weights by the kind's own check.
struct Scales {
  std::optional<mpq_class> eta;
  std::vector<mpq_class> each;  ///< one per layer, where written
};

/// Rejected where a result says more than that its model is right, on which inputs and how large it
/// is.
void require_model_claim_alone(const Json& result);

/// Rejected unless construction.id is the model's, construction.parameters.addresses is the
/// description of the positions' code, `vectors` are that code's (family, dimension, seed, and
/// extreme inner products over k, recomputed), and `measures` are those counted here. Unknown
/// parameters are refused; the name of a `file` is not a claim. A `kc_search` must rise to the
/// grid of the result and name no coarser one certified; that those fail, main.cpp names as NOT
/// COVERED. The numbers of the result are `numbers`.
Scales compare_model_claim(const Transformer& model, const Numbers& numbers, const Json& result);

/// The result's arithmetic by name, with the task's N.
Numbers read_numbers_of(const Json& result, std::uint64_t n);

/// compare_model_claim for kinds that prove something over the reals, of the result's task, without
/// assumptions: NotChecked for another arithmetic, Rejected if the certificate's differs.
Scales compare_real_model(const Transformer& model, const Claim& claim, Fields& certificate,
                          const Json& result);

/// Whether two values are written alike, names of fields in any order.
bool same(const Json& a, const Json& b);

}  // namespace checker

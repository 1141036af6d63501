#include "model_claim.hpp"

namespace checker {

namespace {

/// The code of the positions' addresses.
const AddressCode& position_code(const Transformer& model) {
  for (const EmbeddingTerm& term : model.embedding) {
    const auto* address = std::get_if<AddressOf>(&term.source);
    if (address != nullptr && address->of != AddressOf::Of::value)
      return model.codes.at(address->code);
  }
  throw Rejected("vectors: the model's positions have no addresses");
}

/// Family, dimension, seed and extreme inner products.
void compare_vectors(const Transformer& model, const Json& result) {
  Fields fields(result, "");
  if (!fields.has("vectors")) return;
  const AddressCode& code = position_code(model);
  Fields vectors(fields["vectors"], "vectors");
  require(vectors.text("family") == code.family() && vectors.count("dimension") == code.dimension(),
          "vectors: not those of the model");
  const bool drawn = code.family() == "random-sign" || code.family() == "linear-code";
  require(vectors.has("seed") == drawn && (!drawn || vectors.count("seed") == code.seed()),
          "vectors.seed: another");
  const bool stated = vectors.has("max_inner_product");
  require(stated == (code.signs() && code.size() > 1), "vectors: inner products of sign vectors");
  if (stated) {
    const mpz_class k(code.dimension());
    const auto product = [&](std::uint64_t distance) {
      return ratio(k - 2 * mpz_class(distance), k);
    };
    require(vectors.fraction("max_inner_product") == product(code.distances().least) &&
                vectors.fraction("min_inner_product") == product(code.distances().most),
            "vectors: other inner products");
  }
  vectors.finish();
}

}  // namespace

void compare_model(const Transformer& model, const Claim& claim, Fields& certificate,
                   const Json& result) {
  Fields fields(result, "");
  require(fields.text("kind") == "verify", "kind: not verify");
  require(claim.assumes.empty(), "assumes: nothing has to be assumed");
  require(claim.bounds.empty(), "bounds: not of this kind");
  require(model.task == claim.task.name, "model.task: not that of the result");
  Fields construction(fields["construction"], "construction");
  require(model.construction == construction.text("id"), "model.construction: another one");
  const std::string& arithmetic = fields.text("arithmetic");
  require(certificate.text("arithmetic") == arithmetic, "arithmetic: not that of the result");
  if (arithmetic != "interval") throw NotChecked("an arithmetic other than the reals");
  compare_measures(model, Numbers(arithmetic, claim.task.n), result);
  compare_vectors(model, result);
}

}  // namespace checker

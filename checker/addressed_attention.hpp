// The attention of a head whose query asks for one address, by kinds of tokens.
//
// Let the query of a token read constants and one address a(t), t depending on its position only,
// and the key of the token at position j constants and a(j). Then the logit (logits.hpp) is one
// number at j = t, and at every other j it lies in a range that the code knows; what the tokens
// hold otherwise does not matter. The largest logits of each kind of token give the weights.
#pragma once

#include "feature_task.hpp"
#include "logits.hpp"

namespace checker {

/// The address that queries of that kind ask with. NotChecked unless they read constants and one
/// address of the position.
const AddressOf& asked_address(const Transformer& model, const Head& head, std::size_t kind);

/// How many tokens of the kind an input has.
std::uint64_t tokens_of(const FeatureTask& task, std::size_t kind);

/// The tokens of one kind but for the target.
struct OtherTokens {
  std::string name;
  std::uint64_t count = 0;
  Enclosure logit;
};

struct TargetAttention {
  mpq_class logit;  ///< of the target
  std::vector<OtherTokens> others;
  Weights weights;
};

/// Queries of kind `query`, whose target is of kind `target`. `model` holds stored coefficients. A
/// query for the own position is one of them. NotChecked where the argument does not apply;
/// Rejected where another token may score as high as the target.
TargetAttention attend(const Transformer& model, const Numbers& numbers, const FeatureTask& task,
                       const Head& head, std::size_t query, std::size_t target);

/// Rejected unless `stated` is this attention as a certificate writes it: {"name", "query",
/// "target", "target_logit", "rivals", "margin", "weight_on_target", "weight_elsewhere"}.
void compare_attention(const TargetAttention& attention, const Numbers& numbers, const Head& head,
                       const std::string& query, const std::string& target, const Json& stated);

}  // namespace checker

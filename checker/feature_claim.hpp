// What results say of a model that answers a threshold of features, against the model itself.
#pragma once

#include "feature_task.hpp"
#include "relu_network.hpp"

namespace checker {

/// What a certificate of either kind is about.
struct FeatureSubject {
  FeatureTask task;
  Transformer model;   ///< as it is written
  Numbers numbers;     ///< that it is run in
  Transformer stored;  ///< rounded into them
  std::string bounds;  ///< what was found of a bound that the result states, or ""
};

/// Reads "task" and "model" of the certificate and compares the claim of the result with them: the
/// task, its kinds of tokens, the number of inputs, the construction's name, addresses and scale,
/// the measures, the extreme inner products. Rejected if one differs; NotChecked if the model has
/// two codes of addresses, or the result cites a theorem.
FeatureSubject read_feature_subject(Fields& certificate, const Json& result);

/// NotChecked unless the model has two layers without a causal mask, the first with a ReLU network
/// without a residual connection, the second with one head of one value, equal logits and no
/// residual connection.
void require_copy_and_average(const Transformer& model);

/// Layer 2 of such a model: the weight of each token, and what the answer reads as where the head's
/// output lies in `average`.
mpq_class average_weight(const FeatureSubject& subject);
std::vector<Enclosure> attended_by_average(const FeatureSubject& subject, const Enclosure& average);
Decision answer_of_average(const FeatureSubject& subject, const Enclosure& average);

/// What was proved, what of the result was not looked at, and what was taken from the certificate.
std::string proved_line(const FeatureSubject& subject);

}  // namespace checker

// What results say of a model that answers a threshold of features, against the model itself.
#pragma once

#include "feature_task.hpp"
#include "transformer.hpp"

namespace checker {

/// What a certificate of either kind is about.
struct FeatureSubject {
  FeatureTask task;
  Transformer model;   ///< as it is written
  Numbers numbers;     ///< that it is run in
  Transformer stored;  ///< rounded into them
};

/// Reads "task" and "model" of the certificate and compares the claim of the result with them: the
/// task, its kinds of tokens, the number of inputs, the construction's name, addresses and scale,
/// the measures, the extreme inner products. Rejected if one differs; NotChecked if the model has
/// two codes of addresses, or the result cites a theorem.
FeatureSubject read_feature_subject(Fields& certificate, const Json& result);

/// What was proved, what of the result was not looked at, and what was taken from the certificate.
std::string proved_line(const FeatureSubject& subject);

}  // namespace checker

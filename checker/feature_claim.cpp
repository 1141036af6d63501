#include "feature_claim.hpp"

#include <algorithm>

#include "closed_forms.hpp"
#include "model_claim.hpp"
#include "small_sizes.hpp"

namespace checker {

namespace {

void compare_kinds(const Transformer& model, const FeatureTask& task) {
  require(model.task == task.name, "model.task: not the task of the result");
  require(model.kinds.size() == task.kinds.size(), "model.vocabulary: not the task's");
  for (std::size_t k = 0; k < model.kinds.size(); ++k)
    require(model.kinds[k].name == task.kinds[k].name &&
                model.kinds[k].values == task.kinds[k].values && model.kinds[k].features == 0,
            "model.vocabulary: not the task's");
  require(model.max_length >= task.tokens, "model.max_length: below the task's length");
  require(model.readout.dimension == 1, "model.readout: not one digit");
  for (const auto& [name, code] : model.codes)
    require(code.size() >= task.tokens, "model.codes: fewer addresses than tokens");
}

/// The scale eta of the first head: its form on addresses is eta / k times the inner product of
/// sign vectors, or -eta times the squared difference of digits. Nothing if it has no such form.
std::optional<mpq_class> scale_of(const Transformer& model, const AddressCode& code) {
  const Head& head = model.layers[0].heads[0];
  mpq_class first = 0;  // what the first coordinates of two addresses are multiplied by
  for (std::size_t r = 0; r < head.query.rows.size(); ++r)
    for (const Term& q : head.query.rows[r])
      for (const Term& k : head.key.rows[r]) {
        const auto starts = [&](std::size_t column) {
          return std::ranges::any_of(model.embedding, [&](const EmbeddingTerm& term) {
            return term.subspace.offset == column && std::holds_alternative<AddressOf>(term.source);
          });
        };
        if (starts(q.column) && starts(k.column)) first += q.coefficient * k.coefficient;
      }
  if (first == 0) return std::nullopt;
  return code.signs() ? mpq_class(first * mpz_class(code.dimension())) : mpq_class(first / 2);
}

bool zero(const AffineMap& map) {
  const auto is_zero = [](const mpq_class& entry) { return entry == 0; };
  return std::ranges::all_of(map.rows, &std::vector<Term>::empty) &&
         std::ranges::all_of(map.bias, is_zero);
}

void compare_evidence(const FeatureTask& task, const Json& result) {
  const Json* stated = result.find("evidence");
  if (stated == nullptr) return;
  Fields evidence(*stated, "evidence");
  if (evidence.has("domain_size"))
    require(task.domain_size && evidence.integer("domain_size") == *task.domain_size,
            "evidence.domain_size: another number of inputs");
  evidence.finish();
}

/// A result of kind "bound" sets the model against what its task needs by the closed form.
std::string compare_bound(const Claim& claim, const Json& result) {
  const Json* kind = result.find("kind");
  if (kind == nullptr || kind->text != "bound") {
    require(claim.bounds.empty(), "bounds: a model proves none");
    require_model_claim_alone(result);
    return "";
  }
  require_says_only(result, {"bound"},
                    {"construction", "arithmetic", "measures", "evidence", "vectors", "bounds"});
  const auto form = closed_form(claim.task, claim.task.n, false);
  if (!form) throw NotChecked("the bounds, of which this program has no closed form");
  require(claim.bounds.size() == 1, "bounds: not the one of the closed form");
  require_closed_form(claim.bounds[0], *form, false);
  return "; " + form->lower.get_str() + " bits " + check_small_sizes(claim.task, false) +
         ", beyond TAKEN AS GIVEN";
}

}  // namespace

FeatureSubject read_feature_subject(Fields& certificate, const Json& result) {
  const Claim claim = read_claim(result);
  const std::string bounds = compare_bound(claim, result);
  if (!claim.assumes.empty()) throw NotChecked("the result cites " + claim.assumes[0]);
  Numbers numbers = read_numbers_of(result, claim.task.n);
  FeatureTask task = feature_task(claim.task, certificate["task"]);
  Transformer model = read_transformer(certificate["model"]);
  compare_kinds(model, task);
  if (model.codes.size() != 1) throw NotChecked("the model has not one code of addresses");
  const Scales scales = compare_model_claim(model, numbers, result);
  require(scales.each.empty(), "construction.parameters.scales: the model has one scale");
  if (scales.eta)
    require(scale_of(model, model.codes.begin()->second) == scales.eta,
            "construction.parameters.eta: not the scale of the model's first head");
  compare_evidence(task, result);
  Transformer stored = rounded(model, numbers);
  return {std::move(task), std::move(model), std::move(numbers), std::move(stored), bounds};
}

void require_copy_and_average(const Transformer& model) {
  const auto shape = [](bool holds, const char* reason) {
    if (!holds) throw NotChecked(reason);
  };
  shape(model.layers.size() == 2, "the argument is for two layers");
  shape(!model.causal, "the argument does not follow a causal mask");
  const Layer& first = model.layers[0];
  const Layer& second = model.layers[1];
  shape(first.network && !first.network->residual,
        "layer 1 needs a ReLU network without a residual connection");
  shape(!second.residual && second.heads.size() == 1 && second.heads[0].value.out.dimension == 1,
        "layer 2 must be one head with one value, without a residual connection");
  shape(zero(second.heads[0].query) || zero(second.heads[0].key),
        "the attention of layer 2 is not uniform");
}

mpq_class average_weight(const FeatureSubject& subject) {
  return subject.numbers.round(ratio(1, mpz_class(subject.task.tokens)));
}

std::vector<Enclosure> attended_by_average(const FeatureSubject& subject,
                                           const Enclosure& average) {
  return subject.stored.layers[1].heads[0].output.apply(subject.numbers, {average});
}

Decision answer_of_average(const FeatureSubject& subject, const Enclosure& average) {
  return decide(subject.numbers, subject.stored.layers[1], subject.stored.readout.offset,
                attended_by_average(subject, average), subject.model.low, subject.model.high);
}

std::string proved_line(const FeatureSubject& subject) {
  return "every input of " + std::to_string(subject.task.tokens) + " tokens is answered rightly, " +
         (subject.numbers.grid() ? "as the grid computes it" : "over the reals") +
         "; NOT COVERED: theorem, notes" + subject.bounds +
         (subject.task.given ? "; TAKEN AS GIVEN: the clauses of the formula" : "");
}

}  // namespace checker

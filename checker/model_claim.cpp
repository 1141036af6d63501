#include "model_claim.hpp"

namespace checker {

namespace {

mpq_class pair_ratio(const Json& value, const std::string& what) {
  require(value.type == Json::Type::list, what + ": no pair");
  return fraction(value, what);
}

/// The code that positions have their addresses from; nullptr unless there is one.
const AddressCode* position_code(const Transformer& model) {
  const AddressCode* code = nullptr;
  for (const EmbeddingTerm& term : model.embedding) {
    const auto* address = std::get_if<AddressOf>(&term.source);
    if (address == nullptr || address->of == AddressOf::Of::value) continue;
    const AddressCode* used = &model.codes.at(address->code);
    if (code != nullptr && code != used) return nullptr;
    code = used;
  }
  return code;
}

void compare_vectors(const AddressCode& code, const Json& value) {
  Fields fields(value, "vectors");
  require(fields.text("family") == code.family() && fields.count("dimension") == code.dimension(),
          "vectors: not those of the model");
  if (code.seed())
    require(fields.has("seed") && fields.count("seed") == *code.seed(), "vectors.seed: another");
  if (code.signs() && code.size() > 1) {
    const mpz_class k(code.dimension());
    const Distances& seen = code.distances();
    require(pair_ratio(fields["max_inner_product"], "vectors.max_inner_product") ==
                ratio(k - 2 * mpz_class(seen.least), k),
            "vectors.max_inner_product: another");
    require(pair_ratio(fields["min_inner_product"], "vectors.min_inner_product") ==
                ratio(k - 2 * mpz_class(seen.most), k),
            "vectors.min_inner_product: another");
  }
  fields.finish();
}

/// A search of grids goes upwards and ends with the first that is certified: that of the result.
void compare_grid_search(const Json& value, const Json& result) {
  const std::string what = "construction.parameters.kc_search";
  const std::vector<Json>& tried = list(value, what);
  require(!tried.empty(), what + ": nothing was tried");
  mpq_class before = 0;
  for (const Json& trial : tried) {
    Fields fields(trial, what);
    const mpq_class kc = fields.fraction("kc");
    const std::string& status = fields.text("status");
    fields.finish();
    require(kc > before, what + ": the grids do not become finer");
    before = kc;
    if (&trial != &tried.back())
      require(status == "refuted" || status == "undecided", what + ": it did not end there");
    else
      require(status == "certified" &&
                  result.find("arithmetic")->text.starts_with("fixed:" + kc.get_str() + ":"),
              what + ": it does not end with the grid of the result");
  }
}

}  // namespace

bool same(const Json& a, const Json& b) {
  if (a.type != b.type || a.truth != b.truth || a.text != b.text ||
      a.entries.size() != b.entries.size())
    return false;
  for (std::size_t i = 0; i < a.entries.size(); ++i) {
    const Json* other = a.type == Json::Type::object ? b.find(a.names[i]) : &b.entries[i];
    if (other == nullptr || !same(a.entries[i], *other)) return false;
  }
  return true;
}

void require_model_claim_alone(const Json& result) {
  require_says_only(result, {"verify"},
                    {"construction", "arithmetic", "measures", "evidence", "vectors", "bounds"});
}

Numbers read_numbers_of(const Json& result, std::uint64_t n) {
  const Json* arithmetic = result.find("arithmetic");
  require(arithmetic != nullptr, "arithmetic: missing");
  return Numbers(text(*arithmetic, "arithmetic"), n);
}

Scales compare_model_claim(const Transformer& model, const Numbers& numbers, const Json& result) {
  const Json* stated = result.find("construction");
  require(stated != nullptr, "construction: missing");
  Fields construction(*stated, "construction");
  require(construction.text("id") == model.construction, "construction.id: not the model's");
  Fields parameters(construction["parameters"], "construction.parameters");
  construction.finish();
  Scales scales;
  if (parameters.has("eta")) scales.eta = parameters.fraction("eta");
  if (parameters.has("scales"))
    scales.each = read_numbers(parameters["scales"], "construction.parameters.scales");
  if (parameters.has("file")) parameters.text("file");
  if (parameters.has("kc_search")) compare_grid_search(parameters["kc_search"], result);
  const AddressCode* code = position_code(model);
  if (parameters.has("addresses"))
    require(code != nullptr && same(parameters["addresses"], code->description()),
            "construction.parameters.addresses: not those of the model");
  parameters.finish();
  if (const Json* vectors = result.find("vectors")) {
    require(code != nullptr, "vectors: the positions have not one code");
    compare_vectors(*code, *vectors);
  }
  compare_measures(model, numbers, result);
  return scales;
}

Scales compare_real_model(const Transformer& model, const Claim& claim, Fields& certificate,
                          const Json& result) {
  require(claim.assumes.empty(), "assumes: nothing has to be assumed");
  require(claim.bounds.empty(), "bounds: not of this kind");
  require(model.task == claim.task.name, "model.task: not that of the result");
  const Numbers numbers = read_numbers_of(result, claim.task.n);
  require(certificate.text("arithmetic") == result.find("arithmetic")->text,
          "arithmetic: not that of the result");
  if (numbers.grid()) throw NotChecked("an arithmetic other than the reals");
  return compare_model_claim(model, numbers, result);
}

}  // namespace checker

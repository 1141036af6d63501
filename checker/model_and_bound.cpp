// Kind "model-and-bound": a model that computes a function, beside what the function costs two
// players (C13.1 compares the two).
//
// Statement. `model` proves that the model of the result computes its task, and `bound` proves the
// bounds of the result. Each is a certificate of a kind of its own and is checked as if the result
// claimed that part alone: without the bounds, or without the model. How the two numbers compare
// stands in the notes.
#include <algorithm>

#include "kinds.hpp"

namespace checker {
namespace {

/// The result without some of its fields.
Json without(Json result, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const auto found = std::ranges::find(result.names, name);
    if (found == result.names.end()) continue;
    result.entries.erase(result.entries.begin() + (found - result.names.begin()));
    result.names.erase(found);
  }
  return result;
}

std::string check_part(const Json& certificate, const Json& claim, const std::string& what) {
  const Json* kind = certificate.find("kind");
  require(kind != nullptr && text(*kind, what) != "model-and-bound", what + ": no kind of its own");
  const auto known =
      std::ranges::find_if(kinds(), [&](const Kind& k) { return k.name == kind->text; });
  if (known == kinds().end()) throw NotChecked(what + ": a kind that this program does not know");
  return kind->text + ": " + known->check(certificate, claim);
}

}  // namespace

std::string check_model_and_bound(const Json& certificate, const Json& result) {
  Fields fields(certificate, "certificate");
  fields.text("kind");
  const Json& model = fields["model"];
  const Json& bound = fields["bound"];
  fields.finish();
  require(result.find("construction") != nullptr && result.find("measures") != nullptr,
          "the result names no model");
  require(result.find("bounds") != nullptr, "the result has no bounds");
  return check_part(model, without(result, {"bounds", "hidden_size"}), "model") + "; " +
         check_part(bound, without(result, {"construction", "measures", "arithmetic", "vectors"}),
                    "bound");
}

}  // namespace checker

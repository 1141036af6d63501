// The state of a described model: a list of layers, and the same as a formula.
//
// Statement. Layers of constant state: sum over layers and parts of count * numbers * bits is the
// claimed number; so is the formula at c, the tokens before the cut, beyond every window (c = 2^42
// and 2^42 - 1, where windows are at most 2^40 tokens). Formulas are those of evidence/expression
// that such states need: integers, variables p and c, "+", "*", "-" and "min".
#include "state_outline.hpp"

#include <algorithm>

namespace checker {
namespace {

struct Values {
  mpz_class p;
  mpz_class c;
};

mpz_class value_of(const Json& formula, const Values& values) {
  const std::string what = "construction.state_bits";
  if (formula.type == Json::Type::text && formula.text == "p") return values.p;
  if (formula.type == Json::Type::text && formula.text == "c") return values.c;
  if (formula.type != Json::Type::list) return integer(formula, what);
  require(formula.entries.size() >= 3, what + ": an operation with fewer than two arguments");
  const std::string& word = text(formula.entries[0], what);
  mpz_class result = value_of(formula.entries[1], values);
  require(word != "-" || formula.entries.size() == 3, what + ": a difference of more than two");
  for (std::size_t i = 2; i < formula.entries.size(); ++i) {
    const mpz_class next = value_of(formula.entries[i], values);
    if (word == "+")
      result += next;
    else if (word == "*")
      result *= next;
    else if (word == "-")
      result -= next;
    else if (word == "min")
      result = std::min(result, next);
    else
      require(false, what + ": no operation of a state");
  }
  return result;
}

mpz_class bits_of_layer(const Json& value) {
  Fields layer(value, "construction.layers");
  layer.text("kind");
  const mpz_class count = layer.integer("count");
  mpz_class bits = 0;
  for (const Json& entry : layer.list("state")) {
    Fields part(entry, "construction.layers.state");
    part.text("what");
    const mpz_class numbers = part.integer("numbers");
    const mpz_class each = part.integer("bits");
    require(numbers >= 0 && each >= 1, "construction.layers: no size of a state");
    bits += numbers * each;
    part.finish();
  }
  require(count >= 1, "construction.layers: no layer");
  layer.finish();
  return count * bits;
}

}  // namespace

void require_state(const Json& construction, const mpz_class& bits) {
  Fields fields(construction, "construction");
  fields.text("id");
  Fields parameters(fields["parameters"], "construction.parameters");
  fields.finish();
  mpz_class sum = 0;
  for (const Json& layer : parameters.list("layers")) sum += bits_of_layer(layer);
  require(sum == bits,
          "construction.layers: the state has " + sum.get_str() + " bits, not " + bits.get_str());
  const mpz_class far = mpz_class(1) << 42;
  const mpz_class p = parameters.integer("p");
  for (const mpz_class& c : {mpz_class(far - 1), far})
    require(value_of(parameters["state_bits"], {p, c}) == bits,
            "construction.state_bits: the formula is not " + bits.get_str());
  parameters.finish();
}

}  // namespace checker

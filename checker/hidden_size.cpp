#include "hidden_size.hpp"

namespace checker {

std::string check_hidden_size(const Json* certificate, const Json& result, const ClosedForm& needed,
                              Model protocol) {
  const Json* claimed = result.find("hidden_size");
  require((claimed == nullptr) == (certificate == nullptr),
          "hidden_size: in the result or in the certificate alone");
  if (claimed == nullptr) return "";
  Fields claim(*claimed, "result.hidden_size");
  Fields fields(*certificate, "hidden_size");
  const bool rnn = protocol == Model::rnn;
  const std::uint64_t heads = fields.count("heads");
  require(rnn ? heads == 0 : heads >= 1, "hidden_size.heads: not those of such a model");
  const std::string name = rnn          ? "rnn"
                           : heads == 1 ? "transformer-1"
                                        : "transformer-1, heads " + std::to_string(heads);
  require(claim.text("model") == name, "result.hidden_size.model: not " + name);
  const std::uint64_t precision = claim.count("precision");
  require(precision >= 1, "result.hidden_size.precision: below 1");
  const mpz_class width = claim.integer("min_width");
  claim.finish();
  const mpz_class smallest = rnn ? 0 : 1;
  require(width >= smallest, "result.hidden_size.min_width: no such width");
  const auto bits = [&](const mpz_class& w) {
    return model_bits(protocol, w, precision, heads, needed);
  };
  require(bits(width) >= needed.lower, "result.hidden_size.min_width: too small");
  require(width == smallest || bits(width - 1) < needed.lower,
          "result.hidden_size.min_width: a smaller width is not excluded");
  require(fields.integer("bits") == bits(width), "hidden_size.bits: not " + bits(width).get_str());
  const bool narrower = width > smallest;
  require(fields.has("bits_below") == narrower, "hidden_size.bits_below: of no narrower model");
  if (narrower)
    require(fields.integer("bits_below") == bits(width - 1),
            "hidden_size.bits_below: not " + bits(width - 1).get_str());
  fields.finish();
  return "; width >= " + width.get_str() + " (" +
         (narrower ? bits(width - 1).get_str() + " < " : "") + needed.lower.get_str() +
         " <= " + bits(width).get_str() + " bits" +
         (rnn ? ")" : " by T4, whose count is read: TAKEN AS GIVEN)");
}

}  // namespace checker

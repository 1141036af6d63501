#include "constructions/addresses/catalogue.hpp"

#include <algorithm>
#include <charconv>

#include "constructions/addresses/digit_addresses.hpp"
#include "constructions/addresses/sign_addresses.hpp"
#include "models/json_fields.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

std::shared_ptr<const Addresses> digit_addresses(const std::string& family, std::uint64_t n) {
  if (family == "quadratic") return std::make_shared<DigitAddresses>(n, 1);
  unsigned digits = 0;
  const char* begin = family.data() + std::string("digits:").size();
  const char* end = family.data() + family.size();
  const auto [stop, error] = std::from_chars(begin, end, digits);
  if (error != std::errc() || stop != end)
    throw Error("make_addresses", "--vectors",
                "'" + family + "' is not a family; write digits:2 for two digits");
  return std::make_shared<DigitAddresses>(n, digits);
}

std::shared_ptr<const Addresses> with_coherence(std::shared_ptr<const vectors::SignFamily> family,
                                                Work& work) {
  std::optional<vectors::Coherence> coherence;
  if (vectors::within_reach(*family) || family->theorem())
    coherence = vectors::coherence(*family, work);
  return std::make_shared<SignAddresses>(std::move(family), std::move(coherence));
}

}  // namespace

bool is_digit_family(const std::string& family) {
  return family == "quadratic" || family.starts_with("digits:");
}

std::shared_ptr<const Addresses> make_addresses(const vectors::Request& request, Work& work) {
  if (is_digit_family(request.family)) return digit_addresses(request.family, request.n);
  return with_coherence(vectors::make_family(request, work), work);
}

std::shared_ptr<const Addresses> addresses_from_json(const nlohmann::ordered_json& json,
                                                     Work& work) {
  JsonFields fields(json, "code");
  const std::string family = fields.text("family");
  if (is_digit_family(family)) {
    auto addresses = digit_addresses(family, fields.count("n"));
    fields.finish();
    return addresses;
  }
  return with_coherence(vectors::from_json(json), work);
}

}  // namespace separatrix

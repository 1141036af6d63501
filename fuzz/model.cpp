// Models of all three kinds as JSON files. Addresses are built by the constructions, which have
// tests of their own; here a code is as long as its description says and has no inner products.
#include <nlohmann/json.hpp>

#include "fuzz/target.hpp"
#include "models/finite_recurrence.hpp"
#include "models/model_json.hpp"
#include "models/recurrent_json.hpp"

namespace {

using namespace separatrix;
using Json = nlohmann::ordered_json;

void model(const Json& json) {
  const std::string format =
      json.is_object() && json.contains("format") && json["format"].is_string()
          ? json["format"].get<std::string>()
          : "";
  if (format.starts_with("separatrix/recurrent/")) {
    const Json written = to_json(recurrent_from_json(json));
    fuzz::must(to_json(recurrent_from_json(written)) == written);
  } else if (format.starts_with("separatrix/finite-recurrence/")) {
    const Json written = to_json(finite_recurrence_from_json(json));
    fuzz::must(to_json(finite_recurrence_from_json(written)) == written);
  } else {
    transformer_from_json(json, [](const Json&) -> std::shared_ptr<const AddressCode> {
      throw Error("fuzz", "code", "addresses are not read here");
    });
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Json json = Json::parse(fuzz::text_of(data, size), nullptr, false);
  if (!json.is_discarded()) fuzz::refuses_or([&] { model(json); });
  return 0;
}

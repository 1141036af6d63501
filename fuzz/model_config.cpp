// A model's config.json, and the state that follows from it.
#include "analysis/model_config.hpp"

#include "fuzz/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace separatrix;
  const std::string text(fuzz::text_of(data, size));
  fuzz::refuses_or([&] {
    const ModelOutline outline = parse_model_config(text, {}, "file");
    static_cast<void>(state_bits(outline));
    static_cast<void>(state_formula(outline).text());
  });
  return 0;
}

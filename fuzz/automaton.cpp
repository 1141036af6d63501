// Automata as files.
#include "fuzz/target.hpp"
#include "languages/dfa_text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace separatrix;
  fuzz::refuses_or([&] {
    const std::string text = to_text(parse_dfa(fuzz::text_of(data, size)));
    fuzz::must(to_text(parse_dfa(text)) == text);
  });
  return 0;
}

// Regular expressions: what is read is written as an expression of the same language.
#include "fuzz/target.hpp"
#include "languages/dfa.hpp"
#include "languages/regex.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace separatrix;
  fuzz::refuses_or([&] {
    const NamedDfa named = parse_regex(fuzz::text_of(data, size), std::nullopt);
    if (named.dfa.states > 40) return;  // eliminating many states makes long expressions
    std::string letters;
    for (const std::string& letter : named.letters) letters += letter;
    std::string written;
    fuzz::refuses_or([&] { written = to_regex(named); });
    if (written.size() > 400) return;
    fuzz::must(written.empty() || parse_regex(written, letters) == named);
  });
  return 0;
}

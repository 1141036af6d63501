#include "languages/named_dfa.hpp"

#include <algorithm>
#include <set>

#include "numerics/error.hpp"

namespace separatrix {

void check(const NamedDfa& named) {
  check(named.dfa);
  const std::set<std::string> different(named.letters.begin(), named.letters.end());
  if (named.letters.size() != named.dfa.alphabet || different.size() != named.letters.size() ||
      different.contains(""))
    throw Error("check", "letters", "every symbol needs a name of its own, and none is empty");
}

std::string spell(std::span<const std::string> letters, std::span<const Symbol> word) {
  if (word.empty()) return "the empty word";
  const bool apart = std::any_of(letters.begin(), letters.end(),
                                 [](const std::string& letter) { return letter.size() > 1; });
  std::string text;
  for (const Symbol symbol : word) {
    if (symbol >= letters.size())
      throw Error("spell", "word",
                  "symbol " + std::to_string(symbol) + " has no letter; use 0 to " +
                      std::to_string(letters.size()) + " - 1");
    if (apart && !text.empty()) text += ' ';
    text += letters[symbol];
  }
  return text;
}

}  // namespace separatrix

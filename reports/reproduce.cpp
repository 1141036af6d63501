#include "reports/reproduce.hpp"

#include <algorithm>

namespace separatrix {

std::vector<std::string> reproducing_command(const Record& record, const Result& result) {
  const std::vector<std::string>& words = record.command;
  if (words.size() < 2 || words[1] != "paper" || !result.theorem) return words;
  const bool full = std::find(words.begin() + 2, words.end(), "--full") != words.end();
  return {words[0], words[1], full ? "--full" : "--quick", "--only", *result.theorem};
}

}  // namespace separatrix

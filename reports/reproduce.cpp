#include "reports/reproduce.hpp"

#include <algorithm>

namespace separatrix {

std::vector<std::string> reproducing_command(const Record& record, const Result& result) {
  const std::vector<std::string>& words = record.command;
  if (words.size() < 2 || words[1] != "paper") return words;
  const bool full = std::find(words.begin() + 2, words.end(), "--full") != words.end();
  const std::string effort = full ? "--full" : "--quick";
  if (result.kind == Kind::audit) {
    std::vector<std::string> audit{words[0], "audit", effort};
    // The row's name stands where a counterexample says how to see it again.
    if (result.counterexample) {
      const std::vector<std::string>& replay = result.counterexample->replay;
      const auto row = std::find(replay.begin(), replay.end(), "--row");
      if (replay.end() - row >= 2) audit.insert(audit.end(), row, row + 2);
    }
    return audit;
  }
  if (!result.theorem) return words;
  // A folder of its own: the default one may hold the record that this result is taken from.
  return {words[0],
          "paper",
          effort,
          "--only",
          *result.theorem,
          "--out",
          "reproduced-" + *result.theorem};
}

}  // namespace separatrix

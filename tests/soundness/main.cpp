// The soundness suite: generated faults of every construction and every bound, and what became of
// them.
//
//   soundness FAULTS [WORD]    so many faults of each kind whose name contains WORD
//
// Exit code 1 if a fault survived: it made a claim false, and the claim was passed all the same.
#include <fmt/format.h>

#include "kinds.hpp"
#include "numerics/error.hpp"
#include "numerics/rational.hpp"

namespace {

using separatrix::soundness::Kind;
using separatrix::soundness::Tally;

void print(const Tally& t) {
  fmt::print("{:<42} {:>6} {:>7} {:>5} {:>4} {:>7} {:>4} {:>9} {:>8}  {}\n", t.kind, t.faults,
             t.refused, t.same, t.open, t.refuted, t.by_runs, t.undecided, t.survived.size(),
             t.judge);
}

/// By place, the changes of each in one line; faults of two places as they are.
void print_equivalent(const Tally& t) {
  if (t.equivalent.empty()) return;
  std::map<std::string, std::string> places;
  for (const auto& [name, count] : t.equivalent) {
    const std::size_t colon = name.rfind(": ");
    const bool two = colon == std::string::npos || name.find(": ") != colon;
    std::string& changes = places[two ? name : name.substr(0, colon)];
    if (!two) changes += (changes.empty() ? "" : ", ") + name.substr(colon + 2);
    if (count > 1) changes += fmt::format(" ({} times)", count);
  }
  fmt::print("\n{}\n", t.kind);
  for (const auto& [place, changes] : places)
    fmt::print("  {}{}{}\n", place, changes.empty() || changes[0] == ' ' ? "" : ": ", changes);
}

bool print_failures(const Tally& t) {
  for (const std::string& fault : t.survived) fmt::print("SURVIVED  {}: {}\n", t.kind, fault);
  for (const std::string& fault : t.wrongly_judged)
    fmt::print("REFUTED BY AN INPUT THAT DOES NOT FAIL  {}: {}\n", t.kind, fault);
  return !t.survived.empty() || !t.wrongly_judged.empty();
}

int run(std::uint64_t faults, const std::string& word) {
  std::vector<Kind> kinds = separatrix::soundness::model_kinds();
  for (Kind& kind : separatrix::soundness::bound_kinds()) kinds.push_back(std::move(kind));
  fmt::print("{:<42} {:>6} {:>7} {:>5} {:>4} {:>7} {:>4} {:>9} {:>8}  {}\n", "kind", "faults",
             "refused", "same", "open", "refuted", "runs", "neither", "SURVIVED", "by");
  std::vector<Tally> tallies;
  Tally total{"all"};
  for (const Kind& kind : kinds) {
    if (kind.name.find(word) == std::string::npos) continue;
    tallies.push_back(kind.run(faults));
    const Tally& t = tallies.back();
    print(t);
    total.add(t);
  }
  print(total);
  fmt::print("\nFaults that leave the claim true:\n");
  for (const Tally& t : tallies) print_equivalent(t);
  bool failed = false;
  for (const Tally& t : tallies) failed = print_failures(t) || failed;
  return failed ? 1 : 0;
}

}  // namespace

int main(int count, char** words) {
  try {
    if (count < 2 || count > 3) {
      fmt::print(stderr, "soundness: usage: soundness FAULTS [WORD]\n");
      return 2;
    }
    const separatrix::Rational faults = separatrix::parse_rational(words[1], "FAULTS");
    if (faults < 1 || faults > 1000000 || denominator(faults) != 1)
      throw separatrix::Error("soundness", "FAULTS", "FAULTS must be a number from 1 to 1000000");
    return run(numerator(faults).convert_to<std::uint64_t>(), count == 3 ? words[2] : "");
  } catch (const std::exception& error) {
    fmt::print(stderr, "soundness: {}\n", error.what());
    return 2;
  }
}

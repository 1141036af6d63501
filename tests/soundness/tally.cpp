#include "tally.hpp"

namespace separatrix::soundness {

void Tally::add(const Tally& other) {
  faults += other.faults;
  refused += other.refused;
  same += other.same;
  open += other.open;
  refuted += other.refuted;
  by_runs += other.by_runs;
  undecided += other.undecided;
  survived.insert(survived.end(), other.survived.begin(), other.survived.end());
  wrongly_judged.insert(wrongly_judged.end(), other.wrongly_judged.begin(),
                        other.wrongly_judged.end());
  for (const auto& [name, count] : other.equivalent) equivalent[name] += count;
}

}  // namespace separatrix::soundness

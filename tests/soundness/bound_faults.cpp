#include "bound_faults.hpp"

#include <set>

namespace separatrix::soundness {

Kind bound_kind(const std::string& name, const std::string& judge, bool decides,
                std::function<BoundFault(Random&)> make) {
  return {name, [=](std::uint64_t faults) {
            Tally tally{name, judge};
            std::set<std::string> seen;
            for (std::uint64_t seed = 0; tally.faults < faults && seed < 4 * faults; ++seed) {
              Random random(seed, 0);
              const BoundFault fault = make(random);
              if (fault.detail.empty() || !seen.insert(fault.detail).second) continue;
              ++tally.faults;
              const std::string named = fault.detail + " (seed " + std::to_string(seed) + ")";
              if (fault.unfounded || (decides && fault.holds && !fault.accepted))
                tally.wrongly_judged.push_back(named);
              if (fault.holds && fault.accepted) {
                ++tally.same;
                ++tally.equivalent[fault.place];
              } else if (fault.holds) {
                ++tally.refused;
              } else if (!fault.accepted) {
                ++tally.refuted;
              } else {
                tally.survived.push_back(named);
              }
            }
            return tally;
          }};
}

std::vector<Kind> bound_kinds() {
  std::vector<Kind> kinds = matrix_kinds();
  for (const auto& more : {automaton_kinds(), vector_kinds(), size_kinds()})
    kinds.insert(kinds.end(), more.begin(), more.end());
  return kinds;
}

}  // namespace separatrix::soundness

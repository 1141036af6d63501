#include "state_bounds.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "residual_counts.hpp"

namespace checker {
namespace {

const std::string kFromState = "time-dependent transitions, answer from the state";
const std::string kAtEveryLength = kFromState + " at every length";
const std::string kBesideToken = "time-dependent transitions, answer from state and last token";
const std::string kStationary = "time-independent transitions, answer from the state";

Walker walker_of(const TaskAutomaton& automaton) {
  Walker walker{automaton.start, automaton.next, {}};
  std::map<std::string, std::size_t> numbers;
  for (const std::string& answer : automaton.answers)
    walker.answer.push_back(numbers.emplace(answer, numbers.size()).first->second);
  return walker;
}

void require_exact(const Bound& bound, std::uint64_t bits) {
  require(bound.lower == mpz_class(bits) && bound.upper == mpz_class(bits),
          "result.bounds, " + bound.convention + ": not " + std::to_string(bits) + " bits");
}

/// Adds to `beyond` what does not follow.
void compare_stationary(const Bound& bound, std::uint64_t least, std::uint64_t enough,
                        std::string& beyond) {
  const std::string what = "result.bounds, " + bound.convention;
  require(bound.lower && bound.upper && *bound.lower <= *bound.upper, what + ": no two ends");
  require(*bound.lower >= least, what + ": the residual functions prove more bits");
  require(*bound.upper <= enough, what + ": the automaton takes fewer bits");
  if (*bound.lower > least) beyond += "; NOT COVERED: " + what + " >= " + bound.lower->get_str();
  if (*bound.upper < enough) beyond += "; NOT COVERED: " + what + " <= " + bound.upper->get_str();
}

void compare_construction(const Json& result, std::uint64_t bits, const std::string& convention) {
  const Json* stated = result.find("construction");
  require(stated != nullptr, "construction: missing");
  Fields construction(*stated, "construction");
  require(construction.text("id") == "residual", "construction.id: not residual");
  Fields parameters(construction["parameters"], "construction.parameters");
  require(parameters.count("bits") == bits, "construction.parameters.bits: not those of the model");
  require(parameters.text("convention") == convention,
          "construction.parameters.convention: not that of the first bound");
  parameters.finish();
  construction.finish();
}

}  // namespace

std::string compare_state_bounds(const Claim& claim, const Json& result,
                                 const TaskAutomaton& automaton, std::uint64_t bits) {
  if (std::ranges::find(automaton.viable, false) != automaton.viable.end())
    throw NotChecked("bounds on the state where not every word is asked for");
  const Json* kind = result.find("kind");
  require(kind != nullptr && kind->text == "analyze", "result.bounds: of a result of another kind");
  const auto widths = residual_counts(walker_of(automaton), automaton.shortest, automaton.longest);
  const bool several = automaton.shortest < automaton.longest;
  const std::uint64_t all = ceil_log2(*std::ranges::max_element(widths));
  const std::uint64_t before =
      ceil_log2(*std::max_element(widths.begin(), std::max(widths.begin() + 1, widths.end() - 1)));
  std::set<std::string> seen;
  std::string beyond;
  for (const Bound& bound : claim.bounds) {
    require(bound.quantity == "bits of recurrent state" && bound.partition.empty(),
            "result.bounds: of another quantity");
    require(seen.insert(bound.convention).second, "result.bounds: two of one convention");
    if (bound.convention == (several ? kAtEveryLength : kFromState))
      require_exact(bound, all);
    else if (bound.convention == kBesideToken && !several)
      require_exact(bound, before);
    else if (bound.convention == kStationary)
      compare_stationary(bound, all, ceil_log2(automaton.next.size()), beyond);
    else
      require(false, "result.bounds: another convention is proved");
  }
  require(claim.bounds.front().lower == mpz_class(bits),
          "model.bits: not those of the first bound");
  compare_construction(result, bits, claim.bounds.front().convention);
  return "; " + std::to_string(*std::ranges::max_element(widths)) +
         " residual functions at most, counted" + beyond;
}

}  // namespace checker

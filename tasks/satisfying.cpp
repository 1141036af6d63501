#include "tasks/satisfying.hpp"

#include <cadical.hpp>
#include <cstdlib>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

constexpr int kMostConflicts = 100'000;
constexpr int kSolvedTrue = 10;  // IPASIR's result codes
constexpr int kSolvedFalse = 20;

}  // namespace

std::vector<bool> satisfying_assignment(const std::vector<std::vector<int>>& clauses,
                                        std::uint64_t variables, Random& random) {
  // The solver's variable v says whether x_v equals a random bit. It prefers the value true, and so
  // looks for an assignment near the random one; a preferred phase of x_v would override the phases
  // that it learns. Variables in no clause keep their random bit.
  std::vector<bool> bits(variables);
  for (std::uint64_t v = 0; v < variables; ++v) bits[v] = random.coin();

  CaDiCaL::Solver solver;
  solver.set("quiet", 1);
  solver.set("seed", static_cast<int>(random.below(std::uint64_t{1} << 31)));
  std::vector<bool> used(variables);
  for (const std::vector<int>& clause : clauses) {
    for (const int literal : clause) {
      const auto v = static_cast<std::size_t>(std::abs(literal)) - 1;
      solver.add(bits[v] ? literal : -literal);
      used[v] = true;
    }
    solver.add(0);
  }

  solver.limit("conflicts", kMostConflicts);
  const int result = solver.solve();
  if (result == kSolvedFalse)
    throw Error("satisfying_assignment", "--sampler",
                "the CNF has no satisfying assignment; use --sampler random or near");
  if (result != kSolvedTrue)
    throw Error("satisfying_assignment", "--sampler",
                "no satisfying assignment found within 100000 conflicts of the solver; use "
                "--sampler random or near");
  for (std::uint64_t v = 0; v < variables; ++v)
    if (used[v] && solver.val(static_cast<int>(v + 1)) < 0) bits[v] = !bits[v];
  return bits;
}

}  // namespace separatrix

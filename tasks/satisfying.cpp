#include "tasks/satisfying.hpp"

#include <cadical.hpp>
#include <cstdlib>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

constexpr int kMostConflicts = 1'000'000;
constexpr int kSolvedTrue = 10;  // IPASIR's result codes
constexpr int kSolvedFalse = 20;

}  // namespace

std::vector<bool> satisfying_assignment(const std::vector<std::vector<int>>& clauses,
                                        std::uint64_t variables, Random& random) {
  // Variables in no clause keep their random bit; the others take it as their preferred phase.
  std::vector<bool> bits(variables);
  for (std::uint64_t v = 0; v < variables; ++v) bits[v] = random.coin();

  CaDiCaL::Solver solver;
  solver.set("quiet", 1);
  solver.set("seed", static_cast<int>(random.below(std::uint64_t{1} << 31)));
  // These replace the preferred phases by assignments that are the same in every draw.
  solver.set("lucky", 0);
  solver.set("walk", 0);
  solver.set("rephase", 0);
  std::vector<bool> used(variables);
  for (const std::vector<int>& clause : clauses) {
    for (const int literal : clause) {
      solver.add(literal);
      used[static_cast<std::size_t>(std::abs(literal)) - 1] = true;
    }
    solver.add(0);
  }
  for (std::uint64_t v = 0; v < variables; ++v)
    if (used[v]) solver.phase(bits[v] ? static_cast<int>(v + 1) : -static_cast<int>(v + 1));

  solver.limit("conflicts", kMostConflicts);
  const int result = solver.solve();
  if (result == kSolvedFalse)
    throw Error("satisfying_assignment", "--sampler",
                "the CNF has no satisfying assignment; use --sampler random or near");
  if (result != kSolvedTrue)
    throw Error("satisfying_assignment", "--sampler",
                "no satisfying assignment found within 1000000 conflicts of the solver; use "
                "--sampler random or near");
  for (std::uint64_t v = 0; v < variables; ++v)
    if (used[v]) bits[v] = solver.val(static_cast<int>(v + 1)) > 0;
  return bits;
}

}  // namespace separatrix

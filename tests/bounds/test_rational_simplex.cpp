#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>

#include <catch2/catch.hpp>

#include "bounds/rational_simplex.hpp"
#include "numerics/error.hpp"
#include "numerics/random.hpp"

using namespace separatrix;

namespace {

using Vector = std::vector<Rational>;

LpSolution solved(const LinearProgram& program) {
  const Work work;
  return solve(program, work);
}

/// The solution of a square system, if there is exactly one.
std::optional<Vector> unique_solution(std::vector<Vector> a, Vector b) {
  const std::size_t n = b.size();
  for (std::size_t c = 0; c < n; ++c) {
    std::size_t pivot = c;
    while (pivot < n && a[pivot][c] == 0) ++pivot;
    if (pivot == n) return std::nullopt;
    std::swap(a[c], a[pivot]);
    std::swap(b[c], b[pivot]);
    for (std::size_t r = 0; r < n; ++r) {
      if (r == c) continue;
      const Rational factor = a[r][c] / a[c][c];
      for (std::size_t j = 0; j < n; ++j) a[r][j] -= factor * a[c][j];
      b[r] -= factor * b[c];
    }
  }
  for (std::size_t c = 0; c < n; ++c) b[c] /= a[c][c];
  return b;
}

/// Best objective over all vertices, by trying every choice of tight constraints. The polyhedron
/// lies in x >= 0, so it has a vertex if it has a point.
std::optional<Rational> best_vertex(const LinearProgram& program) {
  const std::size_t m = program.bounds.size();
  const std::size_t n = program.objective.size();
  std::vector<Vector> rows = program.rows;
  Vector bounds = program.bounds;
  for (std::size_t j = 0; j < n; ++j) {
    Vector row(n);
    row[j] = -1;
    rows.push_back(row);
    bounds.emplace_back(0);
  }
  std::optional<Rational> best;
  for (std::uint32_t tight = 0; tight < (1U << (m + n)); ++tight) {
    if (static_cast<std::size_t>(__builtin_popcount(tight)) != n) continue;
    std::vector<Vector> a;
    Vector b;
    for (std::size_t i = 0; i < m + n; ++i)
      if ((tight >> i & 1) != 0) {
        a.push_back(rows[i]);
        b.push_back(bounds[i]);
      }
    const auto x = unique_solution(a, b);
    if (!x) continue;
    bool feasible = true;
    Rational value = 0;
    for (std::size_t i = 0; i < m + n; ++i) {
      Rational left = 0;
      for (std::size_t j = 0; j < n; ++j) left += rows[i][j] * (*x)[j];
      feasible = feasible && left <= bounds[i];
    }
    for (std::size_t j = 0; j < n; ++j) value += program.objective[j] * (*x)[j];
    if (feasible && (!best || value > *best)) best = value;
  }
  return best;
}

/// The program with a box x_j <= 1000 added: bounded, and with the same status otherwise.
LinearProgram boxed(LinearProgram program) {
  const std::size_t n = program.objective.size();
  for (std::size_t j = 0; j < n; ++j) {
    Vector row(n);
    row[j] = 1;
    program.rows.push_back(row);
    program.bounds.emplace_back(1000);
  }
  return program;
}

Rational small(Random& random, int least, std::uint64_t count, std::uint64_t denominators) {
  return Rational(Integer(least) + random.below(count), Integer(1) + random.below(denominators));
}

}  // namespace

TEST_CASE("Simplex: a textbook program") {
  const LpSolution s = solved({{{1, 0}, {0, 2}, {3, 2}}, {4, 12, 18}, {3, 5}});
  CHECK(s.status == LpStatus::optimal);
  CHECK(s.value == 36);
  CHECK(s.primal == Vector{2, 6});
  CHECK(s.dual == Vector{0, Rational(3, 2), 1});
}

TEST_CASE("Simplex: programs on which the largest-coefficient rule alone cycles") {
  const LinearProgram beale{{{Rational(1, 4), -60, Rational(-1, 25), 9},
                             {Rational(1, 2), -90, Rational(-1, 50), 3},
                             {0, 0, 1, 0}},
                            {0, 0, 1},
                            {Rational(3, 4), -150, Rational(1, 50), -6}};
  CHECK(solved(beale).value == Rational(1, 20));
  const LinearProgram chvatal{{{Rational(1, 2), Rational(-11, 2), Rational(-5, 2), 9},
                               {Rational(1, 2), Rational(-3, 2), Rational(-1, 2), 1},
                               {1, 0, 0, 0}},
                              {0, 0, 1},
                              {10, -57, -9, -24}};
  CHECK(solved(chvatal).value == 1);
}

TEST_CASE("Simplex: Klee-Minty cubes") {
  for (unsigned n = 1; n <= 7; ++n) {
    LinearProgram cube;
    for (unsigned i = 0; i < n; ++i) {
      Vector row(n);
      for (unsigned j = 0; j < i; ++j) row[j] = 2 * power(Integer(10), i - j);
      row[i] = 1;
      cube.rows.push_back(row);
      cube.bounds.emplace_back(power(Integer(100), i));
      cube.objective.emplace_back(power(Integer(10), n - 1 - i));
    }
    CHECK(solved(cube).value == power(Integer(100), n - 1));
  }
}

TEST_CASE("Simplex: infeasible, unbounded, empty and phase-1 programs") {
  CHECK(solved({{{1, 1}, {-1, -1}}, {1, -2}, {1, 0}}).status == LpStatus::infeasible);
  CHECK(solved({{{1, -1}}, {1}, {1, 1}}).status == LpStatus::unbounded);
  CHECK(solved({{{-1, 0}, {1, -1}}, {-3, 0}, {0, 1}}).status == LpStatus::unbounded);
  CHECK(solved({{}, {}, {1}}).status == LpStatus::unbounded);
  CHECK(solved({{}, {}, {-1}}).value == 0);
  CHECK(solved({{{}, {}}, {1, 0}, {}}).status == LpStatus::optimal);
  CHECK(solved({{{}, {}}, {1, -1}, {}}).status == LpStatus::infeasible);
  // x + y = 2 as two inequalities, x - y >= 1: the auxiliary variable ends phase 1 degenerate.
  const LpSolution s = solved({{{1, 1}, {-1, -1}, {-1, 1}}, {2, -2, -1}, {-1, 0}});
  CHECK(s.status == LpStatus::optimal);
  CHECK(s.primal == Vector{Rational(3, 2), Rational(1, 2)});
  // The only feasible point is 0.
  CHECK(solved({{{1, 1}, {-1, 0}, {0, -1}}, {0, 0, 0}, {1, 2}}).value == 0);
}

TEST_CASE("Simplex agrees with all vertices of random programs, degenerate ones included") {
  int optimal = 0;
  int infeasible = 0;
  int unbounded = 0;
  for (std::uint64_t trial = 0; trial < 400; ++trial) {
    Random random(7, trial);
    const std::size_t n = 1 + random.below(3);
    const std::size_t m = 1 + random.below(4);
    LinearProgram program;
    for (std::size_t i = 0; i < m; ++i) {
      Vector row;
      for (std::size_t j = 0; j < n; ++j) row.push_back(small(random, -3, 7, 3));
      program.rows.push_back(row);
      program.bounds.push_back(small(random, -2, 5, 2));
    }
    for (std::size_t j = 0; j < n; ++j) program.objective.push_back(small(random, -3, 7, 2));
    const LpSolution s = solved(program);
    REQUIRE(proves(s, program));
    const auto best = best_vertex(program);
    const auto best_boxed = best_vertex(boxed(program));
    if (s.status == LpStatus::optimal) {
      ++optimal;
      REQUIRE(best);
      CHECK(s.value == *best);
      CHECK(s.value == *best_boxed);
    } else if (s.status == LpStatus::infeasible) {
      ++infeasible;
      CHECK_FALSE(best);
    } else {
      ++unbounded;
      REQUIRE(best);
      CHECK(*best_boxed > *best);
    }
  }
  CHECK(optimal > 50);
  CHECK(infeasible > 20);
  CHECK(unbounded > 20);
}

TEST_CASE("Changed solutions prove nothing") {
  const LinearProgram program{{{1, 0}, {0, 2}, {3, 2}}, {4, 12, 18}, {3, 5}};
  const LpSolution good = solved(program);
  REQUIRE(proves(good, program));
  const auto rejected = [&](const std::function<void(LpSolution&)>& change) {
    LpSolution bad = good;
    change(bad);
    return !proves(bad, program);
  };
  const Rational tiny(1, 1000000007);
  CHECK(rejected([&](auto& s) { s.value += tiny; }));
  for (std::size_t j = 0; j < 2; ++j)
    for (const Rational& change : {tiny, Rational(-tiny)})
      CHECK(rejected([&](auto& s) { s.primal[j] += change; }));
  for (std::size_t i = 0; i < 3; ++i)
    for (const Rational& change : {tiny, Rational(-tiny)})
      CHECK(rejected([&](auto& s) { s.dual[i] += change; }));
  CHECK(rejected([](auto& s) { s.dual.pop_back(); }));
  CHECK(rejected([](auto& s) { s.primal.clear(); }));
  for (const LpStatus wrong : {LpStatus::infeasible, LpStatus::unbounded, LpStatus::stopped})
    CHECK(rejected([&](auto& s) { s.status = wrong; }));

  const LinearProgram contradiction{{{1, 1}, {-1, -1}}, {1, -2}, {1, 0}};
  LpSolution farkas = solved(contradiction);
  REQUIRE(proves(farkas, contradiction));
  farkas.dual[0] *= 2;
  CHECK_FALSE(proves(farkas, contradiction));

  const LinearProgram open{{{1, -1}}, {1}, {1, 1}};
  LpSolution ray = solved(open);
  REQUIRE(proves(ray, open));
  ray.ray[0] += 1;
  CHECK_FALSE(proves(ray, open));
}

TEST_CASE("Every clause of a proof is needed") {
  const auto optimal = [](const Rational& value, const Vector& primal, const Vector& dual) {
    return LpSolution{LpStatus::optimal, value, primal, dual, {}};
  };
  const LinearProgram two_caps{{{1}, {1}}, {2, 1}, {1}};
  CHECK(proves(optimal(1, {1}, {0, 1}), two_caps));
  CHECK_FALSE(proves(optimal(1, {1}, {-1, 3}), two_caps));
  const LinearProgram plane{{{1, 1}, {1, 0}}, {1, Rational(1, 2)}, {1, 1}};
  CHECK(proves(optimal(1, {0, 1}, {1, 0}), plane));
  CHECK_FALSE(proves(optimal(1, {-1, 2}, {1, 0}), plane));
  CHECK_FALSE(proves(optimal(1, {1, 0}, {1, 0}), plane));
  CHECK_FALSE(proves(optimal(1, {0, 1}, {0, 2}), plane));
  CHECK_FALSE(proves(optimal(Rational(1, 2), {0, Rational(1, 2)}, {1, 0}), plane));

  const auto farkas = [](const Vector& dual) {
    return LpSolution{LpStatus::infeasible, 0, {}, dual, {}};
  };
  const LinearProgram contradiction{{{1, 1}, {-1, -1}}, {1, -2}, {1, 0}};
  CHECK(proves(farkas({1, 1}), contradiction));
  CHECK_FALSE(proves(farkas({0, 1}), contradiction));
  CHECK_FALSE(proves(farkas({2, 1}), contradiction));
  CHECK_FALSE(proves(farkas({-3, -3}), {{{1}, {-1}}, {1, 0}, {1}}));

  const auto unbounded = [](const Vector& primal, const Vector& ray) {
    return LpSolution{LpStatus::unbounded, 0, primal, {}, ray};
  };
  const LinearProgram open{{{1, -1}}, {1}, {1, 1}};
  CHECK(proves(unbounded({0, 0}, {1, 1}), open));
  CHECK_FALSE(proves(unbounded({2, 0}, {1, 1}), open));
  CHECK_FALSE(proves(unbounded({-1, 0}, {1, 1}), open));
  CHECK_FALSE(proves(unbounded({0, 0}, {2, 1}), open));
  CHECK_FALSE(proves(unbounded({0, 0}, {-1, 2}), open));
  CHECK_FALSE(proves(unbounded({0, 0}, {0, 0}), open));
}

TEST_CASE("Simplex: misuse and cancellation") {
  CHECK_THROWS_AS(solved({{{1}}, {1, 2}, {1}}), Error);
  CHECK_THROWS_AS(solved({{{1, 2}}, {1}, {1}}), Error);
  Work work;
  work.request_stop();
  CHECK(solve({{{1}}, {1}, {1}}, work).status == LpStatus::stopped);
  CHECK(solve({{{-1}, {1}}, {-1, 2}, {1}}, work).status == LpStatus::stopped);
}

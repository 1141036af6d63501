#include "analysis/frontier.hpp"

#include <algorithm>

#include "analysis/verify.hpp"
#include "analysis/verify_result.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// One way to build a model; the grid is chosen afterwards.
struct Candidate {
  std::string construction;
  std::string family;
  Rational gamma;
  ScaleChoice scale;
  bool paper = false;
};

std::vector<std::string> address_families() {
  std::vector<std::string> names;
  for (const auto& family : vectors::families()) names.push_back(family.id);
  for (const char* digits : {"quadratic", "digits:2", "digits:3"}) names.emplace_back(digits);
  return names;
}

std::vector<Candidate> candidates(const Task& task) {
  using Rule = ScaleChoice::Rule;
  std::vector<Candidate> all;
  for (const ConstructionInfo& info : construction_list()) {
    if (info.task != task.id() || !info.addressed) continue;
    for (const std::string& family : address_families())
      for (const int quarters : {1, 2, 3}) {
        // Digit addresses have no coherence to choose.
        if (is_digit_family(family) && quarters > 1) continue;
        for (const Rule rule : {Rule::automatic, Rule::smallest}) {
          const bool paper = info.id == "paper" && family == "random-sign" && quarters == 1 &&
                             rule == Rule::automatic;
          all.push_back({info.id, family, Rational(quarters, 4), {rule, 0}, paper});
        }
      }
  }
  return all;
}

/// Kc = 1/2, 1, .., 4 where N^Kc is an integer.
std::vector<Rational> grids(std::uint64_t n) {
  std::vector<Rational> all;
  const Integer square = n;
  const bool halves = mpz_perfect_square_p(square.backend().data()) != 0;
  for (int twice = 1; twice <= 8; ++twice)
    if (halves || twice % 2 == 0) all.emplace_back(twice, 2);
  return all;
}

std::optional<FrontierPoint> smallest_certified(const Task& task, const Candidate& candidate,
                                                std::uint64_t& tried, Work& work) {
  ModelRequest request;
  request.construction = candidate.construction;
  request.vectors.family = candidate.family;
  request.vectors.gamma = candidate.gamma;
  request.vectors.sides = Sides::two;
  request.vectors.seed = 1;
  request.scale = candidate.scale;
  Format format;
  format.kind = Format::Kind::fixed;
  for (const Rational& kc : grids(task.grid_n())) {
    if (work.stopped()) return std::nullopt;
    request.kc = format.kc = kc;
    BuiltModel built;
    try {
      built = build_model(task, request, work);
    } catch (const Error&) {
      return std::nullopt;  // this family cannot do it
    }
    ++tried;
    const Outcome outcome = certify_for_all_lengths(built.model, task, format, work);
    if (outcome.status != Status::certified) continue;
    FrontierPoint point;
    point.result =
        verify_result(subject(built, task, format), task, format, Mode::certified, {}, outcome, {});
    point.result.kind = Kind::analyze;
    point.eta = built.eta;
    point.paper = candidate.paper;
    return point;
  }
  return std::nullopt;
}

/// At least as good in every measure.
bool covers(const Measures& a, const Measures& b) {
  return a.width <= b.width && a.precision_bits <= b.precision_bits &&
         a.representation_bits <= b.representation_bits;
}

bool same(const Measures& a, const Measures& b) { return covers(a, b) && covers(b, a); }

}  // namespace

Frontier find_frontier(const Task& task, Work& work) {
  Frontier frontier;
  const auto all = candidates(task);
  if (all.empty())
    throw Error("find_frontier", "TASK", "there is no construction for '" + task.id() + "'");
  work.begin("ways to build a model", all.size());
  for (const Candidate& candidate : all) {
    if (work.stopped()) break;
    if (auto point = smallest_certified(task, candidate, frontier.tried, work))
      frontier.points.push_back(std::move(*point));
    work.advance(1);
  }
  frontier.complete = !work.stopped();
  auto& points = frontier.points;
  for (std::size_t i = 0; i < points.size(); ++i)
    for (std::size_t j = 0; j < points.size(); ++j) {
      const Measures& mine = *points[i].result.measures;
      const Measures& other = *points[j].result.measures;
      // Of equal points the first one stays.
      if (j != i && covers(other, mine) && (!same(other, mine) || j < i))
        points[i].on_frontier = false;
    }
  std::erase_if(points, [](const FrontierPoint& p) { return !p.on_frontier && !p.paper; });
  std::stable_sort(
      points.begin(), points.end(), [](const FrontierPoint& p, const FrontierPoint& q) {
        const Measures& a = *p.result.measures;
        const Measures& b = *q.result.measures;
        return a.width != b.width ? a.width < b.width : a.precision_bits < b.precision_bits;
      });
  for (FrontierPoint& point : points) {
    if (point.paper) point.result.notes.push_back("the paper's own point");
    point.result.notes.push_back(point.on_frontier
                                     ? "on the frontier of what was tried"
                                     : "another point is at least as good in every measure");
  }
  return frontier;
}

}  // namespace separatrix

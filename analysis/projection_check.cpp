#include "analysis/projection_check.hpp"

#include <optional>

#include "models/json_fields.hpp"
#include "numerics/error.hpp"
#include "numerics/int128.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;
using Row = std::vector<std::int64_t>;

Error misuse(const std::string& argument, const std::string& message) {
  return Error("check_projection", argument, message);
}

std::int64_t small(const Integer& x) {
  if (abs(x) > Integer(1) << 40)
    throw misuse("points",
                 "the vectors are too finely divided to be compared in machine integers; round "
                 "their entries to multiples of 2^-24");
  return x.convert_to<std::int64_t>();
}

/// sum x_c y_c, exact: at most 2^20 terms of at most 2^80.
Int128 product(const Row& x, const Row& y) {
  Int128 sum = 0;
  for (std::size_t c = 0; c < x.size(); ++c) sum += static_cast<Int128>(x[c]) * y[c];
  return sum;
}

struct Change {
  Integer size = -1;  // |<Ax,Ay> - k <x,y>|, for vectors times the denominator
  std::size_t i = 0, j = 0;
};

/// The larger change; of equal ones the first.
void keep_larger(Change& best, Change&& next) {
  if (next.size > best.size) best = std::move(next);
}

}  // namespace

Result check_projection(const vectors::SignProjection& projection,
                        const std::vector<std::vector<Rational>>& points, const Rational& eps,
                        Work& work) {
  if (points.empty()) throw misuse("points", "there must be at least one vector");
  Integer common = 1;
  for (const auto& x : points) {
    if (x.size() != projection.columns())
      throw misuse("points", "a vector has " + std::to_string(x.size()) +
                                 " entries, the projection takes " +
                                 std::to_string(projection.columns()));
    for (const Rational& entry : x) common = lcm(common, denominator(entry));
  }
  std::vector<Row> before, after;
  for (const auto& x : points) {
    std::vector<Integer> scaled;
    before.emplace_back();
    for (const Rational& entry : x) {
      scaled.push_back(numerator(Rational(entry * common)));
      before.back().push_back(small(scaled.back()));
    }
    after.emplace_back();
    for (const Integer& entry : projection.apply(scaled)) after.back().push_back(small(entry));
  }
  const Integer k = projection.rows();
  const auto largest_of_rows = [&](std::uint64_t begin, std::uint64_t end) {
    Change best;
    for (std::size_t i = begin; i < end; ++i)
      for (std::size_t j = 0; j <= i; ++j) {
        const Integer moved =
            to_integer(product(after[i], after[j])) - k * to_integer(product(before[i], before[j]));
        keep_larger(best, {abs(moved), j, i});
      }
    return best;
  };
  work.begin("vectors compared", points.size());
  const Change most =
      chunked_reduce(work, points.size(), 8, Change{}, largest_of_rows, keep_larger);
  const Rational change(most.size, k * common * common);

  Result result;
  result.kind = Kind::analyze;
  result.theorem = "L3";
  TaskInstance task;
  task.name = "random-projection";
  task.n = points.size();
  task.dimension = projection.columns();
  task.gamma = eps;
  result.task = task;
  result.construction =
      Construction{"jl", Json{{"dimension", projection.rows()}, {"seed", projection.seed()}}};
  if (most.size >= 0 && change > eps) {
    result.status = Status::refuted;
    result.notes.push_back("the inner product of vectors " + std::to_string(most.i + 1) + " and " +
                           std::to_string(most.j + 1) + " changes by " + to_string(change) +
                           ", more than " + to_string(eps));
  } else if (work.stopped()) {
    result.status = Status::undecided;
    result.reason = "interrupted before all pairs were compared";
  } else {
    result.status = Status::certified;
    result.certificate = Json{{"kind", "projection-all-pairs"},
                              {"eps", to_json_number(eps)},
                              {"largest_change", to_json_number(change)},
                              {"pair", Json::array({most.i + 1, most.j + 1})}};
  }
  return result;
}

}  // namespace separatrix

// Labelled points and the point whose nearest neighbour is asked for.
#include <algorithm>
#include <numeric>

#include "cli/input_text.hpp"
#include "cli/run_input.hpp"
#include "numerics/error.hpp"
#include "tasks/nearest_neighbour.hpp"
#include "tasks/unit_vectors.hpp"

namespace separatrix::cli {
namespace {

const std::string kExampleOfPoints = "--points '1 3/5,4/5;0 1,0' --query 3/5,4/5";

struct Located {
  NearestNeighbour::Point point;
  std::string place;
};

std::vector<Rational> parse_coordinates(const std::string& text, const std::string& place) {
  std::vector<Rational> x;
  for (const std::string& part : split(text, ','))
    x.push_back(parse_rational(trimmed(part), place));
  return x;
}

/// "1 3/5,4/5" or "1,3/5,4/5": the label, then the coordinates.
Located parse_point(const Piece& piece) {
  const std::size_t end = piece.text.find_first_of(" \t,");
  Located located{{{}, read_label(piece.text.substr(0, end), piece.place)}, piece.place};
  if (end == std::string::npos) throw Error("run", piece.place, "has a label and no coordinates");
  located.point.x = parse_coordinates(piece.text.substr(end + 1), piece.place);
  return located;
}

Rational inner_product(const std::vector<Rational>& x, const std::vector<Rational>& y) {
  return std::inner_product(x.begin(), x.end(), y.begin(), Rational(0));
}

/// A decimal for people behind an exact number that is none.
std::string number_text(const Rational& x) {
  const std::string exact = to_string(x);
  if (exact.size() <= 20) return exact;
  return "about " + std::to_string(approximate(x));
}

void check_norm(const std::vector<Rational>& x, const std::string& place) {
  const Rational norm = inner_product(x, x);
  if (abs(Rational(norm - 1)) <= NearestNeighbour::kNormTolerance) return;
  throw Error("run", place,
              "the point's squared norm is " + number_text(norm) + ", more than " +
                  to_string(NearestNeighbour::kNormTolerance) +
                  " away from 1; scale the point, or add --normalise");
}

/// The two points nearest to the query, the nearest first; the same twice if there is one only.
struct Nearest {
  std::size_t first = 0;
  std::size_t second = 0;
  Rational margin = 2;
};

Nearest two_nearest(const std::vector<Located>& points, const std::vector<Rational>& query) {
  std::vector<Rational> products;
  for (const Located& located : points) products.push_back(inner_product(located.point.x, query));
  std::vector<std::size_t> order(points.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order,
                           [&](std::size_t a, std::size_t b) { return products[a] > products[b]; });
  if (order.size() == 1) return {};
  return {order[0], order[1], Rational(products[order[0]] - products[order[1]])};
}

}  // namespace

RunInput read_points(const InputOptions& options, TaskOptions task) {
  const Labelled items =
      labelled_items("--points", options.points, ';', options.query, kExampleOfPoints);
  std::vector<Located> points;
  for (const Piece& piece : items.items) points.push_back(parse_point(piece));
  Located asked{{parse_coordinates(items.query.text, items.query.place), false}, items.query.place};

  const std::uint64_t dimension = points[0].point.x.size();
  if (task.dimension == 0) task.dimension = dimension;
  if (task.dimension != dimension)
    throw Error("run", "--dimension",
                "is " + std::to_string(task.dimension) + " and " + points[0].place + " has " +
                    std::to_string(dimension) + " coordinates; leave it out");
  const auto prepare = [&](Located& located) {
    std::vector<Rational>& x = located.point.x;
    if (x.size() != dimension)
      throw Error("run", located.place,
                  "has " + std::to_string(x.size()) + " coordinates and " + points[0].place +
                      " has " + std::to_string(dimension) +
                      "; give every point as many (a label before them for all but the query)");
    if (options.normalise) {
      if (inner_product(x, x) == 0)
        throw Error("run", located.place, "the point is 0 and has no direction to scale");
      x = scaled_to_unit(x);
    }
    check_norm(x, located.place);
  };
  std::ranges::for_each(points, prepare);
  prepare(asked);

  const Nearest nearest = two_nearest(points, asked.point.x);
  if (nearest.margin == 0)
    throw Error("run", points[nearest.second].place,
                "this point and that of " + points[nearest.first].place +
                    " are equally near to the query; the task has no answer for a tie");
  if (task.n == 0) task.n = points.size() + 1;
  if (task.n < points.size() + 1)
    throw Error("run", "--n",
                "the input has " + std::to_string(points.size() + 1) + " points with the query");
  // Inner products of points with the norm tolerated here differ by little more than 2.
  if (task.gamma.empty()) task.gamma = nearest.margin < 2 ? to_string(nearest.margin) : "1";

  RunInput read;
  read.task = make_task(task.request(true));
  std::vector<NearestNeighbour::Point> labelled;
  for (Located& located : points) labelled.push_back(std::move(located.point));
  read.input = dynamic_cast<const NearestNeighbour&>(*read.task).input(labelled, asked.point.x);
  if (options.normalise)
    read.notes.push_back("scaled to unit norm, coordinates rounded to multiples of 2^-24");
  read.notes.push_back(
      std::to_string(labelled.size()) + " labelled points of dimension " +
      std::to_string(dimension) + ", nearest: point " + std::to_string(nearest.first + 1) +
      (labelled.size() == 1 ? ", the only one"
                            : ", " + number_text(nearest.margin) + " ahead of point " +
                                  std::to_string(nearest.second + 1)) +
      "; gamma " + number_text(parse_rational(task.gamma, "--gamma")));
  return read;
}

}  // namespace separatrix::cli

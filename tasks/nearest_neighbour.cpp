#include "tasks/nearest_neighbour.hpp"

#include <algorithm>

#include "numerics/error.hpp"
#include "tasks/zeroing.hpp"

namespace separatrix {
namespace {

constexpr std::uint64_t kMaxN = std::uint64_t{1} << 30;
constexpr std::uint64_t kMaxDimension = std::uint64_t{1} << 16;

Rational inner_product(const std::vector<Rational>& x, const std::vector<Rational>& y) {
  Rational sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

/// <x_k, x_i> for i = 1 .. k-1.
std::vector<Rational> products_with_query(const Input& input) {
  std::vector<Rational> products;
  for (std::size_t i = 0; i + 1 < input.size(); i += 2)
    products.push_back(inner_product(input.back().features, input[i].features));
  return products;
}

/// The number i - 1 of the first nearest point.
std::size_t nearest(const std::vector<Rational>& products) {
  return static_cast<std::size_t>(std::ranges::max_element(products) - products.begin());
}

std::string coordinates(const std::vector<Rational>& x) {
  std::string text;
  for (const Rational& c : x) text += (text.empty() ? "" : ",") + to_string(c);
  return text;
}

}  // namespace

const Rational NearestNeighbour::kNormTolerance{1, 65536};

NearestNeighbour::NearestNeighbour(std::uint64_t n, std::uint64_t dimension, const Rational& gamma)
    : n_(n), dimension_(dimension), gamma_(gamma) {
  if (n < 2 || n > kMaxN)
    throw Error("NearestNeighbour", "--n",
                "a query and at least one labelled point: give from 2 to 2^30 points");
  if (dimension == 0 || dimension > kMaxDimension)
    throw Error("NearestNeighbour", "--dimension", "give a dimension of points from 1 to 65536");
  if (gamma <= 0 || gamma >= 2)
    throw Error("NearestNeighbour", "--gamma",
                "inner products of unit vectors differ by at most 2: give a margin above 0 and "
                "below 2");
}

Input NearestNeighbour::input(const std::vector<Point>& points,
                              const std::vector<Rational>& query) const {
  Input input;
  input.reserve(2 * points.size() + 1);
  for (const Point& point : points) {
    input.push_back({kPoint, 0, point.x});
    input.push_back({kLabel, point.label ? 1U : 0U});
  }
  input.push_back({kPoint, 0, query});
  return input;
}

Answer NearestNeighbour::nearest_label(const Input& input) const {
  if (input.size() < 3 || input.size() % 2 == 0 || input.size() > max_length())
    throw Error("NearestNeighbour::nearest_label", "--points",
                "an input is points with their labels and then a query, at most " +
                    std::to_string(n_) + " points with the query");
  for (std::size_t i = 0; i < input.size(); ++i) {
    const Token& token = input[i];
    const bool point = i % 2 == 0;
    if (token.kind != (point ? kPoint : kLabel) || token.value > (point ? 0U : 1U))
      throw Error("NearestNeighbour::nearest_label", "--points",
                  "points and labels (0 or 1) alternate, and a query ends the input");
    if (token.features.size() != (point ? dimension_ : 0))
      throw Error("NearestNeighbour::nearest_label", i + 1 == input.size() ? "--query" : "--points",
                  "point " + std::to_string(i / 2 + 1) + " has " +
                      std::to_string(token.features.size()) + " coordinates, not " +
                      std::to_string(dimension_));
  }
  const std::vector<Rational> products = products_with_query(input);
  const std::size_t best = nearest(products);
  const std::uint64_t label = input[2 * best + 1].value;
  for (std::size_t i = 0; i < products.size(); ++i)
    if (products[i] == products[best] && input[2 * i + 1].value != label)
      throw Error("NearestNeighbour::nearest_label", "--points",
                  "points " + std::to_string(best + 1) + " and " + std::to_string(i + 1) +
                      " are equally near and have different labels: there is no answer");
  return {label == 1};
}

Rational NearestNeighbour::margin(const Input& input) {
  std::vector<Rational> products = products_with_query(input);
  if (products.empty())
    throw Error("NearestNeighbour::margin", "input", "there is no labelled point");
  if (products.size() == 1) return 2;
  std::ranges::sort(products);
  return products[products.size() - 1] - products[products.size() - 2];
}

nlohmann::ordered_json NearestNeighbour::parameters() const {
  return {{"n", n_}, {"dimension", dimension_}, {"gamma", to_string(gamma_)}};
}

Answer NearestNeighbour::reference(const Input& input) const {
  const Answer answer = nearest_label(input);
  const std::size_t points = input.size() / 2 + 1;
  if (2 * points <= n_)
    throw Error("NearestNeighbour::reference", "--n",
                "an input has more than n/2 points with the query, and this one has " +
                    std::to_string(points) + " of " + std::to_string(n_) + "; lower n");
  for (std::size_t i = 0; i < input.size(); i += 2) {
    const Rational excess = inner_product(input[i].features, input[i].features) - 1;
    if (abs(excess) > kNormTolerance)
      throw Error("NearestNeighbour::reference", i + 1 == input.size() ? "--query" : "--points",
                  "point " + std::to_string(i / 2 + 1) +
                      " is no unit vector: its squared norm differs from 1 by " +
                      to_string(excess) + ", more than " + to_string(kNormTolerance) +
                      "; scale it");
  }
  const Rational found = margin(input);
  if (found < gamma_)
    throw Error("NearestNeighbour::reference", "--gamma",
                "the nearest point leads by " + to_string(found) + ", less than the margin " +
                    to_string(gamma_) + "; lower it");
  return answer;
}

std::vector<Input> NearestNeighbour::simpler(const Input& input) const {
  const std::size_t points = input.size() / 2;
  const std::size_t best = nearest(products_with_query(input));
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < points; ++i)
    if (i != best) others.push_back(i);
  std::vector<Input> candidates;
  const std::size_t cells = input.size() * (1 + dimension_ / 2);

  // Fewer points, while more than n/2 are left with the query.
  for (const auto& [first, last] : shrinking_blocks(others.size(), cells)) {
    if (2 * (points + 1 - (last - first)) <= n_) continue;
    Input fewer;
    for (std::size_t i = 0; i < points; ++i) {
      const auto place = std::ranges::find(others.begin() + static_cast<std::ptrdiff_t>(first),
                                           others.begin() + static_cast<std::ptrdiff_t>(last), i);
      if (place != others.begin() + static_cast<std::ptrdiff_t>(last)) continue;
      fewer.push_back(input[2 * i]);
      fewer.push_back(input[2 * i + 1]);
    }
    fewer.push_back(input.back());
    candidates.push_back(std::move(fewer));
  }

  // Copies of one of the points that are not the nearest, then labels 0.
  for (const auto& [first, last] : shrinking_blocks(others.size(), cells)) {
    Input copied = input;
    for (std::size_t i = first; i < last; ++i)
      copied[2 * others[i]].features = input[2 * others.front()].features;
    if (copied != input) candidates.push_back(std::move(copied));
  }
  for (const auto& [first, last] : shrinking_blocks(points, cells)) {
    Input zero = input;
    for (std::size_t i = first; i < last; ++i) zero[2 * i + 1].value = 0;
    if (zero != input) candidates.push_back(std::move(zero));
  }
  return candidates;
}

std::vector<std::string> NearestNeighbour::run_arguments(const Input& input) const {
  std::string points;
  for (std::size_t i = 0; i + 1 < input.size(); i += 2)
    points += (i == 0 ? "" : ";") + std::to_string(input[i + 1].value) + " " +
              coordinates(input[i].features);
  return {"nearest-neighbour",
          "--points",
          points,
          "--query",
          coordinates(input.back().features),
          "--n",
          std::to_string(n_),
          "--gamma",
          to_string(gamma_)};
}

nlohmann::ordered_json NearestNeighbour::show(const Input& input) const {
  const auto exact = [](const std::vector<Rational>& x) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Rational& c : x) list.push_back(to_string(c));
    return list;
  };
  nlohmann::ordered_json points = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i + 1 < input.size(); i += 2)
    points.push_back({{"point", exact(input[i].features)}, {"label", input[i + 1].value}});
  return {{"points", std::move(points)}, {"query", exact(input.back().features)}};
}

}  // namespace separatrix

#include "reports/figure_draft.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "numerics/error.hpp"
#include "reports/summary.hpp"

namespace separatrix {
namespace {

/// Lower case letters, digits and single '-' between them.
std::string slug(std::string_view text) {
  std::string id;
  for (const char c : text) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      id += c;
    } else if (c >= 'A' && c <= 'Z') {
      id += static_cast<char>(c - 'A' + 'a');
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id;
}

}  // namespace

Draft::Draft(const std::string& id, std::string title, std::string x_label, std::string y_label)
    : figure_{slug(id), std::move(title), std::move(x_label), std::move(y_label), true, true, {},
              {}} {}

Draft& Draft::linear_y() {
  figure_.y_log = false;
  return *this;
}

void Draft::note(const std::string& sentence) {
  if (figure_.note.find(sentence) != std::string::npos) return;
  figure_.note += (figure_.note.empty() ? "" : " ") + sentence;
}

bool Draft::has_place(const Point& point) const {
  return (!figure_.x_log || point.x > 0) && (!figure_.y_log || point.y > 0);
}

void Draft::add(const std::string& series, SeriesStyle style, Point point) {
  if (!has_place(point)) return;
  std::vector<Point>& points = named(series, style).points;
  if (std::ranges::find(points, point) == points.end()) points.push_back(std::move(point));
}

void Draft::add_lower_bound(const std::string& series, Point point) {
  if (!has_place(point)) return;
  std::vector<Point>& points = named(series, SeriesStyle::line).points;
  const auto same = std::ranges::find(points, point.x, &Point::x);
  if (same == points.end()) {
    points.push_back(std::move(point));
  } else if (same->y < point.y) {
    *same = std::move(point);
  }
}

std::size_t Draft::places(std::optional<SeriesStyle> style) const {
  std::set<Rational> x;
  for (const Series& series : figure_.series)
    if (!style || series.style == *style)
      for (const Point& point : series.points) x.insert(point.x);
  return x.size();
}

std::pair<Rational, Rational> Draft::x_range() const {
  if (empty()) throw Error("x_range", "figure", figure_.id + " has no point");
  Rational low = figure_.series.front().points.front().x;
  Rational high = low;
  for (const Series& series : figure_.series)
    for (const Point& point : series.points) {
      low = std::min(low, point.x);
      high = std::max(high, point.x);
    }
  return {low, high};
}

Figure Draft::finish() const {
  Figure figure = figure_;
  // Marks are drawn over the lines that they touch.
  std::ranges::stable_partition(
      figure.series, [](const Series& series) { return series.style != SeriesStyle::points; });
  for (Series& series : figure.series)
    std::ranges::stable_sort(series.points, [](const Point& a, const Point& b) {
      return std::tie(a.x, a.y) < std::tie(b.x, b.y);
    });
  return figure;
}

Series& Draft::named(const std::string& name, SeriesStyle style) {
  for (Series& series : figure_.series)
    if (series.name == name) return series;
  figure_.series.push_back({name, style, {}});
  return figure_.series.back();
}

bool verified(const Result& result) {
  return result.status == Status::certified || result.status == Status::exhaustive;
}

std::string model_name(const Result& result) {
  std::string name = result.construction->id;
  if (result.vectors) name += ", " + result.vectors->family;
  const Measures& size = *result.measures;
  if (size.heads == 0) return name + " (recurrent)";
  return name + fmt::format(" ({} {})", size.layers, size.layers == 1 ? "layer" : "layers");
}

std::string model_label(const Result& result) {
  return fmt::format("{}: {}{}, {}", model_name(result), task_text(*result.task),
                     result.arithmetic ? ", " + *result.arithmetic : std::string(),
                     to_string(result.status));
}

}  // namespace separatrix

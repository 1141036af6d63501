// Figures of a report, as data: exact points taken from the structured parts of a record's results
// (sizes, bounds, hidden sizes, models found by a search), never from its prose. Pages and LaTeX
// draw the same figures.
#pragma once

#include <string>
#include <vector>

#include "reports/record.hpp"

namespace separatrix {

/// One point, exact.
struct Point {
  Rational x;
  Rational y;
  std::string label;  ///< what it stands for, in words: construction, family, arithmetic
  bool operator==(const Point&) const = default;
};

enum class SeriesStyle {
  line,    ///< points joined by straight lines
  points,  ///< marks alone
  steps    ///< y holds from its x on, up to the next point
};

/// The points of one kind, by increasing x.
struct Series {
  std::string name;
  SeriesStyle style = SeriesStyle::points;
  std::vector<Point> points;  ///< not empty
  bool operator==(const Series&) const = default;
};

struct Figure {
  std::string id;  ///< lower case letters, digits and '-': a file name, an anchor
  std::string title;
  std::string x_label;
  std::string y_label;
  bool x_log = false;
  bool y_log = false;
  std::string note;            ///< what the names of its series leave open, in full sentences
  std::vector<Series> series;  ///< not empty, names different
  bool operator==(const Figure&) const = default;
};

/// The figures that the record holds data for, in a fixed order: width against N (one per task),
/// least width by N from lower bounds with models beside them (one per task and precision), bits
/// per number that a search of grids found needed (one per task), dimension of sign vectors against
/// their number (one per gamma), and searched frontiers (one per task and N). A figure with one x
/// only shows no dependence and is left out. Series of models hold certified and exhaustive
/// results; sampled ones stand in series of their own whose name ends in ", sampled"; refuted and
/// undecided ones are left out. Error for a hidden-size curve that lacks a field.
std::vector<Figure> figures(const Record& record);

}  // namespace separatrix

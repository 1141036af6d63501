// Series of exact integers drawn as text: ASCII, at most 100 columns, the same on every machine.
// Places come from integer arithmetic only: on a logarithmic axis from floor(64 log2 v), the length
// of v^64 in bits.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "numerics/rational.hpp"

namespace separatrix {

struct PlotSeries {
  std::string name;
  char mark = 'o';
  std::vector<std::pair<Integer, Integer>> points;  ///< (x, y), not negative
};

struct PlotFrame {
  std::size_t width = 100;  ///< columns in all, 40 to 100
  std::size_t height = 20;  ///< rows of the drawing area, 2 to 100
  std::string x_label;
  std::string y_label;
  bool log_x = true;
  bool log_y = true;
};

/// The drawing, each line with a line break: label of the y axis, area with the exact least and
/// largest y at its ends, x axis with the exact least and largest x, legend. A cell that several
/// series share shows '#'. A point at 0 has no place on a logarithmic axis: it is left out and
/// counted below the legend. Error (argument "frame") for a size out of range, for labels that
/// leave less than 20 columns, for a legend or label that does not fit or is not printable ASCII;
/// (argument "series") for a negative value, a mark that is not printable, is ' ' or '#' or occurs
/// twice, or if there is no point to draw.
std::string text_plot(const std::vector<PlotSeries>& series, const PlotFrame& frame);

}  // namespace separatrix

#include "reports/plot.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

constexpr char kShared = '#';
constexpr std::size_t kLeastColumns = 20;

bool printable(char c) { return c >= 0x20 && c < 0x7F; }

[[noreturn]] void refuse_frame(const std::string& message) {
  throw Error("text_plot", "frame", message);
}
[[noreturn]] void refuse_series(const std::string& message) {
  throw Error("text_plot", "series", message);
}

/// An axis from the least to the largest value that it shows.
class Axis {
 public:
  explicit Axis(bool logarithmic) : logarithmic_(logarithmic) {}

  bool shows(const Integer& value) const { return !logarithmic_ || value > 0; }
  void include(const Integer& value) {
    if (!low_ || value < *low_) low_ = value;
    if (!high_ || value > *high_) high_ = value;
  }
  const Integer& low() const { return *low_; }
  const Integer& high() const { return *high_; }

  /// The nearest of `cells` equal steps from low (0) to high (cells - 1).
  std::size_t cell(const Integer& value, std::size_t cells) const {
    const Integer range = place(*high_) - place(*low_);
    if (range == 0) return 0;
    const Integer steps = (place(value) - place(*low_)) * (cells - 1);
    return floor_div(2 * steps + range, 2 * range).convert_to<std::size_t>();
  }

 private:
  Integer place(const Integer& value) const {
    if (!logarithmic_) return value;
    return mpz_sizeinbase(power(value, 64).backend().data(), 2) - 1;
  }

  bool logarithmic_;
  std::optional<Integer> low_;
  std::optional<Integer> high_;
};

void check_text(const std::string& text) {
  if (!std::ranges::all_of(text, printable))
    refuse_frame("labels and names must be printable ASCII");
}

void check_marks(const std::vector<PlotSeries>& series) {
  std::string seen;
  for (const PlotSeries& one : series) {
    if (!printable(one.mark) || one.mark == ' ' || one.mark == kShared ||
        seen.find(one.mark) != std::string::npos)
      refuse_series("each series needs a printable mark of its own, other than ' ' and '#'");
    seen += one.mark;
  }
}

std::string title(const std::string& label, bool logarithmic) {
  return label + (logarithmic ? " (logarithmic)" : "");
}

/// One line of at most `width` columns.
std::string line(std::string text, std::size_t width) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
  if (text.size() > width)
    refuse_frame(fmt::format("a line of {} columns does not fit in {}; shorten the labels",
                             text.size(), width));
  return text + "\n";
}

/// Least and largest x at the ends of the axis.
std::string x_ends(const Axis& x, std::size_t columns) {
  const std::string low = x.low().str();
  const std::string high = x.high().str();
  if (low.size() + high.size() + 2 > columns)
    refuse_frame("the values of the x axis do not fit; choose a larger width");
  return low + std::string(columns - low.size() - high.size(), ' ') + high;
}

/// The label in the middle of `ends` where that leaves a space on both sides.
bool set_between(std::string& ends, const std::string& label) {
  if (label.size() + 2 > ends.size()) return false;
  const std::size_t first = (ends.size() - label.size()) / 2;
  const std::string_view room = std::string_view(ends).substr(first - 1, label.size() + 2);
  if (room.find_first_not_of(' ') != std::string_view::npos) return false;
  ends.replace(first, label.size(), label);
  return true;
}

}  // namespace

std::string text_plot(const std::vector<PlotSeries>& series, const PlotFrame& frame) {
  if (frame.width < 40 || frame.width > 100) refuse_frame("the width must be 40 to 100 columns");
  if (frame.height < 2 || frame.height > 100) refuse_frame("the height must be 2 to 100 rows");
  check_text(frame.x_label + frame.y_label);
  check_marks(series);
  Axis x(frame.log_x);
  Axis y(frame.log_y);
  std::size_t drawn = 0;
  std::size_t left_out = 0;
  for (const PlotSeries& one : series) {
    check_text(one.name);
    for (const auto& [a, b] : one.points) {
      if (a < 0 || b < 0) refuse_series("values must not be negative");
      if (!x.shows(a) || !y.shows(b)) {
        ++left_out;
        continue;
      }
      ++drawn;
      x.include(a);
      y.include(b);
    }
  }
  if (drawn == 0) refuse_series("there is no point to draw");

  const std::size_t margin = std::max(y.low().str().size(), y.high().str().size());
  if (margin + 2 + kLeastColumns > frame.width)
    refuse_frame("the values of the y axis do not fit; choose a larger width");
  const std::size_t columns = frame.width - margin - 2;
  std::vector<std::string> rows(frame.height, std::string(columns, ' '));
  bool shared = false;
  for (const PlotSeries& one : series)
    for (const auto& [a, b] : one.points) {
      if (!x.shows(a) || !y.shows(b)) continue;
      char& cell = rows[frame.height - 1 - y.cell(b, frame.height)][x.cell(a, columns)];
      if (cell != ' ' && cell != one.mark) {
        cell = kShared;
        shared = true;
      } else {
        cell = one.mark;
      }
    }

  std::string text = line(title(frame.y_label, frame.log_y), frame.width);
  for (std::size_t row = 0; row < frame.height; ++row) {
    std::string value;
    if (row + 1 == frame.height) {
      value = y.low().str();
    } else if (row == 0 && y.high() != y.low()) {
      value = y.high().str();
    }
    text += line(fmt::format("{:>{}} |{}", value, margin, rows[row]), frame.width);
  }
  const std::string indent(margin + 2, ' ');
  text += line(fmt::format("{:>{}} +{}", "", margin, std::string(columns, '-')), frame.width);
  const std::string label = title(frame.x_label, frame.log_x);
  std::string ends = x_ends(x, columns);
  const bool between = set_between(ends, label);
  text += line(indent + ends, frame.width);
  if (!between) text += line(indent + label, frame.width);
  for (const PlotSeries& one : series)
    text += line(fmt::format("{}{}  {}", indent, one.mark, one.name), frame.width);
  if (shared) text += line(fmt::format("{}{}  several of these", indent, kShared), frame.width);
  if (left_out > 0)
    text += line(fmt::format("{}{} at 0 not drawn", indent,
                             left_out == 1 ? "1 point" : fmt::format("{} points", left_out)),
                 frame.width);
  return text;
}

}  // namespace separatrix

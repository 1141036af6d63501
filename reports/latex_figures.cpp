// Figures as pgfplots. Seven colours that people with any colour vision tell apart (black and six
// of Okabe and Ito's), and for print in grey a mark and a dash pattern for each series.
#include <array>
#include <optional>

#include <fmt/format.h>

#include "numerics/error.hpp"
#include "reports/latex.hpp"
#include "reports/latex_text.hpp"

namespace separatrix {
namespace {

struct Colour {
  int red, green, blue;
};

constexpr std::array kColours{Colour{0, 114, 178}, Colour{213, 94, 0},    Colour{0, 158, 115},
                              Colour{0, 0, 0},     Colour{204, 121, 167}, Colour{230, 159, 0},
                              Colour{86, 180, 233}};
constexpr std::array kMarks{"*",         "square*",  "triangle*", "diamond*", "o",
                            "square",    "triangle", "diamond",   "x",        "+",
                            "pentagon*", "pentagon", "asterisk"};
constexpr std::array kDashes{"solid", "densely dashed", "densely dotted",
                             "dash pattern=on 5pt off 2pt on 1pt off 2pt", "loosely dashed"};

/// A place for a coordinate: pgfplots reads integers of any length and decimal fractions, so a
/// value must be one of them to stay exact.
std::string coordinate(const Rational& value) {
  Integer denominator = boost::multiprecision::denominator(value);
  Integer numerator = boost::multiprecision::numerator(value);
  unsigned places = 0;
  while (denominator % 2 == 0 || denominator % 5 == 0) {
    const bool two = denominator % 2 == 0;
    const bool five = denominator % 5 == 0;
    denominator /= two && five ? 10 : two ? 2 : 5;
    numerator *= two && five ? 1 : two ? 5 : 2;
    ++places;
  }
  if (denominator != 1)
    throw Error("latex_figure", "figure",
                fmt::format("{} has no finite decimal expansion; give integers", to_string(value)));
  if (places == 0) return numerator.str();
  const Integer scale = power(10, places);
  const Integer whole = floor_div(abs(numerator), scale);
  return fmt::format("{}{}.{:0>{}}", numerator < 0 ? "-" : "", whole.str(),
                     Integer(abs(numerator) - whole * scale).str(), places);
}

/// Sizes stand in mathematics: "N", "dimension k".
std::string axis_label(const std::string& label) {
  const std::size_t last = label.rfind(' ') + 1;  // 0 if there is no space
  if (label.size() - last != 1) return latex_prose(label);
  return latex_prose(label.substr(0, last)) + "$" + latex_escape(label.substr(last)) + "$";
}

/// The places of a series, each once.
std::string coordinates(const Series& series) {
  std::string text;
  const Point* last = nullptr;
  for (const Point& point : series.points) {
    if (last == nullptr || last->x != point.x || last->y != point.y)
      text += fmt::format("({},{}) ", coordinate(point.x), coordinate(point.y));
    last = &point;
  }
  text.pop_back();
  return text;
}

std::string style(const Series& series, std::size_t index, std::size_t line) {
  const Colour colour = kColours[index % kColours.size()];
  std::string form = "only marks";
  if (series.style != SeriesStyle::points) {
    form = kDashes[line % kDashes.size()];
    if (series.style == SeriesStyle::steps) form += ", const plot";
  }
  return fmt::format(
      "color={{rgb,255:red,{};green,{};blue,{}}}, {}, mark={}, mark options={{solid}}, mark "
      "size={}",
      colour.red, colour.green, colour.blue, form, kMarks[index % kMarks.size()],
      series.style == SeriesStyle::points ? "2.2pt" : "1.4pt");
}

/// Ticks at powers of two, where N doubles; of ten where the values span more than two decades.
std::string axis(char name, bool logarithmic, const Figure& figure) {
  if (!logarithmic) return fmt::format("{}min=0", name);
  std::optional<Rational> low, high;
  for (const Series& series : figure.series)
    for (const Point& point : series.points) {
      const Rational& value = name == 'x' ? point.x : point.y;
      if (!low || value < *low) low = value;
      if (!high || value > *high) high = value;
    }
  const bool decades = name == 'y' && *high > 100 * *low;
  return fmt::format("{0}mode=log, log basis {0}={1}", name, decades ? 10 : 2);
}

/// The legend in two columns, in one where a name would be too wide for that.
int legend_columns(const Figure& figure) {
  constexpr std::size_t kWide = 50;
  for (const Series& series : figure.series)
    if (series.name.size() > kWide) return 1;
  return 2;
}

}  // namespace

std::string latex_figure(const Figure& figure, const Record& record) {
  std::string text = fmt::format(
      "\\begin{{figure}}[!htbp]\n\\centering\n\\begin{{tikzpicture}}\n\\begin{{axis}}[\n"
      "  width=0.9\\linewidth, height=0.5\\linewidth,\n  {}, {},\n"
      "  xlabel={{{}}}, ylabel={{{}}},\n"
      "  grid=major, grid style={{black!12}}, tick label style={{font=\\footnotesize}},\n"
      "  legend columns={}, legend cell align=left,\n"
      "  legend style={{at={{(0.5,-0.2)}}, anchor=north, draw=none, font=\\footnotesize,\n"
      "    /tikz/every even column/.append style={{column sep=1em}}}}]\n",
      axis('x', figure.x_log, figure), axis('y', figure.y_log, figure), axis_label(figure.x_label),
      axis_label(figure.y_label), legend_columns(figure));
  std::size_t index = 0;
  std::size_t lines = 0;
  for (const Series& series : figure.series) {
    text += fmt::format("\\addplot[{}]\n  coordinates {{{}}};\n\\addlegendentry{{{}}}\n",
                        style(series, index, lines), coordinates(series), latex_prose(series.name));
    ++index;
    if (series.style != SeriesStyle::points) ++lines;
  }
  return text + fmt::format(
                    "\\end{{axis}}\n\\end{{tikzpicture}}\n\\caption{{{}. {}{}Source: {}.}}\n"
                    "\\label{{fig:{}}}\n\\end{{figure}}\n",
                    latex_prose(figure.title), latex_prose(figure.note),
                    figure.note.empty() ? "" : " ", latex_source(record), figure.id);
}

}  // namespace separatrix

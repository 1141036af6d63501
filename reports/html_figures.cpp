#include "reports/html_figures.hpp"

#include <fmt/format.h>

#include "reports/html.hpp"

namespace separatrix {
namespace {

std::string_view style_word(SeriesStyle style) {
  switch (style) {
    case SeriesStyle::line:
      return "line";
    case SeriesStyle::points:
      return "points";
    case SeriesStyle::steps:
      return "steps";
  }
  return "";
}

std::string data_table(const Figure& figure) {
  std::string html = fmt::format(
      "<details><summary>Data</summary>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
      "aria-label=\"Data of {0}\">\n<table>\n<thead><tr><th scope=\"col\">Series</th>"
      "<th scope=\"col\" class=\"number\">{1}</th><th scope=\"col\" class=\"number\">{2}</th>"
      "<th scope=\"col\">Point</th></tr></thead>\n<tbody>\n",
      html_escape(figure.title), html_escape(figure.x_label), html_escape(figure.y_label));
  for (const Series& series : figure.series) {
    for (const Point& point : series.points) {
      html += fmt::format(
          "<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td><td class=\"number\">{}</td>"
          "<td>{}</td></tr>\n",
          html_escape(series.name), to_string(point.x), to_string(point.y),
          html_escape(point.label));
    }
  }
  return html + "</tbody>\n</table>\n</div>\n</details>\n";
}

}  // namespace

std::string figure_sections(std::span<const Figure> figures) {
  std::string html;
  for (const Figure& figure : figures) {
    html += fmt::format(
        "<figure id=\"figure-{}\">\n<figcaption><h3>{}</h3>{}</figcaption>\n"
        "<div class=\"canvas\"></div>\n{}</figure>\n",
        html_escape(figure.id), html_escape(figure.title),
        figure.note.empty() ? ""
                            : fmt::format("<p class=\"soft\">{}</p>", html_escape(figure.note)),
        data_table(figure));
  }
  return html;
}

nlohmann::ordered_json figures_json(std::span<const Figure> figures) {
  auto all = nlohmann::ordered_json::array();
  for (const Figure& figure : figures) {
    auto all_series = nlohmann::ordered_json::array();
    for (const Series& series : figure.series) {
      auto points = nlohmann::ordered_json::array();
      for (const Point& point : series.points) {
        points.push_back({{"x", point.x.convert_to<double>()},
                          {"y", point.y.convert_to<double>()},
                          {"exact_x", to_string(point.x)},
                          {"exact_y", to_string(point.y)},
                          {"label", point.label}});
      }
      all_series.push_back({{"name", series.name},
                            {"style", style_word(series.style)},
                            {"points", std::move(points)}});
    }
    all.push_back({{"id", figure.id},
                   {"title", figure.title},
                   {"x_label", figure.x_label},
                   {"y_label", figure.y_label},
                   {"x_log", figure.x_log},
                   {"y_log", figure.y_log},
                   {"series", std::move(all_series)}});
  }
  return all;
}

}  // namespace separatrix

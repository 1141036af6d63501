#include "reports/html_atlas.hpp"

#include <fmt/format.h>

#include "reports/atlas_table.hpp"
#include "reports/html.hpp"
#include "reports/html_results.hpp"

namespace separatrix {
namespace {

constexpr std::string_view kLegend =
    "<p class=\"soft\">m &gt;= X: with fewer than X the architecture does not compute the task (m "
    "&gt;= 1: "
    "nothing is excluded). "
    "m &lt;= Y: this width is enough, with the certified construction that is named. Impossible: "
    "no width is enough, as tokens are out of sight, or too few bits cross at any. ?: no bound "
    "known to this program. A cell "
    "unfolds to its formulas, certificate and command.</p>\n";

/// What a column is sorted by: the least width; what is impossible comes after every width.
std::string sort_key(const Result& r) {
  if (says_nothing(r.lower)) return {};
  const std::string last = r.lower->substr(r.lower->rfind(' ') + 1);
  const bool number = last.find_first_not_of("0123456789") == std::string::npos;
  return number ? last : *r.lower;
}

/// What the cell says when it is pointed at: formulas, cut and reason.
std::string about(const Result& r) {
  std::string html;
  for (const Formula& formula : r.formulas)
    if (!formula.name.starts_with("least "))  // repeats the others
      html += fmt::format("<p>{}: <code>{}</code></p>\n", html_escape(formula.name),
                          html_escape(formula.expression.text()));
  for (const Bound& bound : r.bounds)
    html +=
        fmt::format("<p>cut at n = {}: {}, {}; {}</p>\n", r.task->n, html_escape(bound.partition),
                    html_escape(bound.convention), html_escape(bound.method));
  if (r.reason) html += fmt::format("<p>{}</p>\n", html_escape(*r.reason));
  for (const std::string& note : r.notes) html += fmt::format("<p>{}</p>\n", html_escape(note));
  return html;
}

std::string upper_line(const Result& r) {
  if (says_nothing(r.upper)) return "<small>m &lt;= ?</small>";
  const std::string by =
      r.construction ? fmt::format(" ({})", html_escape(r.construction->id)) : std::string();
  return fmt::format("<small>{}{}<span class=\"away\" hidden>, certified at n = {}</span></small>",
                     html_escape(*r.upper), by, r.task->n);
}

std::string summary_lines(const Result& r) {
  const bool open = says_nothing(r.lower) && says_nothing(r.upper);
  if (open) return fmt::format("<span class=\"lower soft\">{}</span>", kNoBound);
  return fmt::format("<span class=\"lower\">{}</span>{}",
                     says_nothing(r.lower) ? "m &gt;= ?" : html_escape(*r.lower), upper_line(r));
}

std::string one_result(const Record& record, std::size_t i) {
  const Result& r = record.results[i];
  return fmt::format(
      "<div class=\"cell\" id=\"r{0}\" data-status=\"{1}\" data-kind=\"atlas\" "
      "data-theorem=\"{2}\">\n"
      "<details name=\"atlas\">\n<summary aria-describedby=\"about{0}\">{3}</summary>\n"
      "{4}</details>\n"
      "<div class=\"about\" role=\"tooltip\" id=\"about{0}\">\n{5}<p class=\"now\"></p>\n"
      "</div>\n</div>\n",
      i, to_string(r.status), html_escape(r.theorem.value_or("")), summary_lines(r),
      result_parts(record, i), about(r));
}

std::string cell(const Record& record, const AtlasTable& table, const std::string& architecture,
                 const std::string& task) {
  const std::vector<std::size_t> found = table.cell(record, architecture, task);
  if (found.empty()) return "<td></td>\n";
  std::string html =
      fmt::format("<td data-key=\"{}\" data-task=\"{}\">\n",
                  html_escape(sort_key(record.results[found.front()])), html_escape(task));
  for (const std::size_t i : found) html += one_result(record, i);
  return html + "</td>\n";
}

std::string matrix(const Record& record, const AtlasTable& table) {
  const std::string p = table.precision ? fmt::format("{}", *table.precision) : std::string();
  std::string html = fmt::format(
      "<div class=\"atlas\" data-n=\"{}\" data-p=\"{}\">\n"
      "<h3>n = {}{}</h3>\n<div class=\"sizes\"></div>\n"
      "<table data-sortable>\n<thead><tr><th scope=\"col\">Architecture</th>",
      table.n, p, table.n, p.empty() ? p : fmt::format(", p = {} bits per number", p));
  for (const std::string& task : table.tasks)
    html += fmt::format("<th scope=\"col\">{}</th>", html_escape(task));
  html += "</tr></thead>\n<tbody>\n";
  for (const std::string& architecture : table.architectures) {
    html += fmt::format("<tr>\n<th scope=\"row\">{}</th>\n", html_escape(architecture));
    for (const std::string& task : table.tasks) html += cell(record, table, architecture, task);
    html += "</tr>\n";
  }
  return html + "</tbody>\n</table>\n</div>\n";
}

}  // namespace

std::string atlas_matrices(const Record& record) {
  const std::vector<AtlasTable> tables = atlas_tables(record);
  if (tables.empty()) return {};
  std::string html(kLegend);
  for (const AtlasTable& table : tables) html += matrix(record, table);
  return html;
}

}  // namespace separatrix

#include "reports/html.hpp"

#include <set>

#include <fmt/format.h>

#include "reports/bibliography.hpp"
#include "reports/embedded.hpp"
#include "reports/html_atlas.hpp"
#include "reports/html_figures.hpp"
#include "reports/html_results.hpp"
#include "reports/summary.hpp"
#include "reports/terminal.hpp"

namespace separatrix {
namespace {

// Nothing but what stands in the page is ever loaded.
constexpr std::string_view policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

std::string joined(std::span<const std::string_view> pieces) {
  std::string text;
  for (const std::string_view piece : pieces) text += piece;
  return text;
}

std::string script_text(const nlohmann::ordered_json& json) {
  const std::string text =
      json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    if (c == '<')
      escaped += "\\u003c";
    else
      escaped += c;
  }
  return escaped;
}

std::string data_script(std::string_view id, std::string_view json) {
  return fmt::format("<script type=\"application/json\" id=\"{}\">\n{}</script>\n", id, json);
}

std::string section(std::string_view id, std::string_view title, std::string_view content) {
  return fmt::format(
      "<section id=\"{0}\" aria-labelledby=\"{0}-title\">\n<h2 id=\"{0}-title\">{1}</h2>\n"
      "{2}</section>\n",
      id, title, content);
}

/// A table whose rows the filters may hide.
std::string filtered_section(std::string_view id, std::string_view title, std::string_view table) {
  return section(id, title,
                 fmt::format("<div data-filtered>\n{}<p class=\"nothing\" hidden>Nothing matches "
                             "the filters.</p>\n</div>\n",
                             table));
}

std::string sources(const Record& record) {
  std::set<std::string_view> cited;
  for (const Theorem& theorem : theorems()) cited.insert(theorem.citation);
  for (const Result& result : record.results) {
    cited.insert(result.assumes.begin(), result.assumes.end());
  }
  std::string html = "<ul>\n";
  for (const std::string_view key : cited) {
    html += fmt::format("<li>[{}] {}, <em>{}</em>, {}.</li>\n", html_escape(key),
                        html_escape(field(key, "author")), html_escape(field(key, "title")),
                        html_escape(field(key, "year")));
  }
  return html + "</ul>\n";
}

std::string drawings(std::span<const Figure> all) {
  return "<noscript><p>The drawings need scripts; their data are below.</p></noscript>\n"
         "<div class=\"figures\">\n" +
         figure_sections(all) + "</div>\n";
}

std::string heading(const Record& record, bool has_figures, bool has_atlas, bool has_audits) {
  std::string links = "<a href=\"#theorems\">Theorems</a> ";
  if (has_figures) links += "<a href=\"#figures-of-sizes\">Figures</a> ";
  if (has_atlas) links += "<a href=\"#atlas\">Atlas</a> ";
  links += "<a href=\"#results\">Results</a> ";
  if (has_audits) links += "<a href=\"#audit\">Audit</a> ";
  links += "<a href=\"#sources\">Sources</a>";
  return fmt::format(
      "<header>\n<h1>Theorems and evidence</h1>\n"
      "<p class=\"soft\">{} {} &middot; <code>{}</code></p>\n<p>{}</p>\n"
      "<nav aria-label=\"Sections\">{}</nav>\n<p id=\"downloads\"></p>\n</header>\n",
      html_escape(record.tool.name), html_escape(record.tool.version),
      html_escape(shell_command(record.command)), status_pills(record), links);
}

}  // namespace

std::string html_escape(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return escaped;
}

std::string page_record(const Record& record) {
  nlohmann::ordered_json head = to_json(record);
  const nlohmann::ordered_json results = std::move(head["results"]);
  head.erase("results");
  std::string text = script_text(head);
  text.pop_back();
  text += ",\"results\":[\n";
  for (std::size_t i = 0; i < results.size(); ++i)
    text += script_text(results[i]) + (i + 1 < results.size() ? ",\n" : "\n");
  return text + "]}\n";
}

std::string html_page(const Record& record) {
  const std::vector<Figure> all_figures = figures(record);
  bool has_audits = false;
  for (const Result& result : record.results) has_audits |= result.kind == Kind::audit;
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<title>{}: theorems and evidence</title>\n<style>{}</style>\n</head>\n<body>\n",
      policy, html_escape(record.tool.name), joined(embedded::page_style));
  const std::string atlas = atlas_matrices(record);
  html += heading(record, !all_figures.empty(), !atlas.empty(), has_audits);
  html += "<div id=\"controls\"></div>\n<main>\n";
  html += filtered_section("theorems", "Theorems", theorem_table(record));
  if (!all_figures.empty()) html += section("figures-of-sizes", "Figures", drawings(all_figures));
  if (!atlas.empty()) html += filtered_section("atlas", "Atlas", atlas);
  html += filtered_section("results", "Results", result_table(record));
  if (has_audits) html += filtered_section("audit", "Audited claims", audit_table(record));
  html += section("sources", "Sources", sources(record));
  html += "</main>\n" + data_script("record", page_record(record)) +
          data_script("figures", script_text(figures_json(all_figures))) + "<script>" +
          joined(embedded::page_script) + "</script>\n</body>\n</html>\n";
  return html;
}

}  // namespace separatrix

#include "reports/html.hpp"

#include <set>

#include <fmt/format.h>

#include "reports/bibliography.hpp"
#include "reports/summary.hpp"
#include "reports/terminal.hpp"

namespace separatrix {
namespace {

constexpr std::string_view style = R"(
:root { color-scheme: light dark; --page: #fbfaf7; --card: #fff; --text: #1d1f21; --soft: #63666b;
  --line: #e3e0d8; --link: #1f5f8b; --certified: #176b3a; --exhaustive: #1f6f6b;
  --sampled: #7a5a00; --refuted: #a3262a; --undecided: #5d5f66; }
@media (prefers-color-scheme: dark) { :root { --page: #15171a; --card: #1d2024; --text: #e6e4df;
  --soft: #9a9da3; --line: #31353b; --link: #82b8dc; --certified: #6fcf97; --exhaustive: #6cc7c1;
  --sampled: #e0b64d; --refuted: #f08a8d; --undecided: #a9acb3; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 56rem; padding: 1.5rem 1rem 4rem; background: var(--page);
  color: var(--text); font: 1rem/1.55 Georgia, "Times New Roman", serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.2rem; margin: 2.4rem 0 .8rem; }
h3 { font-size: 1.02rem; margin: 0; }
p { margin: .35rem 0; }
code, .pill, dt, summary, .soft { font-family: system-ui, sans-serif; }
code { font-family: ui-monospace, monospace; font-size: .85em; overflow-wrap: anywhere; }
.soft { color: var(--soft); font-size: .85rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
  padding: .8rem 1rem; margin: .7rem 0; }
.head { display: flex; flex-wrap: wrap; gap: .3rem .7rem; align-items: baseline; }
.head h3 { flex: 1 1 14rem; }
.pill { font-size: .78rem; border: 1px solid currentColor; border-radius: 1rem;
  padding: .05rem .6rem; white-space: nowrap; color: var(--soft); }
.certified { color: var(--certified); } .exhaustive { color: var(--exhaustive); }
.sampled { color: var(--sampled); } .refuted { color: var(--refuted); }
.undecided { color: var(--undecided); }
summary { cursor: pointer; color: var(--link); font-size: .85rem; }
dl { display: grid; grid-template-columns: 8rem 1fr; gap: .15rem .8rem; margin: .6rem 0;
  padding-top: .6rem; border-top: 1px solid var(--line); }
dt { color: var(--soft); font-size: .85rem; }
dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .35rem; } }
)";

std::string pill(Status status, std::string_view text) {
  return fmt::format("<span class=\"pill {}\">{}</span>", to_string(status), text);
}

std::string pills(std::span<const Result* const> results, std::string_view label) {
  std::string html;
  for (const auto& [status, count] : count_statuses(results)) {
    html += pill(status, fmt::format("{}{} {}", label, to_string(status), count));
  }
  return html;
}

std::string pills(std::span<const Result* const> results, std::span<const Result* const> audits) {
  if (results.empty() && audits.empty())
    return fmt::format("<span class=\"pill\">{}</span>", no_evidence);
  return pills(results, "") + pills(audits, "audit: ");
}

void add(std::string& html, std::string_view label, const std::optional<std::string>& text) {
  if (text && !text->empty()) {
    html += fmt::format("<dt>{}</dt><dd>{}</dd>\n", label, html_escape(*text));
  }
}

std::string details(const Result& r) {
  std::string html =
      fmt::format("<dl>\n<dt>status</dt><dd>{}</dd>\n", pill(r.status, to_string(r.status)));
  if (r.task) add(html, "domain", task_text(*r.task));
  add(html, "architecture", r.architecture);
  if (r.construction) add(html, "construction", r.construction->id);
  add(html, "arithmetic", r.arithmetic);
  add(html, "claim", r.claim);
  add(html, "verdict", r.verdict);
  add(html, "correction", r.correction);
  if (r.evidence) add(html, "evidence", evidence_text(*r.evidence, r.kind));
  if (r.measures) add(html, "model", measures_text(*r.measures));
  if (r.vectors) add(html, "vectors", vectors_text(*r.vectors));
  add(html, "lower", r.lower);
  add(html, "upper", r.upper);
  for (const Bound& bound : r.bounds) add(html, "bound", bound_text(bound));
  if (!r.assumes.empty()) {
    add(html, "assumes", fmt::format("[{}]", fmt::join(r.assumes, "], [")));
  }
  add(html, "reason", r.reason);
  if (r.counterexample) {
    add(html, "counterexample", r.counterexample->what);
    html += fmt::format("<dt>replay</dt><dd><code>{}</code></dd>\n",
                        html_escape(shell_command(r.counterexample->replay)));
  }
  for (const std::string& note : r.notes) add(html, "note", note);
  return html + "</dl>\n";
}

/// Results behind a line that opens them; nothing if there are none.
std::string folded(std::span<const Result* const> results, std::string_view noun) {
  if (results.empty()) return "";
  std::string html = fmt::format("<details><summary>{} {}{}</summary>\n", results.size(), noun,
                                 results.size() == 1 ? "" : "s");
  for (const Result* result : results) html += details(*result);
  return html + "</details>\n";
}

std::string theorem_card(const EvidenceRow& row) {
  const Theorem& t = *row.theorem;
  std::string html = fmt::format(
      "<article class=\"card\" id=\"{0}\">\n<div class=\"head\"><strong>{0}</strong>"
      "<h3>{1}</h3>{2}</div>\n<p>{3}</p>\n"
      "<p class=\"soft\">{4}, [{5}], {6}</p>\n",
      html_escape(t.id), html_escape(t.title), pills(row.results, row.audits),
      html_escape(t.statement),
      to_string(t.kind) == "tool" ? "tool" : fmt::format("{} bound", to_string(t.kind)),
      html_escape(t.citation), html_escape(t.number));
  return html + folded(row.results, "result") + folded(row.audits, "audited claim") +
         "</article>\n";
}

std::string sources(const Record& record) {
  std::set<std::string_view> cited;
  for (const Theorem& theorem : theorems()) cited.insert(theorem.citation);
  for (const Result& result : record.results) {
    cited.insert(result.assumes.begin(), result.assumes.end());
  }
  std::string html;
  for (const std::string_view key : cited) {
    html += fmt::format("<p>[{}] {}, <em>{}</em>, {}.</p>\n", html_escape(key),
                        html_escape(field(key, "author")), html_escape(field(key, "title")),
                        html_escape(field(key, "year")));
  }
  return html;
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

std::string html_page(const Record& record) {
  std::vector<const Result*> all, audits;
  for (const Result& result : record.results)
    (result.kind == Kind::audit ? audits : all).push_back(&result);
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{0}: theorems and evidence</title>\n<style>{1}</style>\n</head>\n<body>\n"
      "<h1>Theorems and evidence</h1>\n<p class=\"soft\">{0} {2} &middot; <code>{3}</code></p>\n"
      "<p class=\"head\">{4}</p>\n<h2>Theorems</h2>\n",
      html_escape(record.tool.name), style, html_escape(record.tool.version),
      html_escape(shell_command(record.command)), pills(all, audits));
  for (const EvidenceRow& row : evidence_rows(record)) html += theorem_card(row);
  const std::vector<const Result*> others = other_results(record);
  if (!others.empty()) {
    html += "<h2>Other results</h2>\n";
    for (const Result* result : others) {
      html += fmt::format("<article class=\"card\">\n{}</article>\n", details(*result));
    }
  }
  return html + "<h2>Sources</h2>\n" + sources(record) + "</body>\n</html>\n";
}

}  // namespace separatrix

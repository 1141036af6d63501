#include "reports/html_results.hpp"

#include <fmt/format.h>

#include "reports/html.hpp"
#include "reports/reproduce.hpp"
#include "reports/summary.hpp"
#include "reports/terminal.hpp"

namespace separatrix {
namespace {

std::string pill(Status status, std::string_view text) {
  return fmt::format("<span class=\"pill {}\">{}</span>", to_string(status), text);
}

std::string pills(std::span<const Result* const> results, std::string_view label) {
  std::string html;
  for (const auto& [status, count] : count_statuses(results)) {
    html += pill(status, fmt::format("{}{} {}", label, to_string(status), count)) + " ";
  }
  return html;
}

std::string pills(std::span<const Result* const> results, std::span<const Result* const> audits) {
  if (results.empty() && audits.empty())
    return fmt::format("<span class=\"pill\">{}</span>", no_evidence);
  return pills(results, "") + pills(audits, "audit: ");
}

std::string kind_text(const Theorem& theorem) {
  return theorem.kind == TheoremKind::tool ? "tool"
                                           : fmt::format("{} bound", to_string(theorem.kind));
}

void add(std::string& html, std::string_view label, const std::optional<std::string>& text) {
  if (text && !text->empty())
    html += fmt::format("<dt>{}</dt><dd>{}</dd>\n", label, html_escape(*text));
}

void add_command(std::string& html, std::string_view label, std::span<const std::string> words) {
  html += fmt::format("<dt>{}</dt><dd><code>{}</code></dd>\n", label,
                      html_escape(shell_command(words)));
}

/// Where a result stands in its record and on the page.
struct Place {
  const Record& record;
  std::size_t index;

  const Result& result() const { return record.results[index]; }
  std::string id() const { return fmt::format("r{}", index); }
  std::string certificate_file() const {
    return fmt::format("{}-{}.json",
                       result().theorem.value_or(std::string(to_string(result().kind))), id());
  }
};

/// The parts of a result below its line.
std::string parts(const Place& place) {
  const Result& r = place.result();
  std::string html = "<dl>\n";
  if (r.task) add(html, "domain", task_text(*r.task));
  add(html, "architecture", r.architecture);
  if (r.construction) add(html, "construction", r.construction->id);
  add(html, "arithmetic", r.arithmetic);
  add(html, "correction", r.correction);
  if (r.evidence) add(html, "evidence", evidence_text(*r.evidence, r.kind));
  if (r.measures) add(html, "model", measures_text(*r.measures));
  if (r.vectors) add(html, "vectors", vectors_text(*r.vectors));
  add(html, "lower", r.lower);
  add(html, "upper", r.upper);
  for (const Bound& bound : r.bounds) add(html, "bound", bound_text(bound));
  if (r.hidden_size) {
    add(html, "hidden size",
        fmt::format("{} at {} bits per number: width at least {}", r.hidden_size->model,
                    r.hidden_size->precision, count_text(r.hidden_size->min_width)));
  }
  for (const Formula& formula : r.formulas) add(html, formula.name, formula.expression.text());
  if (!r.assumes.empty()) add(html, "assumes", fmt::format("[{}]", fmt::join(r.assumes, "], [")));
  add(html, "reason", r.reason);
  if (r.counterexample) {
    add(html, "counterexample", r.counterexample->what);
    add_command(html, "replay", r.counterexample->replay);
  }
  for (const std::string& note : r.notes) add(html, "note", note);
  add_command(html, "reproduce", reproducing_command(place.record, r));
  if (r.certificate) {
    const std::string file = place.certificate_file();
    html += fmt::format(
        "<dt>certificate</dt><dd data-certificate=\"{}\" data-file=\"{}\">{}; check it with "
        "<code>{}</code></dd>\n",
        place.index, html_escape(file), html_escape(r.certificate->at("kind").get<std::string>()),
        html_escape(shell_command(std::vector<std::string>{"separatrix-check", file})));
  }
  return html + "</dl>\n";
}

std::string opening_row(const Place& place) {
  const Result& r = place.result();
  return fmt::format("<tr id=\"{}\" data-status=\"{}\" data-kind=\"{}\" data-theorem=\"{}\">\n",
                     place.id(), to_string(r.status), to_string(r.kind),
                     html_escape(r.theorem.value_or("")));
}

/// The theorem's id with a link to its row, sorted in the order of the theorem table.
std::string theorem_cell(const Result& result) {
  if (!result.theorem) return "<td></td>\n";
  const auto rank = &theorem(*result.theorem) - theorems().data();
  return fmt::format("<td data-key=\"{0}\"><a href=\"#{1}\">{1}</a></td>\n", rank,
                     html_escape(*result.theorem));
}

std::string status_cell(Status status) {
  return fmt::format("<td>{}</td>\n", pill(status, to_string(status)));
}

/// One line that tells a result from its neighbours.
std::string headline(const Result& r) {
  std::string text = r.task ? task_text(*r.task) : std::string(to_string(r.kind));
  if (r.architecture) text += ", " + *r.architecture;
  if (r.construction) text += "; " + r.construction->id;
  if (r.vectors && !(r.construction && r.construction->id == r.vectors->family))
    text += ", " + r.vectors->family;
  if (r.arithmetic) text += ", " + *r.arithmetic;
  return text;
}

std::string number_cell(const std::optional<Integer>& value, std::string_view shown) {
  return value ? fmt::format("<td class=\"number wide\" data-key=\"{}\">{}</td>\n", value->str(),
                             shown)
               : "<td class=\"wide\"></td>\n";
}

std::string measure_cells(const std::optional<Measures>& m) {
  if (!m) return number_cell({}, "") + number_cell({}, "") + number_cell({}, "");
  return number_cell(Integer(m->width), fmt::format("{}", m->width)) +
         number_cell(Integer(m->precision_bits),
                     m->precision_bits == 0 ? "reals" : fmt::format("{}", m->precision_bits)) +
         number_cell(m->representation_bits, count_text(m->representation_bits));
}

std::string result_row(const Place& place) {
  const Result& r = place.result();
  std::string html = opening_row(place) + theorem_cell(r) + status_cell(r.status);
  html += fmt::format(
      "<td class=\"wide\">{}</td>\n<td class=\"main\"><details class=\"result\"><summary>{}",
      to_string(r.kind), html_escape(headline(r)));
  if (!r.bounds.empty())
    html += fmt::format("<small>{}</small>", html_escape(bound_text(r.bounds.front())));
  return html + "</summary>\n" + parts(place) + "</details></td>\n" + measure_cells(r.measures) +
         "</tr>\n";
}

std::string audit_row(const Place& place) {
  const Result& r = place.result();
  return opening_row(place) + theorem_cell(r) + status_cell(r.status) +
         fmt::format(
             "<td class=\"main\"><details "
             "class=\"result\"><summary>{}<small>{}</small></summary>\n",
             html_escape(r.claim.value_or("")), html_escape(r.verdict.value_or(""))) +
         parts(place) + "</details></td>\n</tr>\n";
}

std::string results_link(const EvidenceRow& row, const Record& record) {
  const std::size_t count = row.results.size() + row.audits.size();
  if (count == 0) return "";
  const Result* first = row.results.empty() ? row.audits.front() : row.results.front();
  return fmt::format("<a href=\"#r{}\" data-show=\"{}\">{} result{}</a>",
                     first - record.results.data(), html_escape(row.theorem->id), count,
                     count == 1 ? "" : "s");
}

}  // namespace

std::string theorem_table(const Record& record) {
  std::string html =
      "<table data-sortable>\n<thead><tr><th scope=\"col\">Theorem</th>"
      "<th scope=\"col\">Statement</th><th scope=\"col\" class=\"wide\">Kind</th>"
      "<th scope=\"col\">Evidence</th></tr></thead>\n<tbody>\n";
  std::size_t rank = 0;
  for (const EvidenceRow& row : evidence_rows(record)) {
    const Theorem& t = *row.theorem;
    html += fmt::format(
        "<tr id=\"{0}\" data-theorem=\"{0}\">\n<th scope=\"row\" data-key=\"{1}\">{0}</th>\n"
        "<td class=\"main\"><strong>{2}</strong><p>{3}</p><small>[{4}], {5}</small></td>\n"
        "<td class=\"wide\">{6}</td>\n<td class=\"evidence\">{7}{8}</td>\n</tr>\n",
        html_escape(t.id), rank++, html_escape(t.title), html_escape(t.statement),
        html_escape(t.citation), html_escape(t.number), kind_text(t),
        pills(row.results, row.audits), results_link(row, record));
  }
  return html + "</tbody>\n</table>\n";
}

std::string result_table(const Record& record) {
  std::string html =
      "<table data-sortable>\n<thead><tr><th scope=\"col\">Theorem</th>"
      "<th scope=\"col\">Status</th><th scope=\"col\" class=\"wide\">Kind</th>"
      "<th scope=\"col\">Result</th><th scope=\"col\" class=\"wide number\">Width</th>"
      "<th scope=\"col\" class=\"wide number\">Bits / number</th>"
      "<th scope=\"col\" class=\"wide number\">Bits in all</th></tr></thead>\n<tbody>\n";
  for (std::size_t i = 0; i < record.results.size(); ++i) {
    const Kind kind = record.results[i].kind;
    if (kind != Kind::audit && kind != Kind::atlas) html += result_row({record, i});
  }
  return html + "</tbody>\n</table>\n";
}

std::string audit_table(const Record& record) {
  std::string html =
      "<table data-sortable>\n<thead><tr><th scope=\"col\">Theorem</th>"
      "<th scope=\"col\">Status</th><th scope=\"col\">Claim and verdict</th></tr></thead>\n"
      "<tbody>\n";
  for (std::size_t i = 0; i < record.results.size(); ++i)
    if (record.results[i].kind == Kind::audit) html += audit_row({record, i});
  return html + "</tbody>\n</table>\n";
}

std::string result_parts(const Record& record, std::size_t index) { return parts({record, index}); }

std::string status_pills(const Record& record) {
  std::vector<const Result*> all, audits;
  for (const Result& result : record.results)
    (result.kind == Kind::audit ? audits : all).push_back(&result);
  return pills(all, audits);
}

}  // namespace separatrix

// Tables and lists of the LaTeX report: evidence, results, bounds, audit.
#include <algorithm>

#include <fmt/format.h>

#include "reports/latex.hpp"
#include "reports/latex_table.hpp"
#include "reports/latex_text.hpp"
#include "reports/summary.hpp"
#include "reports/width_curve.hpp"

namespace separatrix {
namespace {

std::string cited_theorem(const Theorem& theorem) {
  return fmt::format("{}~\\cite[\\mbox{{{}}}]{{{}}}", latex_prose(theorem.title),
                     latex_prose(theorem.number), theorem.citation);
}

/// A line across all columns, kept with the row below it.
std::string block_heading(bool first, int columns, const std::string& heading) {
  return fmt::format("{}\\multicolumn{{{}}}{{@{{}}p{{0.97\\linewidth}}@{{}}}}{{{}}} \\\\*\n",
                     first ? "" : "\\addlinespace\n", columns, heading);
}

/// "certified, assuming [DG75]".
std::string status_text(const Result& r) {
  std::string text(to_string(r.status));
  if (!r.assumes.empty()) text += fmt::format(", assuming~\\cite{{{}}}", fmt::join(r.assumes, ","));
  return text;
}

std::string domain(const Result& r) {
  std::string text = r.task ? latex_prose(task_text(*r.task)) : std::string();
  if (r.architecture) text += (text.empty() ? "" : ": ") + latex_prose(*r.architecture);
  return text;
}

/// What was checked: a model, a family, bounds.
std::string subject(const Result& r) {
  std::vector<std::string> parts;
  if (r.construction) parts.push_back(latex_prose(r.construction->id));
  if (r.vectors && (!r.construction || r.construction->id != r.vectors->family))
    parts.push_back(latex_prose(r.vectors->family));
  if (r.vectors) parts.push_back(fmt::format("$k = {}$", r.vectors->dimension));
  if (r.arithmetic) parts.push_back(latex_prose(*r.arithmetic));
  if (r.lower) parts.push_back("lower: " + latex_prose(*r.lower));
  if (r.upper) parts.push_back("upper: " + latex_prose(*r.upper));
  if (!r.bounds.empty() && r.kind != Kind::vectors)
    parts.push_back(
        fmt::format("{} {}", r.bounds.size(), r.bounds.size() == 1 ? "bound" : "bounds"));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string result_row(const Result& r) {
  std::string sizes = "& & ";
  if (r.measures) {
    const Measures& m = *r.measures;
    sizes = fmt::format("{} & {} & {}", latex_count(m.width),
                        m.precision_bits == 0 ? "real" : std::to_string(m.precision_bits),
                        latex_count(m.representation_bits));
  }
  return fmt::format("{} & {} & {} & {} \\\\\n", domain(r), subject(r), status_text(r), sizes);
}

/// Counts in the order of all_statuses; an empty cell for none.
std::string status_cells(std::span<const Result* const> results) {
  std::string cells;
  for (const Status status : all_statuses) {
    const auto count = std::ranges::count(results, status, &Result::status);
    cells += " & " + (count == 0 ? std::string() : std::to_string(count));
  }
  return cells;
}

std::string evidence_row(const std::string& id, const std::string& title,
                         std::span<const Result* const> results,
                         std::span<const Result* const> audits) {
  std::size_t held = 0;
  for (const Result* audit : audits)
    if (audit->status == Status::certified || audit->status == Status::exhaustive) ++held;
  const std::string audited = audits.empty() ? "" : fmt::format("{} of {}", held, audits.size());
  return fmt::format("{} & {}{} & {} \\\\\n", id, title, status_cells(results), audited);
}

std::string bound_cell(const std::optional<Integer>& bits) {
  return bits ? latex_count(*bits) : std::string();
}

std::string bound_row(const Bound& bound) {
  const std::string partition = bound.partition.empty() ? "" : ", " + bound.partition;
  return fmt::format(
      "{} & {} & {} & {} \\\\\n", latex_prose(bound.quantity + ", " + bound.convention + partition),
      bound_cell(bound.lower_bits), bound_cell(bound.upper_bits), latex_prose(bound.method));
}

/// A least width: where it is from, for which model, at which N.
struct WidthRow {
  const Result* result;
  std::string model;
  std::uint64_t precision;
  Integer n;
  Integer needed;
  Integer width;
  bool conditional = false;
};

std::vector<WidthRow> width_rows(const Record& record) {
  std::vector<WidthRow> rows;
  for (const Result& r : record.results) {
    if (r.hidden_size && r.kind != Kind::atlas)
      rows.push_back({&r, r.hidden_size->model, r.hidden_size->precision, r.task->n,
                      r.bounds.front().lower_bits.value_or(0), r.hidden_size->min_width});
    const auto curve = width_curve(r);
    if (!curve) continue;
    for (const WidthCurve::Series& series : curve->series)
      if (!series.points.empty()) {
        const WidthCurve::At& last = series.points.back();
        const std::string heads =
            curve->heads > 1 ? fmt::format(", heads {}", curve->heads) : std::string();
        rows.push_back({&r, series.method + heads, curve->precision, last.n, last.needed,
                        last.width, series.conditional()});
      }
  }
  return rows;
}

std::string width_table(const Record& record) {
  std::string rows;
  for (const WidthRow& row : width_rows(record))
    rows += fmt::format("{} & {} & {} & {} & {} & {} & {} & {} \\\\\n",
                        latex_escape(row.result->theorem.value_or("")),
                        latex_prose(row.result->task->name), latex_prose(row.model), row.precision,
                        latex_count(row.n), latex_count(row.needed), latex_count(row.width),
                        row.conditional ? "conditional" : status_text(*row.result));
  if (rows.empty()) return rows;
  return long_table(record, "hidden-size",
                    "The least width that the communication of a task leaves to a model; of a "
                    "curve its largest $N$. What is conditional follows only if the paper's "
                    "count of its protocol holds.",
                    "ll" + paragraph("0.24") + "rrrrl",
                    "& Task & Model & $p$ & $N$ & Bits needed & Least width & Status", rows);
}

}  // namespace

std::string latex_evidence(const Record& record) {
  std::string rows;
  for (const EvidenceRow& row : evidence_rows(record))
    rows += evidence_row(latex_escape(row.theorem->id), cited_theorem(*row.theorem), row.results,
                         row.audits);
  std::vector<const Result*> others, audits;
  for (const Result* r : other_results(record))
    (r->kind == Kind::audit ? audits : others).push_back(r);
  if (!others.empty() || !audits.empty())
    rows += "\\midrule\n" + evidence_row("", "Results of no theorem", others, audits);
  return long_table(record, "evidence",
                    "Results for every theorem by status, and how many of its audited claims hold.",
                    "l" + paragraph("0.55") + "rrrrrl",
                    "& Theorem & cert. & exh. & samp. & ref. & undec. & Audits", rows);
}

std::string latex_theorems(const Record& record) {
  std::string rows;
  const auto block = [&](const std::string& heading, std::span<const Result* const> results) {
    if (results.empty()) return;
    rows += block_heading(rows.empty(), 6, heading);
    for (const Result* r : results) rows += result_row(*r);
  };
  for (const EvidenceRow& row : evidence_rows(record))
    block(fmt::format("\\textbf{{{}}} {}", latex_escape(row.theorem->id),
                      cited_theorem(*row.theorem)),
          row.results);
  std::vector<const Result*> others;
  for (const Result* r : other_results(record))
    if (r->kind != Kind::audit && r->kind != Kind::atlas) others.push_back(r);
  block("\\textbf{Results of no theorem}", others);
  if (rows.empty()) return rows;
  return long_table(
      record, "theorems",
      "All results but the atlas: width in entries (recurrent: units), bits per number "
      "$p$, bits of the whole model.",
      paragraph("0.33") + paragraph("0.26") + paragraph("0.12") + "rrr",
      "Domain & Model & Status & Width & $p$ & Bits", rows);
}

std::string latex_bounds(const Record& record) {
  std::string rows;
  for (const Result& r : record.results) {
    if (r.bounds.empty() || r.kind == Kind::atlas) continue;
    const std::string id =
        r.theorem ? fmt::format("\\textbf{{{}}} ", latex_escape(*r.theorem)) : "";
    rows += block_heading(rows.empty(), 4, fmt::format("{}{} ({})", id, domain(r), status_text(r)));
    for (const Bound& bound : r.bounds) rows += bound_row(bound);
  }
  std::string text = width_table(record);
  if (rows.empty()) return text;
  return text + long_table(record, "bounds", "Bounds in bits (of a family: in coordinates).",
                           paragraph("0.42") + "rr" + paragraph("0.34"),
                           "Quantity & Lower & Upper & Method", rows);
}

std::string latex_audit(const Record& record) {
  /// With the full stop that some texts bring and others do not.
  const auto sentence = [](const std::string& text) {
    return latex_prose(text) + (text.ends_with('.') ? "" : ".");
  };
  std::string list;
  for (const Result& r : record.results) {
    if (r.kind != Kind::audit) continue;
    list += fmt::format("\\item[{}] \\emph{{Claim.}} {} \\emph{{Verdict ({}).}} {}",
                        latex_escape(r.theorem.value_or("Numbers")), sentence(*r.claim),
                        status_text(r), sentence(*r.verdict));
    if (r.correction) list += fmt::format(" \\emph{{Correction.}} {}", sentence(*r.correction));
    if (r.evidence)
      list += fmt::format(" \\emph{{Evidence.}} {}", sentence(evidence_text(*r.evidence, r.kind)));
    list += "\n";
  }
  if (list.empty()) return list;
  return lead_comment(record) + "\\noindent Source: " + latex_source(record) +
         ".\n\\begin{description}\n" + list + "\\end{description}\n";
}

}  // namespace separatrix

#include "reports/latex.hpp"

#include <fmt/format.h>

#include "reports/summary.hpp"

namespace separatrix {
namespace {

std::string cells(const Result& result) {
  const std::string domain = result.task ? latex_escape(task_text(*result.task)) : std::string();
  std::string sizes = " & & ";
  if (result.measures) {
    const Measures& m = *result.measures;
    sizes =
        fmt::format("{} & {} & {}", m.width,
                    m.precision_bits == 0 ? std::string("real") : std::to_string(m.precision_bits),
                    count_text(m.representation_bits));
  }
  return fmt::format("{} & {} & {}", domain, to_string(result.status), sizes);
}

/// Escaped, with the full stop that some texts bring and others do not.
std::string sentence(const std::string& text) {
  return latex_escape(text) + (text.ends_with('.') ? "" : ".");
}

/// What the audits say, one paragraph each; empty if there are none.
std::string audits(const Record& record) {
  std::string list;
  for (const Result& r : record.results) {
    if (r.kind != Kind::audit) continue;
    list += fmt::format("\\item[{}] \\emph{{Claim.}} {} \\emph{{Verdict ({}).}} {}",
                        latex_escape(r.theorem.value_or("")), sentence(*r.claim),
                        to_string(r.status), sentence(*r.verdict));
    if (r.correction) list += fmt::format(" \\emph{{Correction.}} {}", sentence(*r.correction));
    list += "\n";
  }
  return list.empty() ? list : "\\begin{description}\n" + list + "\\end{description}\n";
}

}  // namespace

std::string latex_escape(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '\\':
        escaped += "\\textbackslash{}";
        break;
      case '^':
        escaped += "\\textasciicircum{}";
        break;
      case '~':
        escaped += "\\textasciitilde{}";
        break;
      case '<':
        escaped += "\\textless{}";
        break;
      case '>':
        escaped += "\\textgreater{}";
        break;
      case '|':
        escaped += "\\textbar{}";
        break;
      case '"':
        escaped += "{''}";
        break;
      case '#':
      case '$':
      case '%':
      case '&':
      case '_':
      case '{':
      case '}':
        escaped += '\\';
        escaped += c;
        break;
      default:
        escaped += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return escaped;
}

std::string latex_table(const Record& record) {
  std::string table = fmt::format(
      "% Written by {} {} from its record.\n"
      "\\begin{{longtable}}{{@{{}}lp{{0.27\\linewidth}}p{{0.24\\linewidth}}lrrr@{{}}}}\n"
      "\\toprule\n"
      "& Result & Domain & Status & Width & $p$ & Bits \\\\\n"
      "\\midrule\n"
      "\\endhead\n"
      "\\bottomrule\n"
      "\\endfoot\n",
      latex_escape(record.tool.name), latex_escape(record.tool.version));
  for (const EvidenceRow& row : evidence_rows(record)) {
    const std::string head = fmt::format("{} & {}~\\cite[{}]{{{}}}", latex_escape(row.theorem->id),
                                         latex_escape(row.theorem->title),
                                         latex_escape(row.theorem->number), row.theorem->citation);
    if (row.results.empty()) {
      table += fmt::format("{} & & \\emph{{{}}} & & & \\\\\n", head, status_summary(row));
    }
    std::string_view lead = head;
    for (const Result* result : row.results) {
      table += fmt::format("{} & {} \\\\\n", lead, cells(*result));
      lead = "&";
    }
  }
  return table + "\\end{longtable}\n" + audits(record);
}

}  // namespace separatrix

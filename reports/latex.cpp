#include "reports/latex.hpp"

#include <fmt/format.h>

#include "reports/bibliography.hpp"
#include "reports/latex_text.hpp"

namespace separatrix {
namespace {

constexpr std::string_view kPreamble = R"(\documentclass[10pt,a4paper]{article}
\usepackage[utf8]{inputenc}
\usepackage[margin=24mm]{geometry}
\usepackage{array}
\usepackage{booktabs}
\usepackage{longtable}
\usepackage{microtype}
\usepackage{pgfplots}
\pgfplotsset{compat=1.18}
\usepackage[hidelinks]{hyperref}
\setlength{\emergencystretch}{3em}
)";

constexpr std::string_view kWords =
    R"(\noindent A result is \emph{certified} if checked inequalities
cover all inputs of its domain, \emph{exhaustive} if every input was run, \emph{sampled} if some
were run and none failed, \emph{refuted} if a counterexample is shown, and \emph{undecided} if
neither was reached. Only certified and exhaustive results are called verified. What a result
assumes from the literature is cited beside its status.
)";

struct Section {
  std::string file;
  std::string heading;
};

std::string document(const Record& record, const std::vector<Section>& sections) {
  std::string text(kPreamble);
  text += fmt::format(
      "\\title{{Theorems and evidence}}\n\\author{{{} {}}}\n\\date{{}}\n\n\\begin{{document}}\n"
      "\\maketitle\n\n\\noindent Written from the record of\n{}.\n\n",
      latex_escape(record.tool.name), latex_escape(record.tool.version),
      latex_command(record.command));
  text += kWords;
  for (const auto& [file, heading] : sections)
    text += fmt::format("\n\\section{{{}}}\n\\input{{{}}}\n", heading, file);
  return text +
         "\n\\clearpage\n\\bibliographystyle{plain}\n\\bibliography{references}\n\\end{document}\n";
}

}  // namespace

std::string latex_source(const Record& record) {
  return fmt::format("{} {}, {}", latex_escape(record.tool.name), latex_escape(record.tool.version),
                     latex_command(record.command));
}

std::vector<ReportFile> latex_report(const Record& record) {
  std::vector<ReportFile> files;
  std::vector<Section> sections;
  const auto add = [&](const std::string& name, const std::string& heading, std::string text) {
    if (text.empty()) return;
    files.push_back({name + ".tex", std::move(text)});
    sections.push_back({name, heading});
  };
  add("evidence", "Evidence", latex_evidence(record));
  std::string inputs;
  for (const Figure& figure : figures(record)) {
    files.push_back({"figure-" + figure.id + ".tex", latex_figure(figure, record)});
    inputs += fmt::format("\\input{{figure-{}}}\n", figure.id);
  }
  if (!inputs.empty()) inputs += "\\clearpage\n";
  add("figures", "Figures", inputs);
  add("bounds", "Lower and upper bounds", latex_bounds(record));
  add("atlas", "Atlas of architectures", latex_atlas(record));
  add("theorems", "Results", latex_theorems(record));
  add("audit", "Audited claims", latex_audit(record));
  files.push_back({"report.tex", document(record, sections)});
  files.push_back({"references.bib", std::string(bibliography())});
  return files;
}

}  // namespace separatrix

// The record as LaTeX: fragments that a paper can \input, and a report made of them.
#pragma once

#include <string>
#include <vector>

#include "reports/figures.hpp"
#include "reports/record.hpp"

namespace separatrix {

/// A file of a report, by its name within the folder.
struct ReportFile {
  std::string name;
  std::string text;
};

/// evidence.tex    how many results of each status every theorem has, and its audits
/// theorems.tex    every result, a block for each theorem: domain, model, status and sizes
/// bounds.tex      least widths, and bounds on communication, state and dimension
/// atlas.tex       architectures by tasks, and the widths that are enough with their constructions
/// audit.tex       the audited claims with verdict and correction
/// figure-ID.tex   one floating figure each (reports/figures.hpp); figures.tex takes in all of them
/// report.tex      a document of all these
/// references.bib  the bibliography
/// A fragment without data is left out, and report.tex does not ask for it. Fragments need the
/// packages booktabs, longtable, array, and pgfplots (compat 1.18); citations need the
/// bibliography. Captions name the command and the version. Nothing of the host and no running time
/// is written: equal canonical records give equal bytes.
std::vector<ReportFile> latex_report(const Record& record);

/// The single fragments; empty where the record holds nothing for them.
std::string latex_evidence(const Record& record);
std::string latex_theorems(const Record& record);
std::string latex_bounds(const Record& record);
std::string latex_atlas(const Record& record);
std::string latex_audit(const Record& record);

/// A `figure` environment with pgfplots axes, legend below. Series differ in mark and dashes as
/// well as in colour.
std::string latex_figure(const Figure& figure, const Record& record);

/// "separatrix 0.4.0, \texttt{separatrix paper}": the source that a caption names.
std::string latex_source(const Record& record);

}  // namespace separatrix

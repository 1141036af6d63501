// The atlas in LaTeX: a table of architectures by tasks for each size n, what crosses the cuts, and
// the widths that are enough.
#include <algorithm>

#include <fmt/format.h>

#include "reports/atlas_table.hpp"
#include "reports/latex.hpp"
#include "reports/latex_table.hpp"
#include "reports/latex_text.hpp"

namespace separatrix {
namespace {

// Parts of the line: for the architecture, for all tasks, and between two columns.
constexpr double kNameShare = 0.17;
constexpr double kTasksShare = 0.82;
constexpr double kGapShare = 0.0175;

/// "$\geq 83$, $\leq 4100$"; nothing is left out: "?" where no bound is known.
std::string cell_text(const Result& r) {
  const bool no_lower = says_nothing(r.lower);
  const bool no_upper = says_nothing(r.upper);
  if (no_lower && no_upper) return "?";
  std::string text = no_lower ? "?" : latex_prose(*r.lower);
  if (r.hidden_size)  // of m; another size keeps its name
    text = "$\\geq$ " + latex_count(r.hidden_size->min_width);
  if (no_upper) return text;
  return text + ", " +
         (r.measures ? "$\\leq$ " + latex_count(r.measures->width) : latex_prose(*r.upper));
}

std::string matrix(const Record& record, const AtlasTable& table) {
  std::string heading = "Architecture";
  for (const std::string& task : table.tasks) heading += " & " + latex_prose(task);
  std::string rows;
  for (const std::string& architecture : table.architectures) {
    rows += latex_prose(architecture);
    for (const std::string& task : table.tasks) {
      rows += " & ";
      std::string cell;
      for (const std::size_t i : table.cell(record, architecture, task))
        cell += (cell.empty() ? "" : "; ") + cell_text(record.results[i]);
      rows += cell;
    }
    rows += " \\\\\n";
  }
  const std::string share =
      fmt::format("{:.3f}", kTasksShare / static_cast<double>(table.tasks.size()) - kGapShare);
  std::string columns = paragraph(fmt::format("{:.2f}", kNameShare));
  for (std::size_t i = 0; i < table.tasks.size(); ++i) columns += paragraph(share);
  const std::string precision =
      table.precision ? fmt::format(" and $p = {}$ bits per number", *table.precision) : "";
  return long_table(record, fmt::format("atlas-{}", table.n),
                    fmt::format("The width $m$ that each task forces on an architecture ($\\geq$) "
                                "and a width that is certified to be enough ($\\leq$), at "
                                "$n = {}${}. ?: no bound known to this program.",
                                table.n, precision),
                    columns, heading, rows);
}

std::string enough(const Record& record, const AtlasTable& table) {
  std::string rows;
  for (const std::size_t i : table.results) {
    const Result& r = record.results[i];
    if (says_nothing(r.upper)) continue;
    rows += fmt::format("{} & {} & {} & {} & {} \\\\\n", latex_prose(*r.architecture),
                        latex_prose(r.task->name), latex_prose(*r.upper),
                        r.construction ? latex_prose(r.construction->id) : std::string(),
                        r.arithmetic ? latex_prose(*r.arithmetic) : std::string());
  }
  if (rows.empty()) return rows;
  return long_table(record, fmt::format("atlas-enough-{}", table.n),
                    fmt::format("Widths that are enough at $n = {}$, certified.", table.n),
                    paragraph("0.18") + paragraph("0.18") + paragraph("0.28") + paragraph("0.14") +
                        paragraph("0.12"),
                    "Architecture & Task & Width & Construction & Arithmetic", rows);
}

/// The reason beside a bound: what crosses, what is needed, over which cut.
std::string cuts(const Record& record, const AtlasTable& table) {
  std::string rows;
  for (const std::size_t i : table.results) {
    const Result& r = record.results[i];
    const Expression* bits = find_formula(r, "bits that cross");
    const Expression* needed = find_formula(r, "bits needed");
    if (bits == nullptr || needed == nullptr || r.bounds.empty()) continue;
    rows += fmt::format("{} & {} & {} & {} & {} \\\\\n", latex_prose(*r.architecture),
                        latex_prose(r.task->name), latex_prose(r.bounds.front().partition),
                        latex_prose(bits->text()), latex_prose(needed->text()));
  }
  if (rows.empty()) return rows;
  return long_table(record, fmt::format("atlas-cuts-{}", table.n),
                    fmt::format("The cut behind each width at $n = {}$: the bits that cross it "
                                "must be at least the bits needed.",
                                table.n),
                    paragraph("0.16") + paragraph("0.16") + paragraph("0.11") + paragraph("0.27") +
                        paragraph("0.20"),
                    "Architecture & Task & Cut & Bits that cross & Bits needed", rows);
}

}  // namespace

std::string latex_atlas(const Record& record) {
  std::string text;
  for (const AtlasTable& table : atlas_tables(record))
    text += matrix(record, table) + enough(record, table) + cuts(record, table);
  return text;
}

}  // namespace separatrix

#include "analysis/audit.hpp"

#include <algorithm>
#include <string>

#include "analysis/audit/rows.hpp"
#include "numerics/error.hpp"

namespace separatrix {

const std::vector<AuditRow>& audit_rows() {
  // The numbers are the paper's: what it claims, not what was found.
  static const std::vector<AuditRow> rows{
      {"T6-scale", "Scale of the equality construction",
       [](Effort effort, Work& work) { return audit::equality_scale(1, effort, work); }},
      {"T6-rounding", "Equality with rounded weights",
       [](Effort effort, Work& work) { return audit::equality_rounding(1, effort, work); }},
      {"T4-bits", "Bits of the protocol for one head",
       [](Effort effort, Work& work) { return audit::communication_bits(3, effort, work); }},
      {"T4-runs", "Bits of the protocol for one head, on the wire",
       [](Effort effort, Work& work) { return audit::measured_bits(3, effort, work); }},
      {"T5-T10", "Width that Dyck-(2,2) forces on one layer",
       [](Effort effort, Work& work) { return audit::hidden_size(3, effort, work); }},
      {"T7-width", "Width of the nearest-neighbour construction",
       [](Effort effort, Work& work) { return audit::neighbour_width(2, effort, work); }},
      {"T13-embedding", "Features that differ by position from the paper's embedding",
       [](Effort effort, Work& work) { return audit::position_features(8, effort, work); }},
      {"DFA-size", "States of the automaton of Dyck-(2,2)",
       [](Effort effort, Work& work) { return audit::dyck_automaton(7, effort, work); }},
      {"P9", "Memory of associative recall: which N",
       [](Effort effort, Work& work) {
         return audit::recall_count({{"the labelled pairs", 1, 0},
                                     {"the pairs and the query", 1, 1},
                                     {"the tokens of the input", 2, 1}},
                                    effort, work);
       }},
      {"p", "Bits of a number of Q_p",
       [](Effort effort, Work& work) { return audit::precision_bits(0, effort, work); }},
      {"L1", "Communication of Dyck-(2,2), odd against even positions",
       [](Effort effort, Work& work) { return audit::dyck_communication(-1, effort, work); }}};
  return rows;
}

const AuditRow& audit_row(std::string_view id) {
  const auto& rows = audit_rows();
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const AuditRow& row) { return row.id == id; });
  if (found != rows.end()) return *found;
  std::string known;
  for (const AuditRow& row : rows) known += (known.empty() ? "" : ", ") + std::string(row.id);
  throw Error("audit_row", "--row",
              "no row of the audit is called '" + std::string(id) + "'; choose from " + known);
}

}  // namespace separatrix

// What the reports for people share: which results stand behind which theorem, and short texts of
// the parts of a result.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "reports/record.hpp"
#include "reports/theorems.hpp"

namespace separatrix {

/// Shown where a theorem has no result.
inline constexpr std::string_view no_evidence = "no evidence yet";
/// Shown where it has no result of its own but its constants were audited.
inline constexpr std::string_view only_audited = "audited below";

/// A row of the theorem table with its results, in the order of the record. It points into the
/// record. Audits stand apart: a constant that is refuted does not refute the theorem.
struct EvidenceRow {
  const Theorem* theorem;
  std::vector<const Result*> results;  // of any kind but audit
  std::vector<const Result*> audits;
};

/// All rows of the theorem table; those without results too.
std::vector<EvidenceRow> evidence_rows(const Record& record);

/// The results that belong to no theorem.
std::vector<const Result*> other_results(const Record& record);

struct StatusCount {
  Status status;
  std::size_t count;
};

/// How many results have each status, bad news first; statuses that do not occur are left out.
std::vector<StatusCount> count_statuses(std::span<const Result* const> results);

/// Status words with counts: "refuted 1, certified 3"; `no_evidence` if there is no
/// result.
std::string status_summary(std::span<const Result* const> results);

/// The same for the results of a row, or `only_audited`.
std::string status_summary(const EvidenceRow& row);

/// "index-lookup, n = 1024, alphabet 64, every length up to n".
std::string task_text(const TaskInstance& task);

/// "width 14, 1 head, 1 layer, 60 bits per number, 2048 parameters, 122880 bits in all"; without
/// heads "10 recurrent units, ..".
std::string measures_text(const Measures& measures);

/// "linear-code, dimension 32, seed 7, inner products from -1/4 to 1/4".
std::string vectors_text(const Vectors& vectors);

/// "39845890 of 39845890 inputs run, 0 failures" and the bound on the failure rate, where given. An
/// audit has cases where others have inputs.
std::string evidence_text(const Evidence& evidence, Kind kind);

/// "communication, two-way, odd-even: at least 15 bits, by rank".
std::string bound_text(const Bound& bound);

/// Decimal digits; beyond 30 of them the first ten and how many there are.
std::string count_text(const Integer& count);

enum class Toward { below, above };

/// The exact fraction where it is short, else three digits rounded in the safe direction.
std::string number_text(const Rational& value, Toward direction);

}  // namespace separatrix

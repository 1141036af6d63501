// What `separatrix paper` runs: the steps of every claim, then the rows of the audit.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "analysis/effort.hpp"
#include "evidence/result.hpp"
#include "parallel/work.hpp"

namespace separatrix::cli {

/// A step depends on no other one, and its results on nothing but the effort.
struct PaperStep {
  std::string key;  ///< names it in the journal: the claim's symbol or "audit", then its title
  std::function<std::vector<Result>(Work&)> run;
  /// What its line says of the results, without times.
  std::function<std::string(const std::vector<Result>&)> line;
};

/// The steps for the theorems and rows of the audit with these ids ("T1", "T6-scale"), in the order
/// of the tables; of everything if none is named. Theorems that share a claim come together. Error
/// (argument "--only") for an id that is neither.
std::vector<PaperStep> paper_plan(Effort effort, const std::vector<std::string>& only);

/// The ids that `paper_plan` knows.
std::vector<std::string> paper_ids();

}  // namespace separatrix::cli

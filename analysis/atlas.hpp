// The atlas: architectures by tasks. Each cell says what size a task forces on an architecture,
// with the cut and the reason, and what size is known to be enough, with the construction that was
// verified for it; where the program knows no bound it says so.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/atlas_upper.hpp"
#include "bounds/architectures/consequence.hpp"
#include "evidence/result.hpp"
#include "parallel/work.hpp"

namespace separatrix {

struct AtlasRequest {
  std::vector<std::string> tasks;          ///< ids; empty: all of the atlas
  std::vector<std::string> architectures;  ///< likewise
  AtlasSizes sizes;
};

struct AtlasCell {
  const Architecture* row = nullptr;
  const AtlasTask* task = nullptr;
  Consequence lower;
  std::optional<UpperBound> upper;

  /// "m >= 129", "impossible", or kNoBound.
  std::string lower_text() const;
  /// "m <= 5, L = 1, H = 1, p = 50" with a condition behind it, or kNoBound.
  std::string upper_text() const;
  /// The least m and the verified one at the precision of the latter: "83 .. 4100, p = 26"; empty
  /// where one is missing, where the conditions, layers or heads differ, or the precision is that
  /// of real numbers.
  std::string gap_text() const;
};

/// One cell. Errors as below, but for names that do not exist.
AtlasCell atlas_cell(const Architecture& row, const AtlasTask& task, const AtlasSizes& sizes,
                     Work& work);

/// The rows of these ids, in the order of the atlas; all of them if there are none. Error (argument
/// "--architecture") for one that does not exist.
std::vector<const Architecture*> atlas_rows(const std::vector<std::string>& ids);

/// Task by task, the rows in the order of the atlas. Error (argument "--task", "--architecture",
/// "--n" or "--set") for what does not exist: a task, a row, a size, a size of no architecture's.
std::vector<AtlasCell> atlas_cells(const AtlasRequest& request, Work& work);

/// The cell as a result of kind `atlas`, in `task` at size n. Certified: the inequality B(m - 1) <
/// D <= B(m) with the certificate {"kind": "atlas-cell", ..}, which takes the formula of the row as
/// given; undecided where no bound is known.
Result atlas_result(const AtlasCell& cell, const AtlasSizes& sizes);

}  // namespace separatrix

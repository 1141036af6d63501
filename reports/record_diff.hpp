// The difference of two records: results are matched by the question they answer, and what they say
// is compared field by field. Running times and hosts do not count.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/record.hpp"

namespace separatrix {

struct Change {
  enum class What { heading, added, removed, changed, order };
  What what = What::changed;
  nlohmann::ordered_json key;  ///< of the result, as of `result_keys`; null for heading and order
  std::string field{};         ///< "measures.width"; empty for a whole result
  /// The values, null where there is none. Certificates are given by their digest.
  nlohmann::ordered_json before;
  nlohmann::ordered_json after;
  bool operator==(const Change&) const = default;
};

std::string_view to_string(Change::What what);

/// Empty exactly if the `canonical` forms of the two records are equal. First the tool and the
/// command, then results that were removed or changed in the order of `a`, those added in the order
/// of `b`, and last whether those in both stand in another order.
std::vector<Change> difference(const Record& a, const Record& b);

/// Lines for people, each with a line break; values beyond 100 characters are cut short.
std::string to_text(const std::vector<Change>& changes);

/// {"schema": "separatrix/diff/1", "equal": .., "changes": [{"what", "result", "field", "before",
/// "after"}]}; fields that do not apply are left out.
nlohmann::ordered_json to_json(const std::vector<Change>& changes);

}  // namespace separatrix

// A hypothesis over a range of cases: where it holds and where it fails, in words.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/result.hpp"
#include "numerics/tri.hpp"
#include "parallel/work.hpp"

namespace separatrix::audit {

/// Collects decided cases; the words of the verdict follow from them alone.
class CaseList {
 public:
  /// Decides the case, unless the work has been stopped: then it stays open.
  void add(const std::string& label, const Work& work, const std::function<Tri()>& decide);

  bool all_hold() const { return !holds_.empty() && fails_.empty() && open_.empty(); }
  bool none_holds() const { return holds_.empty() && open_.empty() && !fails_.empty(); }
  const std::vector<std::string>& failing() const { return fails_; }

  /// "holds in all 12 cases", "fails in all 12 cases", or which are which.
  std::string verdict() const;
  /// exhaustive over the cases if all hold, refuted if one fails, undecided if only open ones stand
  /// in the way.
  Status status() const;

  /// Fills in verdict, status, the numbers of cases and, where undecided, the reason; where a case
  /// fails, the first one as counterexample, shown again by row `id` of the audit.
  void conclude(Result& result, std::string_view id) const;

 private:
  std::vector<std::string> holds_;
  std::vector<std::string> fails_;
  std::vector<std::string> open_;
  bool stopped_ = false;
};

}  // namespace separatrix::audit

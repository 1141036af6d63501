#include "analysis/audit/case_list.hpp"

#include "analysis/audit/verdict.hpp"

namespace separatrix::audit {
namespace {

constexpr std::size_t kMostListed = 10;

std::string list(const std::vector<std::string>& labels) {
  std::string text;
  for (std::size_t i = 0; i < labels.size() && i < kMostListed; ++i)
    text += (i == 0 ? "" : "; ") + labels[i];
  if (labels.size() > kMostListed)
    text += "; and " + std::to_string(labels.size() - kMostListed) + " more";
  return text;
}

}  // namespace

void CaseList::add(const std::string& label, const Work& work, const std::function<Tri()>& decide) {
  stopped_ = stopped_ || work.stopped();
  const Tri holds = stopped_ ? Tri::unknown : decide();
  (holds == Tri::yes ? holds_ : holds == Tri::no ? fails_ : open_).push_back(label);
}

std::string CaseList::verdict() const {
  const std::string all = std::to_string(holds_.size() + fails_.size() + open_.size());
  if (all_hold()) return "holds in all " + all + " cases";
  if (none_holds()) return "fails in all " + all + " cases";
  std::string text;
  const auto part = [&](const char* word, const std::vector<std::string>& labels) {
    if (labels.empty()) return;
    text += (text.empty() ? "" : "; ") + std::string(word) + " in " +
            std::to_string(labels.size()) + " of " + all + " cases (" + list(labels) + ")";
  };
  part("holds", holds_);
  part("fails", fails_);
  part("undecided", open_);
  return text;
}

Status CaseList::status() const {
  if (!fails_.empty()) return Status::refuted;
  return all_hold() ? Status::exhaustive : Status::undecided;
}

void CaseList::conclude(Result& result, std::string_view id) const {
  Evidence evidence;
  evidence.domain_size = Integer(holds_.size() + fails_.size() + open_.size());
  evidence.inputs_run = Integer(holds_.size() + fails_.size());
  evidence.failures = Integer(fails_.size());
  result.evidence = evidence;
  result.verdict = verdict();
  result.status = status();
  if (result.status == Status::undecided)
    result.reason = (stopped_ ? "stopped before " : "not decided: ") + list(open_);
  if (result.status == Status::refuted)
    result.counterexample =
        Counterexample{fails_.front(), {{"case", fails_.front()}}, replay_row(id)};
}

}  // namespace separatrix::audit

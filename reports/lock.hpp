// A lock: what every result of a record showed, one line each, to be kept under version control.
// Later evidence is compared with it, and a weaker one is named.
//
// When is evidence weaker? Statuses say what is known about a claim, and are ordered by that:
//
//        certified
//            |
//       exhaustive        refuted
//            |               |
//         sampled            |
//             \             /
//                undecided
//
// A step up is better, a step down is weaker. The two branches contradict each other. A claim that
// held and is refuted is weaker. One that was refuted and is now certified or exhaustive is better
// (the model was mended), but for an audit it is weaker: there the claim is fixed by the paper, so
// a refutation was lost. Samples never outweigh a counterexample: refuted to sampled is weaker.
//
// While the claim holds, its numbers are compared too: what is at least so much (lower bounds, the
// least width) must not fall or vanish; what is at most so much (measures, dimension of the
// vectors, upper bounds, and the failure rate where both were sampled) must not grow; an assumed
// theorem more is weaker; so is a certificate that is gone.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "reports/record.hpp"

namespace separatrix {

inline constexpr std::string_view lock_version = "separatrix/lock/1";

/// What one result showed.
struct LockEntry {
  nlohmann::ordered_json key;  ///< as of `result_keys`
  Status status = Status::undecided;
  std::map<std::string, Integer> at_least;       ///< lower bounds in bits, least widths in entries
  std::map<std::string, Integer> at_most;        ///< sizes in entries or bits, upper bounds in bits
  std::optional<Rational> failure_rate_upper{};  ///< sampled
  std::vector<std::string> assumes{};            ///< citation keys, sorted
  std::optional<std::string> verdict{};          ///< audit
  std::optional<std::string> certificate{};      ///< its digest
  bool operator==(const LockEntry&) const = default;
};

struct Lock {
  Tool tool;
  std::vector<LockEntry> entries;  ///< sorted by the text of their keys
  bool operator==(const Lock&) const = default;
};

/// The lock of a record. The same for any host, number of threads and order of results.
Lock lock_of(const Record& record);

/// JSON, one line per entry, a line break at the end.
std::string to_text(const Lock& lock);

/// The inverse of `to_text`, fail-closed. Error naming the JSON path.
Lock parse_lock(std::string_view text);

/// What a comparison says about one result.
struct LockNote {
  bool weaker = false;  ///< else better, or the same in another way
  std::string result;   ///< as of `key_text`
  std::string text;     ///< "lower bound of ..: 15 before, 14 now"
  bool operator==(const LockNote&) const = default;
};

/// Compares evidence with that of before; weaker ones first, each in the order of the lock. Empty
/// if nothing differs.
std::vector<LockNote> compare(const Lock& before, const Lock& now);

}  // namespace separatrix

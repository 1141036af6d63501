// A task at all of its sizes, as far as its communication is known by closed form.
//
// Hypothesis. The lower bound D, the tokens of an input and the values of a token do not decrease
// with N over the sizes N that the task has. Every answer that is asked for is compared with its
// neighbours; where one falls, nothing is concluded. The bounds of a regular language may well fall
// (no word of odd length is in (ab)*), so languages are never taken for such a family.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "bounds/known_complexity.hpp"
#include "evidence/result.hpp"

namespace separatrix {

/// known_complexity, or what a test puts in its place.
using KnownFunction =
    std::function<std::optional<KnownComplexity>(const TaskRequest&, Protocol protocol)>;

/// 2 for tasks of two halves, of pairs of brackets, and of as many keys as queries; else 1. The
/// sizes of the task are multiples of it.
std::uint64_t size_step(const std::string& id);

/// The task of a family at size n, as it stands in records; beyond 2^12, or where the task does not
/// have that size, built at a small size. Where no small size is accepted either: the error of the
/// last one tried.
TaskInstance family_instance(const TaskRequest& family, std::uint64_t n);

/// The closed form of one family and protocol, each size asked for once.
class TaskFamily {
 public:
  /// `family.n` is ignored.
  TaskFamily(TaskRequest family, Protocol protocol, KnownFunction known);

  std::uint64_t step() const noexcept { return step_; }

  /// None where no closed form is known, or where the task does not have that size. The reference
  /// stays valid.
  const std::optional<KnownComplexity>& at(std::uint64_t n);

  /// The least size up to 16 with a closed form. None: there is none; Error if the task has none of
  /// these sizes.
  std::optional<std::uint64_t> smallest();

  /// The largest size up to `limit`, at least `smallest`, that has a closed form, if those that
  /// have one are an interval; in any case a size that has one.
  std::uint64_t largest(std::uint64_t smallest, std::uint64_t limit);

  /// Why nothing follows for the sizes between those asked for; none while the hypothesis stands.
  std::optional<std::string> not_monotone() const;

 private:
  TaskRequest family_;
  Protocol protocol_;
  KnownFunction known_;
  std::uint64_t step_;
  std::map<std::uint64_t, std::optional<KnownComplexity>> asked_;
};

}  // namespace separatrix

#include "analysis/task_family.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "analysis/verify_result.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

constexpr std::uint64_t kLargestFirstSize = 16;
/// Up to this size the task itself is built.
constexpr std::uint64_t kLargestBuilt = std::uint64_t{1} << 12;

}  // namespace

std::uint64_t size_step(const std::string& id) {
  constexpr std::array<std::string_view, 8> even{
      "equality",     "inequality",    "disjointness",         "permuted-equality",
      "greater-than", "inner-product", "interleaved-equality", "mqar"};
  return id.starts_with("dyck:") || std::ranges::find(even, id) != even.end() ? 2 : 1;
}

TaskInstance family_instance(const TaskRequest& family, std::uint64_t n) {
  TaskRequest small = family;
  if (n <= kLargestBuilt) {
    small.n = n;
    try {
      return task_instance(*make_task(small));
    } catch (const Error&) {
      // The task does not have this size, but it may have others.
    }
  }
  for (small.n = 2;; small.n += 2) {
    try {
      TaskInstance instance = task_instance(*make_task(small));
      instance.n = n;
      // As many keys as are needed are not those of the small size.
      if (family.alphabet == 0) instance.alphabet.reset();
      return instance;
    } catch (const Error&) {
      if (small.n >= kLargestFirstSize) throw;
    }
  }
}

TaskFamily::TaskFamily(TaskRequest family, Protocol protocol, KnownFunction known)
    : family_(std::move(family)),
      protocol_(protocol),
      known_(std::move(known)),
      step_(size_step(family_.id)) {}

const std::optional<KnownComplexity>& TaskFamily::at(std::uint64_t n) {
  const auto found = asked_.find(n);
  if (found != asked_.end()) return found->second;
  family_.n = n;
  std::optional<KnownComplexity> known;
  try {
    known = known_(family_, protocol_);
  } catch (const Error&) {
    // The task does not have this size; `smallest` reports a task that has none.
  }
  return asked_.emplace(n, std::move(known)).first->second;
}

std::optional<std::uint64_t> TaskFamily::smallest() {
  for (std::uint64_t n = step_; n <= kLargestFirstSize; n += step_)
    if (at(n)) return n;
  family_instance(family_, kLargestFirstSize);
  return std::nullopt;
}

std::uint64_t TaskFamily::largest(std::uint64_t smallest, std::uint64_t limit) {
  const auto size = [&](std::uint64_t index) { return smallest + index * step_; };
  std::uint64_t known = 0;
  std::uint64_t unknown = limit < smallest ? 1 : (limit - smallest) / step_ + 1;
  // Doubling first, so that sizes far beyond the end are seldom asked for.
  for (std::uint64_t next = 1; next < unknown; next *= 2) {
    if (at(size(next))) {
      known = next;
    } else {
      unknown = next;
    }
  }
  while (unknown - known > 1) {
    const std::uint64_t middle = known + (unknown - known) / 2;
    (at(size(middle)) ? known : unknown) = middle;
  }
  return size(known);
}

std::optional<std::string> TaskFamily::not_monotone() const {
  if (family_.id.starts_with("language:"))
    return "the bound of a regular language may fall as N grows, so no statement about all sizes "
           "follows; ask for one length with separatrix analyze smallest";
  const std::pair<const std::uint64_t, std::optional<KnownComplexity>>* before = nullptr;
  for (const auto& entry : asked_) {
    if (!entry.second) continue;
    if (before != nullptr) {
      const KnownComplexity& a = *before->second;
      const KnownComplexity& b = *entry.second;
      if (b.lower_bits < a.lower_bits || b.tokens < a.tokens || b.symbols < a.symbols ||
          b.answer_digits < a.answer_digits)
        return fmt::format(
            "the bound is not monotone from N = {} ({} bits) to N = {} ({} bits), so nothing "
            "follows for the sizes between",
            before->first, a.lower_bits.str(), entry.first, b.lower_bits.str());
    }
    before = &entry;
  }
  return std::nullopt;
}

}  // namespace separatrix

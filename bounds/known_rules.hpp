// What the rules of known_complexity have in common.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "numerics/rational.hpp"
#include "tasks/catalogue.hpp"

namespace separatrix::known_rules {

/// A rule's answer for one task and protocol.
struct Rule {
  Integer lower_bits;
  std::optional<Integer> upper_bits;
  std::string partition;
  std::string method;
  std::string theorem{};
};

inline Rule exact_rule(const Integer& bits, std::string partition, std::string method,
                       std::string theorem = {}) {
  return {bits, bits, std::move(partition), std::move(method), std::move(theorem)};
}

/// For requests of which an input exists; nothing if there is no rule.
std::optional<Rule> one_way_rule(const TaskRequest& task);
std::optional<Rule> two_way_rule(const TaskRequest& task);

/// Bits that tell so many messages apart, ceil(log2 count) for count >= 1.
std::uint64_t bits_for(const Integer& count);

inline std::string prefix_of(std::uint64_t tokens) { return "prefix:" + std::to_string(tokens); }

/// The partition of a permuted-equality request.
inline std::string partition_of(const TaskRequest& task) {
  return task.partition.empty() ? "odd-even" : task.partition;
}

/// Kinds of brackets and depth of "dyck:n:k"; nothing for another task. Error (argument TASK) if n
/// or k is missing or no number.
struct DyckShape {
  std::uint64_t types, depth;
};
std::optional<DyckShape> dyck_shape(const TaskRequest& task);

}  // namespace separatrix::known_rules

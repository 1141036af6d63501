// Helpers for the tests of the Dyck constructions.
#pragma once

#include <memory>

#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "plain_recurrent.hpp"
#include "tasks/dyck.hpp"

namespace separatrix {

/// The task's answer; nothing outside its domain.
inline std::optional<Answer> answer_of(const Task& task, const Input& input) {
  try {
    return task.reference(input);
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// The net on all strings of the task, every length up to task.n().
inline Agreement on_all_strings(const RecurrentNetwork& net, const DyckTask& task) {
  return agreement(net, task.n(), [&](const Input& input) { return answer_of(task, input); });
}

/// The blocks of a simple cell's update that lead from `from` to `to`, removed.
inline RecurrentNetwork without(RecurrentNetwork net, const std::string& to,
                                const std::string& from) {
  auto& blocks = std::get<SimpleCell>(net.cell).update.blocks;
  const std::size_t before = blocks.size();
  std::erase_if(blocks, [&](const Block& b) { return b.to == to && b.from == from; });
  REQUIRE(blocks.size() < before);
  return net;
}

struct DyckCase {
  std::size_t n, k;
  std::uint64_t longest;
};
inline const DyckCase kDyckCases[] = {{1, 1, 8}, {1, 3, 10}, {2, 1, 6}, {2, 2, 7},
                                      {2, 3, 7}, {3, 2, 5},  {4, 1, 4}};

}  // namespace separatrix

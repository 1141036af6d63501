#include "tasks/task_table.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "numerics/error.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

constexpr std::uint64_t kMostFrames = std::uint64_t{1} << 20;

Error unfit(const Task& task, const std::string& problem) {
  return Error("tabulate", "TASK", task.id() + " " + problem);
}

/// The tokens that occur at each place, over all frames, and the lengths with their numbers of
/// inputs.
struct Places {
  std::vector<std::uint32_t> kinds;
  std::vector<std::set<std::uint64_t>> values;
  std::map<std::size_t, Integer> inputs;  // by length
};

Places places_of(const Task& task) {
  if (task.frames() == 0 || task.frames() > kMostFrames)
    throw unfit(task, "does not list its inputs, or in more than 2^20 parts");
  Places places;
  for (std::uint64_t f = 0; f < task.frames(); ++f) {
    const Frame frame = task.frame(f);
    places.inputs[frame.pattern.size()] += frame.inputs();
    std::vector<bool> varies(frame.pattern.size());
    for (const std::size_t t : frame.content) varies[t] = true;
    for (std::size_t t = 0; t < frame.pattern.size(); ++t) {
      const Token& token = frame.pattern[t];
      if (t == places.kinds.size()) {
        places.kinds.push_back(token.kind);
        places.values.emplace_back();
      }
      if (places.kinds[t] != token.kind)
        throw unfit(task, "has tokens of two kinds at one place; ask for one length");
      if (!varies[t]) {
        places.values[t].insert(token.value);
      } else if (places.values[t].size() < frame.values) {
        for (std::uint64_t v = 0; v < frame.values; ++v) places.values[t].insert(v);
      }
    }
  }
  return places;
}

/// The answers to all inputs of one length; nullopt if the work is stopped.
std::optional<FunctionTable> answers(const Task& task, const TaskTable& places, std::size_t length,
                                     Work& work) {
  std::vector<std::size_t> alphabets;
  for (std::size_t t = 0; t < length; ++t) alphabets.push_back(places.values[t].size());
  FunctionTable table(alphabets, task.answer_digits());
  const auto fill = [&](std::uint64_t begin, std::uint64_t end) {
    std::vector<std::size_t> word(length);
    Input input(length);
    std::uint64_t rest = begin;
    for (std::size_t t = length; t-- > 0; rest /= alphabets[t]) {
      word[t] = rest % alphabets[t];
      input[t] = {places.kinds[t], places.values[t][word[t]]};
    }
    for (std::uint64_t entry = begin; entry < end; ++entry) {
      std::uint32_t number = 0;
      for (const bool digit : task.reference(input)) number = 2 * number + (digit ? 1 : 0);
      table.set(entry, number);
      for (std::size_t t = length; t-- > 0;) {
        word[t] = word[t] + 1 < alphabets[t] ? word[t] + 1 : 0;
        input[t].value = places.values[t][word[t]];
        if (word[t] != 0) break;
      }
    }
    return true;
  };
  work.begin("inputs tabulated", table.entries());
  const std::uint64_t chunk = 64 * table.independent_entries();
  chunked_reduce(work, table.entries(), chunk, true, fill, [](bool&, bool&&) {});
  if (work.stopped()) return std::nullopt;
  return table;
}

}  // namespace

std::optional<TaskTable> tabulate(const Task& task, Work& work) {
  if (task.answer_digits() > FunctionTable::kMostDigits)
    throw unfit(task, "has answers of more than 32 digits");
  const Places places = places_of(task);
  TaskTable table;
  table.kinds = places.kinds;
  for (const auto& values : places.values) table.values.emplace_back(values.begin(), values.end());
  for (const auto& [length, inputs] : places.inputs) {
    Integer combinations = 1;
    for (std::size_t t = 0; t < length; ++t) combinations *= table.values[t].size();
    if (inputs != combinations)
      throw unfit(task, "does not take every combination of the tokens at its places");
    auto answered = answers(task, table, length, work);
    if (!answered) return std::nullopt;
    table.by_length.push_back(std::move(*answered));
  }
  return table;
}

}  // namespace separatrix

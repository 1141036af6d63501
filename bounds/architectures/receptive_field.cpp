#include "bounds/architectures/receptive_field.hpp"

#include <algorithm>
#include <numeric>

#include "models/architectures/receptive_field.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// Nothing for an input that is not in the domain.
std::optional<Answer> answer(const Task& task, const Input& input) {
  try {
    return task.reference(input);
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::optional<UnseenDifference> flipped(const Task& task, const Input& input,
                                        const std::vector<std::size_t>& field) {
  const std::vector<TokenKind> kinds = task.vocabulary();
  const Answer before = task.reference(input);
  for (std::size_t position = 0; position < input.size(); ++position) {
    if (std::ranges::binary_search(field, position)) continue;
    const std::uint64_t values = kinds[input[position].kind].values;
    for (const std::uint64_t step : {std::uint64_t{1}, values - 1}) {
      Input other = input;
      other[position].value = (input[position].value + step) % values;
      const auto after = answer(task, other);
      if (after && *after != before)
        return UnseenDifference{input, std::move(other), before, *after, position, field};
    }
  }
  return std::nullopt;
}

}  // namespace

FieldOf last_positions(std::uint64_t count) {
  return [count](std::size_t length) {
    std::vector<std::size_t> field(std::min<std::uint64_t>(count, length));
    std::iota(field.begin(), field.end(), length - field.size());
    return field;
  };
}

FieldOf field_of(const architectures::LocalModel& model) {
  return [&model](std::size_t length) { return architectures::receptive_field(model, length); };
}

std::optional<UnseenDifference> unseen_difference(const Task& task, const FieldOf& field,
                                                  std::uint64_t seed, std::uint64_t samples) {
  const std::vector<std::string> samplers = task.samplers();
  if (samplers.empty()) return std::nullopt;
  for (std::uint64_t i = 0; i < samples; ++i) {
    Random random(seed, i);
    const Input input = task.sample(samplers[i % samplers.size()], random);
    if (input.empty()) continue;
    if (auto found = flipped(task, input, field(input.size()))) return found;
  }
  return std::nullopt;
}

bool holds(const UnseenDifference& difference, const Task& task, const FieldOf& field) {
  const auto& [first, second, first_answer, second_answer, position, seen] = difference;
  if (first.empty() || first.size() != second.size() || field(first.size()) != seen) return false;
  for (std::size_t t = 0; t < first.size(); ++t) {
    const bool differs = !(first[t] == second[t]);
    if (differs != (t == position)) return false;
    if (differs && std::ranges::binary_search(seen, t)) return false;
  }
  return position < first.size() && first_answer != second_answer &&
         answer(task, first) == first_answer && answer(task, second) == second_answer;
}

}  // namespace separatrix

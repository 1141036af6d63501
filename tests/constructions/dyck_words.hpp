// Bracket strings run through a model and answered by a stack written out here.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "models/forward.hpp"
#include "models/measures.hpp"
#include "numerics/format.hpp"
#include "tasks/dyck.hpp"

namespace separatrix::testing {

inline Input brackets(std::span<const Symbol> word) {
  Input input;
  for (const Symbol symbol : word) input.push_back({DyckTask::kBracket, symbol});
  return input;
}

/// The stack after the word; nullopt once a rule is broken.
inline std::optional<std::vector<Symbol>> stack_after(std::span<const Symbol> word, std::size_t n,
                                                      std::size_t k) {
  std::vector<Symbol> stack;
  for (const Symbol symbol : word) {
    if (symbol < n) {
      if (stack.size() == k) return std::nullopt;
      stack.push_back(symbol);
    } else {
      if (stack.empty() || stack.back() + n != symbol) return std::nullopt;
      stack.pop_back();
    }
  }
  return stack;
}

inline Answer member_answer(std::span<const Symbol> word, std::size_t n, std::size_t k) {
  const auto stack = stack_after(word, n, k);
  return {stack.has_value() && stack->empty()};
}

inline Answer next_answer(std::span<const Symbol> prefix, std::size_t n, std::size_t k) {
  const std::vector<Symbol> stack = stack_after(prefix, n, k).value();
  Answer answer(2 * n + 1, false);
  for (std::size_t i = 0; i < n; ++i) answer[i] = stack.size() < k;
  if (!stack.empty()) answer[n + stack.back()] = true;
  answer[2 * n] = stack.empty();
  return answer;
}

/// The first `count` words that a sampler of the task draws.
inline void each_sample(const DyckTask& task, const std::string& sampler, std::uint64_t count,
                        const VisitWord& visit) {
  for (std::uint64_t i = 0; i < count; ++i) {
    Random random(3, i);
    Word word;
    for (const Token& token : task.sample(sampler, random))
      word.push_back(static_cast<Symbol>(token.value));
    visit(word);
  }
}

/// Runs words in an arithmetic; counts the answers that differ from `expected`.
class WordRuns {
 public:
  using Expected = std::function<Answer(std::span<const Symbol>)>;

  WordRuns(const Transformer& model, const std::string& format, std::uint64_t grid_n,
           Expected expected)
      : model_(model), format_(parse_format(format)), n_(grid_n), expected_(std::move(expected)) {}

  /// `words(visit)` calls visit(word) for every word.
  std::size_t wrong(const std::function<void(const VisitWord&)>& words) const {
    std::size_t count = 0;
    with_arithmetic(format_, n_, longest_sum(model_, model_.max_length),
                    [&](const auto& arithmetic) {
                      const ForwardPass pass(arithmetic, model_);
                      words([&](std::span<const Symbol> word) {
                        if (pass.decode(pass.run(brackets(word))) != expected_(word)) ++count;
                        return true;
                      });
                      return 0;
                    });
    return count;
  }

 private:
  const Transformer& model_;
  Format format_;
  std::uint64_t n_;
  Expected expected_;
};

/// Of all strings of one length, those that a recogniser answers wrongly.
inline std::size_t wrong_strings(const Transformer& model, const Dyck& task, std::size_t length,
                                 const std::string& format) {
  const WordRuns runs(model, format, task.grid_n(), [&](std::span<const Symbol> word) {
    return member_answer(word, task.types(), task.depth());
  });
  return runs.wrong([&](const VisitWord& visit) { each_string(task.types(), length, visit); });
}

/// Of all viable prefixes of one length, those that a generator answers wrongly.
inline std::size_t wrong_prefixes(const Transformer& model, const DyckNext& task,
                                  std::size_t length, const std::string& format) {
  const WordRuns runs(model, format, task.grid_n(), [&](std::span<const Symbol> word) {
    return next_answer(word, task.types(), task.depth());
  });
  return runs.wrong(
      [&](const VisitWord& visit) { each_dyck_prefix(task.types(), task.depth(), length, visit); });
}

}  // namespace separatrix::testing

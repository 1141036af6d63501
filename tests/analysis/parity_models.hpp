// A task small enough to know by heart, and nets for it: words over {0, 1}, is the number of ones
// odd?
#pragma once

#include "models/recurrent.hpp"
#include "tasks/task.hpp"

namespace separatrix::parity_models {

/// Words of length `shortest` to `longest`. Without `told`, there is no automaton, and the words
/// are listed by frames, one per length.
class ParityTask final : public Task {
 public:
  ParityTask(std::uint64_t shortest, std::uint64_t longest, bool told = true)
      : shortest_(shortest), longest_(longest), told_(told) {}

  std::string id() const override { return "test-parity"; }
  nlohmann::ordered_json parameters() const override;
  std::uint64_t n() const override { return longest_; }
  std::vector<TokenKind> vocabulary() const override { return {{"bit", 2, 0}}; }
  std::vector<bool> content_kinds() const override { return {true}; }
  std::uint64_t max_length() const override { return longest_; }
  unsigned answer_digits() const override { return 1; }
  Answer reference(const Input& input) const override;
  std::optional<Integer> domain_size() const override;
  std::uint64_t frames() const override { return longest_ - shortest_ + 1; }
  Frame frame(std::uint64_t index) const override;
  std::optional<TaskAutomaton> automaton() const override;
  std::vector<std::string> samplers() const override { return {"uniform"}; }
  Input sample(const std::string&, Random& random) const override;
  std::vector<Input> simpler(const Input& input) const override;
  std::vector<std::string> run_arguments(const Input&) const override { return {}; }
  nlohmann::ordered_json show(const Input&) const override { return {}; }

 private:
  std::uint64_t shortest_, longest_;
  bool told_;
};

TaskAutomaton parity_automaton(std::uint64_t shortest, std::uint64_t longest);

/// Units "and" and "or" of (parity so far, bit): and' = f(scale (or - and + bit - 3/2) + shift),
/// or' = f(scale (or - and + bit - 1/2) + shift); the parity is or - and. Shift 1/2 for the
/// saturated cell, where scale 1 is enough, 0 for sigmoid.
RecurrentNetwork parity_net(Activation activation, const Rational& scale);

}  // namespace separatrix::parity_models

// Small addressing models and a task made of features, for the tests of the table engine.
#pragma once

#include <cstdint>
#include <vector>

#include "models/transformer.hpp"
#include "tasks/task.hpp"

namespace separatrix::testing {

/// Random models whose heads all address: two heads a layer, dense maps within `content` and
/// within `place`, a ReLU network; the last layer has one head without a network, so that every
/// digit (three of them) depends on one sum. Kinds of token: letters (content) and marks.
struct TableShape {
  std::size_t layers = 2;
  bool residual = true;  // of all layers but the last
  bool last_residual = false;
  bool causal = false;
  std::uint64_t letters = 2;
};
Transformer random_addressing_model(const TableShape& shape, std::uint64_t seed);

/// Inputs: letters, with marks at some positions, in two frames; three digits, each a random
/// threshold of random features of one to three letters or marks.
class FeatureTask final : public Task {
 public:
  static constexpr std::uint32_t kLetter = 0;
  static constexpr std::uint32_t kMark = 1;

  FeatureTask(std::uint64_t length, std::uint64_t letters, std::uint64_t seed);

  std::string id() const override { return "features"; }
  nlohmann::ordered_json parameters() const override { return {{"n", length_}}; }
  std::uint64_t n() const override { return length_; }
  std::vector<TokenKind> vocabulary() const override { return {{"letter", letters_}, {"mark", 2}}; }
  std::vector<bool> content_kinds() const override { return {true, false}; }
  std::uint64_t max_length() const override { return length_; }
  unsigned answer_digits() const override { return static_cast<unsigned>(rules_.size()); }
  Answer reference(const Input& input) const override;
  std::optional<Integer> domain_size() const override;
  std::uint64_t frames() const override { return 2; }
  Frame frame(std::uint64_t index) const override;
  std::vector<DigitRule> digit_rules(std::uint64_t) const override { return rules_; }
  std::vector<std::string> samplers() const override { return {}; }
  Input sample(const std::string&, Random&) const override { return frame(0).pattern; }
  std::vector<Input> simpler(const Input&) const override { return {}; }
  std::vector<std::string> run_arguments(const Input&) const override { return {}; }
  nlohmann::ordered_json show(const Input&) const override { return {}; }

 private:
  std::uint64_t length_;
  std::uint64_t letters_;
  std::vector<DigitRule> rules_;
};

/// The input of a frame that has this number, the first content token counting fastest.
Input numbered(const Frame& frame, std::uint64_t number);
/// Its letters, one per slot.
std::vector<std::uint64_t> letters_of(const Frame& frame, std::uint64_t number);

}  // namespace separatrix::testing

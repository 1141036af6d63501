#include "parity_models.hpp"

namespace separatrix::parity_models {

nlohmann::ordered_json ParityTask::parameters() const { return {{"n", longest_}}; }

Answer ParityTask::reference(const Input& input) const {
  bool odd = false;
  for (const Token& token : input) odd = odd != (token.value == 1);
  return {odd};
}

std::optional<Integer> ParityTask::domain_size() const {
  Integer words = 0;
  for (std::uint64_t length = shortest_; length <= longest_; ++length)
    words += power(2, static_cast<unsigned>(length));
  return words;
}

Frame ParityTask::frame(std::uint64_t index) const {
  Frame frame;
  frame.pattern.assign(shortest_ + index, Token{0, 0});
  for (std::size_t i = 0; i < frame.pattern.size(); ++i) frame.content.push_back(i);
  frame.values = 2;
  return frame;
}

std::optional<TaskAutomaton> ParityTask::automaton() const {
  if (!told_) return std::nullopt;
  return parity_automaton(shortest_, longest_);
}

Input ParityTask::sample(const std::string&, Random& random) const {
  Input input(shortest_ + random.below(longest_ - shortest_ + 1), Token{0, 0});
  for (Token& token : input) token.value = random.below(2);
  return input;
}

std::vector<Input> ParityTask::simpler(const Input& input) const {
  std::vector<Input> all;
  // Two at a time as well: one symbol less may change the answer and hide the failure.
  const auto without = [](Input word, std::size_t i) {
    word.erase(word.begin() + static_cast<std::ptrdiff_t>(i));
    return word;
  };
  if (input.size() > shortest_ + 1)
    for (std::size_t j = 0; j < input.size(); ++j)
      for (std::size_t i = 0; i < j; ++i) all.push_back(without(without(input, j), i));
  if (input.size() > shortest_)
    for (std::size_t i = 0; i < input.size(); ++i) all.push_back(without(input, i));
  for (std::size_t i = 0; i < input.size(); ++i)
    if (input[i].value == 1) {
      all.push_back(input);
      all.back()[i].value = 0;
    }
  return all;
}

TaskAutomaton parity_automaton(std::uint64_t shortest, std::uint64_t longest) {
  return membership_automaton({2, 2, 0, {false, true}, {0, 1, 1, 0}}, shortest, longest);
}

RecurrentNetwork parity_net(Activation activation, const Rational& scale) {
  const Rational shift =
      activation == Activation::saturated || activation == Activation::relu ? Rational(1, 2) : 0;
  RecurrentNetwork net;
  net.construction = "test-parity";
  net.task = "test-parity";
  net.vocabulary = {{"bit", 2, 0}};
  net.input = Layout{{"bit", 1}};
  net.embedding = {{{Rational(0)}, {Rational(1)}}};
  net.state = Layout{{"and", 1}, {"or", 1}};
  net.initial = {0, 0};
  AffineMap update{net.joined(), net.state, {}, {}};
  for (const char* unit : {"and", "or"}) {
    update.blocks.push_back({unit, "and", Scale{-scale}});
    update.blocks.push_back({unit, "or", Scale{scale}});
    update.blocks.push_back({unit, "bit", Scale{scale}});
  }
  update.biases = {{"and", {shift - scale * Rational(3, 2)}}, {"or", {shift - scale / 2}}};
  net.cell = SimpleCell{activation, std::move(update)};
  net.readout.output = {
      net.state, Layout{{"odd", 1}}, {{"odd", "and", Scale{-1}}, {"odd", "or", Scale{1}}}, {}};
  return net;
}

}  // namespace separatrix::parity_models

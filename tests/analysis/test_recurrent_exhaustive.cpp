#include <functional>

#include <catch2/catch.hpp>
#include <tbb/global_control.h>

#include "analysis/recurrent/exhaustive.hpp"
#include "analysis/word_walk.hpp"
#include "models/measures.hpp"
#include "models/recurrent_pass.hpp"
#include "numerics/error.hpp"
#include "parity_models.hpp"

using namespace separatrix;
using namespace separatrix::parity_models;
using Catch::Matchers::Contains;

namespace {

/// All words of the parity task in enumeration order, each run from its beginning.
struct PlainRecurrent {
  Integer inputs = 0;
  Integer failures = 0;
  std::optional<Input> first;
  std::optional<Rational> margin;
};

PlainRecurrent run_plainly(
    const RecurrentNetwork& net, const ParityTask& task, const Format& format,
    const std::function<bool(const Input&)>& viable = [](const Input&) { return true; }) {
  PlainRecurrent plain;
  with_arithmetic(format, task.grid_n(), longest_sum(net), [&](const auto& arithmetic) {
    const RecurrentPass pass(arithmetic, net);
    for (std::uint64_t f = 0; f < task.frames(); ++f) {
      const Frame frame = task.frame(f);
      for (std::uint64_t number = 0; number < frame.inputs(); ++number) {
        Input input = frame.pattern;
        for (std::size_t i = 0; i < input.size(); ++i) input[i].value = (number >> i) & 1U;
        if (!viable(input)) continue;
        ++plain.inputs;
        const auto output = pass.output(pass.run(input));
        if (pass.decode(output) == task.reference(input)) {
          const Rational v = arithmetic.lower(output[0]);
          const Rational margin =
              v >= Rational(1, 2) ? Rational(v - net.readout.high) : Rational(net.readout.low - v);
          if (!plain.margin || margin < *plain.margin) plain.margin = margin;
        } else {
          ++plain.failures;
          if (!plain.first) plain.first = input;
        }
      }
    }
    return 0;
  });
  return plain;
}

Outcome exhaust(const RecurrentNetwork& net, const Task& task, const char* format) {
  Work work;
  return run_exhaustively(net, task, parse_format(format), work);
}

void check_against_plain(const RecurrentNetwork& net, std::uint64_t shortest, std::uint64_t longest,
                         const char* format) {
  INFO(format << ", lengths " << shortest << " to " << longest);
  const ParityTask task(shortest, longest);
  const PlainRecurrent plain = run_plainly(net, task, parse_format(format));
  for (const bool told : {true, false}) {
    const Outcome outcome = exhaust(net, ParityTask(shortest, longest, told), format);
    CHECK(outcome.inputs_run == plain.inputs);
    CHECK(outcome.inputs_run == *task.domain_size());
    CHECK(outcome.failures == plain.failures);
    CHECK(outcome.margin == plain.margin);
    CHECK(outcome.status == (plain.first ? Status::refuted : Status::exhaustive));
    REQUIRE(outcome.failure.has_value() == plain.first.has_value());
    if (plain.first) {
      CHECK(outcome.failure->input == *plain.first);
      CHECK(outcome.failure->expected == task.reference(*plain.first));
      CHECK(outcome.failure->got != outcome.failure->expected);
    }
  }
}

}  // namespace

TEST_CASE("The walk finds what running every word by itself finds") {
  const RecurrentNetwork right = parity_net(Activation::saturated, 1);
  const RecurrentNetwork smooth = parity_net(Activation::sigmoid, 20);
  const RecurrentNetwork unsaturated = parity_net(Activation::relu, 1);
  const RecurrentNetwork weak = parity_net(Activation::sigmoid, 4);
  RecurrentNetwork drifting = parity_net(Activation::sigmoid, 20);  // more and more states
  std::get<SimpleCell>(drifting.cell).update.biases[0].values[0] += Rational(9, 2);
  const RecurrentNetwork nets[] = {right, smooth, unsaturated, weak, drifting};
  for (const char* format : {"fixed:3:down", "float32", "float16"})
    for (const auto& [shortest, longest] : {std::pair{0, 0}, {0, 7}, {5, 5}, {3, 10}})
      for (const RecurrentNetwork& net : nets)
        check_against_plain(net, static_cast<std::uint64_t>(shortest),
                            static_cast<std::uint64_t>(longest), format);
  CHECK(exhaust(right, ParityTask(3, 10), "fixed:3:down").status == Status::exhaustive);
  CHECK(exhaust(smooth, ParityTask(3, 10), "float32").status == Status::exhaustive);
  CHECK(exhaust(unsaturated, ParityTask(3, 10), "float32").status == Status::refuted);
  CHECK(exhaust(weak, ParityTask(3, 10), "float32").status == Status::refuted);
}

TEST_CASE("Enclosures are walked by cell updates and prove the same words right") {
  const Outcome outcome =
      exhaust(parity_net(Activation::sigmoid, 20), ParityTask(0, 6), "interval");
  CHECK(outcome.status == Status::exhaustive);
  CHECK(outcome.inputs_run == 127);
  CHECK(*outcome.margin > 0);
  const Outcome wrong = exhaust(parity_net(Activation::relu, 1), ParityTask(0, 6), "interval");
  CHECK(wrong.status == Status::refuted);
  CHECK(wrong.failure->input == Input{{0, 1}, {0, 1}});
}

TEST_CASE("Results do not depend on the number of threads") {
  // Long enough for several parts, by tables and by cell updates.
  for (const bool told : {true, false}) {
    const ParityTask task(10, told ? 20 : 13, told);
    std::vector<Outcome> outcomes;
    for (const std::size_t threads : {1, 2, 5}) {
      const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
      outcomes.push_back(exhaust(parity_net(Activation::sigmoid, 4), task, "fixed:3:down"));
    }
    for (const Outcome& outcome : outcomes) {
      CHECK(outcome.inputs_run == *task.domain_size());
      CHECK(outcome.failures > 0);
      CHECK(outcome.failures == outcomes[0].failures);
      CHECK(outcome.margin == outcomes[0].margin);
      REQUIRE(outcome.failure);
      CHECK(outcome.failure->input == outcomes[0].failure->input);
    }
  }
}

namespace {

/// Parity where no prefix may have two ones in a row, answered by two digits.
class SparseTask final : public Task {
 public:
  explicit SparseTask(std::uint64_t length) : base_(0, length), length_(length) {}
  std::string id() const override { return "test-sparse"; }
  nlohmann::ordered_json parameters() const override { return {}; }
  std::uint64_t n() const override { return length_; }
  std::vector<TokenKind> vocabulary() const override { return base_.vocabulary(); }
  std::vector<bool> content_kinds() const override { return {true}; }
  std::uint64_t max_length() const override { return length_; }
  unsigned answer_digits() const override { return 1; }
  Answer reference(const Input& input) const override { return base_.reference(input); }
  std::optional<Integer> domain_size() const override {
    return separatrix::domain_size(*automaton());
  }
  /// States: 2 (last symbol was 1) + parity; 4 is dead.
  std::optional<TaskAutomaton> automaton() const override {
    TaskAutomaton automaton;
    automaton.dfa = {5, 2, 0, {false, false, false, false, false}, {0, 3, 1, 2, 0, 4, 1, 4, 4, 4}};
    automaton.answers = {{false}, {true}, {false}, {true}, {false}};
    automaton.viable = {true, true, true, true, false};
    automaton.shortest = 0;
    automaton.longest = length_;
    return automaton;
  }
  std::vector<std::string> samplers() const override { return {}; }
  Input sample(const std::string&, Random&) const override { return {}; }
  std::vector<Input> simpler(const Input&) const override { return {}; }
  std::vector<std::string> run_arguments(const Input&) const override { return {}; }
  nlohmann::ordered_json show(const Input&) const override { return {}; }

 private:
  ParityTask base_;
  std::uint64_t length_;
};

}  // namespace

TEST_CASE("Only viable words are walked, and all of them") {
  const auto viable = [](const Input& input) {
    for (std::size_t i = 1; i < input.size(); ++i)
      if (input[i].value == 1 && input[i - 1].value == 1) return false;
    return true;
  };
  for (const std::uint64_t length : {0, 1, 9}) {
    const SparseTask task(length);
    for (const char* format : {"fixed:3:down", "float32"}) {
      const PlainRecurrent plain = run_plainly(parity_net(Activation::sigmoid, 4),
                                               ParityTask(0, length), parse_format(format), viable);
      const Outcome outcome = exhaust(parity_net(Activation::sigmoid, 4), task, format);
      CHECK(outcome.inputs_run == plain.inputs);
      CHECK(outcome.failures == plain.failures);
      if (plain.first) {
        CHECK(outcome.failure->input == *plain.first);
      }
    }
  }
  CHECK(exhaust(parity_net(Activation::saturated, 1), SparseTask(24), "float32").inputs_run ==
        317811 - 2);  // the Fibonacci numbers F_2 + .. + F_26 = F_28 - 2
}

TEST_CASE("Every word has one owner among the parts") {
  struct Tree {
    using Node = Word;
    using Tally = std::vector<Word>;
    std::uint64_t shortest() const { return 2; }
    std::uint64_t longest() const { return 5; }
    std::uint64_t degree(std::uint64_t depth) const { return depth == 1 ? 1 : 3; }
    std::optional<Node> root(Tally&) const { return Word{}; }
    bool child(const Node& node, std::uint64_t, Symbol symbol, Node& out, Tally&) const {
      out = node;
      out.push_back(symbol);
      return !(out.size() > 2 && out[2] == 1 && symbol == 2);  // some words are not viable
    }
    void visit(const Node& node, const Word& word, Tally& tally) const {
      CHECK(node == word);
      tally.push_back(word);
    }
  };
  const Work work;
  std::vector<Word> whole;
  walk_part(Tree{}, {0, 1}, 0, whole, work);
  std::sort(whole.begin(), whole.end());
  CHECK(std::adjacent_find(whole.begin(), whole.end()) == whole.end());
  // Lengths 2, 3, 4, 5 with a third symbol 0 or 2, and with 1: two children each, not three.
  CHECK(whole.size() == 3 + 9 + (18 + 6) + (54 + 12));
  for (const std::uint64_t words : {1, 3, 9, 27, 1000}) {
    const WordParts parts = cut_words(Tree{}, words);
    std::vector<Word> together;
    for (std::uint64_t part = 0; part < parts.count; ++part)
      walk_part(Tree{}, parts, part, together, work);
    std::sort(together.begin(), together.end());
    CHECK(together == whole);
  }
}

TEST_CASE("A net or a task that does not fit is refused") {
  Work work;
  const Format format = parse_format("float32");
  RecurrentNetwork net = parity_net(Activation::saturated, 1);
  net.vocabulary[0].name = "letter";
  CHECK_THROWS_WITH(run_exhaustively(net, ParityTask(1, 2), format, work), Contains("vocabulary"));
  net = parity_net(Activation::saturated, 1);
  net.readout.output = {net.state, Layout{{"two", 2}}, {}, {}};
  CHECK_THROWS_WITH(run_exhaustively(net, ParityTask(1, 2), format, work), Contains("digits"));
  CHECK(exhaust(parity_net(Activation::saturated, 1), ParityTask(60, 60), "float32").status ==
        Status::undecided);
  work.request_stop();
  const Outcome stopped =
      run_exhaustively(parity_net(Activation::saturated, 1), ParityTask(4, 4), format, work);
  CHECK(stopped.status == Status::undecided);
  CHECK_THAT(stopped.reason, Contains("interrupted after 0 of 16"));
}

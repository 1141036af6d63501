#include <catch2/catch.hpp>

#include "constructions/recurrent/catalogue.hpp"
#include "constructions/recurrent/dfa_rnn.hpp"
#include "dyck_nets.hpp"
#include "tasks/comparison.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;

namespace {

/// Membership in the language of any automaton, for the test.
class Language final : public Task {
 public:
  explicit Language(Dfa dfa) : dfa_(std::move(dfa)) {}
  std::string id() const override { return "language"; }
  nlohmann::ordered_json parameters() const override { return {{"n", n()}}; }
  std::uint64_t n() const override { return 6; }
  std::vector<TokenKind> vocabulary() const override { return {{"letter", dfa_.alphabet}}; }
  std::vector<bool> content_kinds() const override { return {true}; }
  std::uint64_t max_length() const override { return n(); }
  unsigned answer_digits() const override { return 1; }
  Answer reference(const Input& input) const override {
    std::size_t state = dfa_.start;
    for (const Token& token : input) state = dfa_.next(state, token.value);
    return {dfa_.accepting[state]};
  }
  std::optional<Integer> domain_size() const override { return std::nullopt; }
  std::optional<TaskAutomaton> automaton() const override {
    return membership_automaton(dfa_, 0, n());
  }
  std::vector<std::string> samplers() const override { return {}; }
  Input sample(const std::string&, Random&) const override { return {}; }
  std::vector<Input> simpler(const Input&) const override { return {}; }
  std::vector<std::string> run_arguments(const Input&) const override { return {}; }
  nlohmann::ordered_json show(const Input&) const override { return {}; }

 private:
  Dfa dfa_;
};

Dfa random_dfa(std::uint64_t seed) {
  Random random(seed, 0);
  Dfa dfa;
  dfa.states = 1 + random.below(6);
  dfa.alphabet = 1 + random.below(3);
  dfa.start = random.below(dfa.states);
  for (std::size_t q = 0; q < dfa.states; ++q) dfa.accepting.push_back(random.coin());
  for (std::size_t t = 0; t < dfa.states * dfa.alphabet; ++t)
    dfa.transitions.push_back(random.below(dfa.states));
  return dfa;
}

Agreement on_words(const RecurrentNetwork& net, const Task& task) {
  return agreement(net, task.n(), [&](const Input& input) { return answer_of(task, input); });
}

}  // namespace

TEST_CASE("Random automata run in a simple RNN of every activation") {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const Dfa dfa = random_dfa(seed);
    const Language task(dfa);
    for (const Activation activation :
         {Activation::sigmoid, Activation::tanh, Activation::saturated}) {
      const RecurrentNetwork net = dfa_rnn(task, activation, {}).net;
      INFO(seed);
      CHECK(net.units() == dfa.states * dfa.alphabet + 1);
      CHECK(on_words(net, task).wrong == 0);
    }
  }
}

TEST_CASE("The Dyck automata run in a simple RNN") {
  const Dyck members(2, 2, 6, true);
  const DyckNext next(2, 2, 6, true);
  for (const DyckTask* task :
       {static_cast<const DyckTask*>(&members), static_cast<const DyckTask*>(&next)}) {
    const Agreement all = on_all_strings(dfa_rnn(*task, Activation::sigmoid, {}).net, *task);
    CHECK(all.wrong == 0);
    CHECK(all.strings == *task->domain_size());
  }
}

TEST_CASE("A wrong transition, a small scale and a forgotten start are found out") {
  const Dyck task(2, 2, 6, true);
  const auto wrong = [&](const RecurrentNetwork& net) { return on_all_strings(net, task).wrong; };
  RecurrentNetwork net = dfa_rnn(task, Activation::sigmoid, {}).net;
  auto& entries =
      std::get<Dense>(std::get<SimpleCell>(net.cell).update.blocks[0].coefficients).entries;
  const std::size_t pairs = net.state.dimension("read");
  // What was read in the start, symbol 0, now leads to the reject state.
  const std::size_t reject = pairs / 4 - 1;
  for (std::size_t row = 0; row < pairs; ++row)
    entries[row * pairs] = row / 4 == reject ? entries[(reject * 4) * pairs + pairs - 1] : 0;
  CHECK(wrong(net) > 0);
  CHECK(wrong(dfa_rnn(task, Activation::sigmoid, Rational(2)).net) > 0);
  RecurrentNetwork unstarted = dfa_rnn(task, Activation::saturated, {}).net;
  unstarted.initial.back() = 0;
  CHECK(wrong(unstarted) > 0);
}

TEST_CASE("Tasks without a manageable automaton are refused") {
  const Comparison equality(4, 2, Comparison::Relation::equal);
  CHECK_THROWS_WITH(dfa_rnn(equality, Activation::sigmoid, {}), Contains("no automaton"));
  CHECK_THROWS_WITH(dfa_rnn(Dyck(2, 12, 4, true), Activation::sigmoid, {}), Contains("2^11"));
  CHECK_THROWS_WITH(dfa_rnn(Dyck(2, 2, 4, true), Activation::relu, {}), Contains("ReLU"));
}

TEST_CASE("Every recurrent construction of the list can be built by name") {
  const Dyck task(2, 2, 4, true);
  for (const NetInfo& info : net_list()) {
    const BuiltNet built = build_net(task, {info.id, "one-hot", "sigmoid", {}});
    CHECK(built.net.construction == info.id);
    CHECK(built.net.task == "dyck:2:2");
    CHECK(on_all_strings(built.net, task).wrong == 0);
    CHECK_FALSE(info.title.empty());
  }
  CHECK(build_net(task, {}).net.construction == "rnn");
  CHECK(build_net(Language(random_dfa(3)), {}).net.construction == "dfa-rnn");
  CHECK(build_net(task, {"rnn", "log", "tanh", {}}).parameters.dump() ==
        R"({"encoding":"log","activation":"tanh","scale":"18"})");
  CHECK(build_net(task, {"lstm", "log", "sigmoid", Rational(40)}).parameters.dump() ==
        R"({"encoding":"log","scale":"40"})");
  CHECK(build_net(task, {"relu-rnn", "one-hot", "sigmoid", {}}).parameters.dump() == "{}");
}

TEST_CASE("Choices that a recurrent construction does not have are refused by name") {
  const Dyck task(2, 2, 4, true);
  const auto refused = [](const Task& of, const RecurrentRequest& request, const char* argument) {
    try {
      build_net(of, request);
      FAIL("accepted");
    } catch (const Error& e) {
      CHECK(e.argument() == argument);
    }
  };
  refused(task, {"gru", "one-hot", "sigmoid", {}}, "--construction");
  refused(task, {"rnn", "one-hot", "relu", {}}, "--activation");
  refused(task, {"rnn", "one-hot", "softsign", {}}, "--activation");
  refused(task, {"rnn", "unary", "sigmoid", {}}, "--encoding");
  refused(task, {"lstm", "one-hot", "tanh", {}}, "--activation");
  refused(task, {"relu-rnn", "log", "sigmoid", {}}, "--encoding");
  refused(task, {"relu-rnn", "one-hot", "sigmoid", Rational(3)}, "--scale");
  refused(task, {"dfa-rnn", "log", "sigmoid", {}}, "--encoding");
  refused(task, {"rnn", "one-hot", "sigmoid", Rational(0)}, "--scale");
  refused(Language(random_dfa(3)), {"rnn", "one-hot", "sigmoid", {}}, "--construction");
}

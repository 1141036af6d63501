#include <catch2/catch.hpp>

#include "constructions/recurrent/dyck_lstm.hpp"
#include "dyck_nets.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;

namespace {

RecurrentNetwork without(RecurrentNetwork net, AffineMap LstmCell::*gate, const std::string& to,
                         const std::string& from) {
  auto& blocks = (std::get<LstmCell>(net.cell).*gate).blocks;
  const std::size_t before = blocks.size();
  std::erase_if(blocks, [&](const Block& b) { return b.to == to && b.from == from; });
  REQUIRE(blocks.size() < before);
  return net;
}

}  // namespace

TEST_CASE("The LSTM agrees with the stack on all short strings") {
  for (const auto& [n, k, longest] : kDyckCases)
    for (const std::string encoding : {"one-hot", "log", "binary"}) {
      if (encoding == "log" && n == 1) continue;
      INFO(n << " " << k << " " << encoding);
      const Dyck members(n, k, longest, true);
      const Agreement all = on_all_strings(dyck_lstm(members, encoding, {}).net, members);
      CHECK(all.wrong == 0);
      CHECK(all.strings == *members.domain_size());
      const DyckNext next(n, k, longest, true);
      const Agreement viable = on_all_strings(dyck_lstm(next, encoding, {}).net, next);
      CHECK(viable.wrong == 0);
      CHECK(viable.strings == *next.domain_size());
    }
}

TEST_CASE("Unit counts of the LSTM generators are the theorem's, of the recognisers one more") {
  const auto units = [](const DyckTask& task, const std::string& encoding) {
    return dyck_lstm(task, encoding, {}).net.units();
  };
  for (std::size_t n = 2; n <= 128; ++n) {
    const std::size_t k = 1 + n % 3;
    std::size_t digits = 0;
    while ((std::size_t{1} << digits) < n) ++digits;
    const DyckNext next(n, k, 1, true);
    CHECK(units(next, "log") == 3 * k * digits - k);
    CHECK(dyck_lstm_units(n, k, "log") == 3 * k * digits - k);
    CHECK(dyck_lstm_units(n, k, "one-hot") == n * k);
    CHECK(dyck_lstm_units(n, k, "binary") == units(next, "binary"));
  }
  for (const std::size_t n : {2, 3, 7, 128})
    for (const std::size_t k : {1, 5}) {
      const DyckNext next(n, k, 1, true);
      const Dyck members(n, k, 1, true);
      CHECK(units(next, "one-hot") == n * k);
      CHECK(units(members, "one-hot") == n * k + 1);
      CHECK(units(members, "log") == units(next, "log") + 1);
    }
}

TEST_CASE("Long strings of deep and wide LSTMs: sampled, all samplers") {
  struct Wide {
    std::size_t n, k;
    std::string encoding;
  };
  for (const auto& [n, k, encoding] :
       {Wide{8, 6, "one-hot"}, Wide{8, 6, "log"}, Wide{128, 20, "log"}, Wide{7, 5, "binary"}}) {
    const Dyck members(n, k, 60, true);
    const DyckNext next(n, k, 60, true);
    for (const DyckTask* task :
         {static_cast<const DyckTask*>(&members), static_cast<const DyckTask*>(&next)}) {
      const ScaledNet built = dyck_lstm(*task, encoding, {});
      const PlainNet plain(built.net);
      for (const std::string& sampler : task->samplers()) {
        Random random(11, n);
        for (int i = 0; i < 15; ++i) {
          const Input input = task->sample(sampler, random);
          PlainNet::State state = plain.initial();
          for (const Token& token : input) state = plain.step(state, token.value);
          INFO(sampler << " " << task->show(input).dump());
          CHECK(plain.answer(state) == task->reference(input));
        }
      }
    }
  }
}

TEST_CASE("An LSTM's digits stay within the error that its header promises") {
  const Dyck task(2, 3, 1, true);
  const ScaledNet built = dyck_lstm(task, "log", {});
  const PlainNet plain(built.net);
  const double bound = 3 / (1 + std::exp(approximate(built.scale) / 4)) + 1e-6;
  PlainNet::State state = plain.initial();
  Random random(2, 0);
  for (int step = 0; step < 3000; ++step) {
    // A walk of viable prefixes and, now and then, anything.
    state = plain.step(state, random.below(4));
    for (const double h : state.h) {
      const double digit = h * 86051 / 65536;
      CHECK(std::min(std::abs(digit), std::abs(digit - 1)) < bound);
    }
    if (step % 7 == 0) state = plain.initial();
  }
}

TEST_CASE("An LSTM with a fault is found out by a short string") {
  const Dyck members(2, 2, 7, true);
  const auto wrong = [&](const RecurrentNetwork& net) {
    net.validate();
    return on_all_strings(net, members).wrong;
  };
  const auto built = [&](std::optional<Rational> scale = {}) {
    return dyck_lstm(members, "one-hot", scale).net;
  };
  CHECK(wrong(built()) == 0);
  // At depth 2 what opens stack.1 for poison opens it for all that may come up, too.
  const Dyck deeper(2, 3, 6, true);
  const RecurrentNetwork deep = dyck_lstm(deeper, "one-hot", {}).net;
  CHECK(on_all_strings(without(deep, &LstmCell::input, "stack.1", "closing"), deeper).wrong > 0);
  CHECK(wrong(without(built(), &LstmCell::output, "stack.2", "opening")) > 0);
  CHECK(wrong(without(built(), &LstmCell::input, "valid", "opening")) > 0);
  CHECK(wrong(without(built(), &LstmCell::output, "valid", "type")) > 0);
  // No poison: a bracket too many is lost at the bottom.
  CHECK(wrong(without(built(), &LstmCell::input, "stack.1", "stack.2")) > 0);
  // Nothing is forgotten.
  RecurrentNetwork keeping = built();
  auto& cell = std::get<LstmCell>(keeping.cell);
  for (Bias& bias : cell.forget.biases)
    for (Rational& value : bias.values) value = -value;
  CHECK(wrong(keeping) > 0);
  // `valid` is off at the start.
  RecurrentNetwork rejecting = built();
  rejecting.initial.back() = 0;
  CHECK(wrong(rejecting) > 0);
  CHECK(wrong(built(Rational(2))) > 0);
}

TEST_CASE("Codes whose orders exceed an LSTM's accuracy are refused") {
  CHECK_THROWS_WITH(dyck_lstm(Dyck(300, 1, 4, true), "one-hot", {}), Contains("--encoding log"));
  CHECK_NOTHROW(dyck_lstm(Dyck(1000, 1, 4, true), "log", {}));
  CHECK_THROWS_WITH(dyck_lstm(Dyck(2, 2, 4, true), "log", Rational(-1)), Contains("positive"));
}

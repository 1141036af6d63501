#include <catch2/catch.hpp>

#include "constructions/recurrent/dyck_rnn.hpp"
#include "dyck_nets.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;

TEST_CASE("The simple RNN agrees with the stack on all short strings") {
  for (const auto& [n, k, longest] : kDyckCases)
    for (const std::string encoding : {"one-hot", "log", "binary"})
      for (const Activation activation :
           {Activation::sigmoid, Activation::tanh, Activation::saturated}) {
        if (encoding == "log" && n == 1) continue;
        INFO(n << " " << k << " " << encoding << " " << static_cast<int>(activation));
        const Dyck members(n, k, longest, true);
        const Agreement all =
            on_all_strings(dyck_rnn(members, encoding, activation, {}).net, members);
        CHECK(all.wrong == 0);
        CHECK(all.strings == *members.domain_size());
        const DyckNext next(n, k, longest, true);
        const Agreement viable = on_all_strings(dyck_rnn(next, encoding, activation, {}).net, next);
        CHECK(viable.wrong == 0);
        CHECK(viable.strings == *next.domain_size());
      }
}

TEST_CASE("Unit counts of the generators are the theorem's, of the recognisers two more") {
  const auto units = [](const DyckTask& task, const std::string& encoding) {
    return dyck_rnn(task, encoding, Activation::sigmoid, {}).net.units();
  };
  for (std::size_t n = 2; n <= 128; ++n) {
    const std::size_t k = 1 + n % 3;
    std::size_t digits = 0;
    while ((std::size_t{1} << digits) < n) ++digits;
    const DyckNext next(n, k, 1, true);
    CHECK(units(next, "log") == 6 * k * digits - 2 * k);
    CHECK(dyck_rnn_units(n, k, "log") == 6 * k * digits - 2 * k);
    CHECK(dyck_rnn_units(n, k, "one-hot") == 2 * n * k);
    CHECK(dyck_rnn_units(n, k, "binary") == units(next, "binary"));
  }
  for (const std::size_t n : {2, 3, 7, 128})
    for (const std::size_t k : {1, 5}) {
      const DyckNext next(n, k, 1, true);
      const Dyck members(n, k, 1, true);
      CHECK(units(next, "one-hot") == 2 * n * k);
      CHECK(units(members, "one-hot") == 2 * n * k + 2);
      CHECK(units(members, "log") == units(next, "log") + 2);
    }
}

TEST_CASE("Long strings of deep and wide nets: sampled, all samplers") {
  struct Wide {
    std::size_t n, k;
    std::string encoding;
  };
  for (const auto& [n, k, encoding] :
       {Wide{8, 6, "one-hot"}, Wide{8, 6, "log"}, Wide{50, 9, "log"}, Wide{7, 5, "binary"}}) {
    const Dyck members(n, k, 60, true);
    const DyckNext next(n, k, 60, true);
    for (const DyckTask* task :
         {static_cast<const DyckTask*>(&members), static_cast<const DyckTask*>(&next)}) {
      const ScaledNet built = dyck_rnn(*task, encoding, Activation::sigmoid, {});
      const PlainNet plain(built.net);
      for (const std::string& sampler : task->samplers()) {
        Random random(11, n);
        for (int i = 0; i < 20; ++i) {
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

TEST_CASE("A simple RNN with a fault is found out by a short string") {
  const Dyck members(2, 2, 8, true);
  for (const Activation activation :
       {Activation::sigmoid, Activation::tanh, Activation::saturated}) {
    const auto wrong = [&](const RecurrentNetwork& net) {
      net.validate();
      return on_all_strings(net, members).wrong;
    };
    const auto built = [&](std::optional<Rational> scale = {}) {
      return dyck_rnn(members, "one-hot", activation, scale).net;
    };
    // A forgotten inhibition or detector.
    CHECK(wrong(without(built(), "push.2", "closing")) > 0);
    CHECK(wrong(without(built(), "push.1", "closing")) > 0);
    CHECK(wrong(without(built(), "greater", "opening")) > 0);
    CHECK(wrong(without(built(), "greater", "greater")) > 0);
    CHECK(wrong(without(built(), "less", "less")) > 0);
    CHECK(wrong(without(built(), "less", "type")) > 0);
    // At depth 2 the copy that moves up is silenced for nothing: slot 2 is full, poison comes
    // anyway.
    const Dyck deeper(2, 3, 6, true);
    const RecurrentNetwork deep = dyck_rnn(deeper, "one-hot", activation, {}).net;
    CHECK(on_all_strings(without(deep, "pop.1", "opening"), deeper).wrong > 0);
    // No poison: a bracket too many is lost at the bottom.
    CHECK(wrong(without(built(), "push.1", "push.2")) > 0);
    // A wrong transition: the second type pushes the first one's codeword.
    RecurrentNetwork confused = built();
    confused.embedding[0][1] = confused.embedding[0][0];
    CHECK(wrong(confused) > 0);
    // A scale too small to restore digits.
    CHECK(wrong(built(Rational(activation == Activation::saturated ? 1 : 2))) > 0);
  }
}

TEST_CASE("Requests that make no sense are refused") {
  const Dyck members(2, 2, 4, true);
  CHECK_THROWS_WITH(dyck_rnn(members, "one-hot", Activation::relu, {}), Contains("ReLU"));
  CHECK_THROWS_WITH(dyck_rnn(members, "unary", Activation::sigmoid, {}), Contains("one-hot, log"));
  CHECK_THROWS_WITH(dyck_rnn(members, "log", Activation::sigmoid, Rational(0)),
                    Contains("positive"));
  CHECK_THROWS_WITH(dyck_rnn(Dyck(1, 2, 4, true), "log", Activation::sigmoid, {}),
                    Contains("at least two"));
  CHECK_THROWS_WITH(dyck_rnn(Dyck(2, 5000, 4, true), "log", Activation::sigmoid, {}),
                    Contains("too many"));
  CHECK_THROWS_WITH(dyck_rnn(Dyck(30000, 2, 4, true), "one-hot", Activation::sigmoid, {}),
                    Contains("too many"));
}

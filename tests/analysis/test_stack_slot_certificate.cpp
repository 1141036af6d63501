#include <catch2/catch.hpp>

#include "analysis/recurrent/stack_slot_certificate.hpp"
#include "constructions/recurrent/dyck_lstm.hpp"
#include "constructions/recurrent/dyck_relu.hpp"
#include "constructions/recurrent/dyck_rnn.hpp"
#include "models/json_fields.hpp"
#include "recurrent_faults.hpp"

using namespace separatrix;
using Catch::Contains;

namespace {

using Json = nlohmann::ordered_json;

std::string id(DyckAnswer answer, std::size_t n, std::size_t k) {
  return (answer == DyckAnswer::member ? "dyck:" : "dyck-next:") + std::to_string(n) + ":" +
         std::to_string(k);
}

Outcome certified(const RecurrentNetwork& net, std::size_t n, std::size_t k, DyckAnswer answer,
                  const std::string& format = "interval") {
  Work work;
  return certify_by_stack_slots(net, n, k, answer, parse_format(format), 12, work);
}

RecurrentNetwork rnn(DyckAnswer answer, std::size_t n, std::size_t k, const std::string& encoding,
                     Activation activation, std::optional<Rational> scale = {}) {
  return dyck_rnn(*make_dyck(id(answer, n, k), 12, false), encoding, activation, scale).net;
}

RecurrentNetwork lstm(DyckAnswer answer, std::size_t n, std::size_t k,
                      const std::string& encoding) {
  return dyck_lstm(*make_dyck(id(answer, n, k), 12, false), encoding, {}).net;
}

const DyckAnswer kAnswers[] = {DyckAnswer::member, DyckAnswer::next};
const Activation kActivations[] = {Activation::sigmoid, Activation::tanh, Activation::saturated};

struct Size {
  std::size_t n, k;
  std::string encoding;
};

/// Whether every unit of the net lies in one of the certificate's boxes along random strings.
bool stays_in_boxes(const RecurrentNetwork& net, const Json& certificate, Random& random) {
  const PlainNet plain(net);
  PlainNet::State state = plain.initial();
  for (int t = 0; t < 300; ++t) {
    std::size_t u = 0;
    for (const Subspace& s : net.state.subspaces())
      for (std::size_t i = 0; i < s.dimension; ++i, ++u) {
        const auto within = [&](const Json& ends) {
          return state.h[u] > approximate(json_number(ends[0], "box")) - 1e-9 &&
                 state.h[u] < approximate(json_number(ends[1], "box")) + 1e-9;
        };
        const Json& box = certificate["boxes"][s.name];
        if (!within(box["0"]) && !within(box["1"])) return false;
      }
    state = plain.step(state, random.below(net.vocabulary[0].values));
  }
  return true;
}

}  // namespace

TEST_CASE("stack slots certify every construction, code and activation") {
  Random random(5, 0);
  for (const auto& [n, k, encoding] :
       {Size{1, 1, "one-hot"}, Size{2, 1, "binary"}, Size{2, 2, "one-hot"}, Size{2, 3, "log"},
        Size{3, 2, "binary"}, Size{5, 4, "log"}, Size{8, 6, "one-hot"}})
    for (const DyckAnswer answer : kAnswers) {
      INFO(id(answer, n, k) << " " << encoding);
      for (const Activation activation : kActivations) {
        const auto net = rnn(answer, n, k, encoding, activation);
        const Outcome outcome = certified(net, n, k, answer);
        INFO(outcome.reason);
        REQUIRE(outcome.status == Status::certified);
        // Recognisers are right on all strings: those of `next` promise nothing after a fault.
        if (answer == DyckAnswer::member) CHECK(stays_in_boxes(net, *outcome.certificate, random));
      }
      const auto net = lstm(answer, n, k, encoding);
      const Outcome outcome = certified(net, n, k, answer);
      INFO(outcome.reason);
      REQUIRE(outcome.status == Status::certified);
      if (answer == DyckAnswer::member) CHECK(stays_in_boxes(net, *outcome.certificate, random));
    }
}

TEST_CASE("stack slots certify 128 types to depth 20") {
  const auto net = rnn(DyckAnswer::member, 128, 20, "log", Activation::sigmoid);
  CHECK(net.units() == 802);
  CHECK(certified(net, 128, 20, DyckAnswer::member).status == Status::certified);
  CHECK(certified(lstm(DyckAnswer::next, 128, 20, "log"), 128, 20, DyckAnswer::next).status ==
        Status::certified);
}

TEST_CASE("stack slots certify on a precision grid, unless it is too narrow") {
  for (const DyckAnswer answer : kAnswers)
    for (const std::string format : {"fixed:3", "fixed:3:nearest"}) {
      CHECK(certified(rnn(answer, 2, 2, "one-hot", Activation::sigmoid), 2, 2, answer, format)
                .status == Status::certified);
      CHECK(certified(lstm(answer, 2, 2, "one-hot"), 2, 2, answer, format).status ==
            Status::certified);
    }
  // Steps of 1/12 up to 12: the weights saturate.
  const Outcome narrow = certified(rnn(DyckAnswer::member, 2, 2, "one-hot", Activation::sigmoid), 2,
                                   2, DyckAnswer::member, "fixed:1");
  CHECK(narrow.status == Status::undecided);
  CHECK_FALSE(narrow.reason.empty());
  CHECK_THAT(certified(rnn(DyckAnswer::next, 2, 2, "one-hot", Activation::sigmoid), 2, 2,
                       DyckAnswer::next, "float64")
                 .reason,
             Contains("order"));
}

TEST_CASE("stack slots do not certify a planted fault") {
  for (const Activation activation : kActivations) {
    const auto good = rnn(DyckAnswer::member, 2, 2, "one-hot", activation);
    const auto undecided = [&](const RecurrentNetwork& net) {
      net.validate();
      const Outcome outcome = certified(net, 2, 2, DyckAnswer::member);
      return outcome.status == Status::undecided && !outcome.reason.empty() && !outcome.certificate;
    };
    CHECK_FALSE(undecided(good));
    // Each of these is wrong on a string of at most 8 symbols, so "undecided" is a must.
    const auto caught = [&](const RecurrentNetwork& net) {
      return wrong_strings(net, "dyck:2:2", 8) > 0 && undecided(net);
    };
    CHECK(caught(without(good, "push.2", "closing")));                             // inhibition
    CHECK(caught(without(good, "push.1", "push.2")));                              // poison
    CHECK(caught(without(without(good, "push.1", "push.2"), "push.1", "pop.2")));  // no poison
    CHECK(caught(without(good, "pop.1", "push.2")));                               // transition
    CHECK(caught(without(good, "greater", "opening")));                            // detector
    CHECK(caught(without(good, "less", "type")));
    CHECK(caught(without(good, "greater", "greater")));  // latch coupling
    const auto forgetful = without(without(good, "greater", "greater"), "less", "less");
    CHECK(caught(forgetful));
    if (activation != Activation::tanh)  // where a weight less is also another constant
      CHECK_THAT(certified(forgetful, 2, 2, DyckAnswer::member).reason, Contains("forgotten"));
    auto confused = good;  // code word of the first type for the second one
    confused.embedding[0][1] = confused.embedding[0][0];
    CHECK(caught(confused));
    auto full = good;  // a stack that is not empty at the start
    full.initial[0] = 1;
    CHECK(caught(full));
    auto lenient = good;  // the answer does not see one latch
    lenient.readout.output.blocks.pop_back();
    CHECK(caught(lenient));
    const Rational small = activation == Activation::saturated ? 1 : 2;
    CHECK(caught(rnn(DyckAnswer::member, 2, 2, "one-hot", activation, small)));
    CHECK(certified(good, 2, 3, DyckAnswer::member).status == Status::undecided);
    CHECK(certified(good, 2, 1, DyckAnswer::member).status == Status::undecided);
  }
  auto leaky = lstm(DyckAnswer::member, 2, 2, "one-hot");
  for (Bias& bias : std::get<LstmCell>(leaky.cell).forget.biases)
    for (Rational& value : bias.values) value = 0;
  CHECK(certified(leaky, 2, 2, DyckAnswer::member).status == Status::undecided);
}

TEST_CASE("what stack slots certify is right: nets with random faults") {
  // Saturated units are exact in double precision, so that the second opinion is, too.
  Random random(17, 0);
  int still_certified = 0;
  int rejected = 0;
  for (int trial = 0; trial < 240; ++trial) {
    const DyckAnswer answer = kAnswers[trial % 2];
    const std::string encoding = trial % 3 == 0 ? "binary" : "one-hot";
    auto net = rnn(answer, 2, 2, encoding, Activation::saturated);
    auto& blocks = update_of(net).blocks;
    Block& block = blocks[random.below(blocks.size())];
    const Rational change(Integer(random.below(17)) - 8, 2);
    std::visit(
        [&](auto& coefficients) {
          if constexpr (requires { coefficients.factor; })
            coefficients.factor += change;
          else
            coefficients.entries[random.below(coefficients.entries.size())] += change;
        },
        block.coefficients);
    const bool certain = certified(net, 2, 2, answer).status == Status::certified;
    (certain ? still_certified : rejected) += 1;
    if (certain) CHECK(wrong_strings(net, id(answer, 2, 2), 7) == 0);
  }
  CHECK(still_certified > 20);
  CHECK(rejected > 20);
}

TEST_CASE("stack slots say what does not fit") {
  const auto reason = [](const RecurrentNetwork& net, std::size_t k) {
    return certified(net, 2, k, DyckAnswer::next).reason;
  };
  auto net = rnn(DyckAnswer::next, 2, 2, "one-hot", Activation::sigmoid);
  CHECK_THAT(reason(net, 3), Contains("push.3"));
  CHECK_THAT(reason(net, 1), Contains("more than 1 slots"));
  CHECK_THAT(reason(dyck_relu(*make_dyck("dyck-next:2:2", 12, false)), 2), Contains("ReLU"));
  CHECK_THROWS_AS(certified(net, 3, 2, DyckAnswer::next), Error);
  CHECK_THROWS_AS(certified(net, 2, 2, DyckAnswer::member), Error);
  Work work;
  work.request_stop();
  CHECK(certify_by_stack_slots(net, 2, 2, DyckAnswer::next, parse_format("interval"), 12, work)
            .reason == "interrupted");
}

TEST_CASE("stack slots certify large scales with numbers that can be read back") {
  for (const Activation activation : {Activation::sigmoid, Activation::tanh})
    for (const Rational& scale : {Rational(100000), Rational(1000000000)}) {
      const Outcome outcome = certified(rnn(DyckAnswer::member, 2, 2, "one-hot", activation, scale),
                                        2, 2, DyckAnswer::member);
      INFO(outcome.reason);
      REQUIRE(outcome.status == Status::certified);
      for (const auto& subspace : (*outcome.certificate)["boxes"])
        for (const auto& box : subspace)
          for (const auto& end : box) CHECK(end.dump().size() < 2000);
    }
}

TEST_CASE("stack slots refuse at once what a latch would be asked about for hours") {
  const auto outcome =
      certified(lstm(DyckAnswer::member, 2000, 1, "binary"), 2000, 1, DyckAnswer::member);
  CHECK_THAT(outcome.reason, Contains("a latch has more than"));
}

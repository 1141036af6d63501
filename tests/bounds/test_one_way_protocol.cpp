#include <catch2/catch.hpp>

#include "bounds/protocols/one_way.hpp"
#include "bounds/protocols/random_models.hpp"
#include "constructions/recurrent/catalogue.hpp"
#include "constructions/residual.hpp"
#include "models/measures.hpp"
#include "numerics/error.hpp"
#include "tasks/dyck.hpp"
#include "tasks/index_lookup.hpp"

using namespace separatrix;

namespace {

/// The one-way protocol at every cut of an input; checks the bits, returns how often Bob is wrong.
int wrong_cuts(const RecurrentModel& model, const Input& input,
               const std::optional<Answer>& expected, std::uint64_t bits, std::size_t kept = 0) {
  int wrong = 0;
  for (std::size_t cut = 0; cut + kept <= input.size(); ++cut) {
    const Split split = prefix_split(input.size(), cut);
    Wire wire;
    if (run_one_way(model, Held(input, split.alice), Held(input, split.bob), wire) != expected)
      ++wrong;
    CHECK(wire.bits(Player::alice) == bits);
    CHECK(wire.bits(Player::bob) == 0);
  }
  return wrong;
}

}  // namespace

TEST_CASE("index lookup by its smallest recurrent model: exactly N bits cross") {
  for (const std::uint64_t n : {1U, 2U, 3U, 5U}) {
    const IndexLookup task(n, 2, false);
    Work work;
    const auto states = residual_states(task, work);
    REQUIRE(states);
    const FiniteRecurrence recurrence =
        residual_recurrence(*states, task, AnswerFrom::state_and_last_token);
    CHECK(recurrence.bits == n);
    const auto model = as_protocol_model(recurrence);
    CHECK(model->state_bits() == n);
    for (std::uint64_t word = 0; word < std::uint64_t{1} << n; ++word)
      for (std::uint64_t position = 0; position < n; ++position) {
        std::vector<std::uint64_t> symbols;
        for (std::uint64_t i = 0; i < n; ++i) symbols.push_back(word >> i & 1U);
        const Input input = task.input(symbols, position);
        const Answer expected = task.reference(input);
        // The query is the last token, which the readout sees itself: it is always Bob's.
        CHECK(wrong_cuts(*model, input, expected, n, 1) == 0);
      }
  }
}

TEST_CASE("bounded Dyck by nets: the bits are the state entries, twice as many for an LSTM") {
  for (const std::string construction : {"rnn", "lstm", "relu-rnn"}) {
    const auto task = make_dyck("dyck:2:2", 8, false);
    RecurrentRequest request;
    request.construction = construction;
    const RecurrentNetwork net = build_net(*task, request).net;
    const Grid grid = make_grid(8, 4, Rounding::nearest);
    REQUIRE(fits_int128(grid, longest_sum(net)));
    const RecurrentPass<Fixed<Int128>> pass(Fixed<Int128>(grid), net);
    const auto model = as_protocol_model(pass);
    const std::uint64_t entries = net.units() * (construction == "lstm" ? 2 : 1);
    const std::uint64_t bits = entries * precision_bits(grid);
    CAPTURE(construction);
    CHECK(model->state_bits() == bits);
    Random random(3, 0);
    for (const std::string& sampler : task->samplers())
      for (int t = 0; t < 6; ++t) {
        const Input input = task->sample(sampler, random);
        const Answer expected = task->reference(input);
        CHECK(pass.decode(pass.output(pass.run(input))) == expected);
        CHECK(wrong_cuts(*model, input, expected, bits) == 0);
      }
  }
}

TEST_CASE("random recurrent models at every cut, in both kinds of integers") {
  int answers = 0;
  int nothing = 0;
  for (std::uint64_t m = 0; m < 40; ++m) {
    Random random(31, m);
    const RecurrentNetwork net = random_net(random);
    const Grid grid = make_grid(4, 1, m % 2 == 0 ? Rounding::down : Rounding::nearest);
    const RecurrentPass<Fixed<Int128>> machine(Fixed<Int128>(grid), net);
    const RecurrentPass<Fixed<Integer>> exact(Fixed<Integer>(grid), net);
    const std::uint64_t bits =
        (net.units() + net.initial_cell.size()) * ceil_log2(2 * 16 + 1);  // S = 4
    for (int t = 0; t < 4; ++t) {
      const Input input = random_input(random, net.vocabulary, random.below(5));
      const auto expected = machine.decode(machine.output(machine.run(input)));
      ++(expected ? answers : nothing);
      CHECK(wrong_cuts(*as_protocol_model(machine), input, expected, bits) == 0);
      CHECK(wrong_cuts(*as_protocol_model(exact), input, expected, bits) == 0);
    }
    const FiniteRecurrence finite = random_finite(random, 4);
    const auto model = as_protocol_model(finite);
    for (int t = 0; t < 4; ++t) {
      const Input input = random_input(random, finite.vocabulary, 4);
      CHECK(wrong_cuts(*model, input, finite.run(input), finite.bits, finite.last_kind ? 1 : 0) ==
            0);
    }
  }
  CHECK(answers > 0);
  CHECK(nothing > 0);
}

TEST_CASE("one-way protocol: a wrong token, a lost bit, a foreign partition") {
  const IndexLookup task(4, 2, false);
  Work work;
  const FiniteRecurrence recurrence =
      residual_recurrence(*residual_states(task, work), task, AnswerFrom::state_and_last_token);
  const auto model = as_protocol_model(recurrence);
  const Input input = task.input({1, 0, 1, 1}, 1);
  Input misread = input;
  misread[1].value = 1;
  const Split half = prefix_split(5, 2);
  Wire wire;
  CHECK(run_one_way(*model, Held(input, half.alice), Held(input, half.bob), wire) == Answer{false});
  CHECK(run_one_way(*model, Held(misread, half.alice), Held(input, half.bob), wire) ==
        Answer{true});

  const Split odd = odd_even(5);
  CHECK_THROWS_AS(run_one_way(*model, Held(input, odd.alice), Held(input, odd.bob), wire), Error);
  // Bob needs the query: with it in Alice's hands the readout has nothing to look at.
  CHECK_THROWS_AS(run_one_way(*model, Held(input, prefix_split(5, 5).alice), Held(input, {}), wire),
                  Error);
  class ShortWire : public Wire {
    Bits deliver(const Message& message) override {
      return Bits(message.bits.begin() + 1, message.bits.end());
    }
  } shorter;
  CHECK_THROWS_AS(run_one_way(*model, Held(input, half.alice), Held(input, half.bob), shorter),
                  Error);

  // A string that is no state in use: after one token two states are, 0 and 1.
  const Bits foreign(4, true);
  CHECK_THROWS_AS(model->read(foreign, 1, Input{input[1]}), Error);
  CHECK_THROWS_AS(model->read(model->initial(), 0, Input{{IndexLookup::kSymbol, 2}}), Error);
  CHECK_THROWS_AS(model->read(model->initial(), 0, Input(5, input[0])), Error);
}

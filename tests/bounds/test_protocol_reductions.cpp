#include <algorithm>
#include <numeric>

#include <catch2/catch.hpp>

#include "bounds/communication/deterministic.hpp"
#include "bounds/protocols/reductions.hpp"
#include "bounds/recall_memory.hpp"
#include "constructions/residual.hpp"
#include "numerics/error.hpp"
#include "tasks/index_lookup.hpp"
#include "tasks/recall.hpp"

using namespace separatrix;

namespace {

Bits bits_of(std::uint64_t number, std::size_t length) {
  Bits bits;
  for (std::size_t i = 0; i < length; ++i) bits.push_back((number >> i & 1U) != 0);
  return bits;
}

/// One-way bits from Alice at least, by counting the different rows of the problem's matrix.
template <class F>
std::uint64_t one_way_bits(std::size_t n, std::size_t columns, const F& f) {
  BitMatrix matrix(std::size_t{1} << n, columns);
  for (std::size_t x = 0; x < matrix.rows(); ++x)
    for (std::size_t y = 0; y < columns; ++y) matrix.set(x, y, f(x, y));
  return ceil_log2(merge_equal(matrix).matrix.rows());
}

}  // namespace

TEST_CASE("INDEX by index lookup, by all strings and positions: N bits are enough and needed") {
  for (std::size_t n = 1; n <= 6; ++n) {
    const IndexLookup task(n, 2, false);
    Work work;
    const FiniteRecurrence recurrence =
        residual_recurrence(*residual_states(task, work), task, AnswerFrom::state_and_last_token);
    const auto model = as_protocol_model(recurrence);
    const std::uint64_t needed = one_way_bits(
        n, n, [](std::size_t x, std::size_t position) { return (x >> position & 1U) != 0; });
    CHECK(needed == n);
    for (std::uint64_t word = 0; word < std::uint64_t{1} << n; ++word)
      for (std::size_t position = 0; position < n; ++position) {
        Wire wire;
        CHECK(index_by_lookup(*model, bits_of(word, n), position, wire) ==
              ((word >> position & 1U) != 0));
        CHECK(wire.bits(Player::alice) >= needed);
        CHECK(wire.bits(Player::alice) == n);
        CHECK(wire.bits(Player::bob) == 0);
      }
  }
}

TEST_CASE("INDEX and DISJ by a table of labels, never below the communication bound") {
  for (std::size_t n = 1; n <= 5; ++n) {
    const auto model = label_table(n);
    CHECK(model->state_bits() == recall_bits(n, PairTokens::separate));
    const std::uint64_t words = std::uint64_t{1} << n;
    const std::uint64_t needed =
        one_way_bits(n, words, [](std::size_t x, std::size_t y) { return (x & y) != 0; });
    CHECK(needed == n);
    for (std::uint64_t x = 0; x < words; ++x) {
      for (std::size_t position = 0; position < n; ++position) {
        Wire wire;
        CHECK(index_by_recall(*model, bits_of(x, n), position, wire) ==
              ((x >> position & 1U) != 0));
        CHECK(wire.bits() >= n);
      }
      for (std::uint64_t y = 0; y < words; ++y) {
        Wire wire;
        CHECK(meet_by_recall(*model, bits_of(x, n), bits_of(y, n), wire) == ((x & y) != 0));
        CHECK(wire.bits(Player::alice) >= needed);
        CHECK(wire.bits(Player::alice) == model->state_bits());
        CHECK(wire.bits(Player::bob) == 0);
      }
    }
  }
}

TEST_CASE("the table of labels answers the tasks' own inputs, keys in any order") {
  for (const auto queries : {Recall::Queries::one, Recall::Queries::many}) {
    const std::uint64_t n = queries == Recall::Queries::one ? 5 : 10;
    const Recall task(n, 5, queries);
    const auto model = label_table(5);
    Random random(8, 0);
    for (const std::string& sampler : task.samplers())
      for (int t = 0; t < 40; ++t) {
        const Input input = task.sample(sampler, random);
        const Answer expected = task.reference(input);
        for (std::size_t cut = 0; cut < input.size(); ++cut) {
          const std::span<const Token> tokens(input);
          const Bits state = model->read(model->initial(), 0, tokens.first(cut));
          CHECK(state.size() == model->state_bits());
          CHECK(model->answer(state, cut, tokens.subspan(cut)) == expected);
        }
      }
  }
}

TEST_CASE("reductions notice a model that forgets") {
  // A table that loses the label of the last key: some string is answered wrongly.
  class Forgetful : public RecurrentModel {
   public:
    std::uint64_t state_bits() const override { return table_->state_bits(); }
    Bits initial() const override { return table_->initial(); }
    Bits read(const Bits& state, std::size_t time, std::span<const Token> tokens) const override {
      Bits reached = table_->read(state, time, tokens);
      if ((time + tokens.size()) % 2 == 0) reached[3] = false;
      return reached;
    }
    std::optional<Answer> answer(const Bits& state, std::size_t time,
                                 std::span<const Token> rest) const override {
      return table_->answer(state, time, rest);
    }

   private:
    std::unique_ptr<RecurrentModel> table_ = label_table(4);
  };
  const Forgetful model;
  int wrong_index = 0;
  int wrong_meeting = 0;
  for (std::uint64_t x = 0; x < 16; ++x) {
    Wire wire;
    if (index_by_recall(model, bits_of(x, 4), 3, wire) != ((x >> 3 & 1U) != 0)) ++wrong_index;
    for (std::uint64_t y = 0; y < 16; ++y)
      if (meet_by_recall(model, bits_of(x, 4), bits_of(y, 4), wire) != ((x & y) != 0))
        ++wrong_meeting;
  }
  CHECK(wrong_index == 8);     // all strings whose last bit is 1
  CHECK(wrong_meeting == 27);  // meeting in the last place and nowhere else: 3^3
}

TEST_CASE("reductions: bad arguments") {
  const auto model = label_table(3);
  Wire wire;
  CHECK_THROWS_AS(index_by_recall(*model, Bits(3), 3, wire), Error);
  CHECK_THROWS_AS(index_by_lookup(*model, Bits(3), 3, wire), Error);
  CHECK_THROWS_AS(index_by_lookup(*model, Bits(3), 0, wire), Error);  // no model of that task
  CHECK_THROWS_AS(meet_by_recall(*model, Bits(3), Bits(2), wire), Error);
  CHECK_THROWS_AS(index_by_recall(*model, Bits(4), 0, wire), Error);  // a key too many
  CHECK_THROWS_AS(label_table(0), Error);
  CHECK_THROWS_AS(model->answer(model->initial(), 0, Input{}), Error);
  CHECK_THROWS_AS(model->answer(model->initial(), 0, Input{{kLabel, 0}}), Error);
  CHECK_THROWS_AS(model->read(Bits(2), 0, Input{}), Error);
}

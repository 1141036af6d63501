#include <catch2/catch.hpp>

#include "bounds/protocols/wire.hpp"
#include "numerics/error.hpp"

using namespace separatrix;

namespace {

Input letters(std::size_t length) {
  Input input;
  for (std::size_t i = 0; i < length; ++i) input.push_back({0, 10 + i});
  return input;
}

}  // namespace

TEST_CASE("a field has a bit string for each number of its range, and no shorter one would do") {
  for (int low = -5; low <= 5; ++low)
    for (int high = low; high <= low + 20; ++high) {
      const std::size_t width = field_bits(low, high);
      const auto numbers = static_cast<std::size_t>(high - low + 1);
      CHECK((std::size_t{1} << width) >= numbers);
      if (width > 0) CHECK((std::size_t{1} << (width - 1)) < numbers);
      for (int value = low; value <= high; ++value) {
        BitWriter out;
        out.put(value, low, high);
        CHECK(out.bits().size() == width);
        BitReader in(out.bits());
        CHECK(in.get(low, high) == value);
        in.finish();
      }
      BitWriter out;
      CHECK_THROWS_AS(out.put(low - 1, low, high), Error);
      CHECK_THROWS_AS(out.put(high + 1, low, high), Error);
    }
  CHECK_THROWS_AS(field_bits(1, 0), Error);
}

TEST_CASE("fields follow one another without separators, also beyond 64 bits") {
  const Integer wide = power(2, 100);
  BitWriter out;
  out.put(2, 0, 2);
  out.put(wide - 7, -wide, wide);
  out.put(4, 4, 4);
  out.put(Bits{true, false});
  CHECK(out.bits().size() == 2 + 102 + 0 + 2);
  BitReader in(out.bits());
  CHECK(in.get(0, 2) == 2);
  CHECK(in.get(-wide, wide) == wide - 7);
  CHECK(in.get(4, 4) == 4);
  CHECK_THROWS_AS(in.finish(), Error);
  CHECK(in.get(0, 3) == 2);
  in.finish();
  CHECK_THROWS_AS(in.get(0, 1), Error);
  BitReader none(Bits{true, true});
  CHECK_THROWS_AS(none.get(0, 2), Error);  // 3 is no number of the field
}

TEST_CASE("the wire counts each direction and keeps what was sent") {
  Wire wire;
  CHECK(wire.send(Player::alice, {true, false, true}) == Bits{true, false, true});
  wire.send(Player::bob, {true});
  wire.send(Player::bob, {});
  CHECK(wire.bits(Player::alice) == 3);
  CHECK(wire.bits(Player::bob) == 1);
  CHECK(wire.bits() == 4);
  REQUIRE(wire.messages().size() == 3);
  CHECK(wire.messages()[1] == Message{Player::bob, {true}});
}

TEST_CASE("a player has the own tokens and no others") {
  const Input input = letters(5);
  const Held alice(input, {3, 0});
  CHECK(alice.size() == 2);
  CHECK(alice.places()[0].position == 0);
  CHECK(alice.at(0) == input[0]);
  CHECK(alice.at(3) == input[3]);
  for (const std::size_t position : {1U, 2U, 4U, 5U}) {
    CHECK_FALSE(alice.holds(position));
    CHECK_THROWS_AS(alice.at(position), Error);
  }
  CHECK_THROWS_AS(Held(input, {1, 1}), Error);
  CHECK_THROWS_AS(Held(input, {5}), Error);

  CHECK(held_length("test", alice, Held(input, {1, 2, 4})) == 5);
  CHECK_THROWS_AS(held_length("test", alice, Held(input, {1, 4})), Error);     // one is lost
  CHECK_THROWS_AS(held_length("test", alice, Held(input, {1, 2, 3})), Error);  // one is double
}

#include <string>

#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "numerics/rational.hpp"

using namespace separatrix;

TEST_CASE("numbers are read to base 10, whatever zeros lead") {
  CHECK(parse_rational("0.25", "x") == Rational(1, 4));
  CHECK(parse_rational("025", "x") == 25);
  CHECK(parse_rational("-007.080", "x") == Rational(-177, 25));
  CHECK(parse_rational("010/08", "x") == Rational(5, 4));
  CHECK(parse_rational("0", "x") == 0);
  CHECK(parse_integer("00123", "x") == 123);
  CHECK(parse_integer("-18446744073709551617", "x") == -(power(2, 64) + 1));
}

TEST_CASE("Boost's own reading is octal, which is why we do not use it") {
  CHECK(Integer(std::string("025")) == 21);
}

TEST_CASE("what is not a number is refused with the argument's name") {
  for (const char* bad : {"", "-", "1/0", "1/", "/2", ".5", "5.", "1e3", "0x10", "+1", " 1", "1/-2",
                          "--1", "1.2/3", "nan"})
    CHECK_THROWS_AS(parse_rational(bad, "gamma"), Error);
  CHECK_THROWS_AS(parse_rational(std::string(5000, '1'), "gamma"), Error);
  for (const char* bad : {"", "-", "1.0", "1/2", "+3", "0b1"})
    CHECK_THROWS_AS(parse_integer(bad, "n"), Error);
  try {
    parse_rational("three", "gamma");
    FAIL("accepted a word");
  } catch (const Error& error) {
    CHECK(error.argument() == "gamma");
    CHECK(std::string(error.what()).find('\n') == std::string::npos);
  }
}

TEST_CASE("floor, ceil and logarithm") {
  CHECK(floor(Rational(-7, 2)) == -4);
  CHECK(ceil(Rational(-7, 2)) == -3);
  CHECK(floor(Rational(7, 2)) == 3);
  CHECK(ceil(Rational(7, 2)) == 4);
  CHECK(floor(Rational(-3)) == -3);
  CHECK(floor_div(Integer(-1), Integer(5)) == -1);
  CHECK_THROWS_AS(floor_div(Integer(1), Integer(-5)), Error);
  CHECK(ceil_log2(1) == 0);
  CHECK(ceil_log2(2) == 1);
  CHECK(ceil_log2(5) == 3);
  CHECK(ceil_log2(std::uint64_t{1} << 63) == 63);
  CHECK(ceil_log2((std::uint64_t{1} << 63) + 1) == 64);
  CHECK_THROWS_AS(ceil_log2(0), Error);
}

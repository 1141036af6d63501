#include <string>

#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "numerics/format.hpp"

using namespace separatrix;

TEST_CASE("names of arithmetics are read and written back in full") {
  for (const char* name : {"interval", "float64", "float32", "bfloat16", "float16", "fixed:3:down",
                           "fixed:3/2:nearest", "fixed:1/3:down"})
    CHECK(to_string(parse_format(name)) == name);
  CHECK(to_string(parse_format("fixed:3")) == "fixed:3:down");
  CHECK(to_string(parse_format("fixed:1.5:nearest")) == "fixed:3/2:nearest");
  CHECK(parse_format("fixed:6/4") == parse_format("fixed:3/2:down"));
  CHECK_FALSE(parse_format("fixed:3") == parse_format("fixed:3:nearest"));
  CHECK_FALSE(parse_format("fixed:3") == parse_format("fixed:2"));
  CHECK_FALSE(parse_format("float16") == parse_format("bfloat16"));
}

TEST_CASE("anything else is refused in one line that says what to write") {
  for (const char* bad : {"", "fixed", "fixed:", "fixed:0", "fixed:-1", "fixed:x", "fixed:3:up",
                          "fixed:3:", "fixed:3:down:down", "Interval", "float", "float128",
                          "interval ", "fixed:1/0"}) {
    try {
      parse_format(bad);
      FAIL("accepted '" << bad << "'");
    } catch (const Error& error) {
      CHECK(error.argument() == "--arithmetic");
      CHECK(std::string(error.what()).find('\n') == std::string::npos);
      CHECK(std::string(error.what()).find("fixed:3") != std::string::npos);
    }
  }
}

TEST_CASE("each name leads to its policy, on machine integers where they fit") {
  const auto name = [](const char* text) {
    return with_arithmetic(parse_format(text), 16, 1000, [](const auto& a) { return a.name(); });
  };
  for (const char* text : {"interval", "float64", "float32", "bfloat16", "float16", "fixed:3:down",
                           "fixed:3/2:nearest"})
    CHECK(name(text) == text);
  const auto machine = [](std::uint64_t n, std::uint64_t terms) {
    return with_arithmetic(parse_format("fixed:3"), n, terms, [](const auto& a) {
      return std::same_as<std::decay_t<decltype(a)>, Fixed<Int128>>;
    });
  };
  CHECK(machine(256, 1000));
  CHECK(machine(1024, 100));
  CHECK_FALSE(machine(1024, 1000));
  CHECK_FALSE(machine(4096, 1));
  CHECK_THROWS_AS(name("fixed:1/3"), Error);  // 16^(1/3)
}

#include <set>
#include <string>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "numerics/error.hpp"
#include "reports/bibliography.hpp"
#include "reports/theorems.hpp"

using namespace separatrix;

TEST_CASE("the table has every row, once") {
  std::set<std::string> wanted{"P9", "C8.1", "C13.1"};
  for (int i = 1; i <= 13; ++i) {
    if (i != 9) wanted.insert(fmt::format("T{}", i));
  }
  for (int i = 1; i <= 5; ++i) wanted.insert(fmt::format("L{}", i));
  for (int i = 1; i <= 4; ++i) wanted.insert(fmt::format("F{}", i));
  for (int i = 1; i <= 7; ++i) wanted.insert(fmt::format("R{}", i));
  for (int i = 1; i <= 2; ++i) wanted.insert(fmt::format("A{}", i));
  for (int i = 1; i <= 5; ++i) wanted.insert(fmt::format("B{}", i));
  std::set<std::string> ids;
  for (const Theorem& row : theorems()) {
    INFO(row.id);
    CHECK(ids.emplace(row.id).second);
  }
  CHECK(ids == wanted);
}

TEST_CASE("every row is complete and its source exists") {
  std::set<std::string_view> numbers;
  std::set<std::string_view> titles;
  for (const Theorem& row : theorems()) {
    INFO(row.id);
    CHECK(has_key(row.citation));
    CHECK(row.title.size() <= 46);
    CHECK(titles.insert(row.title).second);
    CHECK(numbers.insert(row.number).second);
    CHECK(row.statement.ends_with('.'));
    CHECK(row.statement.find('\n') == std::string_view::npos);
    CHECK((row.claim.empty() || row.claim.starts_with("claims::")));
    // The number in the source is the one that the id says: "T13" is "Theorem 13".
    const std::string digits(row.id.substr(1));
    const std::string number(row.number);
    CHECK(number.find(" " + digits) != std::string::npos);
    const char first = row.id[0];
    const std::string word = number.substr(0, number.find(' '));
    CHECK(word == (first == 'T'   ? "Theorem"
                   : first == 'L' ? "Lemma"
                   : first == 'C' ? "Corollary"
                   : first == 'P' ? "Proposition"
                   : first == 'R' ? "Result"
                   : first == 'A' ? "Atlas"
                   : first == 'B' ? "Bound"
                                  : "Fact"));
  }
}

TEST_CASE("rows are found by id, and unknown ids are refused") {
  for (const Theorem& row : theorems()) {
    CHECK(has_theorem(row.id));
    CHECK(&theorem(row.id) == &row);
  }
  for (const char* id : {"", "T0", "T9", "T14", "t1", "T1 "}) {
    CHECK_FALSE(has_theorem(id));
    CHECK_THROWS_AS(theorem(id), Error);
  }
}

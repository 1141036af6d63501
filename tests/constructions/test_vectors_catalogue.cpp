#include <catch2/catch.hpp>

#include "constructions/vectors/catalogue.hpp"
#include "constructions/vectors/coherence.hpp"
#include "constructions/vectors/table.hpp"
#include "numerics/error.hpp"

using namespace separatrix;
using namespace separatrix::vectors;

namespace {

std::unique_ptr<SignFamily> make(const std::string& id, std::uint64_t n, const Rational& gamma,
                                 Sides sides, std::optional<std::size_t> dimension = {}) {
  Work work;
  return make_family({id, n, gamma, sides, dimension, 1}, work);
}

}  // namespace

TEST_CASE("every family of the catalogue keeps its promise at the requests it accepts") {
  Work work;
  unsigned accepted = 0;
  for (const FamilyInfo& info : families())
    for (const std::uint64_t n : {1U, 2U, 3U, 100U, 1024U})
      for (const Sides sides : {Sides::one, Sides::two})
        for (const Rational& gamma : {Rational(1, 4), Rational(2, 7), Rational(9, 10)}) {
          INFO(info.id << " n = " << n << " gamma = " << to_string(gamma));
          std::unique_ptr<SignFamily> family;
          try {
            family = make(info.id, n, gamma, sides);
          } catch (const Error& error) {
            CHECK(std::string(error.what()).find('\n') == std::string::npos);
            CHECK_THAT(error.what(), Catch::Contains("use "));
            continue;
          }
          ++accepted;
          CHECK(family->id() == info.id);
          CHECK(family->size() == n);
          CHECK(within(coherence(*family, work), family->dimension(), gamma, sides).holds ==
                Tri::yes);
        }
  CHECK(accepted > 200);
}

TEST_CASE("the shortest dimensions of the catalogue at gamma = 1/4") {
  const Rational quarter(1, 4);
  CHECK(make("dual-bch", 1U << 10, quarter, Sides::two)->dimension() == 32);
  CHECK(make("dual-bch", 1U << 11, quarter, Sides::one)->dimension() == 32);
  CHECK(make("dual-bch", 1U << 21, quarter, Sides::two)->dimension() == 128);
  CHECK(make("delsarte-goethals", 1U << 16, quarter, Sides::two)->dimension() == 64);
  CHECK(make("delsarte-goethals", 1U << 30, quarter, Sides::one)->dimension() == 256);
  CHECK(make("rs-biorthogonal", 1U << 30, quarter, Sides::two)->dimension() == 384);
  CHECK(make("kerdock", 128, quarter, Sides::two)->dimension() == 16);
}

TEST_CASE("a dimension asked for is kept or refused") {
  const Rational quarter(1, 4);
  CHECK(make("random-sign", 64, quarter, Sides::two, 17)->dimension() == 17);
  CHECK(make("linear-code", 64, quarter, Sides::two, 200)->dimension() == 200);
  CHECK(make("dual-bch", 64, quarter, Sides::two, 256)->dimension() == 256);
  CHECK(make("kerdock", 64, quarter, Sides::two, 64)->dimension() == 64);
  CHECK(make("rs-hadamard", 64, quarter, Sides::two, 128)->dimension() == 128);
  for (const char* id : {"dual-bch", "kerdock", "delsarte-goethals", "rs-biorthogonal",
                         "rs-hadamard", "hypercube", "linear-code"})
    CHECK_THROWS_AS(make(id, 1024, quarter, Sides::two, 31), Error);
}

TEST_CASE("requests that make no sense are refused with a way out") {
  const Rational quarter(1, 4);
  CHECK_THROWS_WITH(make("kerdok", 16, quarter, Sides::two),
                    Catch::Contains("kerdok") && Catch::Contains("delsarte-goethals"));
  CHECK_THROWS_AS(make("table", 16, quarter, Sides::two), Error);
  CHECK_THROWS_WITH(make("linear-code", 0, quarter, Sides::two), Catch::Contains("n = 0"));
  for (const Rational& gamma : {Rational(0), Rational(1), Rational(-1, 4), Rational(5, 4)})
    CHECK_THROWS_WITH(make("linear-code", 16, gamma, Sides::two),
                      Catch::Contains("between 0 and 1"));
  CHECK_THROWS_WITH(make("hypercube", 1024, quarter, Sides::one),
                    Catch::Contains("4/5") && Catch::Contains("linear-code"));
  CHECK_THROWS_WITH(make("kerdock", 1U << 20, Rational(1, 1000), Sides::one),
                    Catch::Contains("linear-code"));
  CHECK_THROWS_WITH(make("random-sign", 1024, Rational(1, 1000000), Sides::one),
                    Catch::Contains("linear-code"));
}

TEST_CASE("from_json rebuilds every family bit for bit") {
  std::vector<std::unique_ptr<SignFamily>> built;
  for (const FamilyInfo& info : families())
    for (const Sides sides : {Sides::one, Sides::two})
      built.push_back(make(info.id, 50, Rational(9, 10), sides));
  built.push_back(make("delsarte-goethals", 50, Rational(1, 4), Sides::two));
  built.push_back(read_table("+-+\n---\n"));
  for (const auto& family : built) {
    const auto json = nlohmann::json::parse(to_json(*family).dump());
    INFO(json.dump());
    const auto again = from_json(json);
    CHECK(to_json(*again) == json);
    CHECK(again->stored_bits() == family->stored_bits());
    for (std::uint64_t i = 0; i < family->size(); ++i) CHECK(again->row(i) == family->row(i));
  }
}

TEST_CASE("from_json is closed: no field may be missing, wrong, false or free") {
  for (const char* id : {"random-sign", "linear-code", "dual-bch", "kerdock", "delsarte-goethals",
                         "rs-biorthogonal", "rs-hadamard", "hypercube"}) {
    const auto good = to_json(*make(id, 16, Rational(9, 10), Sides::one));
    REQUIRE_NOTHROW(from_json(good));
    INFO(good.dump());
    for (const auto& item : good.items()) {
      auto missing = good;
      missing.erase(item.key());
      CHECK_THROWS_AS(from_json(missing), Error);
      auto wrong = good;
      wrong[item.key()] = -1.5;
      CHECK_THROWS_AS(from_json(wrong), Error);
    }
    auto free = good;
    free["note"] = 1;
    CHECK_THROWS_AS(from_json(free), Error);
  }
  auto json = to_json(*make("dual-bch", 16, Rational(9, 10), Sides::one));
  json["polynomial"] = 25;
  CHECK_THROWS_AS(from_json(json), Error);
  CHECK_THROWS_AS(from_json(nlohmann::json::array()), Error);
  CHECK_THROWS_AS(from_json({{"family", "table"}, {"n", 1}, {"dimension", 2}, {"rows", {"+*"}}}),
                  Error);
  CHECK_THROWS_AS(from_json({{"family", "table"}, {"n", 3}, {"dimension", 2}, {"rows", {"+-"}}}),
                  Error);
}

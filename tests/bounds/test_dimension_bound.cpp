#include <functional>
#include <string>

#include <catch2/catch.hpp>
#include <tbb/global_control.h>

#include "bounds/dimension_bound.hpp"
#include "bounds/dimension_certificate.hpp"
#include "numerics/error.hpp"

using namespace separatrix;
using nlohmann::json;

namespace {

const Rational quarter(1, 4);

DimensionBound bound(unsigned exponent, Sides sides, const Rational& gamma = quarter) {
  Work work;
  return lower_bound_dimension(std::uint64_t{1} << exponent, gamma, sides, work);
}

void check_dimension(unsigned exponent, Sides sides, std::uint64_t dimension) {
  CAPTURE(exponent, to_string(sides));
  const DimensionBound found = bound(exponent, sides);
  CHECK(found.dimension == dimension);
  REQUIRE(found.size_at_dimension);
  CHECK(*found.size_at_dimension >= found.vectors);
  const CertificateCheck check = verify(json::parse(to_json(found).dump()));
  CAPTURE(check.reason);
  CHECK(check.valid);
}

std::size_t first_of(const json& certificate, const std::string& method) {
  const json& exclusions = certificate["exclusions"];
  for (std::size_t i = 0; i < exclusions.size(); ++i)
    if (exclusions[i]["method"] == method) return i;
  FAIL("no exclusion by " << method);
  return 0;
}

}  // namespace

TEST_CASE("Lower bounds on the dimension at gamma = 1/4") {
  check_dimension(10, Sides::two, 32);
  check_dimension(16, Sides::two, 64);
  check_dimension(20, Sides::two, 90);
  check_dimension(30, Sides::two, 152);
  check_dimension(10, Sides::one, 26);
  check_dimension(11, Sides::one, 32);
  check_dimension(16, Sides::one, 53);
  check_dimension(20, Sides::one, 80);
  check_dimension(30, Sides::one, 138);
}

TEST_CASE("Exclusion is not monotone: 90 is open at 2^20 and 91 is not") {
  const Work work;
  const std::uint64_t n = std::uint64_t{1} << 20;
  CHECK(max_size(90, quarter, Sides::two, work)->size >= n);
  CHECK(max_size(91, quarter, Sides::two, work)->size < n);
}

TEST_CASE("Few vectors, orthogonal vectors, gamma near 1") {
  Work work;
  CHECK(lower_bound_dimension(1, quarter, Sides::one, work).dimension == 1);
  CHECK(lower_bound_dimension(1, quarter, Sides::two, work).dimension == 1);
  CHECK(lower_bound_dimension(2, quarter, Sides::one, work).dimension == 1);
  CHECK(lower_bound_dimension(2, 0, Sides::two, work).dimension == 2);
  CHECK(lower_bound_dimension(12, 0, Sides::two, work).dimension == 12);
  CHECK(lower_bound_dimension(24, 0, Sides::one, work).dimension == 12);
  CHECK(bound(10, Sides::one, Rational(99, 100)).dimension == 10);
  CHECK(bound(10, Sides::two, Rational(99, 100)).dimension == 11);
}

TEST_CASE("One and two threads give the same certificate") {
  for (const Sides sides : {Sides::one, Sides::two}) {
    const json both = to_json(bound(16, sides));
    const tbb::global_control one(tbb::global_control::max_allowed_parallelism, 1);
    CHECK(to_json(bound(16, sides)).dump() == both.dump());
  }
}

TEST_CASE("A search cut short still proves what it says") {
  Work work;
  work.request_stop();
  const DimensionBound partial =
      lower_bound_dimension(std::uint64_t{1} << 16, quarter, Sides::two, work);
  CHECK_FALSE(partial.size_at_dimension);
  CHECK(partial.dimension > 17);
  CHECK(partial.dimension < 64);
  CHECK(verify(to_json(partial)).valid);

  Work enough;
  const DimensionBound wide = lower_bound_dimension(5000, 0, Sides::two, enough);
  CHECK_FALSE(wide.size_at_dimension);
  CHECK(wide.dimension == 5000);
  CHECK(verify(to_json(wide)).valid);
}

TEST_CASE("Dimension bound: bad arguments") {
  Work work;
  CHECK_THROWS_AS(lower_bound_dimension(0, quarter, Sides::two, work), Error);
  CHECK_THROWS_AS(lower_bound_dimension(~std::uint64_t{0}, quarter, Sides::two, work), Error);
  CHECK_THROWS_AS(lower_bound_dimension(16, 1, Sides::one, work), Error);
}

TEST_CASE("Certificates with a changed field are refused") {
  const json good = to_json(bound(10, Sides::two));
  REQUIRE(verify(good).valid);
  const auto refused = [&](const std::function<void(json&)>& change) {
    json bad = good;
    change(bad);
    const CertificateCheck check = verify(bad);
    return !check.valid && !check.reason.empty();
  };

  SECTION("the claim") {
    CHECK(refused([](json& c) { c["kind"] = "dimension"; }));
    CHECK(refused([](json& c) { c["sides"] = "one"; }));
    CHECK(refused([](json& c) { c["sides"] = "both"; }));
    CHECK(refused([](json& c) { c["gamma"] = "3/8"; }));
    CHECK(refused([](json& c) { c["gamma"] = "2/8"; }));
    CHECK(refused([](json& c) { c["gamma"] = "0.25"; }));
    CHECK(refused([](json& c) { c["gamma"] = "1"; }));
    CHECK(refused([](json& c) { c["gamma"] = "x"; }));
    CHECK(refused([](json& c) { c["dimension"] = 33; }));
    CHECK(refused([](json& c) { c["dimension"] = 31; }));
    CHECK(refused([](json& c) { c["dimension"] = "32"; }));
    CHECK(refused([](json& c) { c["vectors"] = "01024"; }));
    CHECK(refused([](json& c) { c["vectors"] = 1024; }));
    CHECK(refused([](json& c) { c["vectors"] = "0"; }));
    CHECK(refused([](json& c) { c["vectors"] = "2049/2"; }));
    // As few vectors as some polynomial admits.
    CHECK(refused([](json& c) { c["vectors"] = c["exclusions"].back()["at_most"]; }));
    CHECK(refused([](json& c) { c["note"] = ""; }));
    CHECK(refused([](json& c) { c = json::array(); }));
    CHECK(refused([](json& c) { c = nullptr; }));
    for (const auto& field : good.items()) CHECK(refused([&](json& c) { c.erase(field.key()); }));
  }

  SECTION("each entry, as a whole") {
    for (std::size_t i = 0; i < good["exclusions"].size(); ++i) {
      CAPTURE(i);
      CHECK(refused([&](json& c) { c["exclusions"].erase(i); }));
      CHECK(refused([&](json& c) { c["exclusions"].push_back(c["exclusions"][i]); }));
      CHECK(refused([&](json& c) { c["exclusions"][i] = 5; }));
      CHECK(refused([&](json& c) { c["exclusions"][i]["method"] = "guess"; }));
      CHECK(refused([&](json& c) { c["exclusions"][i]["note"] = 1; }));
      for (const char* field : {"first", "last"})
        for (const int change : {-1, 1})
          CHECK(refused([&](json& c) {
            json& value = c["exclusions"][i][field];
            value = value.get<int>() + change;
          }));
      for (const auto& field : good["exclusions"][i].items())
        CHECK(refused([&](json& c) { c["exclusions"][i].erase(field.key()); }));
    }
  }

  SECTION("Welch's moment") {
    const std::size_t i = first_of(good, "welch");
    const unsigned moment = good["exclusions"][i]["moment"];
    CHECK(refused([&](json& c) { c["exclusions"][i]["moment"] = moment + 10; }));
    CHECK(refused([&](json& c) { c["exclusions"][i]["moment"] = 0; }));
    CHECK(refused([&](json& c) { c["exclusions"][i]["moment"] = 1000000; }));
    CHECK(refused([&](json& c) { c["exclusions"][i]["moment"] = "2"; }));
  }

  SECTION("every term of every polynomial") {
    const Rational tiny(1, power(Integer(10), 30));
    for (std::size_t i = first_of(good, "delsarte"); i < good["exclusions"].size(); ++i) {
      CHECK(refused([&](json& c) {
        json& size = c["exclusions"][i]["at_most"];
        size = std::to_string(std::stoull(size.get<std::string>()) + 1);
      }));
      const json& terms = good["exclusions"][i]["terms"];
      for (std::size_t t = 0; t < terms.size(); ++t) {
        CAPTURE(i, t);
        const Rational old = parse_rational(terms[t][1].get<std::string>(), "coefficient");
        const auto replaced = [&](const Rational& value) {
          return refused([&](json& c) { c["exclusions"][i]["terms"][t][1] = to_string(value); });
        };
        // By complementary slackness f vanishes at some distance where this K_j is negative, so
        // the smallest decrease makes f positive there.
        CHECK(replaced(old - tiny));
        CHECK(replaced(old + 1));
        CHECK(replaced(-old));
        CHECK(replaced(0));
        CHECK(refused([&](json& c) { c["exclusions"][i]["terms"].erase(t); }));
        CHECK(refused([&](json& c) {
          json& degree = c["exclusions"][i]["terms"][t][0];
          degree = degree.get<unsigned>() + 1;
        }));
        CHECK(refused([&](json& c) { c["exclusions"][i]["terms"][t][0] = 5000; }));
        CHECK(refused([&](json& c) {
          json& list = c["exclusions"][i]["terms"];
          list.insert(list.begin(), list[t]);
        }));
      }
    }
  }
}

TEST_CASE("Each check of a certificate is needed") {
  const json two = to_json(bound(10, Sides::two));
  const json one = to_json(bound(10, Sides::one));
  const auto refused_for = [](json bad, const std::function<void(json&)>& change,
                              const std::string& reason) {
    change(bad);
    const CertificateCheck check = verify(bad);
    CAPTURE(check.reason);
    return !check.valid && check.reason.find(reason) != std::string::npos;
  };
  const auto keep = [](json& c, std::size_t entries) {
    while (c["exclusions"].size() > entries) c["exclusions"].erase(entries);
    c["dimension"] = c["exclusions"].back()["last"].get<std::uint64_t>() + 1;
  };

  // Counting: 512 words of length 9 exist, and with opposites left out 512 of length 10.
  const auto only_counting = [&](json& c) { keep(c, 1); };
  json counting_one = one;
  only_counting(counting_one);
  CHECK(verify(counting_one).valid);
  CHECK(refused_for(
      counting_one, [](json& c) { c["vectors"] = "512"; }, "enough sign vectors"));
  json counting_two = two;
  only_counting(counting_two);
  CHECK(verify(counting_two).valid);
  CHECK(refused_for(
      counting_two, [](json& c) { c["vectors"] = "512"; }, "enough sign vectors"));

  // Welch: only two-sided, and not one dimension further.
  REQUIRE(first_of(two, "welch") == 1);
  json welch = two;
  keep(welch, 2);
  CHECK(verify(welch).valid);
  CHECK(refused_for(
      welch,
      [](json& c) {
        c["vectors"] = "1025";
        c["sides"] = "one";
      },
      "needs a two-sided family"));
  CHECK(refused_for(
      welch,
      [](json& c) {
        c["dimension"] = c["dimension"].get<int>() + 1;
        c["exclusions"][1]["last"] = c["exclusions"][1]["last"].get<int>() + 1;
      },
      "does not exclude the last dimension"));

  // Polynomials: too many vectors admitted, one dimension each, signs, order, coverage.
  CHECK(refused_for(
      one, [](json& c) { c["vectors"] = c["exclusions"].back()["at_most"]; }, "admits that many"));
  CHECK(refused_for(
      two,
      [](json& c) {
        c["dimension"] = 33;
        c["exclusions"].back()["last"] = 32;
      },
      "one dimension only"));
  CHECK(refused_for(
      two,
      [](json& c) {
        json& term = c["exclusions"].back()["terms"][0][1];
        term = "-" + term.get<std::string>();
      },
      "not positive"));
  CHECK(refused_for(
      two,
      [](json& c) {
        json& terms = c["exclusions"].back()["terms"];
        const Rational old = parse_rational(terms[0][1].get<std::string>(), "coefficient");
        terms[0][1] = to_string(old / 2);
        terms.insert(terms.begin(), terms[0]);
      },
      "do not increase"));
  CHECK(refused_for(
      two, [](json& c) { c["exclusions"].erase(c["exclusions"].size() - 1); }, "exclusions end"));
  CHECK(refused_for(
      two, [](json& c) { c["exclusions"].erase(2); }, "do not follow on"));
}

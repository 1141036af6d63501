#include <limits>
#include <set>

#include <catch2/catch.hpp>

#include "mutations.hpp"
#include "numerics/error.hpp"
#include "reports/json_values.hpp"
#include "reports/record.hpp"
#include "samples.hpp"

using namespace separatrix;
using nlohmann::ordered_json;

namespace {

bool accepted(const ordered_json& json) {
  try {
    record_from_json(json);
    return true;
  } catch (const Error& error) {
    const std::string message = error.what();
    CHECK(error.argument().starts_with("$"));
    CHECK(message.starts_with(error.argument()));
    CHECK(message.find('\n') == std::string::npos);
    return false;
  }
}

}  // namespace

TEST_CASE("a record of every kind and status survives the round trip") {
  const Record record = samples::record();
  const std::string text = to_text(record);
  CHECK(parse_record(text) == record);
  CHECK(to_text(parse_record(text)) == text);
  CHECK(text.ends_with("}\n"));
}

TEST_CASE("fields stand in a fixed order and as the format says") {
  const ordered_json json = to_json(samples::record());
  std::vector<std::string> names;
  for (const auto& [name, value] : json["results"][0].items()) names.push_back(name);
  CHECK(names == std::vector<std::string>{"kind", "theorem", "task", "construction", "status",
                                          "assumes", "arithmetic", "measures", "vectors",
                                          "evidence", "certificate", "notes", "seconds"});
  const ordered_json& first = json["results"][0];
  CHECK(first["vectors"]["max_inner_product"].dump() == "[1,4]");
  CHECK(first["vectors"]["seed"] == "18446744073709551615");
  CHECK(first["measures"]["representation_bits"] == "1180591620717411303424");
  CHECK(first["measures"]["width"].dump() == "33");
  CHECK(first["evidence"]["margin"].dump() == R"(["123456789012345678901",1024])");
  CHECK(json["results"][1]["evidence"]["domain_size"] == "39845890");
  CHECK(json["results"][8]["theorem"].is_null());
}

TEST_CASE("canonical bytes ignore host and running time, and nothing else") {
  const Record one = samples::record();
  Record two = one;
  two.host = {"other", "other", 64};
  for (Result& result : two.results) result.seconds += 1;
  CHECK(to_json(one).dump() != to_json(two).dump());
  CHECK(canonical(to_json(one)).dump() == canonical(to_json(two)).dump());
  two.results[0].measures->width += 1;
  CHECK(canonical(to_json(one)).dump() != canonical(to_json(two)).dump());
}

TEST_CASE("every value of a wrong type and every unknown field is refused") {
  const ordered_json json = to_json(samples::record());
  const auto types = mutations::wrong_types(json);
  const auto fields = mutations::unknown_fields(json);
  CHECK(types.size() > 250);
  CHECK(fields.size() > 40);
  for (const auto& list : {types, fields}) {
    for (const mutations::Mutation& mutation : list) {
      INFO(mutation.what);
      CHECK_FALSE(accepted(mutation.json));
    }
  }
}

TEST_CASE("exactly the optional fields may be left out, where no kind or status asks for them") {
  const std::set<std::string> optional{
      "alphabet", "bounds", "correction",  "dimension",  "domain_size", "evidence", "failures",
      "formulas", "gamma",  "hidden_size", "lengths",    "lower_bits",  "margin",   "measures",
      "notes",    "seed",   "sides",       "upper_bits", "vectors"};
  const ordered_json json = to_json(samples::record());
  std::set<std::string> accepted_without;
  for (const mutations::Mutation& mutation : mutations::missing_fields(json)) {
    if (accepted(mutation.json)) {
      accepted_without.insert(mutation.what.substr(mutation.what.rfind('/') + 1));
    }
  }
  CHECK(accepted_without == optional);
}

TEST_CASE("values that a schema cannot refuse are refused") {
  const ordered_json good = to_json(samples::record());
  REQUIRE(accepted(good));
  const auto refused = [&](const char* pointer, ordered_json value) {
    ordered_json bad = good;
    bad[ordered_json::json_pointer(pointer)] = std::move(value);
    INFO(pointer << " " << bad[ordered_json::json_pointer(pointer)].dump());
    CHECK_FALSE(accepted(bad));
  };
  refused("/schema", "separatrix/record/2");
  refused("/command", ordered_json::array());
  refused("/results/0/theorem", "T9");
  refused("/results/0/assumes/0", "Nobody99");
  refused("/results/0/status", "verified");
  refused("/results/0/kind", "run");
  refused("/results/0/task/lengths", "some");
  refused("/results/0/task/name", "");
  refused("/results/0/vectors/max_inner_product", {2, 8});
  refused("/results/0/vectors/max_inner_product", {1, 0});
  refused("/results/0/vectors/max_inner_product", {-1, -4});
  refused("/results/0/vectors/max_inner_product", {1, 4, 1});
  refused("/results/0/vectors/max_inner_product", {3, 1});
  refused("/results/0/vectors/seed", "18446744073709551616");
  refused("/results/0/vectors/seed", -1);
  refused("/results/0/measures/width", "33");
  refused("/results/0/measures/width", 33.0);
  refused("/results/0/measures/width", 9007199254740992);
  refused("/results/0/measures/representation_bits", "01180591620717411303424");
  refused("/results/0/measures/representation_bits", "+1180591620717411303424");
  refused("/results/0/measures/representation_bits", "1180591620717411303424 ");
  refused("/results/0/certificate/margins", 0.5);
  refused("/results/0/notes", ordered_json::array());
  refused("/results/1/evidence/domain_size", "39845891");
  refused("/results/1/evidence/domain_size", "-39845890");
  refused("/results/2/evidence/failures", 1);
  refused("/results/0/seconds", -0.5);
  refused("/results/0/seconds", std::numeric_limits<double>::infinity());
}

TEST_CASE("text that is not one JSON document is refused") {
  const std::string good = to_text(samples::record());
  REQUIRE_NOTHROW(parse_record(good));
  CHECK_THROWS_AS(parse_record(""), Error);
  CHECK_THROWS_AS(parse_record(good.substr(0, good.size() / 2)), Error);
  CHECK_THROWS_AS(parse_record(good + "{}"), Error);
  std::string twice = good;
  twice.insert(twice.find("\"tool\""), "\"host\": {}, ");
  CHECK_THROWS_WITH(parse_record(twice), Catch::Contains("\"host\" stands twice"));
}

TEST_CASE("an unsound record is not written") {
  Record record = samples::record();
  record.results[0].certificate.reset();
  CHECK_THROWS_WITH(to_json(record), Catch::StartsWith("$.results[0].certificate"));
  record = samples::record();
  record.results[3].theorem = "T14";
  CHECK_THROWS_AS(to_text(record), Error);
}

TEST_CASE("bytes that are not UTF-8 do not stop the writing") {
  Record record = samples::record();
  record.command.push_back("\xff");
  CHECK(to_text(record).find("\xef\xbf\xbd") != std::string::npos);
}

TEST_CASE("integers are exact and written in one way") {
  using namespace json_values;
  const Integer limit = Integer(1) << 53;
  for (const Integer& value : {Integer(0), Integer(-1), limit - 1, limit, limit + 1, -limit,
                               Integer(1) - limit, Integer(1) << 64, Integer(1) << 200}) {
    const ordered_json json = write_integer(value);
    INFO(json.dump());
    CHECK(json.is_string() == (abs(value) >= limit));
    CHECK(read_integer(ordered_json::parse(json.dump()), "$") == value);
  }
  for (const char* text : {"9007199254740991", "\"9007199254740991\"", "\"007\"", "\"-0\"", "\"\"",
                           "\"-\"", "1e3", "\"1e30\"", "\"0x10000000000000000\"", "1e400",
                           "9007199254740992", "18446744073709551616", "-9007199254740992"}) {
    INFO(text);
    if (std::string_view(text) == "9007199254740991") {
      CHECK(read_integer(ordered_json::parse(text), "$") == limit - 1);
    } else if (std::string_view(text) == "1e400") {
      CHECK_THROWS(read_integer(ordered_json::parse(text), "$"));
    } else {
      CHECK_THROWS_AS(read_integer(ordered_json::parse(text), "$"), Error);
    }
  }
}

#include <functional>

#include <catch2/catch.hpp>

#include "mutations.hpp"
#include "numerics/error.hpp"
#include "reports/record_diff.hpp"
#include "samples.hpp"

namespace separatrix {
namespace {

using What = Change::What;

TEST_CASE("times and hosts are no difference") {
  Record other = samples::record();
  other.host = {"elsewhere", "another processor", 64};
  for (Result& result : other.results) result.seconds += 1;
  CHECK(difference(samples::record(), other).empty());
  CHECK(to_json(difference(samples::record(), other))["equal"] == true);
  CHECK(to_text(difference(samples::record(), other)).empty());
}

TEST_CASE("a changed field is named with both values") {
  Record other = samples::record();
  other.results[0].measures->width = 40;
  other.results[6].bounds[0].lower_bits = 16;
  (*other.results[5].certificate)["kind"] = "dual-bch";
  const auto changes = difference(samples::record(), other);
  REQUIRE(changes.size() == 3);
  CHECK(changes[0].field == "measures.width");
  CHECK(changes[0].before == 33);
  CHECK(changes[0].after == 40);
  CHECK(changes[1].field == "certificate");
  CHECK(changes[1].before.get<std::string>().starts_with("sha256:"));
  CHECK(changes[1].before != changes[1].after);
  CHECK(changes[2].field == "bounds");
  CHECK(to_text(changes).find("    measures.width: 33 -> 40\n") != std::string::npos);
}

TEST_CASE("results added, removed and moved") {
  Record other = samples::record();
  std::swap(other.results[7], other.results[8]);
  auto changes = difference(samples::record(), other);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].what == What::order);

  other = samples::record();
  other.results.erase(other.results.begin() + 6);
  changes = difference(samples::record(), other);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].what == What::removed);
  CHECK(to_text(changes).starts_with("- L1 bound dyck:2:2"));
  changes = difference(other, samples::record());
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].what == What::added);
  CHECK(changes[0].after == "certified");

  other = samples::record();
  other.tool.version = "9";
  other.command.push_back("--full");
  changes = difference(samples::record(), other);
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].field == "tool");
  CHECK(changes[1].field == "command");
}

TEST_CASE("the same fields in another order are another text") {
  Record a = samples::record();
  Record b = a;
  a.results[0].certificate = {{"kind", "x"}, {"y", 1}};
  b.results[0].certificate = {{"y", 1}, {"kind", "x"}};
  REQUIRE(canonical(to_json(a)) != canonical(to_json(b)));
  CHECK(difference(a, b).size() == 1);
}

// Against an independent judge: the bytes of the canonical forms.
TEST_CASE("no difference exactly if the canonical forms are equal") {
  const Record record = samples::record();
  const auto json = to_json(record);
  const std::string bytes = canonical(json).dump();
  std::size_t readable = 0;
  mutations::walk(
      json, mutations::Pointer(),
      [&](const mutations::Pointer& at, const std::string&, const mutations::Json& old) {
        if (old.is_structured()) return;
        for (const mutations::Json& value :
             {mutations::Json("other"), mutations::Json(3), mutations::Json("7")}) {
          mutations::Json spoilt = json;
          spoilt[at] = value;
          Record other;
          try {
            other = record_from_json(spoilt);
          } catch (const Error&) {
            continue;
          }
          ++readable;
          CAPTURE(at.to_string(), value);
          CHECK(difference(record, other).empty() == (canonical(to_json(other)).dump() == bytes));
        }
      });
  CHECK(readable > 50);
}

}  // namespace
}  // namespace separatrix

#include <algorithm>
#include <functional>

#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "reports/digest.hpp"
#include "reports/lock.hpp"
#include "reports/result_key.hpp"
#include "samples.hpp"

namespace separatrix {
namespace {

Record of(std::vector<Result> results) {
  return {{"separatrix", "0.1.0"}, {"separatrix", "paper"}, {}, std::move(results)};
}

/// The notes for one result that becomes another.
std::vector<LockNote> notes(const Result& before, const Result& now) {
  return compare(lock_of(of({before})), lock_of(of({now})));
}

/// Notes for a result after a change, which must leave its key alone.
std::vector<LockNote> after(const Result& before, const std::function<void(Result&)>& change) {
  Result now = before;
  change(now);
  REQUIRE(result_key(now) == result_key(before));
  return notes(before, now);
}

Result with_status(Status status) {
  switch (status) {
    case Status::certified:
      return samples::certified();
    case Status::exhaustive:
      return samples::exhaustive();
    case Status::sampled:
      return samples::sampled();
    case Status::refuted:
      return samples::refuted();
    case Status::undecided:
      return samples::undecided();
  }
  return {};
}

TEST_CASE("a digest is SHA-256") {
  // The values of FIPS 180-2, appendix B.
  CHECK(digest("abc") == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "sha256:248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("keys name the question and not the answer") {
  const Result result = samples::certified();
  Result other = result;
  other.status = Status::sampled;
  other.measures->width = 7;
  other.vectors->dimension = 9;
  other.construction->parameters["eta"] = "31/4";
  const auto key = result_key(result);
  other.construction->parameters.erase("eta");
  CHECK(result_key(other) == key);
  CHECK(key_text(key) ==
        "T1 verify index-lookup, n 20, alphabet 2, lengths all, index-lookup, family linear-code, "
        "centred true, vectors linear-code, fixed:3:down");

  const auto differs = [&](const std::function<void(Result&)>& change) {
    Result changed = result;
    change(changed);
    return result_key(changed) != key;
  };
  CHECK(differs([](Result& r) { r.task->n = 21; }));
  CHECK(differs([](Result& r) { r.theorem = "T6"; }));
  CHECK(differs([](Result& r) { r.arithmetic = "interval"; }));
  CHECK(differs([](Result& r) { r.vectors->family = "random-sign"; }));
  CHECK(differs([](Result& r) { r.construction->id = "compact"; }));
  CHECK(differs([](Result& r) { r.construction->parameters["centred"] = false; }));
  CHECK(differs([](Result& r) { r.notes = {"sampler: adversarial"}; }));

  const std::vector<Result> twice{result, samples::bound(), result};
  const auto keys = result_keys(twice);
  CHECK(keys[0] == key);
  CHECK(keys[2]["repeat"] == 2);
  CHECK(keys[2] != keys[0]);
}

TEST_CASE("every pair of statuses is better, weaker or the same as documented") {
  // Rows: before; columns: now; in the order of all_statuses. w weaker, b better, = the same.
  const std::vector<std::string> table{"=wwww",   // certified
                                       "b=www",   // exhaustive
                                       "bb=ww",   // sampled
                                       "bbw=w",   // refuted
                                       "bbbb="};  // undecided
  for (std::size_t row = 0; row < all_statuses.size(); ++row)
    for (std::size_t column = 0; column < all_statuses.size(); ++column) {
      CAPTURE(to_string(all_statuses[row]), to_string(all_statuses[column]));
      Result before = with_status(all_statuses[row]);
      Result now = with_status(all_statuses[column]);
      before.certificate = now.certificate = std::nullopt;
      before.assumes = now.assumes = {};
      now.notes = before.notes;
      const auto found = notes(before, now);
      if (table[row][column] == '=') {
        CHECK(found.empty());
      } else {
        REQUIRE(found.size() == 1);
        CHECK(found[0].weaker == (table[row][column] == 'w'));
      }
    }
}

TEST_CASE("an audit that no longer refutes is weaker") {
  const auto found = after(samples::audit(), [](Result& r) { r.status = Status::certified; });
  REQUIRE(found.size() == 1);
  CHECK(found[0].weaker);
  const auto verdict =
      after(samples::audit(), [](Result& r) { r.verdict = "fails from N = 8 on"; });
  REQUIRE(verdict.size() == 1);
  CHECK_FALSE(verdict[0].weaker);
}

// Weaker notes come first, so the first one tells.
bool any_weaker(const std::vector<LockNote>& notes) { return notes.front().weaker; }

TEST_CASE("numbers may move in one direction only") {
  struct Case {
    Result result;
    std::function<void(Result&)> change;
    bool weaker;
    std::string says;
  };
  const auto bound = samples::bound();
  const auto certified = samples::certified();
  const std::vector<Case> cases{
      {bound, [](Result& r) { r.bounds[0].lower_bits = 16; }, true, "17 before, 16 now"},
      {bound, [](Result& r) { r.bounds[0].lower_bits = 18; }, false, "17 before, 18 now"},
      {bound, [](Result& r) { r.bounds[0].lower_bits = std::nullopt; }, true, "17 before, gone"},
      {bound, [](Result& r) { r.bounds[1].upper_bits = 17; }, true, "16 before, 17 now"},
      {bound, [](Result& r) { r.bounds[1].upper_bits = 15; }, false, "16 before, 15 now"},
      {bound, [](Result& r) { r.hidden_size->min_width = 0; }, true, "least width"},
      {bound, [](Result& r) { r.hidden_size->min_width = 2; }, false, "least width"},
      {bound, [](Result& r) { r.assumes = {"DG75"}; }, true, "assumes [DG75]"},
      {certified, [](Result& r) { r.measures->width = 34; }, true, "width: 33 before, 34 now"},
      {certified, [](Result& r) { r.measures->width = 32; }, false, "width"},
      {certified, [](Result& r) { r.measures->heads = 2; }, true, "heads"},
      {certified, [](Result& r) { r.measures->layers = 2; }, true, "layers"},
      {certified, [](Result& r) { r.measures->precision_bits = 27; }, true, "bits per number"},
      {certified, [](Result& r) { r.measures->parameters += 1; }, true, "parameters"},
      {certified, [](Result& r) { r.measures->representation_bits += 1; }, true, "representation"},
      {certified, [](Result& r) { r.measures = std::nullopt; }, true, "gone"},
      {certified, [](Result& r) { r.vectors->dimension = 17; }, true, "dimension"},
      {certified, [](Result& r) { r.assumes = {}; }, false, "no longer assumes"},
      {certified, [](Result& r) { r.certificate = std::nullopt; }, true, "certificate is gone"},
      {certified, [](Result& r) { (*r.certificate)["margins"] = 3; }, false, "another certificate"},
      {samples::sampled(), [](Result& r) { r.evidence->failure_rate_upper = Rational(4, 10000); },
       true, "failure rate"},
      {samples::sampled(), [](Result& r) { r.evidence->failure_rate_upper = Rational(2, 10000); },
       false, "failure rate"}};
  for (const Case& test : cases) {
    CAPTURE(test.says, test.weaker);
    const auto found = after(test.result, test.change);
    REQUIRE_FALSE(found.empty());
    CHECK(any_weaker(found) == test.weaker);
    CHECK(found[0].text.find(test.says) != std::string::npos);
  }
  // Times, hosts and the text of a method are no evidence.
  CHECK(after(bound, [](Result& r) {
          r.seconds = 99;
          r.bounds[0].method = "rank f + rank (1 - f)";
        }).empty());
  // Nor are the sizes of a model that fails.
  CHECK(after(samples::refuted(), [](Result& r) { r.measures->width = 99; }).empty());
}

TEST_CASE("a result that vanished is weaker, a new one is not") {
  const Lock whole = lock_of(samples::record());
  CHECK(compare(whole, whole).empty());
  for (std::size_t gone = 0; gone < samples::record().results.size(); ++gone) {
    Record less = samples::record();
    less.results.erase(less.results.begin() + static_cast<std::ptrdiff_t>(gone));
    const auto lost = compare(whole, lock_of(less));
    const auto gained = compare(lock_of(less), whole);
    CAPTURE(gone);
    CHECK(any_weaker(lost));
    CHECK(lost.size() >= 1);
    CHECK(gained.size() >= 1);
  }
  const auto gained = compare(lock_of(of({})), whole);
  CHECK(gained.size() == whole.entries.size());
  CHECK_FALSE(any_weaker(gained));
}

TEST_CASE("weaker notes come first") {
  Record now = samples::record();
  now.results[5].measures = std::nullopt;
  now.results[6].bounds[0].lower_bits = 12;
  now.results[5].vectors->dimension = 31;
  const auto found = compare(lock_of(samples::record()), lock_of(now));
  REQUIRE(found.size() == 2);
  CHECK(found[0].weaker);
  CHECK_FALSE(found[1].weaker);
}

TEST_CASE("a lock is read back, whatever the order of the results") {
  const Lock lock = lock_of(samples::record());
  const std::string text = to_text(lock);
  CHECK(parse_lock(text) == lock);
  CHECK(to_text(parse_lock(text)) == text);
  Record turned = samples::record();
  std::swap(turned.results[6], turned.results[8]);
  turned.host.threads = 99;
  turned.results[0].seconds = 99;
  CHECK(to_text(lock_of(turned)) == text);
  // One line per entry, six around them.
  CHECK(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) ==
        lock.entries.size() + 6);
}

TEST_CASE("a spoilt lock is refused") {
  const std::string text = to_text(lock_of(of({samples::certified(), samples::sampled()})));
  const auto refused = [&](const std::string& from, const std::string& to,
                           const std::string& where) {
    const auto place = text.find(from);
    REQUIRE(place != std::string::npos);
    std::string spoilt = text;
    spoilt.replace(place, from.size(), to);
    CAPTURE(from, to);
    try {
      parse_lock(spoilt);
      FAIL("accepted");
    } catch (const Error& error) {
      CHECK(error.argument().find(where) != std::string::npos);
    }
  };
  refused("lock/1", "lock/2", "$.schema");
  refused("\"certified\"", "\"verified\"", "status");
  refused("\"width\":33", "\"width\":-33", "at_most.width");
  refused("\"width\":33", "\"width\":3.5", "at_most.width");
  refused("[3,10000]", "[6,20000]", "failure_rate_upper");
  refused("DG75", "XY99", "assumes");
  refused("\"kind\":\"verify\"", "\"kind\":\"hope\"", "kind");
  refused("\"at_most\"", "\"at_worst\"", "at_worst");
  refused("\"status\":\"certified\",", "", "status");
  refused("\"status\":\"certified\"", "\"status\":\"certified\",\"status\":\"certified\"", "$");
  refused("\n]\n}\n", "\n]\n", "$");
  // An entry that stands twice, or in another place than its own.
  Lock lock = lock_of(of({samples::certified(), samples::bound()}));
  std::swap(lock.entries[0], lock.entries[1]);
  CHECK_THROWS_AS(parse_lock(to_text(lock)), Error);
  lock.entries[1] = lock.entries[0];
  CHECK_THROWS_AS(parse_lock(to_text(lock)), Error);
}

}  // namespace
}  // namespace separatrix

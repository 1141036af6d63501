#include <catch2/catch.hpp>

#include "models/finite_recurrence.hpp"
#include "numerics/error.hpp"

using namespace separatrix;
using Json = nlohmann::ordered_json;
using Catch::Matchers::Contains;

namespace {

/// The parity of the bits read, at every length.
FiniteRecurrence parity() {
  FiniteRecurrence model;
  model.construction = "by-hand";
  model.task = "parity";
  model.vocabulary = {{"bit", 2}};
  model.bits = 1;
  model.stationary = true;
  model.steps = {{0, 2, {0, 1, 1, 0}}};
  model.answers = {{{false}, {true}}};
  return model;
}

/// Two bits and a letter of three: the letter's number plus the bits' sum, two digits; answered
/// after the bits too, without the letter. The state is the sum.
FiniteRecurrence sums() {
  FiniteRecurrence model;
  model.construction = "by-hand";
  model.task = "sums";
  model.vocabulary = {{"bit", 2}, {"letter", 3}};
  model.bits = 3;
  model.steps = {{0, 1, {0, 1}}, {0, 2, {0, 1, 1, 2}}, {1, 3, {0, 1, 2, 1, 2, 3, 2, 3, 4}}};
  const auto digits = [](unsigned x) { return Answer{(x & 4) != 0, (x & 2) != 0, (x & 1) != 0}; };
  model.answers = {{},
                   {},
                   {digits(0), digits(1), digits(2)},
                   {digits(0), digits(1), digits(2), digits(3), digits(4)}};
  return model;
}

/// The same, where the readout sees the letter itself.
FiniteRecurrence sums_seen() {
  FiniteRecurrence model = sums();
  const FiniteStep letter = model.steps.back();
  const std::vector<Answer> last = model.answers.back();
  model.bits = 2;
  model.steps.pop_back();
  model.last_kind = 1;
  model.answers = {{}, {}, {}};
  for (const std::uint32_t sum : letter.next) model.answers.back().push_back(last[sum]);
  return model;
}

unsigned number(const Answer& answer) {
  unsigned x = 0;
  for (const bool digit : answer) x = 2 * x + (digit ? 1 : 0);
  return x;
}

void refused(FiniteRecurrence model, const std::string& part, void (*change)(FiniteRecurrence&)) {
  change(model);
  try {
    model.validate();
    FAIL("accepted a change of " << part);
  } catch (const Error& e) {
    CHECK(e.argument() == part);
  }
}

}  // namespace

TEST_CASE("A stationary model reads inputs of any length") {
  const FiniteRecurrence model = parity();
  model.validate();
  CHECK_FALSE(model.max_length());
  CHECK(model.run({}) == Answer{false});
  for (unsigned word = 0; word < 64; ++word) {
    Input input;
    bool odd = false;
    for (unsigned t = 0; t < 6; ++t) {
      input.push_back({0, word >> t & 1});
      odd = odd != ((word >> t & 1) != 0);
    }
    CHECK(model.run(input) == Answer{odd});
  }
}

TEST_CASE("Transitions and answers by time, and a readout that sees the last token") {
  const FiniteRecurrence model = sums();
  const FiniteRecurrence seen = sums_seen();
  model.validate();
  seen.validate();
  CHECK(model.max_length() == 3);
  CHECK(seen.max_length() == 3);
  for (std::uint64_t a = 0; a < 2; ++a)
    for (std::uint64_t b = 0; b < 2; ++b) {
      CHECK(number(model.run({{0, a}, {0, b}})) == a + b);
      CHECK_THROWS_AS(seen.run({{0, a}, {0, b}}), Error);
      for (std::uint64_t c = 0; c < 3; ++c) {
        CHECK(number(model.run({{0, a}, {0, b}, {1, c}})) == a + b + c);
        CHECK(number(seen.run({{0, a}, {0, b}, {1, c}})) == a + b + c);
      }
    }
}

TEST_CASE("Inputs that the model does not read are refused") {
  CHECK_THROWS_WITH(sums().run({{0, 0}}), Contains("no answer"));
  CHECK_THROWS_AS(sums().run({}), Error);
  CHECK_THROWS_AS(sums().run({{0, 0}, {0, 0}, {1, 0}, {1, 0}}), Error);
  CHECK_THROWS_WITH(sums().run({{0, 0}, {1, 0}}), Contains("bit"));
  CHECK_THROWS_AS(sums().run({{0, 0}, {0, 2}}), Error);
  CHECK_THROWS_WITH(sums_seen().run({{0, 0}, {0, 0}, {1, 3}}), Contains("letter"));
}

TEST_CASE("Sizes, counted by hand") {
  const ModelMeasures small = measure(parity());
  CHECK(small.width == 1);
  CHECK(small.precision_bits == 1);
  CHECK(small.state_bits == 1);
  CHECK(small.parameters == 4 + 2);
  CHECK(small.representation_bits == 4 + 1 + 2);
  const ModelMeasures large = measure(sums());
  CHECK(large.state_bits == 3);
  CHECK(large.parameters == 2 + 4 + 9 + 3 + 5);
  CHECK(large.representation_bits == (15 + 1) * 3 + 8 * 3);
}

TEST_CASE("Parts that do not fit are named") {
  using Model = FiniteRecurrence;
  refused(parity(), "bits", [](Model& m) { m.bits = 33; });
  refused(parity(), "steps[0].states", [](Model& m) { m.bits = 0; });
  refused(parity(), "vocabulary", [](Model& m) { m.vocabulary.clear(); });
  refused(parity(), "vocabulary", [](Model& m) { m.vocabulary[0].values = 0; });
  refused(parity(), "stationary", [](Model& m) { m.steps.clear(); });
  refused(parity(), "stationary", [](Model& m) { m.last_kind = 0; });
  refused(parity(), "initial", [](Model& m) { m.initial = 2; });
  refused(parity(), "steps[0].kind", [](Model& m) { m.steps[0].kind = 1; });
  refused(parity(), "steps[0].next", [](Model& m) { m.steps[0].next[3] = 2; });
  refused(parity(), "steps[0].next", [](Model& m) { m.steps[0].next.pop_back(); });
  refused(parity(), "answers", [](Model& m) { m.answers.clear(); });
  refused(parity(), "answers[0]", [](Model& m) { m.answers[0].pop_back(); });
  refused(parity(), "answers[0]", [](Model& m) { m.answers[0][1].push_back(true); });
  refused(sums(), "steps[0].next", [](Model& m) { m.steps[0].next[0] = 2; });
  refused(sums(), "steps[2].next", [](Model& m) { m.steps[2].next[0] = 5; });
  refused(sums(), "answers", [](Model& m) { m.answers.back().clear(); });
  refused(sums(), "answers[3]", [](Model& m) { m.bits = 2; });
  refused(sums(), "answers[2]", [](Model& m) { m.answers[2].pop_back(); });
  refused(sums_seen(), "last_kind", [](Model& m) { m.last_kind = 2; });
  refused(sums_seen(), "answers[2]", [](Model& m) { m.answers[2].pop_back(); });
}

TEST_CASE("JSON: what is written is read back, and nothing else") {
  for (const FiniteRecurrence& model : {parity(), sums(), sums_seen()}) {
    const Json json = to_json(model);
    CHECK(json["format"] == "separatrix/finite-recurrence/1");
    CHECK(finite_recurrence_from_json(json) == model);
    CHECK(finite_recurrence_from_json(Json::parse(json.dump())) == model);
    // Every field is needed, and no other is known.
    for (const auto& field : json.items()) {
      Json missing = json;
      missing.erase(field.key());
      if (field.key() == "last_kind") {
        CHECK_THROWS_AS(finite_recurrence_from_json(missing), Error);
      } else {
        CHECK_THROWS_WITH(finite_recurrence_from_json(missing), Contains("model." + field.key()));
      }
    }
    Json more = json;
    more["note"] = "x";
    CHECK_THROWS_WITH(finite_recurrence_from_json(more), Contains("model.note"));
  }
  const auto wrong = [](const char* pointer, const Json& value, const std::string& path) {
    Json json = to_json(sums());
    json[Json::json_pointer(pointer)] = value;
    CHECK_THROWS_WITH(finite_recurrence_from_json(json), Contains(path));
  };
  wrong("/format", "separatrix/model/2", "model.format");
  wrong("/bits", 33, "model.bits");
  wrong("/bits", -1, "model.bits");
  wrong("/initial", 1, "initial");
  wrong("/initial", std::uint64_t{1} << 40, "model.initial");
  wrong("/steps/1/kind", "bat", "model.steps[1].kind");
  wrong("/steps/1/next/0", 0.5, "model.steps[1].next[0]");
  wrong("/steps/1/next/0", 3, "steps[1].next");
  wrong("/steps/1/states", 3, "steps[1]");
  wrong("/steps/1/extra", 3, "model.steps[1].extra");
  wrong("/answers/2", "000", "model.answers[2]");
  wrong("/answers/2/0", "0x0", "model.answers[2][0]");
  wrong("/answers/2/0", "00", "answers[2]");
  wrong("/vocabulary/0/values", 0, "vocabulary");
  wrong("/last_kind", "letters", "model.last_kind");
}

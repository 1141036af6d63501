// Pairs of inputs that a net of too short a field cannot tell apart.
#include <catch2/catch.hpp>

#include "bounds/architectures/catalogue.hpp"
#include "bounds/architectures/receptive_field.hpp"
#include "bounds/architectures/trial.hpp"
#include "models/architectures/receptive_field.hpp"
#include "tasks/catalogue.hpp"

namespace separatrix {
namespace {

using architectures::LocalModel;
using architectures::Row;

/// Tokens as symbols of a model: kinds one after the other, then folded to the symbols there are.
std::vector<std::uint64_t> symbols_of(const Task& task, const Input& input, std::uint64_t symbols) {
  const std::vector<TokenKind> kinds = task.vocabulary();
  std::vector<std::uint64_t> all;
  for (const Token& token : input) {
    std::uint64_t symbol = token.value;
    for (std::uint32_t kind = 0; kind < token.kind; ++kind) symbol += kinds[kind].values;
    all.push_back(symbol % symbols);
  }
  return all;
}

TEST_CASE("a field shorter than the input is refuted by two inputs of each task") {
  for (const char* id : {"index-lookup", "equality", "disjointness", "dyck:2:2",
                         "associative-recall", "interleaved-equality", "parity", "majority"}) {
    TaskRequest request{id, 12};
    if (std::string(id) == "associative-recall") request.alphabet = 16;
    const auto task = make_task(request);
    INFO(id);
    for (const std::uint64_t count : {1, 3, 6}) {
      const FieldOf field = last_positions(count);
      const auto found = unseen_difference(*task, field, 1);
      REQUIRE(found);
      CHECK(holds(*found, *task, field));
      CHECK(found->position + count < found->first.size());
    }
    CHECK_FALSE(unseen_difference(*task, last_positions(64), 1));
  }
}

TEST_CASE("a claimed difference that is none is refused") {
  const auto task = make_task({"equality", 8});
  const FieldOf field = last_positions(4);
  const auto good = unseen_difference(*task, field, 1);
  REQUIRE(good);
  auto bad = *good;
  bad.second_answer = bad.first_answer;
  CHECK_FALSE(holds(bad, *task, field));
  bad = *good;
  bad.second = bad.first;
  CHECK_FALSE(holds(bad, *task, field));
  bad = *good;
  bad.second.back().value ^= 1;  // inside the field
  CHECK_FALSE(holds(bad, *task, field));
  bad = *good;
  std::swap(bad.first_answer, bad.second_answer);
  CHECK_FALSE(holds(bad, *task, field));
  CHECK_FALSE(holds(*good, *task, last_positions(8)));
}

TEST_CASE("random local models give such inputs the same output, whatever their size") {
  int pairs = 0;
  int whole = 0;
  for (const char* id :
       {"causal-cnn", "dilated-cnn", "dilated-cnn-stacks", "sliding-window", "transformer-xl"}) {
    const Architecture& row = architecture(id);
    for (std::uint64_t i = 0; i < 40; ++i) {
      Random random(3, i);
      const TrialModel trial = row.cuts[0].draw(random);
      const LocalModel& model = *std::get<std::unique_ptr<LocalModel>>(trial.model);
      INFO(id << ", model " << i);
      for (std::size_t length = 1; length <= 24; ++length) {
        Assignment sizes = trial.sizes;
        sizes["T"] = length;
        const auto count = row.field->evaluate(sizes).convert_to<std::uint64_t>();
        REQUIRE(architectures::receptive_field(model, length) == last_positions(count)(length));
      }
      const auto task =
          make_task({i % 2 == 0 ? "index-lookup" : "equality", i % 2 == 0 ? 9U : 10U});
      const auto found = unseen_difference(*task, field_of(model), i);
      if (!found) {
        CHECK(architectures::receptive_field(model, 10).size() == 10);
        ++whole;
        continue;
      }
      ++pairs;
      CHECK(holds(*found, *task, field_of(model)));
      const std::uint64_t symbols = model.symbols();
      CHECK(run(model, symbols_of(*task, found->first, symbols)) ==
            run(model, symbols_of(*task, found->second, symbols)));
    }
  }
  CHECK(pairs > 50);
  CHECK(whole > 10);
}

TEST_CASE("the layers that a row takes are the fewest whose field is the input") {
  for (const char* id : {"causal-cnn", "dilated-cnn", "sliding-window", "transformer-xl"}) {
    const Architecture& row = architecture(id);
    for (std::int64_t length = 2; length <= 60; ++length) {
      Assignment sizes{{"T", length}, {"k", 3}, {"w", 4}, {"s", 4}, {"M", 6}};
      const Integer layers = row.layers.evaluate(sizes);
      sizes["L"] = layers;
      INFO(id << ", " << length << " tokens, " << layers.str() << " layers");
      CHECK(row.field->evaluate(sizes) >= length);
      sizes["L"] = layers - 1;
      if (layers > 1) CHECK(row.field->evaluate(sizes) < length);
    }
  }
}

}  // namespace
}  // namespace separatrix

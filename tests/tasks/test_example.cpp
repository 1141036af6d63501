#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "tasks/catalogue.hpp"
#include "tasks/dyck_text.hpp"
#include "tasks/example.hpp"
#include "tasks/index_lookup.hpp"

using namespace separatrix;

namespace {

std::unique_ptr<Task> small_task(const std::string& id, std::uint64_t n, std::uint64_t alphabet) {
  TaskRequest request;
  request.id = id;
  request.n = n;
  request.alphabet = alphabet;
  request.all_lengths = id == "index-lookup";
  request.dimension = 3;
  request.gamma = Rational(1, 8);
  return make_task(request);
}

/// The first alphabet symbol of every input is taken out of its range.
class Poisoned final : public Task {
 public:
  std::string id() const override { return "index-lookup"; }
  nlohmann::ordered_json parameters() const override { return task_.parameters(); }
  std::uint64_t n() const override { return task_.n(); }
  std::vector<TokenKind> vocabulary() const override { return task_.vocabulary(); }
  std::vector<bool> content_kinds() const override { return task_.content_kinds(); }
  std::uint64_t max_length() const override { return task_.max_length(); }
  unsigned answer_digits() const override { return task_.answer_digits(); }
  Answer reference(const Input& input) const override { return task_.reference(input); }
  std::optional<Integer> domain_size() const override { return task_.domain_size(); }
  std::vector<std::string> samplers() const override { return {"poisoned"}; }
  Input sample(const std::string&, Random& random) const override {
    Input input = task_.sample("paper", random);
    input.front().value = 4;
    return input;
  }
  std::vector<Input> simpler(const Input& input) const override { return task_.simpler(input); }
  std::vector<std::string> run_arguments(const Input& input) const override {
    return task_.run_arguments(input);
  }
  nlohmann::ordered_json show(const Input& input) const override { return task_.show(input); }

 private:
  IndexLookup task_{5, 4, true};
};

}  // namespace

TEST_CASE("an example depends on its seed and number only, and every sampler has one") {
  const std::pair<const char*, std::uint64_t> tasks[] = {{"index-lookup", 12},
                                                         {"equality", 8},
                                                         {"disjointness", 8},
                                                         {"permuted-equality", 8},
                                                         {"mqar", 6},
                                                         {"dyck:2:2", 10},
                                                         {"dyck-next:2:2", 7},
                                                         {"nearest-neighbour", 5},
                                                         {"parity", 6},
                                                         {"language:(a|b)*a", 6},
                                                         {"associative-recall", 4},
                                                         {"sparse-threshold:majority", 6}};
  for (const auto& [id, n] : tasks) {
    const bool recalls = id == std::string("mqar") || id == std::string("associative-recall");
    const auto task = small_task(id, n, recalls ? 0 : 2);
    CHECK(ExampleSource(*task, "", 1).sampler() == task->samplers().front());
    for (const std::string& sampler : task->samplers()) {
      INFO(id << " " << sampler);
      const ExampleSource source(*task, sampler, 5);
      const auto third = source.example(3);
      CHECK(source.example(0) != third);
      CHECK(source.example(3) == third);
      // Small inputs may agree by chance, ten of them hardly.
      bool differs = false;
      for (std::uint64_t i = 0; i < 10; ++i)
        differs = differs || ExampleSource(*task, sampler, 6).example(i)["tokens"] !=
                                 source.example(i)["tokens"];
      CHECK(differs);
      for (const auto& token : third["tokens"]) CHECK(token < third["vocabulary"]);
    }
  }
}

TEST_CASE("tokens of several kinds share one range of numbers") {
  const auto task = small_task("index-lookup", 9, 5);
  const ExampleSource source(*task, "paper", 1);
  for (std::uint64_t i = 0; i < 50; ++i) {
    const auto example = source.example(i);
    const auto tokens = example["tokens"].get<std::vector<std::uint64_t>>();
    CHECK(example["vocabulary"] == 5 + 9);
    REQUIRE(tokens.back() >= 5);
    CHECK(example["answer"] == tokens.at(tokens.back() - 5));
  }
}

TEST_CASE("mqar is answered at every query") {
  for (const char* sampler : {"random", "adversarial"}) {
    const auto task = small_task("mqar", 10, 0);
    const ExampleSource source(*task, sampler, 2);
    for (std::uint64_t i = 0; i < 50; ++i) {
      const auto example = source.example(i);
      const auto tokens = example["tokens"].get<std::vector<std::uint64_t>>();
      const auto places = example["positions"].get<std::vector<std::size_t>>();
      const auto answers = example["answer"].get<std::vector<std::uint64_t>>();
      REQUIRE(tokens.size() == 19);
      CHECK(places == std::vector<std::size_t>{10, 12, 14, 16, 18});
      REQUIRE(answers.size() == 5);
      for (std::size_t j = 0; j < 5; ++j) {
        // The task's own answer for the prefix that ends with the query.
        Input prefix;
        for (std::size_t t = 0; t <= places[j]; ++t)
          prefix.push_back(t % 2 == 0 ? Token{0, tokens[t]} : Token{1, tokens[t] - 8});
        CHECK(task->reference(prefix) == Answer{answers[j] == 1});
      }
    }
  }
}

TEST_CASE("points are whole multiples of 2^-24, texts are those of the tokens") {
  const auto points = small_task("nearest-neighbour", 4, 2);
  const auto example = ExampleSource(*points, "", 1).example(0);
  REQUIRE(example["points"].size() == example["tokens"].size());
  for (std::size_t t = 0; t < example["tokens"].size(); ++t) {
    CHECK(example["points"][t].size() == (t % 2 == 0 ? 3 : 0));
    if (t % 2 != 0) continue;
    Rational norm = 0;
    for (const auto& x : example["points"][t])
      norm += Rational(x.get<std::int64_t>(), std::int64_t{1} << 24) *
              Rational(x.get<std::int64_t>(), std::int64_t{1} << 24);
    CHECK(abs(norm - 1) < Rational(1, 1000));
  }
  const auto dyck = small_task("dyck:2:2", 12, 2);
  const auto brackets = ExampleSource(*dyck, "uniform", 1).example(4);
  CHECK(parse_brackets(brackets["text"].get<std::string>(), 2) == brackets["tokens"].get<Word>());
}

TEST_CASE("what cannot be drawn is refused") {
  const auto task = small_task("equality", 8, 2);
  try {
    const ExampleSource source(*task, "paper", 1);
    FAIL("an unknown sampler was accepted");
  } catch (const Error& error) {
    CHECK(error.argument() == "--sampler");
    CHECK(std::string(error.what()).find("eq-random, eq-one, adversarial") != std::string::npos);
  }
  CHECK_THROWS_AS(ExampleSource(*small_task("equality", std::uint64_t{1} << 23, 2), "", 1), Error);
  CHECK_NOTHROW(ExampleSource(*small_task("equality", std::uint64_t{1} << 22, 2), "", 1));
  CHECK_THROWS_AS(ExampleSource(Poisoned(), "", 1).example(0), Error);
}

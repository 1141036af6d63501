#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "tasks/catalogue.hpp"

using namespace separatrix;

namespace {

/// An id of the list with its parameters, which it names n and k, filled in.
std::string with_parameters(const std::string& listed) {
  const std::size_t place = listed.find(":n:k");
  return place == std::string::npos ? listed : listed.substr(0, place) + ":2:3";
}

/// A request that every task can meet.
TaskRequest request(const std::string& id) {
  TaskRequest request{id, 6, id == "disjointness" ? 2U : 6U, true};
  request.dimension = 3;
  request.gamma = Rational(1, 4);
  if (id == "sparse-threshold") request.formula = parse_cnf("p cnf 5 2\n1 -5 0\n2 3 0\n", "text");
  if (id == "truth-table") request.truth_table = std::string(64, '1');
  return request;
}

void refused(const TaskRequest& request, const std::string& argument, const std::string& says) {
  try {
    make_task(request);
    FAIL("accepted " << request.id);
  } catch (const Error& e) {
    CHECK(e.argument() == argument);
    CHECK_THAT(e.what(), Catch::Matchers::Contains(says));
  }
}

}  // namespace

TEST_CASE("Every task of the list can be made, sampled and answered") {
  CHECK(task_list().size() == 20);
  for (const TaskInfo& info : task_list()) {
    const auto task = make_task(request(with_parameters(info.id)));
    CHECK(task->id() == (info.id == "index" ? "index-lookup" : with_parameters(info.id)));
    CHECK(task->n() == 6);
    CHECK(task->parameters().begin().key() == "n");
    CHECK_FALSE(info.title.empty());
    CHECK(task->content_kinds().size() == task->vocabulary().size());
    for (const std::string& sampler : task->samplers()) {
      Random random(1, 0);
      for (int i = 0; i < 20; ++i) {
        const Input input = task->sample(sampler, random);
        CHECK(task->reference(input).size() == task->answer_digits());
        CHECK(input.size() <= task->max_length());
        for (const Token& token : input) {
          CHECK(token.value < task->vocabulary().at(token.kind).values);
          CHECK(token.features.size() == task->vocabulary().at(token.kind).features);
        }
        CHECK(task->run_arguments(input).front() == task->id());
        CHECK_FALSE(task->show(input).empty());
      }
    }
  }
}

TEST_CASE("The precision grid needs an N of at least 2") {
  CHECK(make_task({"index-lookup", 1, 2, false})->grid_n() == 2);
  CHECK(make_task({"index-lookup", 3, 2, false})->grid_n() == 3);
}

TEST_CASE("Parameters of a request reach the task") {
  TaskRequest asked = request("permuted-equality");
  CHECK(make_task(asked)->parameters()["partition"] == "odd-even");
  asked.partition = "AABBBA";
  CHECK(make_task(asked)->parameters()["partition"] == "AABBBA");
  asked = request("nearest-neighbour");
  CHECK(make_task(asked)->parameters().dump() == R"({"n":6,"dimension":3,"gamma":"1/4"})");
  CHECK(make_task(request("sparse-threshold:parity:2"))->parameters()["formula"] == "parity:2");
  CHECK(make_task(request("sparse-threshold"))->parameters()["variables"] == 5);
  CHECK(make_task({"mqar", 12, 0})->parameters().dump() == R"({"n":12,"alphabet":8})");
  CHECK(make_task({"associative-recall", 12, 0})->parameters().dump() ==
        R"({"n":12,"alphabet":16})");
}

TEST_CASE("An unknown task is refused with the list of those there are") {
  refused({"index-lookdown", 5, 3, true}, "TASK", "index-lookup");
  refused({"index-lookdown", 5, 3, true}, "TASK", "mqar");
  refused({"sparse-thresholds", 5}, "TASK", "there is no task");
  refused({"sparse-threshold:minority", 5}, "TASK", "majority");
}

TEST_CASE("Missing or contradicting parameters are named") {
  refused({"sparse-threshold", 5}, "TASK", "--cnf FILE");
  refused({"truth-table", 5}, "TASK", "2^n characters");
  refused({"random-function:-1", 5}, "TASK", "seed");
  TaskRequest both = request("sparse-threshold:majority");
  both.formula = named_formula("or", 3);
  refused(both, "TASK", "another formula");
  refused({"nearest-neighbour", 5}, "--dimension", "dimension");
  refused({"permuted-equality", 5}, "--n", "even");
  refused({"greater-than", 5}, "--n", "even");
  refused({"parity", 25}, "--n", "24");
}

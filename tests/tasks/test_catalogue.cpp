#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "tasks/catalogue.hpp"

using namespace separatrix;

TEST_CASE("Every task of the list can be made") {
  for (const TaskInfo& info : task_list()) {
    const auto task = make_task({info.id, 5, 3, true});
    CHECK(task->id() == info.id);
    CHECK(task->n() == 5);
    CHECK_FALSE(info.title.empty());
    CHECK(task->content_kinds().size() == task->vocabulary().size());
  }
  CHECK(make_task({"index-lookup", 1, 2, false})->grid_n() == 2);
  CHECK(make_task({"index-lookup", 3, 2, false})->grid_n() == 3);
}

TEST_CASE("An unknown task is refused with the list of those there are") {
  try {
    make_task({"index-lookdown", 5, 3, true});
    FAIL("accepted");
  } catch (const Error& e) {
    CHECK(e.argument() == "TASK");
    CHECK_THAT(e.what(), Catch::Matchers::Contains("index-lookup"));
  }
}

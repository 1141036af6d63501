#include <catch2/catch.hpp>

#include "tasks/catalogue.hpp"
#include "tasks/task_table.hpp"

using namespace separatrix;
using Catch::Contains;

namespace {

/// The symbols of an entry, first one most significant.
Word symbols(const FunctionTable& table, std::uint64_t entry) {
  Word word(table.alphabets().size());
  for (std::size_t t = word.size(); t-- > 0; entry /= table.alphabets()[t])
    word[t] = entry % table.alphabets()[t];
  return word;
}

}  // namespace

TEST_CASE("a task's table has its answers, entry by entry") {
  for (const char* id :
       {"equality", "index-lookup", "dyck:2:2", "language:(ab)*", "random-function:3",
        "sparse-threshold:majority", "index-lookup:query-first"}) {
    CAPTURE(id);
    const auto task = make_task({.id = id, .n = 4, .alphabet = 2});
    Work work;
    const auto table = tabulate(*task, work);
    REQUIRE(table);
    REQUIRE(table->by_length.size() == 1);
    const FunctionTable& f = table->by_length.front();
    CHECK(Integer(f.entries()) == *task->domain_size());
    for (std::uint64_t entry = 0; entry < f.entries(); ++entry) {
      Input input;
      const Word word = symbols(f, entry);
      for (std::size_t t = 0; t < word.size(); ++t)
        input.push_back({table->kinds[t], table->values[t][word[t]]});
      std::uint32_t number = 0;
      for (const bool digit : task->reference(input)) number = 2 * number + (digit ? 1 : 0);
      CHECK(f.answer(entry) == number);
    }
  }
}

TEST_CASE("tables of several lengths, and tasks that have none") {
  Work work;
  const auto every = make_task({.id = "language:(ab)*", .n = 4, .all_lengths = true});
  const auto tables = tabulate(*every, work);
  REQUIRE(tables);
  CHECK(tables->by_length.size() == 5);
  CHECK(tables->by_length[3].entries() == 8);
  for (const char* id : {"mqar", "dyck-next:2:2"})
    CHECK_THROWS_WITH(tabulate(*make_task({.id = id, .n = 4, .alphabet = 0}), work),
                      Contains("list its inputs"));
  CHECK_THROWS_WITH(tabulate(*make_task({.id = "index-lookup", .n = 3, .all_lengths = true}), work),
                    Contains("one length"));
  CHECK_THROWS_WITH(tabulate(*make_task({.id = "equality", .n = 26}), work), Contains("2^24"));
  work.request_stop();
  CHECK_FALSE(tabulate(*make_task({.id = "equality", .n = 4}), work));
}

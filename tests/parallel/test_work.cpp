#include <cstring>

#include <catch2/catch.hpp>

#include "parallel/work.hpp"

using namespace separatrix;

TEST_CASE("Work counts units, and scales what it shows") {
  Work work;
  CHECK(work.total() == 0);
  work.begin("pairs", 10);
  work.advance(3);
  work.advance(4);
  CHECK(std::strcmp(work.label(), "pairs") == 0);
  CHECK(work.done() == 7);
  CHECK(work.total() == 10);
  work.begin("inputs", 5, 1000);
  CHECK(work.done() == 0);
  work.advance(2);
  CHECK(work.done() == 2000);
  CHECK(work.total() == 5000);
}

TEST_CASE("A request to stop outlives the phase") {
  Work work;
  CHECK_FALSE(work.stopped());
  work.request_stop();
  work.begin("next", 1);
  CHECK(work.stopped());
}

#include <numeric>
#include <string>

#include <catch2/catch.hpp>
#include <tbb/global_control.h>

#include "parallel/chunked.hpp"

using namespace separatrix;

namespace {

using Pairs = std::vector<std::pair<std::uint64_t, std::uint64_t>>;

/// The chunks in the order in which they were folded.
Pairs chunks(std::uint64_t count, std::uint64_t chunk) {
  Work work;
  return chunked_reduce(
      work, count, chunk, Pairs{},
      [](std::uint64_t begin, std::uint64_t end) {
        return Pairs{{begin, end}};
      },
      [](Pairs& all, Pairs&& next) { all.insert(all.end(), next.begin(), next.end()); });
}

/// A float sum: it depends on every detail of the order of its terms.
float harmonic(std::uint64_t count, std::uint64_t chunk) {
  Work work;
  return chunked_reduce(
      work, count, chunk, 0.0F,
      [](std::uint64_t begin, std::uint64_t end) {
        float sum = 0.0F;
        for (std::uint64_t i = begin; i < end; ++i) sum += 1.0F / static_cast<float>(i + 1);
        return sum;
      },
      [](float& sum, float&& next) { sum += next; });
}

}  // namespace

TEST_CASE("Chunks cover the range once, in order") {
  CHECK(chunks(10, 4) == Pairs{{0, 4}, {4, 8}, {8, 10}});
  CHECK(chunks(8, 4) == Pairs{{0, 4}, {4, 8}});
  CHECK(chunks(3, 100) == Pairs{{0, 3}});
  CHECK(chunks(3, 0) == Pairs{{0, 1}, {1, 2}, {2, 3}});  // chunks of at least one
  CHECK(chunks(0, 4).empty());
}

TEST_CASE("A float sum is the same on every number of threads") {
  float plain = 0.0F;
  for (std::uint64_t begin = 0; begin < 20000; begin += 7) {
    float sum = 0.0F;
    for (std::uint64_t i = begin; i < std::min<std::uint64_t>(begin + 7, 20000); ++i)
      sum += 1.0F / static_cast<float>(i + 1);
    plain += sum;
  }
  for (const std::size_t threads : {1U, 2U, 3U, 8U}) {
    const tbb::global_control control(tbb::global_control::max_allowed_parallelism, threads);
    for (int repeat = 0; repeat < 20; ++repeat) CHECK(harmonic(20000, 7) == plain);
  }
  CHECK(harmonic(20000, 11) != plain);  // the sum does depend on the order
}

TEST_CASE("Folding keeps the order of a result that does not commute") {
  const tbb::global_control control(tbb::global_control::max_allowed_parallelism, 4);
  Work work;
  const std::string text = chunked_reduce(
      work, 26, 1, std::string(">"),
      [](std::uint64_t begin, std::uint64_t) { return std::string(1, char('a' + begin)); },
      [](std::string& all, std::string&& next) { all += next; });
  CHECK(text == ">abcdefghijklmnopqrstuvwxyz");
  CHECK(work.done() == 26);
}

TEST_CASE("After a stop no chunk starts, and the fold covers what ran") {
  const tbb::global_control control(tbb::global_control::max_allowed_parallelism, 2);
  Work work;
  std::atomic<std::uint64_t> started{0};
  const std::uint64_t covered = chunked_reduce(
      work, 100000, 10, std::uint64_t{0},
      [&](std::uint64_t begin, std::uint64_t end) {
        if (++started == 20) work.request_stop();
        return end - begin;
      },
      [](std::uint64_t& sum, std::uint64_t&& next) { sum += next; });
  CHECK(work.stopped());
  CHECK(covered == 10 * started);
  CHECK(covered == work.done());
  CHECK(started >= 20);
  CHECK(started <= 21);  // the other thread may have been in its chunk
}

TEST_CASE("Stopped before it begins, a reduction returns what it was given") {
  Work work;
  work.request_stop();
  const int result = chunked_reduce(
      work, 1000, 10, 42, [](std::uint64_t, std::uint64_t) { return 1; },
      [](int& sum, int&& next) { sum += next; });
  CHECK(result == 42);
  CHECK(work.done() == 0);
}

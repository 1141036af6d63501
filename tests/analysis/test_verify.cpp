#include <catch2/catch.hpp>

#include "analysis/verify.hpp"
#include "lookup_models.hpp"
#include "numerics/error.hpp"

using namespace separatrix;
using namespace separatrix::testing;

TEST_CASE("modes have their own words") {
  CHECK(parse_mode("certified") == Mode::certified);
  CHECK(parse_mode("exhaustive") == Mode::exhaustive);
  CHECK(parse_mode("sampled") == Mode::sampled);
  for (const std::string word : {"", "verified", "Certified", "sampled "}) {
    try {
      parse_mode(word);
      FAIL("accepted '" << word << "'");
    } catch (const Error& error) {
      CHECK(error.argument() == "--mode");
    }
  }
}

TEST_CASE("a model made for another task does not fit") {
  const IndexLookup task(8, 4, true);
  Transformer model = build(task, "quadratic").model;
  CHECK_NOTHROW(require_fit(model, task));
  CHECK_NOTHROW(require_fit(model, IndexLookup(8, 4, false)));
  CHECK_THROWS_AS(require_fit(model, IndexLookup(9, 4, true)), Error);
  CHECK_THROWS_AS(require_fit(model, IndexLookup(8, 3, true)), Error);
  CHECK_THROWS_AS(require_fit(model, IndexLookup(8, 5, true)), Error);
  Transformer other = model;
  other.task = "dyck";
  CHECK_THROWS_AS(require_fit(other, task), Error);
  Transformer shorter = model;
  shorter.max_length = 8;
  Work work;
  CHECK_THROWS_AS(verify(shorter, task, Mode::certified, parse_format("interval"), {}, work),
                  Error);
}

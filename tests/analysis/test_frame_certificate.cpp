#include <catch2/catch.hpp>

#include "analysis/class_certificate.hpp"
#include "analysis/exhaustive.hpp"
#include "analysis/frame_certificate.hpp"
#include "lookup_models.hpp"

using namespace separatrix;
using namespace separatrix::testing;

TEST_CASE("what is certified has no failing input, what is refuted shows one") {
  unsigned certified = 0;
  unsigned refuted = 0;
  Work work;
  for (const auto& [n, alphabet] : {std::pair{4U, 2U}, {3U, 3U}}) {
    const IndexLookup task(n, alphabet, true);
    for (const std::string family : {"linear-code", "quadratic"})
      for (const Rational& eta : {Rational(1, 64), Rational(1, 2), Rational(1), Rational(3, 2),
                                  Rational(2), Rational(5, 2), Rational(4), Rational(10)}) {
        const Transformer model = build_at(task, family, eta).model;
        for (const std::string word :
             {"fixed:1:down", "fixed:1:nearest", "fixed:2:down", "fixed:2:nearest", "fixed:3:down",
              "fixed:3:nearest", "float16", "bfloat16", "interval"}) {
          INFO(family << ", n = " << n << ", alphabet " << alphabet << ", eta " << to_string(eta)
                      << ", " << word);
          const Format format = parse_format(word);
          const Outcome frames = certify_by_frames(model, task, format, work);
          const Outcome runs = run_exhaustively(model, task, format, work);
          REQUIRE(runs.status != Status::undecided);
          if (frames.status == Status::certified) {
            ++certified;
            CHECK(runs.status == Status::exhaustive);
          }
          if (frames.status == Status::refuted) {
            ++refuted;
            REQUIRE(frames.failure);
            CHECK(really_fails(model, task, format, frames.failure->input));
          }
          if (runs.status == Status::refuted) CHECK(frames.status != Status::certified);
          if (certify_by_classes(model, task, format, work).status == Status::certified)
            CHECK(runs.status == Status::exhaustive);
        }
      }
  }
  CHECK(certified > 50);
  CHECK(refuted > 50);
}

TEST_CASE("a stopped certificate is undecided") {
  const IndexLookup task(16, 2, true);
  Work work;
  work.request_stop();
  const Outcome outcome =
      certify_by_frames(build(task, "quadratic").model, task, parse_format("fixed:4:down"), work);
  CHECK(outcome.status == Status::undecided);
  CHECK_FALSE(outcome.certificate);
  CHECK_THAT(outcome.reason, Catch::Contains("interrupted"));
}

TEST_CASE("frames over the reals: an undecided enclosure is not a counterexample") {
  const IndexLookup task(2, 2, true);
  // Without its gate the model outputs a weight of 1 - exp(-1000), less than the enclosures
  // resolve.
  Transformer model = build_at(task, "quadratic", 1000).model;
  model.layers[0].mlp.reset();
  model.readout.low = 0;
  model.readout.high = 1;
  Work work;
  CHECK(certify_by_frames(model, task, parse_format("interval"), work).status == Status::undecided);
}

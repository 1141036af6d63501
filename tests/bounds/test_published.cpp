#include <string>

#include <catch2/catch.hpp>

#include "bounds/attention_protocol.hpp"
#include "bounds/published.hpp"
#include "bounds/published_reductions.hpp"
#include "numerics/error.hpp"

using namespace separatrix;

namespace {

const PublishedSizes kSizes{.n = 4096, .q = 64, .width = 64, .heads = 1, .precision = 32};

/// The least m with H (rest + per_unit m) >= needed, by counting up.
std::uint64_t least_by_counting(std::uint64_t heads, std::uint64_t rest, std::uint64_t per_unit,
                                std::uint64_t needed) {
  std::uint64_t m = 1;
  while (heads * (rest + per_unit * m) < needed) ++m;
  return m;
}

}  // namespace

TEST_CASE("an unknown constant stays unknown, and excludes nothing") {
  for (const PublishedBound& bound : published_bounds()) {
    INFO(bound.id);
    const PublishedValue value = evaluate(bound, kSizes);
    CHECK(bound.lower.variables().count(bound.unknown) == 0);
    if (bound.unknown.empty()) continue;
    CHECK(value.text.find(bound.unknown + " * " + value.lower.str() + " with an unknown") !=
          std::string::npos);
  }
  CHECK(evaluate(published_bound("B1"), kSizes).lower == 64);
  CHECK(evaluate(published_bound("B2"), kSizes).lower == 4096 / 4);  // log2 12 rounded up to 4
  CHECK(evaluate(published_bound("B3"), kSizes).lower == 4096);
  CHECK(evaluate(published_bound("B5"), kSizes).lower == 12);
  CHECK_FALSE(evaluate(published_bound("B5"), kSizes).bits);
}

TEST_CASE("the error probability of function composition is rounded down") {
  const PublishedBound& bound = published_bound("B4");
  // n log2 n is rational at powers of two: R = 4096 * 12 - 65 * 32.
  const PublishedValue exact = evaluate(bound, kSizes);
  CHECK(exact.lower == 4096 * 12 - 65 * 32);
  CHECK(exact.divisor == 3 * 4096 * 12);
  // 2^155 <= 37^30 < 2^156 and 37^37 has 193 bits: floor(37 log2 37) = 192.
  CHECK(msb(power(Integer(37), 37)) == 192);
  const PublishedValue below =
      evaluate(bound, {.n = 37, .q = 1, .width = 2, .heads = 1, .precision = 8});
  CHECK(below.lower == 192 - 24);
  CHECK(below.divisor == 3 * 192);
  const PublishedValue wide =
      evaluate(bound, {.n = 37, .q = 1, .width = 23, .heads = 1, .precision = 8});
  CHECK(wide.lower == 0);
  CHECK(wide.text.find("says nothing") != std::string::npos);
}

TEST_CASE("the two-way forms are the improved protocol of one layer") {
  for (const std::uint64_t heads : {1, 3}) {
    PublishedSizes sizes = kSizes;
    sizes.heads = heads;
    const ProtocolBits all = improved_bits_by_precision(sizes.precision, sizes.n, 2, 1);
    // Without the token, which is known, and the answer, which one player is enough to know.
    const Integer silent = all.total(sizes.width, heads) - all.token - all.answer;
    CHECK(evaluate(published_bound("B2"), sizes).bits == silent);
    // The queries of all heads in the place of the token.
    CHECK(evaluate(published_bound("B1"), sizes).bits ==
          silent + heads * sizes.width * sizes.precision);
  }
}

TEST_CASE("the least width is the first that is not excluded") {
  const std::uint64_t l = 12;
  for (const std::uint64_t heads : {1, 2, 5}) {
    PublishedSizes sizes{.n = 4096, .q = 2000, .width = 1, .heads = heads, .precision = 8};
    CHECK(evaluate(published_bound("B1"), sizes).least_width ==
          least_by_counting(heads, 4 * 8 + 2 * l, 3 * 8, 2000));
    CHECK(evaluate(published_bound("B2"), sizes).least_width ==
          least_by_counting(heads, 4 * 8 + 2 * l, 2 * 8, 2047));
    CHECK(evaluate(published_bound("B3"), sizes).least_width ==
          least_by_counting(heads, 8 + l, 2 * 8 + l, 2047));
    CHECK(evaluate(published_bound("B4"), sizes).least_width ==
          least_by_counting(heads, 8 + 14, 2 * 8 + 14, 4096 * l));
    for (const char* id : {"B1", "B2", "B3", "B4"}) {
      INFO(id);
      const auto least =
          evaluate(published_bound(id), sizes).least_width->convert_to<std::uint64_t>();
      REQUIRE(least > 1);
      PublishedSizes at = sizes;
      at.width = least;
      CHECK_FALSE(evaluate(published_bound(id), at).excluded());
      at.width = least - 1;
      CHECK(evaluate(published_bound(id), at).excluded());
    }
  }
}

TEST_CASE("the tasks contain the problems of communication, on every input") {
  for (std::size_t k = 1; k <= 5; ++k)
    for (const char* id : {"B1", "B2", "B3", "B4"}) {
      INFO(id << ", k = " << k);
      const ReductionRun run = run_reduction(id, k);
      CHECK(run.failures == 0);
      CHECK(run.inputs > 0);
    }
  CHECK(run_reduction("B1", 3).inputs == 64);
  CHECK(run_reduction("B2", 3).inputs == 64 * 8);
  CHECK(run_reduction("B3", 3).inputs == 8 * 3);
  CHECK(run_reduction("B4", 3).inputs == 27 * 3);
}

TEST_CASE("a reduction with a fault is no reduction") {
  // Modulo 2k + 1 = n there are too few pairs; a token less leaves one pair out.
  CHECK_THROWS_AS(match3_input({true}, {true}, 3, 3), Error);
  CHECK_THROWS_AS(match3_input({true, true}, {true, true}, 4, 9), Error);
  auto tokens = match3_input({true, false}, {true, true}, 5, 6);
  CHECK(match3_at_last(tokens, 6));
  CHECK_FALSE(match3_at_last(tokens, 8));  // partners are those of one modulus
  tokens[1] = 1;
  CHECK_FALSE(match3_at_last(tokens, 6));
  // The numbers that b_i = 0 points at must be -1.
  AveragingInput input = averaging_input({true, false}, {false, true});
  CHECK(chosen_sum(input) == -2);
  input.numbers[0] = 1;
  CHECK(chosen_sum(input) == 0);
  // Without the marker the position is not found.
  auto heads = induction_input({false, true, false}, 1);
  CHECK(induction_answer(heads) == 1);
  heads[2] = 0;
  CHECK_THROWS_AS(induction_answer(heads), Error);
  CHECK(composition_answer({2, 0, 1, 2, 0, 0, 0}) == 1);
  CHECK(composition_answer({2, 0, 1, 2, 0, 0, 1}) == 2);
}

TEST_CASE("sizes and names that are none are refused") {
  const auto argument = [](PublishedSizes sizes) -> std::string {
    try {
      evaluate(published_bound("B1"), sizes);
    } catch (const Error& error) {
      return error.argument();
    }
    return "";
  };
  const auto with = [](auto change) {
    PublishedSizes sizes = kSizes;
    change(sizes);
    return sizes;
  };
  CHECK(argument(kSizes).empty());
  CHECK(argument(with([](auto& s) { s.n = 2; })) == "--n");
  CHECK(argument(with([](auto& s) { s.n = std::uint64_t{1} << 41; })) == "--n");
  CHECK(argument(with([](auto& s) { s.q = 0; })) == "--q");
  CHECK(argument(with([](auto& s) { s.q = 2048; })) == "--q");
  CHECK(argument(with([](auto& s) { s.width = 0; })) == "--width");
  CHECK(argument(with([](auto& s) { s.heads = 0; })) == "--heads");
  CHECK(argument(with([](auto& s) { s.precision = 0; })) == "--precision");
  CHECK_THROWS_AS(published_bound("B9"), Error);
  CHECK_THROWS_AS(run_reduction("B5", 3), Error);
  CHECK_THROWS_AS(run_reduction("B1", 0), Error);
  CHECK_THROWS_AS(run_reduction("B4", 7), Error);
}

TEST_CASE("the formulas travel as trees") {
  for (const PublishedBound& bound : published_bounds()) {
    CHECK(Expression::from_json(bound.lower.to_json(), "lower") == bound.lower);
    if (bound.proved)
      CHECK(Expression::from_json(bound.proved->least_width.to_json(), "least") ==
            bound.proved->least_width);
  }
}

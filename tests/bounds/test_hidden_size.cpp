#include <catch2/catch.hpp>

#include "bounds/hidden_size.hpp"
#include "numerics/error.hpp"

using namespace separatrix;

namespace {

using Model = ModelSize::Model;

constexpr ProtocolCount kCounts[] = {ProtocolCount::claimed, ProtocolCount::counted,
                                     ProtocolCount::improved};

KnownComplexity complexity(std::uint64_t bits, std::uint64_t tokens, std::uint64_t symbols,
                           unsigned digits) {
  KnownComplexity known;
  known.lower_bits = bits;
  known.tokens = tokens;
  known.symbols = symbols;
  known.answer_digits = digits;
  return known;
}

std::uint64_t log_up(std::uint64_t n) {
  std::uint64_t bits = 0;
  while ((std::uint64_t{1} << bits) < n) ++bits;
  return bits;
}

/// Whether the protocol of one message after another has at least known.lower_bits bits.
bool enough(ProtocolCount count, const KnownComplexity& known, std::uint64_t m, std::uint64_t p,
            std::uint64_t heads) {
  const auto needed = known.lower_bits.convert_to<std::uint64_t>();
  if (count == ProtocolCount::claimed) {
    // 3 m H p + 3 m H log2 N >= D, as powers of two: N^(3 m H) 2^(3 m H p) >= 2^D.
    const auto factor = static_cast<unsigned>(3 * m * heads);
    return (power(known.tokens, factor) << (factor * p)) >= (Integer(1) << needed);
  }
  std::uint64_t bits = log_up(known.symbols);
  for (std::uint64_t head = 0; head < heads; ++head) {
    bits += p + p;                                                    // two maxima
    bits += (p + log_up(known.tokens)) + (p + log_up(known.tokens));  // two normalisers
    for (std::uint64_t row = 0; row < m; ++row)
      bits += count == ProtocolCount::counted ? 2 * p + 2 * p : 2 * p;  // value sums
  }
  if (count == ProtocolCount::improved) bits += known.answer_digits + 1;
  return bits >= needed;
}

}  // namespace

TEST_CASE("the least number of units is the first that has enough bits") {
  for (std::uint64_t p = 1; p <= 20; ++p)
    for (std::uint64_t bits = 0; bits <= 120; ++bits) {
      std::uint64_t m = 0;
      while (m * p < bits) ++m;
      CAPTURE(p, bits);
      CHECK(least_units(bits, p) == m);
    }
  CHECK(least_units(power(10, 40) + 1, 10) == power(10, 39) + 1);
}

TEST_CASE("the least head width is the first that the plain count of messages allows") {
  for (const ProtocolCount count : kCounts)
    for (const std::uint64_t tokens : {1U, 2U, 7U, 64U, 1000U})
      for (const std::uint64_t p : {1U, 3U, 16U})
        for (const std::uint64_t heads : {1U, 3U})
          for (std::uint64_t bits = 0; bits < 700; bits += 23) {
            const KnownComplexity known = complexity(bits, tokens, 5, 2);
            std::uint64_t m = 1;
            while (!enough(count, known, m, p, heads)) ++m;
            CAPTURE(to_string(count), tokens, p, heads, bits);
            CHECK(least_head_width(count, known, p, heads) == m);
            // The verdicts about single sizes say the same.
            CHECK_FALSE(exclusion(known, {Model::transformer_1, m, p, heads}, count).excluded);
            if (m > 1)
              CHECK(exclusion(known, {Model::transformer_1, m - 1, p, heads}, count).excluded);
          }
}

TEST_CASE("one bit more or less decides at the boundary, for every count") {
  for (const ProtocolCount count : kCounts)
    for (const std::uint64_t tokens : {64U, 100U})
      for (std::uint64_t m = 1; m <= 6; ++m) {
        const ModelSize size{Model::transformer_1, m, 8, 2};
        KnownComplexity known = complexity(0, tokens, 4, 1);
        const Integer bits = model_bits(size, known, count);
        known.lower_bits = bits;
        CHECK_FALSE(exclusion(known, size, count).excluded);
        CHECK(least_head_width(count, known, 8, 2) == m);
        known.lower_bits = bits + 1;
        CHECK(exclusion(known, size, count).excluded);
        CHECK(least_head_width(count, known, 8, 2) == m + 1);
      }
}

TEST_CASE("128 units of 64 bits are excluded by 8193 bits and not by 8192") {
  const ModelSize size{Model::rnn, 128, 64, 1};
  const Exclusion kept = exclusion(complexity(8192, 8193, 2, 1), size, ProtocolCount::improved);
  CHECK_FALSE(kept.excluded);
  CHECK(kept.text == "128 units x 64 bits = 8192 bits >= 8192 = D");
  const Exclusion gone = exclusion(complexity(8193, 8194, 2, 1), size, ProtocolCount::improved);
  CHECK(gone.excluded);
  CHECK(gone.text == "128 units x 64 bits = 8192 bits < 8193 = D");
}

TEST_CASE("the inequality of a Transformer shows its terms") {
  const KnownComplexity known = complexity(400, 32, 4, 1);
  const ModelSize size{Model::transformer_1, 3, 7, 2};
  CHECK(exclusion(known, size, ProtocolCount::counted).text ==
        "2 + 2 heads x (38 + 3 x 28) + 0 = 246 bits < 400 = D");
  CHECK(exclusion(known, size, ProtocolCount::improved).text ==
        "2 + 2 heads x (38 + 3 x 14) + 2 = 164 bits < 400 = D");
  CHECK(exclusion(known, size, ProtocolCount::claimed).text ==
        "3 x 3 x (7 + log2 32) x 2 heads = 216 bits < 400 = D");
  // 18 (7 + log2 33) = 216.799..
  CHECK(exclusion(complexity(217, 33, 4, 1), size, ProtocolCount::claimed).text ==
        "3 x 3 x (7 + log2 33) x 2 heads, rounded down, = 216 bits < 217 = D");
}

TEST_CASE("more precision, heads or width never cost more width or give fewer bits") {
  for (const ProtocolCount count : kCounts)
    for (std::uint64_t p = 1; p <= 12; ++p)
      for (std::uint64_t heads = 1; heads <= 4; ++heads) {
        const KnownComplexity known = complexity(900, 77, 4, 1);
        const Integer here = least_head_width(count, known, p, heads);
        CHECK(least_head_width(count, known, p + 1, heads) <= here);
        CHECK(least_head_width(count, known, p, heads + 1) <= here);
        CHECK(least_head_width(count, complexity(901, 77, 4, 1), p, heads) >= here);
        CHECK(least_head_width(count, complexity(900, 78, 4, 1), p, heads) <= here);
        CHECK(model_bits({Model::transformer_1, 5, p, heads}, known, count) <
              model_bits({Model::transformer_1, 6, p, heads}, known, count));
      }
}

TEST_CASE("large bounds are exact") {
  const std::uint64_t n = (std::uint64_t{1} << 40) - 1;
  const KnownComplexity known = complexity(n, n, 4, 1);
  for (const ProtocolCount count : kCounts) {
    const auto m = least_head_width(count, known, 32, 1).convert_to<std::uint64_t>();
    CHECK(model_bits({Model::transformer_1, m, 32, 1}, known, count) >= n);
    CHECK(model_bits({Model::transformer_1, m - 1, 32, 1}, known, count) < n);
  }
}

TEST_CASE("hidden size: bad arguments") {
  const KnownComplexity known = complexity(10, 4, 2, 1);
  CHECK_THROWS_AS(least_units(5, 0), Error);
  CHECK_THROWS_AS(least_units(-1, 4), Error);
  for (const ProtocolCount count : kCounts) {
    CHECK_THROWS_AS(least_head_width(count, known, 0, 1), Error);
    CHECK_THROWS_AS(least_head_width(count, known, 4, 0), Error);
    CHECK_THROWS_AS(least_head_width(count, known, std::uint64_t{1} << 32, 1), Error);
    CHECK_THROWS_AS(model_bits({Model::transformer_1, 0, 4, 1}, known, count), Error);
    CHECK_THROWS_AS(model_bits({Model::transformer_1, 1, 0, 1}, known, count), Error);
    CHECK_THROWS_AS(model_bits({Model::transformer_1, 1, 4, 0}, known, count), Error);
  }
  CHECK_THROWS_AS(model_bits({Model::rnn, 0, 4, 1}, known, ProtocolCount::improved), Error);
  CHECK_THROWS_AS(model_bits({Model::rnn, 4, 0, 1}, known, ProtocolCount::improved), Error);
  CHECK_THROWS_AS(
      model_bits({Model::transformer_1, UINT64_MAX, 4, 1}, known, ProtocolCount::claimed), Error);
}

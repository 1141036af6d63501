#include <algorithm>
#include <functional>
#include <numeric>
#include <vector>

#include <catch2/catch.hpp>

#include "bounds/attention_protocol.hpp"
#include "numerics/error.hpp"

using namespace separatrix;

TEST_CASE("the paper's count is the sum of its four steps") {
  const std::uint64_t m = 3;
  const std::uint64_t p = 7;
  const std::uint64_t log_n = 5;
  const ProtocolBits both = bits_by_precision(p, 32, 4, Informed::both);
  CHECK(both.total(m, 1) == 2 + 2 * p + 2 * (p + log_n) + 4 * m * p);
  CHECK(both.total(m, 2) == 2 + 2 * (2 * p + 2 * (p + log_n) + 4 * m * p));
  CHECK(bits_by_precision(p, 32, 4, Informed::one).total(m, 1) == both.total(m, 1) - 2 * m * p);
  CHECK(bits_by_precision(p, 33, 5, Informed::both).total(m, 1) == both.total(m, 1) + 3);
}

TEST_CASE("on a grid, every message has a bit string for each value it may take") {
  for (const std::uint64_t n : {2U, 3U, 5U, 8U}) {
    for (const std::uint64_t kc : {1U, 2U}) {
      const Grid grid = make_grid(n, kc, Rounding::down);
      const std::uint64_t s = grid.scale.convert_to<std::uint64_t>();
      // Counted one by one: the logits, the sums of at most n numbers 0..s, and the multiples of
      // 1/s^2 in [-s, s].
      std::uint64_t logits = 0;
      for (auto v = -static_cast<std::int64_t>(s * s); v <= static_cast<std::int64_t>(s * s); ++v)
        ++logits;
      const std::uint64_t sums = n * s + 1;
      const std::uint64_t values = 2 * s * (s * s) + 1;
      const ProtocolBits bits = bits_on_grid(grid, 4, Informed::both);
      CHECK(bits.head_fixed == 2 * (ceil_log2(logits) + ceil_log2(sums)));
      CHECK(bits.head_per_unit == 2 * ceil_log2(values));
      CHECK(logits == 2 * s * s + 1);
    }
  }
}

TEST_CASE("sums of floored weights times values stay within the grid's range") {
  // The step that halves the paper's 2p bits: all exp values of up to four tokens on a small grid.
  for (const int s : {2, 3, 4}) {
    int most = 0;
    for (int a = 0; a <= s; ++a)
      for (int b = 0; b <= s; ++b)
        for (int c = 0; c <= s; ++c) {
          const int z = s + a + b + c;  // the maximum's own exp is s units
          int sum = 0;
          for (const int e : {s, a, b, c}) sum += e * s / z;
          most = std::max(most, sum);
        }
    CHECK(most == s);  // exactly 1 is attained, and never exceeded
  }
}

TEST_CASE("rounding weights to nearest can lift their sum above 1, by half a unit a token") {
  // All sums of rounded weights of up to four tokens, and the largest excess over s for each count.
  for (const int s : {2, 3, 4, 5}) {
    for (int tokens = 1; tokens <= 4; ++tokens) {
      int most = 0;
      std::vector<int> exps(static_cast<std::size_t>(tokens), 0);
      const std::function<void(std::size_t)> choose = [&](std::size_t place) {
        if (place < exps.size()) {
          for (exps[place] = 0; exps[place] <= s; ++exps[place]) choose(place + 1);
          return;
        }
        const int z = std::accumulate(exps.begin(), exps.end(), 0);
        if (*std::max_element(exps.begin(), exps.end()) != s) return;
        int sum = 0;
        for (const int e : exps) {
          const int twice = 2 * e * s;
          int weight = e * s / z;
          const int above = twice - 2 * weight * z;  // against z: below, half way or above
          if (above > z || (above == z && weight % 2 == 1)) ++weight;
          sum += weight;
        }
        most = std::max(most, sum);
      };
      choose(0);
      CAPTURE(s, tokens);
      CHECK(most <= s + tokens / 2);
      if (s == 3 && tokens == 2) CHECK(most == 4);  // the excess is real: 2/3 + 2/3
      const HeadRanges ranges =
          paper_ranges(make_grid(static_cast<std::uint64_t>(s), 1, Rounding::nearest),
                       static_cast<std::uint64_t>(tokens));
      CHECK(ranges.value == (s + tokens / 2) * s * s);
    }
  }
}

TEST_CASE("the widest gap is the last one at which exp does not round to 0") {
  for (const std::uint64_t n : {1U, 2U, 3U, 5U, 9U}) {
    for (const Rounding rounding : {Rounding::down, Rounding::nearest}) {
      const Grid grid = make_grid(n, 1, rounding);
      const Integer limit = grid.scale * grid.scale;
      Integer last = 0;
      for (Integer d = 0; d <= 2 * limit; ++d)
        if (exp_on_grid(grid, -std::min(d, limit)) > 0) last = d;
      CAPTURE(n, to_string(rounding));
      CHECK(widest_gap(grid) == last);
      CHECK(last < limit);
    }
  }
}

TEST_CASE("the improved count: a bit string for each value, and never more than for p bits") {
  for (const std::uint64_t n : {2U, 3U, 4U, 6U, 8U}) {
    for (const std::uint64_t kc : {1U, 2U}) {
      const Grid grid = make_grid(n, kc, Rounding::down);
      const std::uint64_t s = grid.scale.convert_to<std::uint64_t>();
      const std::uint64_t gap = widest_gap(grid).convert_to<std::uint64_t>();
      const unsigned p = precision_bits(grid);
      const ProtocolBits general = improved_bits_by_precision(p, n, 5, 2);
      for (std::uint64_t other = 1; other < n; ++other) {
        const std::uint64_t last = n - other;
        const ProtocolBits bits = improved_bits_on_grid(grid, 5, other, last, 2);
        CHECK(bits.token == 3);
        CHECK(bits.head_fixed == ceil_log2(2 * s * s + 1) + ceil_log2(gap + 2) +
                                     ceil_log2(other * s + 1) + ceil_log2(last * s + 1));
        CHECK(bits.head_per_unit == ceil_log2(2 * s * s * s + 1));
        CHECK(bits.answer == 3);  // 00, 01, 10, 11, none
        CHECK(bits.head_fixed <= general.head_fixed);
        CHECK(bits.head_per_unit <= general.head_per_unit);
        CHECK(bits.total(4, 2) < bits_on_grid(grid, 5, Informed::both).total(4, 2));
      }
      CHECK(improved_bits_on_grid(grid, 5, 0, n, 2).total(4, 2) == 3);
      CHECK(general.token == 3);
      CHECK(general.answer == 3);
      CHECK(general.head_fixed == 2 * p + 2 * (p + ceil_log2(n)));
      CHECK(general.head_per_unit == 2 * p);
    }
  }
}

TEST_CASE("the count for p bits covers rounding to nearest where its hypothesis holds") {
  int covered = 0;
  for (const std::uint64_t n : {2U, 3U, 4U, 6U, 8U}) {
    const Grid grid = make_grid(n, 1, Rounding::nearest);
    const unsigned p = precision_bits(grid);
    for (std::uint64_t tokens = 2; tokens <= 600; tokens += 7) {
      if (grid.scale + tokens / 2 > power(2, p)) continue;
      ++covered;
      CHECK(improved_bits_on_grid(grid, 2, tokens - 1, 1, 1).head_per_unit <= 2 * p);
    }
    // And is not claimed beyond: enough tokens need more than 2p bits.
    CHECK(improved_bits_on_grid(grid, 2, std::uint64_t{1} << (3 * p), 1, 1).head_per_unit > 2 * p);
  }
  CHECK(covered > 0);
}

TEST_CASE("the smallest width agrees with trying all widths and heads") {
  for (std::uint64_t needed = 0; needed < 400; needed += 7) {
    const ProtocolBits bits{2, 5 + needed % 11, 1 + needed % 5, needed % 4};
    std::uint64_t best = UINT64_MAX;
    for (std::uint64_t m = 1; m <= 450; ++m)
      for (std::uint64_t h = 1; h <= 80; ++h)
        if (bits.total(m, h) >= needed) best = std::min(best, m * h);
    const SmallestWidth found = smallest_width(bits, needed);
    CAPTURE(needed);
    CHECK(found.product() == best);
    CHECK(bits.total(found.width, found.heads) >= needed);
  }
}

TEST_CASE("attention protocol: bad arguments") {
  CHECK_THROWS_AS(bits_by_precision(0, 4, 2, Informed::both), Error);
  CHECK_THROWS_AS(bits_by_precision(4, 0, 2, Informed::both), Error);
  CHECK_THROWS_AS(bits_on_grid(make_grid(4, Rational(1, 2), Rounding::down), 2, Informed::both),
                  Error);
  CHECK_THROWS_AS(improved_bits_by_precision(0, 4, 2, 1), Error);
  CHECK_THROWS_AS(improved_bits_on_grid(make_grid(4, 1, Rounding::down), 2, 3, 0, 1), Error);
  CHECK_THROWS_AS(smallest_width({0, 1, 0}, 9), Error);
  const ProtocolBits large{0, 0, UINT64_MAX};
  CHECK_THROWS_AS(large.total(2, 1), Error);
}

// Crossing counts of convolutions against the graph, and what they force against brute force.
#include <algorithm>
#include <bit>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "bounds/architectures/catalogue.hpp"
#include "bounds/architectures/crossings.hpp"
#include "models/architectures/convolution.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

using architectures::Convolution;
using architectures::Numbers;

/// A net of width 1 with this graph; only who reads whom matters.
Convolution net_of(const Schedule& schedule) {
  const Numbers numbers(make_grid(2, 1, Rounding::nearest));
  const architectures::Matrix one{1, 1, {numbers.constant(Rational(1))}};
  std::vector<architectures::ConvolutionLayer> layers;
  for (const std::uint64_t dilation : schedule.dilations)
    layers.push_back(
        {dilation, {std::vector<architectures::Matrix>(schedule.kernel, one), one.entries}});
  return Convolution(numbers, {one, one}, std::move(layers));
}

CrossingCount counted(const Convolution& net, std::uint64_t length, std::uint64_t cut) {
  CrossingCount count;
  for (const architectures::Place& place : architectures::crossing(net, length, cut))
    ++(place.layer == 0 ? count.tokens : count.activations);
  return count;
}

std::uint64_t digit_sum(std::uint64_t a, std::uint64_t base) {
  std::uint64_t sum = 0;
  for (; a > 0; a /= base) sum += a % base;
  return sum;
}

TEST_CASE("crossing counts are those of the graph of what the output needs") {
  const std::vector<Schedule> schedules{{2, {1}},       {2, {1, 2, 4}}, {3, {1, 3}},
                                        {2, {1, 1, 1}}, {4, {1, 1}},    {2, {1, 2, 1, 2, 1, 2}},
                                        {3, {2, 5}},    {2, {4, 2, 1}}, {2, {1, 2, 4, 1, 2, 4}}};
  for (const Schedule& schedule : schedules) {
    const Convolution net = net_of(schedule);
    for (std::uint64_t length = 1; length <= 24; ++length) {
      const std::vector<CrossingCount> counts = crossing_counts(schedule, length);
      REQUIRE(counts.size() == length);
      for (std::uint64_t cut = 0; cut < length; ++cut)
        REQUIRE(counts[cut] == counted(net, length, cut));
    }
  }
}

TEST_CASE("one stack is crossed by digits: all layers up to 6, all lengths, all cuts") {
  for (const std::uint64_t kernel : {2, 3}) {
    for (std::uint64_t layers = 1; layers <= 6; ++layers) {
      const Schedule schedule = dilated_schedule(kernel, layers);
      const std::uint64_t field = field_length(schedule);
      const std::uint64_t longest = std::min<std::uint64_t>(field + 5, 300);
      for (std::uint64_t length = 1; length <= longest; ++length) {
        const std::vector<CrossingCount> counts = crossing_counts(schedule, length);
        for (std::uint64_t cut = 0; cut < length; ++cut)
          REQUIRE(one_stack_crossing(kernel, layers, length, cut) == counts[cut]);
      }
      const std::vector<CrossingCount> counts = crossing_counts(schedule, field);
      for (std::uint64_t cut = 0; cut < field; ++cut)
        REQUIRE(counts[cut].tokens + counts[cut].activations == digit_sum(cut, kernel));
    }
  }
  CHECK_THROWS_AS(one_stack_crossing(2, 3, 8, 8), Error);
}

/// The row's formula without its variables' bits: tokens by S = 2, activations by m p = 100.
std::uint64_t formula(const Architecture& row, std::uint64_t layers, std::uint64_t length,
                      std::uint64_t cut, std::uint64_t stacks) {
  return row.cuts[0]
      .bits
      .evaluate({{"L", layers},
                 {"T", length},
                 {"c", cut},
                 {"S", 2},
                 {"m", 1},
                 {"p", 100},
                 {"stacks", stacks}})
      .convert_to<std::uint64_t>();
}

TEST_CASE("the rows' formulas bound every count, exactly where they say so") {
  const Architecture& one = architecture("dilated-cnn");
  const Architecture& several = architecture("dilated-cnn-stacks");
  for (std::uint64_t layers = 1; layers <= 5; ++layers) {
    for (std::uint64_t stacks = 1; stacks <= 3; ++stacks) {
      const Schedule schedule = dilated_schedule(2, layers, stacks);
      const std::uint64_t field = field_length(schedule);
      for (std::uint64_t length = 1; length <= field + 3; ++length) {
        const std::vector<CrossingCount> counts = crossing_counts(schedule, length);
        for (std::uint64_t cut = 0; cut < length; ++cut) {
          const std::uint64_t bits = counts[cut].tokens + 100 * counts[cut].activations;
          const std::uint64_t says = stacks == 1
                                         ? formula(one, layers, length, cut, 1)
                                         : formula(several, stacks * layers, length, cut, stacks);
          REQUIRE(bits <= says);
          const std::uint64_t rest = length - cut;
          const bool exact = (rest <= field && field <= length) ||
                             (length <= field && 2 * rest <= std::bit_ceil(length));
          if (stacks == 1 && exact) REQUIRE(bits == says);
        }
      }
    }
  }
}

TEST_CASE("several stacks are crossed by as much as all their dilations") {
  for (std::uint64_t layers = 1; layers <= 6; ++layers) {
    for (std::uint64_t stacks = 2; stacks <= 3; ++stacks) {
      const Schedule schedule = dilated_schedule(2, layers, stacks);
      std::uint64_t most = 0;
      for (const CrossingCount& count : crossing_counts(schedule, 2 * field_length(schedule)))
        most = std::max(most, count.tokens + count.activations);
      const std::uint64_t top = std::max<std::uint64_t>(1, layers - 1);
      CHECK(most == (stacks - 1) * ((std::uint64_t{1} << layers) - 1) + top);
      if (layers == 4) CHECK(most == (stacks == 2 ? 18 : 33));
    }
  }
}

/// Log2, rounded up, of the number of different answers that inputs of Alice leave open.
std::uint64_t residual_bits(CutTask task, std::uint64_t length, std::uint64_t cut,
                            std::uint64_t fixed, bool meet) {
  const std::uint64_t symbols = task == CutTask::index_lookup ? length - 1 : length;
  std::map<std::uint64_t, std::vector<bool>> table;
  for (std::uint64_t x = 0; x < (std::uint64_t{1} << symbols); ++x) {
    if ((~x & ((std::uint64_t{1} << fixed) - 1)) != 0) continue;  // the first symbols are ones
    std::vector<bool>& answers = table[x & ((std::uint64_t{1} << cut) - 1)];
    if (task == CutTask::index_lookup) {
      for (std::uint64_t q = 0; q < symbols; ++q) answers.push_back((x >> q & 1) != 0);
    } else {
      const std::uint64_t half = length / 2;
      const std::uint64_t a = x & ((std::uint64_t{1} << half) - 1);
      answers.push_back(meet ? (a & (x >> half)) != 0 : a == (x >> half));
    }
  }
  std::set<std::vector<bool>> different;
  for (const auto& [prefix, answers] : table) different.insert(answers);
  std::uint64_t bits = 0;
  while ((std::uint64_t{1} << bits) < different.size()) ++bits;
  return bits;
}

TEST_CASE("what a cut needs is the logarithm of the number of residual functions") {
  for (std::uint64_t length = 2; length <= 10; ++length)
    for (std::uint64_t fixed = 0; fixed < length; ++fixed)
      for (std::uint64_t cut = fixed; cut < length; ++cut) {
        CHECK(needed_at(CutTask::index_lookup, length, cut, fixed) ==
              residual_bits(CutTask::index_lookup, length, cut, fixed, false));
        if (length % 2 != 0 || 2 * fixed > length) continue;
        for (const bool meet : {false, true})
          CHECK(needed_at(CutTask::halves, length, cut, fixed) ==
                residual_bits(CutTask::halves, length, cut, fixed, meet));
      }
  CHECK_THROWS_AS(needed_at(CutTask::halves, 7, 3), Error);
}

TEST_CASE("index lookup by one stack: the closed form is the strongest cut") {
  for (const std::uint64_t kernel : {2, 3}) {
    for (std::uint64_t length = kernel + 1; length <= 70; ++length) {
      std::uint64_t layers = 1;
      while (field_length(dilated_schedule(kernel, layers)) < length) ++layers;
      const Schedule schedule = dilated_schedule(kernel, layers);
      std::uint64_t most = 0;
      for (std::uint64_t fixed = 0; fixed < length; ++fixed) {
        const WidthBound bound = strongest_cut(schedule, length, CutTask::index_lookup, fixed);
        CHECK_FALSE(bound.impossible);
        most = std::max(most, bound.bits);
      }
      CHECK(most == one_stack_width_bits(kernel, length));
      if (kernel != 2) continue;
      std::uint64_t block = 1;  // 2^l with 2^(l+1) <= T < 2^(l+2)
      while (4 * block <= length) block *= 2;
      CHECK(most == std::max(block, length - 2 * block));
    }
  }
  CHECK_THROWS_AS(one_stack_width_bits(2, 2), Error);
}

TEST_CASE("one stack over T = 2^L forces m p >= T/2") {
  for (const std::uint64_t layers : {2, 4, 8, 12}) {
    const std::uint64_t length = std::uint64_t{1} << layers;
    for (const CutTask task : {CutTask::index_lookup, CutTask::halves}) {
      const WidthBound one = strongest_cut(dilated_schedule(2, layers), length, task);
      CHECK(one.bits == length / 2);
      CHECK(one.cut == length / 2);
      CHECK(one.crossing == CrossingCount{0, 1});
    }
  }
}

TEST_CASE("a second stack leaves T over the layers for index lookup, and nothing for equality") {
  for (const std::uint64_t layers : {2, 4, 8, 12}) {
    const std::uint64_t length = std::uint64_t{1} << layers;
    const Schedule two = dilated_schedule(2, layers, 2);
    const std::uint64_t others = 2 * layers - 1;  // of the activations; one token more crosses
    CHECK(crossing_counts(two, length).back() == CrossingCount{1, others});
    CHECK(strongest_cut(two, length, CutTask::index_lookup).bits ==
          (length - 2 + others - 1) / others);
    CHECK(strongest_cut(two, length, CutTask::halves).bits == 1);
  }
}

TEST_CASE("between powers of two equality forces less than index lookup") {
  std::uint64_t halves = 0;
  for (std::uint64_t fixed = 0; fixed < 18; ++fixed)
    halves =
        std::max(halves, strongest_cut(dilated_schedule(2, 6), 36, CutTask::halves, fixed).bits);
  CHECK(one_stack_width_bits(2, 36) == 16);
  CHECK(halves == 15);
}

TEST_CASE("beyond the field no width is enough") {
  const WidthBound bound = strongest_cut(dilated_schedule(2, 3), 9, CutTask::index_lookup);
  CHECK(bound.impossible);
  CHECK(bound.cut == 1);
  CHECK_FALSE(strongest_cut(dilated_schedule(2, 3), 8, CutTask::index_lookup).impossible);
  CHECK(strongest_cut({2, {1, 1, 1}}, 5, CutTask::index_lookup).impossible);
  CHECK_FALSE(strongest_cut({2, {1, 1, 1, 1}}, 5, CutTask::index_lookup).impossible);
  CHECK_THROWS_AS(dilated_schedule(2, 65), Error);
  CHECK_THROWS_AS(dilated_schedule(1, 2), Error);
  CHECK_THROWS_AS(crossing_counts({2, {1}}, 0), Error);
}

}  // namespace
}  // namespace separatrix

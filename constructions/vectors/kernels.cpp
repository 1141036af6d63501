// Compiled once per instruction set (foreach_target); HWY_DYNAMIC_DISPATCH picks the best at run
// time. AVX3_DL, which has a popcount of 64-bit lanes, is not in Highway's default list.
#define HWY_WANT_AVX3_DL 1

#include "constructions/vectors/kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "constructions/vectors/kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace separatrix::vectors::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t kMaxLanes = 32;  // 4 phases x 32 patterns still fit a byte

// ---- coset transform ----------------------------------------------------------------------------

template <class T>
using LaneTag = hn::CappedTag<T, kMaxLanes>;

std::size_t lanes(bool wide) {
  return wide ? hn::Lanes(LaneTag<std::int32_t>()) : hn::Lanes(LaneTag<std::int16_t>());
}

/// (a, b) -> (a + b, a - b): one level of the transform.
template <class V>
HWY_INLINE void butterfly(V& a, V& b) {
  const V difference = hn::Sub(a, b);
  a = hn::Add(a, b);
  b = difference;
}

/// Three levels at once, on the eight vectors p[0], p[step], ..., p[7 step].
#define SEPARATRIX_LOAD_AND_TRANSFORM_8                                                 \
  auto v0 = hn::Load(d, p), v1 = hn::Load(d, p + step), v2 = hn::Load(d, p + 2 * step), \
       v3 = hn::Load(d, p + 3 * step), v4 = hn::Load(d, p + 4 * step),                  \
       v5 = hn::Load(d, p + 5 * step), v6 = hn::Load(d, p + 6 * step),                  \
       v7 = hn::Load(d, p + 7 * step);                                                  \
  butterfly(v0, v1), butterfly(v2, v3), butterfly(v4, v5), butterfly(v6, v7);           \
  butterfly(v0, v2), butterfly(v1, v3), butterfly(v4, v6), butterfly(v5, v7);           \
  butterfly(v0, v4), butterfly(v1, v5), butterfly(v2, v6), butterfly(v3, v7)

template <class T>
void transform(const std::uint16_t* vector, const std::uint8_t* pattern, const std::uint8_t* phases,
               std::size_t columns, const T* signs, T* sums, unsigned depth, T& low, T& high) {
  const LaneTag<T> d;
  const std::size_t n = hn::Lanes(d);
  const std::size_t end = n << depth;
  const auto zero = hn::Zero(d);
  for (std::size_t i = 0; i < end; i += n) hn::Store(zero, d, sums + i);
  for (std::size_t c = 0; c < columns; ++c) {
    T* const sum = sums + n * vector[c];
    const T* const sign = signs + n * (kMaxLanes * phases[c] + pattern[c]);
    hn::Store(hn::Add(hn::Load(d, sum), hn::Load(d, sign)), d, sum);
  }
  std::size_t step = n;
  for (unsigned level = 3; level < depth; level += 3, step *= 8)
    for (std::size_t base = 0; base < end; base += 8 * step)
      for (std::size_t offset = 0; offset < step; offset += n) {
        T* const p = sums + base + offset;
        SEPARATRIX_LOAD_AND_TRANSFORM_8;
        hn::Store(v0, d, p);
        hn::Store(v1, d, p + step);
        hn::Store(v2, d, p + 2 * step);
        hn::Store(v3, d, p + 3 * step);
        hn::Store(v4, d, p + 4 * step);
        hn::Store(v5, d, p + 5 * step);
        hn::Store(v6, d, p + 6 * step);
        hn::Store(v7, d, p + 7 * step);
      }
  // The last three levels keep only the extremes.
  auto least = hn::Set(d, hwy::HighestValue<T>());
  auto most = hn::Set(d, hwy::LowestValue<T>());
  for (std::size_t offset = 0; offset < step; offset += n) {
    const T* const p = sums + offset;
    SEPARATRIX_LOAD_AND_TRANSFORM_8;
    const auto least0 = hn::Min(hn::Min(v0, v1), hn::Min(v2, v3));
    const auto least1 = hn::Min(hn::Min(v4, v5), hn::Min(v6, v7));
    least = hn::Min(least, hn::Min(least0, least1));
    const auto most0 = hn::Max(hn::Max(v0, v1), hn::Max(v2, v3));
    const auto most1 = hn::Max(hn::Max(v4, v5), hn::Max(v6, v7));
    most = hn::Max(most, hn::Max(most0, most1));
  }
  HWY_ALIGN T buffer[2 * kMaxLanes];
  hn::Store(least, d, buffer);
  hn::Store(most, d, buffer + n);
  low = buffer[0];
  high = buffer[n];
  for (std::size_t lane = 1; lane < n; ++lane) {
    if (buffer[lane] < low) low = buffer[lane];
    if (buffer[n + lane] > high) high = buffer[n + lane];
  }
}

#undef SEPARATRIX_LOAD_AND_TRANSFORM_8

void transform16(const std::uint16_t* vector, const std::uint8_t* pattern,
                 const std::uint8_t* phases, std::size_t columns, const std::int16_t* signs,
                 std::int16_t* sums, unsigned depth, std::int16_t& low, std::int16_t& high) {
  transform(vector, pattern, phases, columns, signs, sums, depth, low, high);
}

void transform32(const std::uint16_t* vector, const std::uint8_t* pattern,
                 const std::uint8_t* phases, std::size_t columns, const std::int32_t* signs,
                 std::int32_t* sums, unsigned depth, std::int32_t& low, std::int32_t& high) {
  transform(vector, pattern, phases, columns, signs, sums, depth, low, high);
}

// ---- all pairs ----------------------------------------------------------------------------------

/// In each lane, the number of places where its word differs from `word`.
template <class V>
HWY_INLINE V differences(V words, std::uint64_t word) {
  return hn::PopulationCount(hn::Xor(words, hn::Set(hn::DFromV<V>(), word)));
}

/// XOR and popcount: each lane holds another row of a group on the right; four rows on the left
/// share its loads. Sums stay in lanes until the end.
void distances(const std::uint64_t* data, std::size_t words, std::size_t a, std::size_t b,
               std::size_t c, std::size_t d, std::uint64_t& low, std::uint64_t& high) {
  const hn::CappedTag<std::uint64_t, kGroup> tag;
  const std::size_t n = hn::Lanes(tag);
  auto least = hn::Set(tag, ~std::uint64_t{0});
  auto most = hn::Zero(tag);
  for (std::size_t right = c; right < d; ++right)
    for (std::size_t lane = 0; lane < kGroup; lane += n) {
      const std::uint64_t* const column = data + right * words * kGroup + lane;
      for (std::size_t left = a; left < b; ++left)
        for (std::size_t half = 0; half < kGroup; half += 4) {
          const std::uint64_t* const row = data + left * words * kGroup + half;
          const auto first = hn::Load(tag, column);
          auto s0 = differences(first, row[0]), s1 = differences(first, row[1]),
               s2 = differences(first, row[2]), s3 = differences(first, row[3]);
          for (std::size_t w = kGroup; w < words * kGroup; w += kGroup) {
            const auto x = hn::Load(tag, column + w);
            s0 = hn::Add(s0, differences(x, row[w]));
            s1 = hn::Add(s1, differences(x, row[w + 1]));
            s2 = hn::Add(s2, differences(x, row[w + 2]));
            s3 = hn::Add(s3, differences(x, row[w + 3]));
          }
          least = hn::Min(least, hn::Min(hn::Min(s0, s1), hn::Min(s2, s3)));
          most = hn::Max(most, hn::Max(hn::Max(s0, s1), hn::Max(s2, s3)));
        }
    }
  HWY_ALIGN std::uint64_t buffer[2 * kGroup];
  hn::Store(least, tag, buffer);
  hn::Store(most, tag, buffer + n);
  low = buffer[0];
  high = buffer[n];
  for (std::size_t lane = 1; lane < n; ++lane) {
    if (buffer[lane] < low) low = buffer[lane];
    if (buffer[n + lane] > high) high = buffer[n + lane];
  }
}

}  // namespace separatrix::vectors::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <algorithm>
#include <bit>
#include <memory>

namespace separatrix::vectors {

HWY_EXPORT(lanes);
HWY_EXPORT(transform16);
HWY_EXPORT(transform32);
HWY_EXPORT(distances);

namespace {

constexpr std::size_t kAlignment = 128;  // bytes; no vector here is longer
constexpr unsigned kMaxDepth = 9;        // 2^9 vectors of 64 bytes: within a first-level cache
constexpr std::size_t kPatterns = 32;    // as kMaxLanes above

bool needs_wide_lanes(std::size_t columns) { return columns > 32767; }

unsigned lane_bits(bool wide) {
  return static_cast<unsigned>(std::countr_zero(HWY_DYNAMIC_DISPATCH(lanes)(wide)));
}

/// The first aligned element inside a vector that was given room for it.
template <class T>
T* aligned(std::vector<std::byte>& storage) {
  void* start = storage.data();
  std::size_t space = storage.size();
  return static_cast<T*>(std::align(kAlignment, 1, start, space));
}

std::vector<std::byte> room_for(std::size_t bytes) {
  return std::vector<std::byte>(bytes + kAlignment);
}

template <class T>
void fill_signs(T* signs, std::size_t lane_count) {
  constexpr int kReal[4] = {1, 0, -1, 0};  // Re i^phase
  for (std::size_t phase = 0; phase < 4; ++phase)
    for (std::size_t pattern = 0; pattern < lane_count; ++pattern)
      for (std::size_t lane = 0; lane < lane_count; ++lane) {
        const int sign = std::popcount(pattern & lane) % 2 != 0 ? -1 : 1;
        signs[(phase * kPatterns + pattern) * lane_count + lane] =
            static_cast<T>(sign * kReal[phase]);
      }
}

}  // namespace

unsigned CosetTransform::max_bits(std::size_t columns) {
  return kMaxDepth + lane_bits(needs_wide_lanes(columns));
}

CosetTransform::CosetTransform(std::span<const std::uint32_t> addresses, unsigned bits)
    : wide_(needs_wide_lanes(addresses.size())) {
  // Bits that are not there (bits < lane bits + depth) are address bits 0 everywhere: they repeat
  // the same sums and change no extreme.
  const unsigned in_lanes = lane_bits(wide_);
  depth_ = 3;
  while (depth_ + in_lanes < bits) depth_ += 3;
  for (const std::uint32_t address : addresses) {
    vector_.push_back(static_cast<std::uint16_t>(address & ((1U << depth_) - 1)));
    pattern_.push_back(static_cast<std::uint8_t>(address >> depth_));
  }
  const std::size_t lane_count = std::size_t{1} << in_lanes;
  const std::size_t vector_bytes = lane_count * (wide_ ? 4 : 2);
  signs_ = room_for(4 * kPatterns * vector_bytes);
  sums_ = room_for(vector_bytes << depth_);
  if (wide_)
    fill_signs(aligned<std::int32_t>(signs_), lane_count);
  else
    fill_signs(aligned<std::int16_t>(signs_), lane_count);
}

Extremes CosetTransform::operator()(std::span<const std::uint8_t> phases) {
  if (wide_) {
    std::int32_t low = 0;
    std::int32_t high = 0;
    HWY_DYNAMIC_DISPATCH(transform32)
    (vector_.data(), pattern_.data(), phases.data(), vector_.size(), aligned<std::int32_t>(signs_),
     aligned<std::int32_t>(sums_), depth_, low, high);
    return {low, high};
  }
  std::int16_t low = 0;
  std::int16_t high = 0;
  HWY_DYNAMIC_DISPATCH(transform16)
  (vector_.data(), pattern_.data(), phases.data(), vector_.size(), aligned<std::int16_t>(signs_),
   aligned<std::int16_t>(sums_), depth_, low, high);
  return {low, high};
}

Extremes tile_distances(const RowGroups& rows, std::size_t a, std::size_t b, std::size_t c,
                        std::size_t d) {
  if (a >= b || c >= d) return {};
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  HWY_DYNAMIC_DISPATCH(distances)(rows.data, rows.words, a, b, c, d, low, high);
  return {static_cast<std::int64_t>(low), static_cast<std::int64_t>(high)};
}

}  // namespace separatrix::vectors
#endif  // HWY_ONCE

#include "constructions/vectors/all_pairs.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>

#include <hwy/aligned_allocator.h>

#include "constructions/vectors/kernels.hpp"
#include "numerics/error.hpp"
#include "parallel/chunked.hpp"

namespace separatrix::vectors {

namespace {

constexpr std::uint64_t kTile = 64;  // rows

/// All rows, interleaved in groups (kernels.hpp); missing rows of the last group are never read.
class Rows {
 public:
  explicit Rows(const SignFamily& family) : n_(family.size()), words_(family.words()) {
    const std::size_t groups = (n_ + kGroup - 1) / kGroup;
    data_ = hwy::AllocateAligned<std::uint64_t>(groups * kGroup * words_);
    if (!data_) throw Error("all_pairs", "family", "the vectors do not fit into memory");
    std::vector<std::uint64_t> row(words_);
    for (std::uint64_t i = 0; i < n_; ++i) {
      family.row(i, row);
      for (std::size_t w = 0; w < words_; ++w) data_[position(i, w)] = row[w];
    }
  }

  std::uint64_t size() const { return n_; }
  std::uint64_t tiles() const { return (n_ + kTile - 1) / kTile; }
  RowGroups groups() const { return {data_.get(), words_}; }

  std::int64_t distance(std::uint64_t i, std::uint64_t j) const {
    std::int64_t sum = 0;
    for (std::size_t w = 0; w < words_; ++w)
      sum += std::popcount(data_[position(i, w)] ^ data_[position(j, w)]);
    return sum;
  }

 private:
  std::size_t position(std::uint64_t i, std::size_t w) const {
    return (i / kGroup * words_ + w) * kGroup + i % kGroup;
  }

  std::uint64_t n_;
  std::size_t words_;
  hwy::AlignedFreeUniquePtr<std::uint64_t[]> data_;
};

/// Extremes of the distances, and the first tile rows that attain them.
struct Located {
  Extremes extremes;
  std::uint64_t low_tile = 0;
  std::uint64_t high_tile = 0;

  void see(const Extremes& seen, std::uint64_t tile_of_low, std::uint64_t tile_of_high) {
    const auto earlier = [](bool better, bool equal, std::uint64_t tile, std::uint64_t& kept) {
      if (better || (equal && tile < kept)) kept = tile;
    };
    earlier(seen.low < extremes.low, seen.low == extremes.low, tile_of_low, low_tile);
    earlier(seen.high > extremes.high, seen.high == extremes.high, tile_of_high, high_tile);
    extremes.see(seen);
  }
};

/// Distances of the rows i of [begin, end), begin a multiple of the group size, to all rows j > i.
Extremes later_rows(const Rows& rows, std::uint64_t begin, std::uint64_t end) {
  Extremes extremes;
  const std::uint64_t full_groups = rows.size() / kGroup;
  const std::uint64_t tail = full_groups * kGroup;
  const std::uint64_t last_group = std::min(end / kGroup, full_groups);
  for (std::uint64_t group = begin / kGroup; group < last_group; ++group)
    extremes.see(tile_distances(rows.groups(), group, group + 1, group + 1, last_group));
  extremes.see(tile_distances(rows.groups(), begin / kGroup, last_group, last_group, full_groups));
  for (std::uint64_t i = begin; i < end; ++i) {  // within groups, and the incomplete last group
    const std::uint64_t group_end = std::min(rows.size(), (i / kGroup + 1) * kGroup);
    for (std::uint64_t j = i + 1; j < group_end; ++j) extremes.see(rows.distance(i, j));
    for (std::uint64_t j = std::max(tail, group_end); j < rows.size(); ++j)
      extremes.see(rows.distance(i, j));
  }
  return extremes;
}

Extremes tile_row(const Rows& rows, std::uint64_t tile) {
  return later_rows(rows, tile * kTile, std::min(rows.size(), (tile + 1) * kTile));
}

/// The first pair of a tile row at this distance, which is one of the extremes of the tile row.
IndexPair first_with(const Rows& rows, std::uint64_t tile, std::int64_t distance) {
  for (std::uint64_t begin = tile * kTile; begin < rows.size(); begin += kGroup) {
    const std::uint64_t end = std::min(rows.size(), begin + kGroup);
    const Extremes extremes = later_rows(rows, begin, end);
    if (extremes.low != distance && extremes.high != distance) continue;
    for (std::uint64_t i = begin; i < end; ++i)
      for (std::uint64_t j = i + 1; j < rows.size(); ++j)
        if (rows.distance(i, j) == distance) return {i, j};
  }
  throw std::logic_error("all_pairs: the vectorised and the plain distances disagree");
}

}  // namespace

Coherence all_pairs(const SignFamily& family, Work& work) {
  if (family.size() < 2) throw Error("all_pairs", "family", "needs at least two vectors");
  const Rows rows(family);
  const std::uint64_t tiles = rows.tiles();
  const std::uint64_t units = (tiles + 1) / 2;
  work.begin("pairs", units, kTile * rows.size());  // two opposite tile rows: about 64 N pairs
  const Located found = chunked_reduce(
      work, units, 1, Located{},
      [&](std::uint64_t unit, std::uint64_t) {
        Located located;
        const std::uint64_t opposite = tiles - 1 - unit;
        located.see(tile_row(rows, unit), unit, unit);
        if (opposite != unit) located.see(tile_row(rows, opposite), opposite, opposite);
        return located;
      },
      [](Located& all, Located&& next) { all.see(next.extremes, next.low_tile, next.high_tile); });
  const auto k = static_cast<std::int64_t>(family.dimension());
  Coherence result;
  result.method = "all-pairs";
  result.complete = !work.stopped();
  if (found.extremes.low > found.extremes.high) {  // stopped before any pair was seen
    result.max_product = -k;
    result.min_product = k;
    return result;
  }
  result.max_product = k - 2 * found.extremes.low;
  result.min_product = k - 2 * found.extremes.high;
  result.max_pair = first_with(rows, found.low_tile, found.extremes.low);
  result.min_pair = first_with(rows, found.high_tile, found.extremes.high);
  return result;
}

}  // namespace separatrix::vectors

// Parallel map over fixed chunks, folded in index order: the result does not depend on the number
// of threads or on scheduling.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include "parallel/work.hpp"

namespace separatrix {

/// Cuts [0, count) into chunks of `chunk` indices (the last may be shorter), evaluates
/// `body(begin, end) -> R` on each, and folds `fold(R& accumulated, R&& next)` over the chunks in
/// increasing order, starting from `init`.
///
/// After `work.request_stop()` no new chunk starts; the fold then covers exactly the chunks that
/// ran, and the caller must treat the result as partial (`work.stopped()`). Chunks advance `work`
/// by their number of indices.
template <class R, class Body, class Fold>
R chunked_reduce(Work& work, std::uint64_t count, std::uint64_t chunk, R init, const Body& body,
                 const Fold& fold) {
  const std::uint64_t step = std::max<std::uint64_t>(chunk, 1);
  const std::uint64_t chunks = count / step + (count % step != 0 ? 1 : 0);
  constexpr std::uint64_t kWave = 4096;  // chunks whose results are held at a time
  for (std::uint64_t wave = 0; wave < chunks && !work.stopped(); wave += kWave) {
    std::vector<std::optional<R>> results(std::min(kWave, chunks - wave));
    tbb::parallel_for(tbb::blocked_range<std::uint64_t>(0, results.size(), 1),
                      [&](const auto& range) {
                        for (std::uint64_t c = range.begin(); c != range.end(); ++c) {
                          if (work.stopped()) return;
                          const std::uint64_t begin = (wave + c) * step;
                          const std::uint64_t end = std::min(count, begin + step);
                          results[c].emplace(body(begin, end));
                          work.advance(end - begin);
                        }
                      });
    for (auto& result : results)
      if (result) fold(init, std::move(*result));
  }
  return init;
}

}  // namespace separatrix

#include "tasks/near_bound.hpp"

#include <cstdlib>

namespace separatrix {
namespace {

/// The sum of the features, kept up to date while single bits change.
class RunningSum {
 public:
  RunningSum(const SparseFormula& formula, std::vector<bool>& bits)
      : formula_(formula), bits_(bits), starts_(formula.variables + 1) {
    // The features that read a variable, variable by variable: sizes, places, entries.
    each_read([&](std::uint64_t variable, Place) { ++starts_[variable + 1]; });
    for (std::uint64_t v = 0; v < formula.variables; ++v) starts_[v + 1] += starts_[v];
    readers_.resize(starts_.back());
    std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
    each_read([&](std::uint64_t variable, Place place) { readers_[next[variable]++] = place; });
    for (std::size_t run = 0; run < formula.features.size(); ++run)
      for (std::uint64_t t = 0; t < formula.features[run].count; ++t) sum_ += value({run, t});
  }

  std::int64_t sum() const { return sum_; }

  void flip(std::uint64_t variable) {
    for (std::size_t i = starts_[variable]; i < starts_[variable + 1]; ++i)
      sum_ -= value(readers_[i]);
    bits_[variable] = !bits_[variable];
    for (std::size_t i = starts_[variable]; i < starts_[variable + 1]; ++i)
      sum_ += value(readers_[i]);
  }

 private:
  struct Place {
    std::size_t run = 0;
    std::uint64_t t = 0;
  };

  /// Every feature with each variable that it reads, once even if it reads it twice.
  template <class Visit>
  void each_read(const Visit& visit) const {
    for (std::size_t run = 0; run < formula_.features.size(); ++run) {
      const auto& reads = formula_.features[run].reads;
      for (std::uint64_t t = 0; t < formula_.features[run].count; ++t)
        for (std::size_t r = 0; r < reads.size(); ++r) {
          const auto variable = [&](std::size_t s) { return reads[s].first + reads[s].step * t; };
          bool seen = false;
          for (std::size_t s = 0; s < r; ++s) seen = seen || variable(s) == variable(r);
          if (!seen) visit(variable(r), Place{run, t});
        }
    }
  }

  std::int64_t value(const Place& place) const {
    const FeatureRun& feature = formula_.features[place.run];
    std::uint64_t index = 0;
    for (std::size_t r = 0; r < feature.reads.size(); ++r) {
      const std::uint64_t variable = feature.reads[r].first + feature.reads[r].step * place.t;
      index |= std::uint64_t{bits_[variable]} << r;
    }
    return feature.table[index];
  }

  const SparseFormula& formula_;
  std::vector<bool>& bits_;
  std::vector<std::size_t> starts_;
  std::vector<Place> readers_;
  std::int64_t sum_ = 0;
};

}  // namespace

void move_near_bound(const SparseFormula& formula, std::vector<bool>& bits, Random& random) {
  if (formula.variables == 0) return;
  const std::int64_t wanted = formula.bound + (random.coin() ? 1 : 0);
  RunningSum running(formula, bits);
  for (std::uint64_t left = 1024 + 16 * formula.variables; left > 0 && running.sum() != wanted;
       --left) {
    const std::int64_t before = std::abs(running.sum() - wanted);
    const std::uint64_t variable = random.below(formula.variables);
    running.flip(variable);
    // A step away is taken back, but for one in 16, which leads out of dead ends.
    if (std::abs(running.sum() - wanted) > before && random.below(16) != 0) running.flip(variable);
  }
}

}  // namespace separatrix

#include "analysis/feature_runs.hpp"

#include <algorithm>
#include <string>

namespace separatrix {
namespace {

using Reads = FeatureRun::Reads;

std::vector<std::uint64_t> powers(std::size_t tokens, std::uint64_t values) {
  std::vector<std::uint64_t> all{1};
  for (std::size_t v = 0; v < tokens; ++v) all.push_back(all.back() * values);
  return all;
}

/// Whether the nearest-integer table changes with token v.
bool depends(const std::vector<Integer>& table, std::uint64_t unit, std::uint64_t values) {
  for (std::size_t c = 0; c < table.size(); ++c)
    if (table[c] != table[c - (c / unit % values) * unit]) return true;
  return false;
}

/// The positions that a run reads at its start.
std::vector<std::uint64_t> start_of(const EnclosedRun& run) {
  std::vector<std::uint64_t> start;
  for (const Reads& r : run.reads) start.push_back(r.first);
  return start;
}

bool same_steps(const EnclosedRun& a, const EnclosedRun& b) {
  for (std::size_t v = 0; v < a.reads.size(); ++v)
    if (a.reads[v].step != b.reads[v].step) return false;
  return true;
}

/// The run without its first `count` functions. The order of its tokens by position may change.
EnclosedRun rest_of(EnclosedRun run, std::uint64_t count, std::uint64_t values) {
  run.count -= count;
  for (Reads& r : run.reads) r.first += r.step * count;
  return reduced(std::move(run), values);
}

/// The largest distance between two tables, each an enclosure.
Rational distance(const EnclosedRun& a, const EnclosedRun& b) {
  Rational largest = 0;
  for (std::size_t c = 0; c < a.low.size(); ++c) {
    const Rational above = a.high[c] - b.low[c];
    const Rational below = b.high[c] - a.low[c];
    largest = std::max({largest, above, below});
  }
  return largest;
}

Rational least(const std::vector<Rational>& all) {
  return *std::min_element(all.begin(), all.end());
}
Rational most(const std::vector<Rational>& all) {
  return *std::max_element(all.begin(), all.end());
}

/// The features that wait for a position that computes them, by the positions they read.
class Pending {
 public:
  explicit Pending(std::uint64_t values) : values_(values) {}

  void add(EnclosedRun run) {
    if (run.count > 0) runs_[start_of(run)].push_back(std::move(run));
  }
  /// Takes the run that starts at these positions and is nearest to `wanted`.
  std::optional<EnclosedRun> take(const EnclosedRun& wanted) {
    const auto found = runs_.find(start_of(wanted));
    if (found == runs_.end()) return std::nullopt;
    auto& list = found->second;
    auto best = list.begin();
    for (auto it = list.begin(); it != list.end(); ++it)
      if (distance(*it, wanted) < distance(*best, wanted)) best = it;
    EnclosedRun run = std::move(*best);
    list.erase(best);
    if (list.empty()) runs_.erase(found);
    return run;
  }
  void give_back(EnclosedRun run, std::uint64_t taken) {
    if (run.count > taken) add(rest_of(std::move(run), taken, values_));
  }
  const EnclosedRun* any() const {
    return runs_.empty() ? nullptr : &runs_.begin()->second.front();
  }

 private:
  std::uint64_t values_;
  std::map<std::vector<std::uint64_t>, std::vector<EnclosedRun>> runs_;
};

std::string describe(const EnclosedRun& run) {
  std::string text;
  for (const Reads& r : run.reads) text += (text.empty() ? "" : ", ") + std::to_string(r.first + 1);
  return text;
}

}  // namespace

Integer nearest_integer(const Rational& low, const Rational& high) {
  return floor(Rational((low + high + 1) / 2));
}

EnclosedRun reduced(EnclosedRun run, std::uint64_t values) {
  const auto unit = powers(run.reads.size(), values);
  std::vector<Integer> table;
  for (std::size_t c = 0; c < run.low.size(); ++c)
    table.push_back(nearest_integer(run.low[c], run.high[c]));
  std::vector<std::size_t> kept;
  for (std::size_t v = 0; v < run.reads.size(); ++v)
    if (depends(table, unit[v], values)) kept.push_back(v);
  std::sort(kept.begin(), kept.end(), [&](std::size_t a, std::size_t b) {
    const Reads& r = run.reads[a];
    const Reads& s = run.reads[b];
    return r.first != s.first ? r.first < s.first : r.step < s.step;
  });
  EnclosedRun result;
  result.count = run.count;
  for (const std::size_t v : kept) {
    result.reads.push_back(run.reads[v]);
    if (run.count == 1) result.reads.back().step = 0;  // there is no next one
  }
  const std::size_t size = powers(kept.size(), values).back();
  result.low.resize(size);
  result.high.resize(size);
  std::vector<bool> seen(size, false);
  for (std::size_t c = 0; c < run.low.size(); ++c) {
    std::size_t to = 0;
    std::size_t place = 1;
    for (const std::size_t v : kept) {
      to += (c / unit[v] % values) * place;
      place *= values;
    }
    if (!seen[to] || run.low[c] < result.low[to]) result.low[to] = run.low[c];
    if (!seen[to] || run.high[c] > result.high[to]) result.high[to] = run.high[c];
    seen[to] = true;
  }
  return result;
}

EnclosedRun exact_run(const FeatureRun& feature) {
  EnclosedRun run{feature.count, feature.reads, {}, {}};
  for (const std::int64_t value : feature.table) run.low.emplace_back(value);
  run.high = run.low;
  return run;
}

std::optional<MatchedSums> match_features(const std::vector<EnclosedRun>& computed,
                                          const DigitRule& rule, std::uint64_t values,
                                          std::string& reason) {
  MatchedSums sums;
  Pending pending(values);
  for (const FeatureRun& feature : rule.features) {
    const EnclosedRun run = reduced(exact_run(feature), values);
    if (run.count == 0) continue;
    if (least(run.low) < 0) {
      reason = "a feature of the task takes negative values";
      return std::nullopt;
    }
    const Rational count(run.count);
    sums.features += run.count;
    sums.least += count * least(run.low);
    sums.most += count * most(run.high);
    if (run.reads.empty()) {
      // A constant: the model may put it anywhere.
      sums.lowest -= count * run.low[0];
      sums.highest -= count * run.low[0];
      sums.highest_up_to_bound -= count * run.low[0];
    } else {
      pending.add(run);
    }
  }
  for (const EnclosedRun& given : computed) {
    EnclosedRun run = reduced(given, values);
    while (run.count > 0) {
      if (run.reads.empty()) {
        const Rational count(run.count);
        sums.lowest += count * run.low[0];
        sums.highest += count * run.high[0];
        sums.highest_up_to_bound += count * run.high[0];
        break;
      }
      auto feature = pending.take(run);
      if (!feature) {
        reason = "a position computes a function of the tokens at " + describe(run) +
                 " that is no feature of the task";
        return std::nullopt;
      }
      std::uint64_t taken = std::min(run.count, feature->count);
      if (taken > 1 && !same_steps(run, *feature)) taken = 1;
      std::optional<Rational> low;
      std::optional<Rational> high;
      std::optional<Rational> high_up_to_bound;
      for (std::size_t c = 0; c < run.low.size(); ++c) {
        const Rational& g = feature->low[c];
        const Rational below = run.low[c] - g;
        const Rational above = run.high[c] - g;
        if (!low || below < *low) low = below;
        if (!high || above > *high) high = above;
        if (g <= rule.bound && (!high_up_to_bound || above > *high_up_to_bound))
          high_up_to_bound = above;
      }
      const Rational count(taken);
      sums.lowest += count * *low;
      sums.highest += count * *high;
      // Every configuration exceeds the bound: s <= bound does not occur, any number will do.
      sums.highest_up_to_bound += count * high_up_to_bound.value_or(*high);
      pending.give_back(std::move(*feature), taken);
      run = rest_of(std::move(run), taken, values);
    }
  }
  if (const EnclosedRun* left = pending.any()) {
    reason = "the feature of the tokens at " + describe(*left) + " is computed at no position";
    return std::nullopt;
  }
  return sums;
}

}  // namespace separatrix

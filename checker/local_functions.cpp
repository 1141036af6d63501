#include "local_functions.hpp"

#include <algorithm>
#include <map>

#include "json.hpp"

namespace checker {

namespace {

using Key = std::vector<std::uint64_t>;  // the places of a run's first function

mpz_class nearest_integer(const Enclosure& x) {
  return floor_of(mpq_class((x.low + x.high + 1) / 2));
}

/// Without the tokens that do not matter, the others by position.
LocalRun reduced(const LocalRun& run, std::uint64_t values) {
  const std::size_t size = run.table.size();
  std::vector<mpz_class> nearest;
  for (const Enclosure& entry : run.table) nearest.push_back(nearest_integer(entry));
  std::vector<std::size_t> kept, stride;
  for (std::size_t p = 0, unit = 1; p < run.places.size(); ++p, unit *= values) {
    bool matters = false;
    for (std::size_t c = 0; c < size && !matters; ++c)
      matters = nearest[c] != nearest[c - c / unit % values * unit];
    if (matters) kept.push_back(p);
    stride.push_back(unit);
  }
  std::ranges::stable_sort(kept, [&](std::size_t p, std::size_t q) {
    const Place &a = run.places[p], &b = run.places[q];
    return a.first != b.first ? a.first < b.first : a.step < b.step;
  });
  LocalRun result{run.count, {}, {}};
  for (const std::size_t p : kept)
    result.places.push_back({run.places[p].first, run.count == 1 ? 0 : run.places[p].step});
  const std::size_t smaller = configurations(values, kept.size());
  std::vector<bool> seen(smaller);
  result.table.resize(smaller);
  for (std::size_t c = 0; c < size; ++c) {
    std::size_t to = 0;
    for (std::size_t k = kept.size(); k-- > 0;) to = to * values + c / stride[kept[k]] % values;
    result.table[to] = seen[to] ? hull(result.table[to], run.table[c]) : run.table[c];
    seen[to] = true;
  }
  return result;
}

/// The run from its function number `begin` on.
LocalRun behind(LocalRun run, std::uint64_t begin, std::uint64_t values) {
  run.count -= begin;
  for (Place& place : run.places) place.first += place.step * begin;
  return reduced(run, values);
}

Key key_of(const LocalRun& run) {
  Key key;
  for (const Place& place : run.places) key.push_back(place.first);
  return key;
}

bool equal_steps(const LocalRun& a, const LocalRun& b) {
  return std::ranges::equal(a.places, b.places, {}, &Place::step, &Place::step);
}

mpq_class distance(const LocalRun& a, const LocalRun& b) {
  mpq_class largest = 0;
  for (std::size_t c = 0; c < a.table.size(); ++c) {
    const mpq_class above = a.table[c].high - b.table[c].low;
    const mpq_class below = b.table[c].high - a.table[c].low;
    largest = std::max(largest, std::max(above, below));
  }
  return largest;
}

}  // namespace

FeaturePairing::FeaturePairing(const ThresholdRule& rule) : rule_(rule) {
  for (const LocalRun& feature : rule.features) add_feature(reduced(feature, rule.values));
}

void FeaturePairing::add(const LocalRun& functions) {
  LocalRun run = reduced(functions, rule_.values);
  while (run.count > 0) {
    const mpq_class count(mpz_class(run.count));
    if (run.places.empty()) {
      shift(count * run.table[0], count * run.table[0].high);
      return;
    }
    LocalRun feature = take(run);
    const std::uint64_t both = std::min(run.count, feature.count);
    const std::uint64_t paired = both > 1 && !equal_steps(run, feature) ? 1 : both;
    add_pair(run, feature, mpq_class(mpz_class(paired)));
    if (feature.count > paired) wait(behind(std::move(feature), paired, rule_.values));
    run = behind(std::move(run), paired, rule_.values);
  }
}

SumBounds FeaturePairing::finish() {
  require(waiting_.empty(), "a feature of the task is computed at no position");
  return std::move(sums_);
}

void FeaturePairing::add_feature(LocalRun feature) {
  if (feature.count == 0) return;
  const mpq_class count(mpz_class(feature.count));
  const auto [least, most] = std::ranges::minmax(feature.table, {}, &Enclosure::low);
  require(least.low >= 0, "a feature of the task is negative");
  sums_.features += feature.count;
  sums_.least += count * least.low;
  sums_.most += count * most.low;
  if (feature.places.empty())
    shift(point(-count * least.low), -count * least.low);
  else
    wait(std::move(feature));
}

void FeaturePairing::wait(LocalRun feature) {
  const Key key = key_of(feature);
  waiting_[key].push_back(std::move(feature));
}

/// Of the features of the same tokens the one that is nearest.
LocalRun FeaturePairing::take(const LocalRun& run) {
  const auto found = waiting_.find(key_of(run));
  require(found != waiting_.end(), "the position that reads token " +
                                       std::to_string(run.places[0].first + 1) +
                                       " computes no feature of the task");
  auto& features = found->second;
  const auto best = std::ranges::min_element(
      features, {}, [&](const LocalRun& feature) { return distance(feature, run); });
  LocalRun feature = std::move(*best);
  features.erase(best);
  if (features.empty()) waiting_.erase(found);
  return feature;
}

void FeaturePairing::add_pair(const LocalRun& run, const LocalRun& feature,
                              const mpq_class& count) {
  Enclosure all;
  mpq_class to_bound;
  bool any = false;
  for (std::size_t c = 0; c < run.table.size(); ++c) {
    const mpq_class& g = feature.table[c].low;
    const Enclosure difference{run.table[c].low - g, run.table[c].high - g};
    all = c == 0 ? difference : hull(all, difference);
    if (g > rule_.bound) continue;
    to_bound = any ? std::max(to_bound, difference.high) : difference.high;
    any = true;
  }
  shift(count * all, count * (any ? to_bound : all.high));
}

void FeaturePairing::shift(const Enclosure& by, const mpq_class& to_bound) {
  sums_.deviation = sums_.deviation + by;
  sums_.deviation_to_bound += to_bound;
}

std::size_t configurations(std::uint64_t values, std::size_t places) {
  std::size_t all = 1;
  for (std::size_t p = 0; p < places; ++p) {
    require(values <= (std::size_t{1} << 20) / all, "too many configurations of tokens");
    all *= values;
  }
  return all;
}

}  // namespace checker

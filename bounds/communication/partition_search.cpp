#include "bounds/communication/partition_search.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "bounds/communication/interchangeable.hpp"
#include "bounds/communication/partition_orbits.hpp"
#include "bounds/communication/problem.hpp"
#include "bounds/communication/rank.hpp"
#include "numerics/error.hpp"
#include "numerics/random.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

constexpr std::size_t kBatch = 16;  // partitions between two looks at the best one

/// A partition with its ranks; no word: none yet.
struct Ranked {
  std::string word;
  unsigned digit = 0;
  std::size_t rank = 0;
  std::size_t complement_rank = 0;

  std::size_t sum() const { return rank + complement_rank; }
};

/// Whether ranks of this sum would put `word` before `best`.
bool beats(std::size_t sum, const std::string& word, const Ranked& best) {
  return best.word.empty() || sum > best.sum() || (sum == best.sum() && word < best.word);
}

struct Looked {
  Ranked ranked;  // no word if the partition cannot win
  std::uint64_t steps = 0;
};

/// A lower bound on the rational rank, which is at most `most`: weaker if `work` was stopped.
std::size_t lower_rank(const BitMatrix& matrix, std::size_t most, std::uint64_t& steps,
                       const Work& work) {
  const std::size_t modulo_2 = rank_gf2(matrix);
  if (modulo_2 == most) return most;
  // At most 2^24 entries and rank 2^12.
  steps += std::uint64_t{matrix.rows()} * matrix.columns() * most;
  return std::max(modulo_2, rank_mod(matrix, kRankPrime, work).value_or(0));
}

class Search {
 public:
  Search(const FunctionTable& f, PartitionOrbits orbits, Work& work)
      : bits_(f), orbits_(std::move(orbits)), work_(work) {
    while ((root_ + 1) * (root_ + 1) <= f.entries()) ++root_;  // at most 2^12
  }

  const Ranked& best() const { return best_; }
  std::uint64_t evaluated() const { return evaluated_; }

  void look_at_all(std::vector<std::string> words) {
    work_.begin("partitions", words.size());
    // First those that are strong for many functions: most others are then seen to lose at once.
    const std::size_t n = orbits_.length();
    for (const Split& split : {halves(n), odd_even(n)}) {
      const auto place = std::ranges::find(words, orbits_.least(partition_word(split)));
      std::rotate(words.begin(), place, place + 1);
    }
    for (std::size_t i = 0; i < words.size() && !work_.stopped(); i += kBatch)
      look(std::span(words).subspan(i, std::min(kBatch, words.size() - i)), best_);
  }

  void climb_often(const PartitionEffort& effort) {
    work_.begin("partitions", effort.partitions);
    const std::size_t n = orbits_.length();
    // Both before the first climb, which may use up the effort.
    const Ranked from_halves = look_new({orbits_.least(partition_word(halves(n)))}, {});
    const Ranked from_odd_even = look_new({orbits_.least(partition_word(odd_even(n)))}, {});
    climb(from_halves, effort);
    climb(from_odd_even, effort);
    for (std::uint64_t c = 0; c < effort.climbs && goes_on(effort); ++c)
      climb(look_new({orbits_.least(random_word_of(effort.seed, c))}, {}), effort);
  }

  /// No partition has a larger sum.
  bool at_top() const { return best_.sum() >= 2 * root_; }

 private:
  bool goes_on(const PartitionEffort& effort) const {
    return evaluated_ < effort.partitions && steps_ < effort.steps && !at_top() && !work_.stopped();
  }

  /// From batch to batch of neighbours, and on from the first batch with a better one.
  void climb(Ranked here, const PartitionEffort& effort) {
    for (bool higher = !here.word.empty(); higher;) {
      higher = false;
      const std::vector<std::string> around = neighbours(here.word);
      for (std::size_t i = 0; i < around.size() && !higher && goes_on(effort); i += kBatch) {
        const auto batch = std::span(around).subspan(i, std::min(kBatch, around.size() - i));
        Ranked found = look_new({batch.begin(), batch.end()}, here);
        higher = found.sum() > here.sum();
        if (higher) here = std::move(found);
      }
    }
  }

  /// `look`, but for the words that this search looked at before.
  Ranked look_new(std::vector<std::string> words, const Ranked& floor) {
    std::erase_if(words, [&](const std::string& word) { return !seen_.insert(word).second; });
    return look(words, floor);
  }

  /// The orbits in which two positions have changed hands. Such steps connect all balanced
  /// partitions, also those of an odd length, where one player keeps the smaller part.
  std::vector<std::string> neighbours(const std::string& word) const {
    std::set<std::string> around;
    std::string changed = word;
    for (std::size_t i = 0; i < word.size(); ++i)
      for (std::size_t j = i + 1; j < word.size(); ++j) {
        if (word[i] == word[j]) continue;
        std::swap(changed[i], changed[j]);
        around.insert(orbits_.least(changed));
        std::swap(changed[i], changed[j]);
      }
    return {around.begin(), around.end()};
  }

  /// Each balanced word of the smaller part for Alice is equally likely.
  std::string random_word_of(std::uint64_t seed, std::uint64_t stream) const {
    Random random(seed, stream);
    std::string word(orbits_.length(), 'B');
    std::size_t wanted = word.size() / 2;
    for (std::size_t i = 0; i < word.size(); ++i)
      if (random.below(word.size() - i) < wanted) {
        word[i] = 'A';
        --wanted;
      }
    return word;
  }

  /// Looks at partitions; the best of those that beat `floor`, if any. Keeps the best of all.
  Ranked look(std::span<const std::string> words, const Ranked& floor) {
    const auto body = [&](std::uint64_t begin, std::uint64_t) {
      return std::vector{rank(words[begin], floor)};
    };
    const auto fold = [](std::vector<Looked>& all, std::vector<Looked>&& next) {
      all.push_back(std::move(next.front()));
    };
    Ranked first;
    for (const Looked& looked :
         chunked_reduce(work_, words.size(), 1, std::vector<Looked>{}, body, fold)) {
      ++evaluated_;
      steps_ += looked.steps;
      const Ranked& found = looked.ranked;
      if (found.word.empty()) continue;
      if (beats(found.sum(), found.word, best_)) best_ = found;
      if (beats(found.sum(), found.word, first)) first = found;
    }
    return first;
  }

  Looked rank(const std::string& word, const Ranked& floor) const {
    Looked looked;
    if (!beats(2 * root_, word, floor)) return looked;
    const Split split = split_of_word(word);
    Ranked best = floor;
    for (unsigned d = 0; d < bits_.digits(); ++d) {
      Work quiet;  // the phase of `work_` counts partitions, not rows
      const BitMatrix g = merge_equal(*bits_.matrix(split, d, quiet)).matrix;
      const BitMatrix other = complement(g);
      // Without equal lines: those of g that are left bound its rank.
      const std::size_t most = nonzero_lines(g);
      std::size_t most_other = nonzero_lines(other);
      if (!beats(most + most_other, word, best)) continue;
      const std::size_t rank = lower_rank(g, most, looked.steps, work_);
      // g and 1 - g differ by a matrix of rank 1.
      if (rank == most) most_other = std::min(most_other, rank + 1);
      if (!beats(rank + most_other, word, best)) continue;
      const std::size_t other_rank = lower_rank(other, most_other, looked.steps, work_);
      if (!beats(rank + other_rank, word, best)) continue;
      best = looked.ranked = {word, d, rank, other_rank};
    }
    return looked;
  }

  AnswerBits bits_;
  PartitionOrbits orbits_;
  Work& work_;
  // A rank is at most the number of words of either player, the smaller one of which is at most the
  // root of the number of entries, rounded down.
  std::size_t root_ = 0;
  Ranked best_;
  std::set<std::string> seen_;  // by local search
  std::uint64_t evaluated_ = 0;
  std::uint64_t steps_ = 0;
};

}  // namespace

std::optional<PartitionFound> strongest_partition(const FunctionTable& f,
                                                  const PartitionEffort& effort, Work& work) {
  if (f.alphabets().size() < 2)
    throw Error("strongest_partition", "f", "a partition between two needs two positions or more");
  auto classes = interchangeable_positions(f, work);
  if (!classes) return std::nullopt;
  const PartitionOrbits orbits(std::move(*classes));
  auto words = orbits.all(kMostPartitions);
  Search search(f, orbits, work);
  const bool all = words.has_value();
  if (all)
    search.look_at_all(std::move(*words));
  else
    search.climb_often(effort);
  const Ranked& best = search.best();
  if (best.word.empty()) return std::nullopt;
  return PartitionFound{split_of_word(best.word),
                        ceil_log2(best.sum()),
                        best.digit,
                        best.rank,
                        best.complement_rank,
                        search.evaluated(),
                        balanced_partitions(orbits.length()),
                        (all && !work.stopped()) || search.at_top()};
}

}  // namespace separatrix

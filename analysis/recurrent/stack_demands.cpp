#include "analysis/recurrent/stack_demands.hpp"

#include <algorithm>
#include <set>

#include "analysis/undecided.hpp"

namespace separatrix {
namespace {

constexpr std::size_t kMostSlots = 3;

/// A letter or a symbol that stands for all that contribute the same and are of one kind.
struct Representative {
  std::size_t which;
  std::vector<Rational> sums;  // contribution to each row
};

class Collector {
 public:
  Collector(const StackQuestion& question, const StackSlots& slots, const StackMachine& machine,
            const StackWords& words, const std::vector<Letter>& letters, bool latches_notice)
      : question_(question), machine_(machine) {
    std::set<std::size_t> read(question.slots.begin(), question.slots.end());
    std::set<std::size_t> latches(question.latches.begin(), question.latches.end());
    for (const DigitRow* row : question.rows)
      for (const auto& term : row->terms) {
        const auto& place = slots.places[term.unit];
        if (place.slot != StackSlots::kNoSlot)
          read.insert(place.slot);
        else
          latches.insert(latch_of(slots, term.unit));
      }
    if (read.size() > kMostSlots || latches.size() > kMostLatches)
      throw Undecided{"a unit or digit depends on " + std::to_string(read.size()) + " slots and " +
                      std::to_string(latches.size()) + " latches, too many"};
    slots_.assign(read.begin(), read.end());
    for (std::size_t c = 0; c < slots.copies; ++c) {
      letters_.emplace_back();
      for (const std::size_t slot : slots_)
        letters_.back().push_back(letters_of(slots, words, letters, c, slot));
    }
    std::map<std::pair<std::size_t, std::vector<Rational>>, std::size_t> known;
    for (Symbol s = 0; s < question.symbols; ++s) {
      std::vector<Rational> sums;
      for (const DigitRow* row : question.rows) sums.push_back(row->base[s]);
      if (known.emplace(std::pair{question.symbol_kind(s), sums}, s).second)
        symbols_.push_back({s, std::move(sums)});
    }
    here_.letters.assign(machine.depth(), StackConfiguration::kUnknown);
    here_.noticed.assign(slots.latches.size(), false);
    for (const std::size_t l : latches) add_latch(slots, words, l);
    latches_notice_ = latches_notice;
  }

  StackDemands run() {
    for (std::size_t c = 0; c < letters_.size(); ++c) {
      here_.copy = c;
      choose_letter(0, resting_);
    }
    return std::move(found_);
  }

 private:
  struct Latch {
    std::size_t index;
    std::vector<Rational> change;  // of each row's sum when it notices something
  };

  static std::size_t latch_of(const StackSlots& slots, std::size_t unit) {
    return static_cast<std::size_t>(std::find(slots.latches.begin(), slots.latches.end(), unit) -
                                    slots.latches.begin());
  }

  void add_latch(const StackSlots& slots, const StackWords& words, std::size_t l) {
    Latch latch{l, std::vector<Rational>(question_.rows.size())};
    resting_.resize(question_.rows.size());
    for (std::size_t r = 0; r < question_.rows.size(); ++r)
      for (const auto& term : question_.rows[r]->terms) {
        if (term.unit != slots.latches[l]) continue;
        if (words.resting[l]) resting_[r] += term.weight;
        latch.change[r] += words.resting[l] ? Rational(-term.weight) : term.weight;
      }
    latches_.push_back(std::move(latch));
  }

  std::vector<Representative> letters_of(const StackSlots& slots, const StackWords& words,
                                         const std::vector<Letter>& letters, std::size_t copy,
                                         std::size_t slot) const {
    std::vector<Representative> result;
    std::set<std::tuple<std::size_t, bool, std::vector<Rational>>> known;
    for (const Letter letter : letters) {
      std::vector<Rational> sums(question_.rows.size());
      for (std::size_t r = 0; r < sums.size(); ++r)
        for (const auto& term : question_.rows[r]->terms) {
          const auto& place = slots.places[term.unit];
          if (place.slot == slot && place.copy == copy && words.words[letter][place.place])
            sums[r] += term.weight;
        }
      const bool empty = letter == machine_.empty();
      if (known.emplace(question_.letter_kind(letter), empty, sums).second)
        result.push_back({letter, std::move(sums)});
    }
    return result;
  }

  void choose_letter(std::size_t i, const std::vector<Rational>& sums) {
    if (i == slots_.size()) return choose_latch(0, sums);
    const bool nothing_above = i > 0 && here_.letters[slots_[i - 1] - 1] == machine_.empty();
    for (const Representative& letter : letters_[here_.copy][i]) {
      if (nothing_above && letter.which != machine_.empty()) continue;
      here_.letters[slots_[i] - 1] = letter.which;
      choose_letter(i + 1, sum(sums, letter.sums));
    }
  }

  void choose_latch(std::size_t i, const std::vector<Rational>& sums) {
    if (i == latches_.size()) return read_symbols(sums);
    here_.noticed[latches_[i].index] = false;
    choose_latch(i + 1, sums);
    if (!latches_notice_) return;
    here_.noticed[latches_[i].index] = true;
    choose_latch(i + 1, sum(sums, latches_[i].change));
  }

  void read_symbols(const std::vector<Rational>& sums) {
    found_.configurations += symbols_.size();
    if (found_.configurations > kMostConfigurations)
      throw Undecided{"a unit or digit has more than " + std::to_string(kMostConfigurations) +
                      " local configurations"};
    for (const Representative& symbol : symbols_) {
      const auto digit = question_.digit(here_, symbol.which);
      if (!digit) continue;
      const auto totals = sum(sums, symbol.sums);
      std::vector<bool> positive;
      if (totals.size() > 1)
        for (const Rational& total : totals) positive.push_back(total > 0);
      auto& extremes = found_.extremes[{*digit, positive}];
      if (extremes.empty())
        for (const Rational& total : totals) extremes.push_back({total, total});
      for (std::size_t r = 0; r < totals.size(); ++r) {
        if (totals[r] < extremes[r].least) extremes[r].least = totals[r];
        if (totals[r] > extremes[r].most) extremes[r].most = totals[r];
      }
    }
  }

  static std::vector<Rational> sum(const std::vector<Rational>& a, const std::vector<Rational>& b) {
    std::vector<Rational> result = a;
    result.resize(std::max(a.size(), b.size()));
    for (std::size_t r = 0; r < b.size(); ++r) result[r] += b[r];
    return result;
  }

  const StackQuestion& question_;
  const StackMachine& machine_;
  std::vector<std::size_t> slots_;                                 // that matter, ascending
  std::vector<std::vector<std::vector<Representative>>> letters_;  // [copy][place in slots_]
  std::vector<Representative> symbols_;
  std::vector<Latch> latches_;
  std::vector<Rational> resting_;  // what resting latches contribute
  bool latches_notice_ = false;
  StackConfiguration here_;
  StackDemands found_;
};

}  // namespace

StackDemands demands(const StackQuestion& question, const StackSlots& slots,
                     const StackMachine& machine, const StackWords& words,
                     const std::vector<Letter>& letters, bool latches_notice) {
  return Collector(question, slots, machine, words, letters, latches_notice).run();
}

}  // namespace separatrix

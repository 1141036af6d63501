// All contents of one frame of a one-layer model on the grid, in Gray-code order.
//
// On the grid the sum of weight times value is exact, so changing one token replaces one term, and
// what follows (rounding, Wo, ReLU network, readout) is a function of the sum alone. Where an
// answer digit depends on a single such sum, that function is kept in a table that is filled by
// really running it, once per value of the sum. The result is identical to the full forward pass; a
// test compares the two.
#pragma once

#include <cstdint>
#include <numeric>
#include <optional>
#include <vector>

#include "analysis/gray_walk.hpp"
#include "analysis/run_one.hpp"
#include "models/hoisted_frame.hpp"
#include "tasks/digits.hpp"

namespace separatrix {

/// The sums of a frame, one per head and value coordinate, and the digit that each decides.
template <class Int>
class FrameWalk {
 public:
  using A = Fixed<Int>;
  using Value = typename A::Value;
  using Sum = typename A::Sum;

  FrameWalk(const ForwardPass<A>& pass, const Task& task, const Frame& frame)
      : pass_(&pass), frame_(&frame), hoisted_(pass, frame.pattern) {
    const Layer& layer = pass.model().layers[0];
    for (std::size_t h = 0; h < layer.heads.size(); ++h)
      for (std::size_t c = 0; c < layer.heads[h].value.out.dimension(); ++c)
        places_.emplace_back(h, c);
    base_ = fixed_sums();
    terms_.resize(frame.content.size());
    for (std::size_t slot = 0; slot < frame.content.size(); ++slot)
      for (std::uint64_t s = 0; s < frame.values; ++s) terms_[slot].push_back(term(slot, s));
    // With a residual connection the output also depends on the last token itself.
    const bool last_is_content =
        !frame.content.empty() && frame.content.back() + 1 == frame.pattern.size();
    if (layer.residual && last_is_content) return;
    usable_ = map_digits() && make_keys();
    if (!usable_) return;
    order_slots(task);
    list_inner_keys();
  }

  static constexpr std::uint64_t kInnerWords = 1024;

  /// Whether every digit depends on one sum whose values fit a table. If not, inputs have to be run
  /// one by one.
  bool usable() const noexcept { return usable_; }

  /// The digits' tables: one per digit, filled on demand. One per thread.
  class Tables {
   public:
    explicit Tables(const FrameWalk& walk) : walk_(&walk) {
      for (const auto& digit : walk.digits_)
        entries_.emplace_back(static_cast<std::size_t>(digit.range) + 1, kEmpty);
    }
    /// 0 or 1, or kBad if the coordinate does not decode.
    std::uint8_t look(std::size_t d, std::int64_t key) {
      std::uint8_t& entry = entries_[d][static_cast<std::size_t>(key)];
      if (entry == kEmpty) entry = fill(d, key);
      return entry;
    }
    const std::optional<Rational>& margin() const noexcept { return margin_; }

    static constexpr std::uint8_t kBad = 2;

   private:
    static constexpr std::uint8_t kEmpty = 3;

    std::uint8_t fill(std::size_t d, std::int64_t key) {
      const auto& [digit, distance] = walk_->run(d, key);
      if (distance && (!margin_ || *distance < *margin_)) margin_ = distance;
      return digit;
    }

    const FrameWalk* walk_;
    std::vector<std::vector<std::uint8_t>> entries_;
    std::optional<Rational> margin_;
  };

  /// Visits all contents whose places >= `low` (in the walk's own order of the slots) hold the
  /// digits of `block` in base `values`; adds to `outcome` what it finds. `low` is at least the
  /// number of places with values^places <= kInnerWords, or all of them.
  void visit(const Task& task, std::size_t low, std::uint64_t block, Tables& tables,
             Outcome& outcome) const {
    const auto reference = task.reference_in(*frame_);
    std::vector<std::uint64_t> letters(order_.size(), 0);
    for (std::size_t place = low; place < letters.size(); ++place) {
      letters[place] = block % frame_->values;
      block /= frame_->values;
    }
    std::vector<std::int64_t> keys(digits_.size(), 0);
    for (std::size_t place = inner_; place < letters.size(); ++place) {
      reference->set(order_[place], letters[place]);
      for (std::size_t d = 0; d < digits_.size(); ++d)
        keys[d] += steps_[order_[place]][letters[place] * digits_.size() + d];
    }
    GrayWalk walk(low - inner_, frame_->values);
    GrayWalk::Step step{};
    do {
      visit_inner(task, letters, keys, *reference, tables, outcome);
      if (!walk.next(step)) return;
      const std::size_t place = inner_ + step.place;
      const std::size_t size = digits_.size();
      const std::int64_t* row = steps_[order_[place]].data();
      for (std::size_t d = 0; d < size; ++d)
        keys[d] += row[step.value * size + d] - row[letters[place] * size + d];
      letters[place] = step.value;
      reference->set(order_[place], step.value);
    } while (true);
  }

 private:
  struct Digit {
    std::size_t sum = 0;     // which sum decides it
    Int unit = 1;            // greatest common divisor of the sum's steps
    Int least = 0;           // smallest value of the sum
    std::int64_t range = 0;  // number of units between smallest and largest
  };
  static constexpr std::int64_t kLargestTable = std::int64_t{1} << 22;

  /// Slots that do not decide the answer first.
  void order_slots(const Task& task) {
    deciding_.assign(frame_->content.size(), false);
    for (const std::size_t slot : task.deciding_slots(*frame_)) deciding_[slot] = true;
    for (const bool decides : {false, true})
      for (std::size_t slot = 0; slot < deciding_.size(); ++slot)
        if (deciding_[slot] == decides) order_.push_back(slot);
  }

  /// Lists the keys of all words on the inner places, first place fastest.
  void list_inner_keys() {
    std::uint64_t words = 1;
    while (inner_ < order_.size() && words * frame_->values <= kInnerWords) {
      words *= frame_->values;
      ++inner_;
    }
    inner_keys_.assign(digits_.size(), std::vector<std::int64_t>(words, 0));
    for (std::size_t d = 0; d < digits_.size(); ++d)
      for (std::uint64_t word = 0; word < words; ++word) {
        std::uint64_t rest = word;
        for (std::size_t place = 0; place < inner_; ++place, rest /= frame_->values)
          inner_keys_[d][word] +=
              steps_[order_[place]][(rest % frame_->values) * digits_.size() + d];
      }
  }

  /// All words on the inner places, in stretches on which no deciding slot changes.
  void visit_inner(const Task& task, std::vector<std::uint64_t>& letters,
                   const std::vector<std::int64_t>& keys, FrameReference& reference, Tables& tables,
                   Outcome& outcome) const {
    std::uint64_t words = 1;
    std::uint64_t stretch = 1;
    for (std::size_t place = 0; place < inner_; ++place) {
      words *= frame_->values;
      if (!deciding_[order_[place]]) stretch = words;
    }
    for (std::uint64_t first = 0; first < words; first += stretch) {
      std::uint64_t rest = first;
      for (std::size_t place = 0; place < inner_; ++place, rest /= frame_->values)
        if (deciding_[order_[place]]) reference.set(order_[place], rest % frame_->values);
      const std::uint64_t answer = reference.answer();
      for (std::uint64_t word = first; word < first + stretch; ++word) {
        if (agrees(keys, word, answer, tables)) continue;
        std::uint64_t letter = word;
        for (std::size_t place = 0; place < inner_; ++place, letter /= frame_->values)
          letters[place] = letter % frame_->values;
        fail(task, letters, outcome);
      }
    }
    outcome.inputs_run += words;
  }

  bool agrees(const std::vector<std::int64_t>& keys, std::uint64_t word, std::uint64_t answer,
              Tables& tables) const {
    for (std::size_t d = keys.size(); d-- > 0; answer >>= 1)
      if (tables.look(d, keys[d] + inner_keys_[d][word]) != (answer & 1)) return false;
    return true;
  }

  std::vector<Int> term(std::size_t slot, std::uint64_t s) const {
    const std::size_t j = frame_->content[slot];
    return products({frame_->pattern[j].kind, s}, j);
  }

  std::vector<Int> products(const Token& token, std::size_t j) const {
    std::vector<Int> result;
    for (std::size_t h = 0; h < hoisted_.heads(); ++h)
      for (const Value& v : hoisted_.value(h, token, j)) {
        Sum sum = pass_->arithmetic().zero();
        pass_->arithmetic().add_product(sum, hoisted_.weight(h, j), v);
        result.push_back(sum.units);
      }
    return result;
  }

  std::vector<Int> fixed_sums() const {
    std::vector<Int> sums(places_.size(), Int(0));
    std::size_t slot = 0;
    for (std::size_t j = 0; j < frame_->pattern.size(); ++j) {
      if (slot < frame_->content.size() && frame_->content[slot] == j) {
        ++slot;
        continue;
      }
      const auto more = products(frame_->pattern[j], j);
      for (std::size_t p = 0; p < sums.size(); ++p) sums[p] += more[p];
    }
    return sums;
  }

  /// Which sum decides which digit, by the model's maps; false if one depends on several.
  bool map_digits() {
    const Transformer& model = pass_->model();
    const Layer& layer = model.layers[0];
    const Layout& out = layer.output();
    const std::size_t first = out.offset(model.readout.subspace);
    for (std::size_t c = 0; c < out.dimension(model.readout.subspace); ++c) {
      std::optional<std::size_t> only;
      for (std::size_t p = 0; p < places_.size(); ++p) {
        if (!reaches(layer, places_[p], first + c)) continue;
        if (only) return false;
        only = p;
      }
      if (!only) return false;
      Digit digit;
      digit.sum = *only;
      digits_.push_back(digit);
    }
    return true;
  }

  static bool reaches(const Layer& layer, const std::pair<std::size_t, std::size_t>& place,
                      std::size_t output) {
    for (const MatrixEntry& o : layer.heads[place.first].output.entries()) {
      if (o.column != place.second) continue;
      if (!layer.mlp || layer.mlp->residual) {
        if (o.row == output) return true;
      }
      if (!layer.mlp) continue;
      for (const MatrixEntry& h : layer.mlp->hidden.entries()) {
        if (h.column != o.row) continue;
        for (const MatrixEntry& e : layer.mlp->output.entries())
          if (e.column == h.row && e.row == output) return true;
      }
    }
    return false;
  }

  /// Rescales each digit's sum to small non-negative keys; false if the table would be too large.
  bool make_keys() {
    for (Digit& digit : digits_) {
      Int unit = 0;
      Int least = base_[digit.sum];
      Int span = 0;
      for (const auto& slot : terms_) {
        Int low = slot[0][digit.sum];
        Int high = low;
        for (const auto& row : slot) {
          const Int t = row[digit.sum];
          unit = common_divisor(unit, t < low ? Int(low - t) : Int(t - low));
          if (t < low) low = t;
          if (t > high) high = t;
        }
        least += low;
        span += high - low;
      }
      if (unit == 0) unit = 1;
      if (span / unit > kLargestTable) return false;
      digit.unit = unit;
      digit.least = least;
      digit.range = static_cast<std::int64_t>(span / unit);
    }
    steps_.resize(terms_.size());
    for (std::size_t slot = 0; slot < terms_.size(); ++slot) {
      steps_[slot].resize(frame_->values * digits_.size());
      for (std::size_t d = 0; d < digits_.size(); ++d) {
        Int low = terms_[slot][0][digits_[d].sum];
        for (const auto& row : terms_[slot])
          if (row[digits_[d].sum] < low) low = row[digits_[d].sum];
        for (std::uint64_t s = 0; s < frame_->values; ++s)
          steps_[slot][s * digits_.size() + d] = static_cast<std::int64_t>(
              Int(terms_[slot][s][digits_[d].sum] - low) / digits_[d].unit);
      }
    }
    return true;
  }

  static Int common_divisor(Int a, Int b) {
    while (b != 0) {
      const Int r = a % b;
      a = b;
      b = r;
    }
    return a;
  }

  /// Really finishes the forward pass for one value of the sum of digit d.
  std::pair<std::uint8_t, std::optional<Rational>> run(std::size_t d, std::int64_t key) const {
    std::vector<std::vector<Sum>> sums;
    for (std::size_t p = 0; p < places_.size(); ++p) {
      if (places_[p].second == 0) sums.emplace_back();
      Int units = base_[p];
      if (p == digits_[d].sum) units = digits_[d].least + digits_[d].unit * Int(key);
      sums.back().push_back(Sum{units});
    }
    const Transformer& model = pass_->model();
    const std::size_t c = model.layers[0].output().offset(model.readout.subspace) + d;
    const Value v = hoisted_.finish(sums)[c];
    const A& arithmetic = pass_->arithmetic();
    if (arithmetic.at_least(v, model.readout.high) == Tri::yes)
      return {1, Rational(arithmetic.lower(v) - model.readout.high)};
    if (arithmetic.at_most(v, model.readout.low) == Tri::yes)
      return {0, Rational(model.readout.low - arithmetic.upper(v))};
    return {Tables::kBad, std::nullopt};
  }

  void fail(const Task& task, const std::vector<std::uint64_t>& letters, Outcome& outcome) const {
    ++outcome.failures;
    if (outcome.failure) return;
    Input input = frame_->pattern;
    for (std::size_t place = 0; place < letters.size(); ++place)
      input[frame_->content[order_[place]]].value = letters[place];
    const Answer expected = task.reference(input);
    outcome.failure = Failure{input, expected, pass_->decode(hoisted_.output(input))};
  }

  const ForwardPass<A>* pass_;
  const Frame* frame_;
  HoistedFrame<A> hoisted_;
  std::vector<std::pair<std::size_t, std::size_t>> places_;  // head, value coordinate
  std::vector<Int> base_;                                    // sums of the fixed tokens
  std::vector<std::vector<std::vector<Int>>> terms_;         // [slot][value][place]
  std::vector<Digit> digits_;
  std::vector<std::vector<std::int64_t>> steps_;       // [slot][value * digits + d], in units
  std::vector<bool> deciding_;                         // [slot]
  std::vector<std::size_t> order_;                     // place -> slot
  std::size_t inner_ = 0;                              // number of inner places
  std::vector<std::vector<std::int64_t>> inner_keys_;  // [digit][word on the inner places]
  bool usable_ = false;
};

}  // namespace separatrix

// All contents of one frame, each decided by one addition and one lookup per digit.
//
// The keys of analysis/joint_keys.hpp are sums of tables over few slots. The slots are split: the
// words on the inner slots (about 2^12) stand in an array with their keys, the outer slots are
// walked in Gray-code order. A group of slots wholly inside is part of the array, one wholly
// outside changes a number that is added to all keys, and one that mixes both changes the array
// when its outer letters change. Every word is looked up, in a table that is filled on demand by
// really finishing the model's forward pass.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "analysis/joint_keys.hpp"

namespace separatrix {

class TableWalk {
 public:
  static constexpr std::uint64_t kInnerWords = 4096;

  /// Of one key: whether the model's digit is the reference's, and by how much it clears its
  /// threshold.
  struct Verdict {
    bool right = false;
    std::optional<Rational> margin;
  };
  using Judge = std::function<Verdict(std::size_t digit, std::uint64_t key)>;

  /// What a walk found. Words count in base radix, the letter of slot 0 first.
  struct Count {
    std::uint64_t words = 0;
    std::uint64_t failures = 0;
    std::optional<std::uint64_t> first;  // smallest word that fails
  };

  /// The verdicts known so far. One per thread.
  class Verdicts {
   public:
    Verdicts(const TableWalk& walk, Judge judge);
    const std::optional<Rational>& margin() const noexcept { return margin_; }

   private:
    friend class TableWalk;
    static constexpr std::uint8_t kRight = 0;
    static constexpr std::uint8_t kWrong = 1;
    static constexpr std::uint8_t kUnknown = 2;
    bool wrong(std::size_t digit, std::uint64_t key);

    Judge judge_;
    std::vector<std::vector<std::uint8_t>> known_;  // [digit][key]
    std::optional<Rational> margin_;
  };

  /// radix^slots must fit 63 bits.
  TableWalk(std::uint64_t radix, std::size_t slots, JointKeys keys);

  std::size_t places() const noexcept { return order_.size(); }
  /// Number of places (slots in the walk's own order) whose words stand in the array.
  std::size_t inner() const noexcept { return inner_; }

  /// Visits all words whose places from `low` on hold the digits of `block` in base radix;
  /// inner() <= low <= places().
  void visit(std::size_t low, std::uint64_t block, Verdicts& verdicts, Count& count) const;

 private:
  /// How a group's table depends on one outer slot.
  struct Touch {
    std::size_t group;
    std::size_t stride;
  };
  /// A group with inner and outer slots.
  struct Mixed {
    std::size_t group;
    std::vector<std::size_t> base;    // per content of its inner slots: where in the group's table
    std::vector<std::uint16_t> word;  // per run of inner words: content of the inner slots
    std::size_t run = 1;              // inner words in a row that agree on these slots
  };
  /// Where a walk stands.
  struct State {
    std::vector<std::uint64_t> letters;  // per place
    std::vector<std::size_t> outer;      // per group: its outer letters' part of the index
    std::vector<std::uint64_t> base;     // per digit: keys of the groups outside
    std::vector<std::vector<std::uint32_t>> keys;  // [digit][inner word]
    std::uint64_t word = 0;                        // of the outer letters
  };

  void choose_order();
  void list_inner_words();
  void list_groups();
  void set(State& state, std::size_t place, std::uint64_t letter) const;
  void look(const State& state, Verdicts& verdicts, Count& count) const;
  void locate(const State& state, Verdicts& verdicts, Count& count) const;

  std::uint64_t radix_;
  JointKeys keys_;
  std::vector<std::size_t> order_;      // place -> slot
  std::vector<std::uint64_t> weights_;  // per place: radix^slot
  std::size_t inner_ = 0;
  std::vector<std::uint64_t> inner_word_;  // per inner word: its part of the whole word
  std::vector<std::vector<std::uint32_t>> inner_keys_;  // [digit][inner word]
  std::vector<std::uint64_t> outer_keys_;               // per digit, all outer letters 0
  std::vector<std::vector<Touch>> touches_;             // [place]
  std::vector<std::optional<std::size_t>> mixed_of_;    // [group]
  std::vector<Mixed> mixed_;
};

}  // namespace separatrix

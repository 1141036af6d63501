// A recurrent net that keeps a bounded stack in its units, as a certificate describes it, and the
// local configurations that its gates meet.
//
// Where. Slots 1 .. k, slot 1 being the top, are the subspaces stack.1 .. stack.k of the state; or
// there are two copies of the stack, push.1 .. push.k, in use after an opening bracket, and pop.1
// .. pop.k, in use after a closing one. All other units are latches. What. Each letter has a word
// of digits, one for each unit of a slot: letters 0 .. n-1 are the kinds of brackets, n is poison
// (recognisers only), n + 1 is the empty slot, whose word is 0..0. Each subspace has a box for
// digit 0 and one for digit 1, and an LSTM's c one box for both. A unit of the copy that is not in
// use has digit 0.
//
// A configuration is the copy in use, the letters in some slots, which latches are away from the
// digit they rest at, and the symbol read. The sum of a gate, over all states that lie in the boxes
// of a configuration, is enclosed by adding coefficient times box over the gate's terms. So two
// letters of a slot are alike for a gate if these sums are equal; if the question that is asked
// does not tell them apart either (their roles are equal, and both are the empty slot or neither),
// one of them is enough, and likewise for symbols. Occupied slots lie above empty ones.
#pragma once

#include <functional>
#include <set>

#include "recurrent_net.hpp"

namespace checker {

class StackNet {
 public:
  static constexpr std::size_t kNone = ~std::size_t{0};
  struct Place {
    std::size_t copy = 0;
    std::size_t slot = 0;   ///< from 1; 0: a latch
    std::size_t place = 0;  ///< in the slot's word, or the latch's number
  };
  struct Boxes {
    Enclosure digit[2], memory;
  };
  struct Configuration {
    std::size_t copy = 0;
    std::vector<std::size_t> letters;  ///< [slot]; kNone: not among those that matter
    std::vector<bool> away;            ///< [latch]
    std::size_t symbol = 0;
  };
  struct Row {
    const AffineMap* map;
    std::size_t row;
  };
  /// Rows, and what a digit is to depend on besides what they read.
  struct Question {
    std::vector<Row> rows;
    std::set<std::size_t> slots;
    std::set<std::size_t> latches;
    bool symbols = true;  ///< whether a symbol is read
    std::function<std::size_t(std::size_t letter)> letter_role;
    std::function<std::size_t(std::size_t symbol)> symbol_role;
  };

  /// `words` and `boxes` are those fields of the certificate. NotChecked for a net without stack
  /// subspaces; Rejected where the fields do not fit the net.
  StackNet(const RecurrentNet& net, std::size_t kinds, std::size_t depth, bool recogniser,
           const Json& words, const Json& boxes);

  std::size_t kinds() const { return kinds_; }
  std::size_t depth() const { return depth_; }
  bool recogniser() const { return recogniser_; }
  std::size_t copies() const { return copies_; }
  std::size_t poison() const { return kinds_; }
  std::size_t empty() const { return kinds_ + 1; }
  std::size_t latches() const { return latches_.size(); }
  std::size_t latch_unit(std::size_t latch) const { return latches_[latch]; }
  bool resting(std::size_t latch) const { return resting_[latch]; }
  bool digit(std::size_t letter, std::size_t place) const { return words_[letter][place]; }
  const Place& place(std::size_t unit) const { return places_[unit]; }
  const Boxes& boxes(std::size_t unit) const { return boxes_[unit]; }

  /// Calls f(configuration, sums) for all configurations up to what is alike; `sums` encloses each
  /// row's. Latches are away only in recognisers. NotChecked beyond 2^24 of them.
  using Visit = std::function<void(const Configuration&, const std::vector<Enclosure>& sums)>;
  void for_each(const Question& question, const Visit& f) const;

 private:
  void find_slots();
  void read_words(const Json& words);
  void read_boxes(const Json& boxes);
  void check_initial();

  const RecurrentNet& net_;
  std::size_t kinds_, depth_;
  bool recogniser_;
  std::size_t copies_ = 1, width_ = 0;
  std::vector<Place> places_;  // by unit
  std::vector<Boxes> boxes_;   // by unit
  std::vector<std::size_t> latches_;
  std::vector<bool> resting_;
  std::vector<std::vector<bool>> words_;  // by letter; poison's is empty in a generator
};

}  // namespace checker

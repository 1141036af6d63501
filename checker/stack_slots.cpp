// The certificate "recurrent-by-stack-slots": a net for Dyck-(n,k) is right at every length, shown
// unit by unit and slot by slot instead of stack by stack.
//
// The machine. Slots 1 .. k hold letters: kinds of brackets, poison, or nothing, occupied from slot
// 1 on. An opening bracket moves every letter one slot down (that in slot k is lost) and puts its
// kind into slot 1, or poison if slot k was occupied. A closing one moves every letter one slot up;
// it is a mismatch unless slot 1 held its kind.
//
// Claim. A word is in Dyck-(n,k) iff the machine meets no mismatch and ends with slot 1 empty.
// Proof. While no more than k brackets are open and all closing ones match, the slots hold the open
// brackets; so members pass, and a word that stays so but ends with open brackets leaves slot 1
// occupied. At a closing bracket that does not match, slot 1 holds another letter or none. At the
// first opening bracket too many, poison is written; afterwards either there was a mismatch or some
// slot holds poison: opening brackets move letters down and lose one only when they write poison
// anew, closing ones move them up, and when poison leaves slot 1 that is a mismatch. So nothing
// that follows passes, as it should. On prefixes of members, where dyck-next asks, there is neither
// mismatch nor poison, an opening bracket may follow iff slot k is empty, a closing one iff its
// kind is in slot 1, the end iff slot 1 is empty.
//
// The net. By induction on the word every unit lies in the box of its digit (stack_net.hpp), where
//   (1) so it is at the start: the stack is empty, the latches rest;
//   (2) units of slots: over each configuration the image lies in the box of the digit that the
//       machine's next letter has there. The next letter in a slot depends on one neighbour, or, in
//       slot 1, on whether slot k is occupied: finitely few configurations stand for all stacks;
//   (3) latches: over each configuration of slot 1, the latches and the symbol the image of each
//       latch lies in one of its boxes, and some latch is away from its resting digit afterwards
//       iff one was before or there is a mismatch. So some latch is away iff there was a mismatch;
//   (4) an LSTM's c lies in its box;
//   (5) the readout: over each configuration every digit is on the machine's side of its threshold.
// (2), (3) and (5) hold for every configuration, whether a word leads there or not, but for
// dyck-next, where an opening bracket never meets an occupied slot k, and a closing one only its
// kind in slot 1. All sums are enclosed exactly, and rounding and activations are increasing.
#include <map>
#include <optional>

#include "kinds.hpp"
#include "recurrent_claim.hpp"
#include "stack_net.hpp"
#include "tasks.hpp"

namespace checker {
namespace {

constexpr std::size_t kImagesKept = std::size_t{1} << 14;

bool inside(const Enclosure& inner, const Enclosure& outer) {
  return outer.low <= inner.low && inner.high <= outer.high;
}

using Configuration = StackNet::Configuration;

class StackCheck {
 public:
  StackCheck(const RecurrentNet& net, const Numbers& numbers, const StackNet& stack)
      : net_(net), numbers_(numbers), stack_(stack), known_(2 * net.units()) {}

  void run() {
    for (std::size_t u = 0; u < net_.units(); ++u)
      if (stack_.place(u).slot > 0) check_slot_unit(u);
    if (stack_.latches() > 0 || stack_.recogniser()) check_latches();
    for (std::size_t d = 0; d < net_.output.rows.size(); ++d) check_digit(d);
  }

 private:
  bool opens(std::size_t symbol) const { return symbol < stack_.kinds(); }
  bool matches(const Configuration& at) const {
    return opens(at.symbol) || at.letters[1] == at.symbol - stack_.kinds();
  }

  /// Never met on prefixes of members, as far as the known letters tell.
  bool outside(const Configuration& at) const {
    if (stack_.recogniser()) return false;
    const std::size_t letter = at.letters[opens(at.symbol) ? stack_.depth() : 1];
    return letter != StackNet::kNone && (letter == stack_.empty()) != opens(at.symbol);
  }

  std::vector<StackNet::Row> gates_of(std::size_t unit) const {
    std::vector<StackNet::Row> rows;
    for (const AffineMap& gate : net_.gates) rows.push_back({&gate, unit});
    return rows;
  }

  /// The digit in whose box a unit with such sums ends; nothing if in none. Of simple cells the
  /// sums that are known to lead to a digit are kept as one interval: activations are increasing.
  std::optional<bool> next_digit(std::size_t unit, const std::vector<Enclosure>& sums) {
    const bool simple = net_.cell == RecurrentNet::Cell::simple;
    std::optional<Enclosure>* known = &known_[2 * unit];
    for (const bool digit : {false, true})
      if (simple && known[digit] && inside(sums[0], *known[digit])) return digit;
    const StackNet::Boxes& boxes = stack_.boxes(unit);
    const UnitImage& image = image_of(sums, boxes.memory);
    require(simple || inside(image.memory, boxes.memory), "a unit's memory leaves its box");
    for (const bool digit : {false, true}) {
      if (!inside(image.hidden, boxes.digit[digit ? 1 : 0])) continue;
      if (simple) known[digit] = known[digit] ? hull(*known[digit], sums[0]) : sums[0];
      return digit;
    }
    return std::nullopt;
  }

  /// Units of different slots have the same sums: images are kept for a while.
  const UnitImage& image_of(const std::vector<Enclosure>& sums, const Enclosure& memory) {
    if (images_.size() > kImagesKept) images_.clear();
    std::vector<mpq_class> key{memory.low, memory.high};
    for (const Enclosure& sum : sums) key.insert(key.end(), {sum.low, sum.high});
    const auto at = images_.find(key);
    if (at != images_.end()) return at->second;
    return images_.emplace(std::move(key), unit_image(net_, numbers_, sums, memory)).first->second;
  }

  /// The letter that the machine has in `slot` of the copy in use afterwards.
  std::size_t next_letter(const Configuration& at, std::size_t slot) const {
    if (!opens(at.symbol)) return slot == stack_.depth() ? stack_.empty() : at.letters[slot + 1];
    if (slot > 1) return at.letters[slot - 1];
    const bool full = stack_.recogniser() && at.letters[stack_.depth()] != stack_.empty();
    return full ? stack_.poison() : at.symbol;
  }

  /// (2) and (4).
  void check_slot_unit(std::size_t unit) {
    const auto [copy, slot, place] = stack_.place(unit);
    const bool after_opening = copy == 0;
    const bool after_closing = copy + 1 == stack_.copies();
    StackNet::Question question;
    question.rows = gates_of(unit);
    if (after_opening && slot > 1) question.slots.insert(slot - 1);
    if (after_opening && slot == 1) question.slots.insert(stack_.depth());
    if (after_closing && slot < stack_.depth()) question.slots.insert(slot + 1);
    const auto digit = [&, p = place](std::size_t letter) { return stack_.digit(letter, p); };
    question.letter_role = [&](std::size_t letter) { return std::size_t{digit(letter)}; };
    question.symbol_role = [&](std::size_t s) { return opens(s) ? std::size_t{digit(s)} : 2; };
    stack_.for_each(question,
                    [&, s = slot](const Configuration& at, const std::vector<Enclosure>& sums) {
                      if (outside(at)) return;
                      const bool used = opens(at.symbol) ? after_opening : after_closing;
                      require(next_digit(unit, sums) == (used && digit(next_letter(at, s))),
                              "unit " + std::to_string(unit) + " leaves the box of its digit");
                    });
  }

  /// (3) and (4).
  void check_latches() {
    StackNet::Question question;
    for (std::size_t latch = 0; latch < stack_.latches(); ++latch) {
      question.latches.insert(latch);
      for (const StackNet::Row& row : gates_of(stack_.latch_unit(latch)))
        question.rows.push_back(row);
    }
    question.slots = {1};
    question.letter_role = [](std::size_t letter) { return letter; };
    question.symbol_role = [&](std::size_t s) { return opens(s) ? std::size_t{0} : s; };
    stack_.for_each(question, [&](const Configuration& at, const std::vector<Enclosure>& sums) {
      if (outside(at) || (!stack_.recogniser() && !matches(at))) return;
      bool before = false, after = false;
      for (std::size_t latch = 0; latch < stack_.latches(); ++latch) {
        before = before || at.away[latch];
        const auto first = sums.begin() + static_cast<std::ptrdiff_t>(latch * net_.gates.size());
        const std::vector<Enclosure> own(first,
                                         first + static_cast<std::ptrdiff_t>(net_.gates.size()));
        const std::optional<bool> digit = next_digit(stack_.latch_unit(latch), own);
        require(digit.has_value(), "a latch leaves its boxes");
        after = after || *digit != stack_.resting(latch);
      }
      require(after == (before || !matches(at)),
              after ? "a latch notices what is no mismatch"
                    : "a mismatch is not noticed, or it is forgotten");
    });
  }

  /// (5).
  void check_digit(std::size_t row) const {
    const std::size_t kinds = stack_.kinds();
    const bool opening = !stack_.recogniser() && row < kinds;
    const std::size_t slot = opening ? stack_.depth() : 1;
    const std::size_t asked =
        stack_.recogniser() || opening || row == 2 * kinds ? stack_.empty() : row - kinds;
    StackNet::Question question;
    question.rows = {{&net_.output, row}};
    question.slots = {slot};
    question.symbols = false;
    for (std::size_t latch = 0; latch < stack_.latches(); ++latch) question.latches.insert(latch);
    question.letter_role = [&](std::size_t letter) { return std::size_t{letter == asked}; };
    question.symbol_role = [](std::size_t) { return std::size_t{0}; };
    stack_.for_each(question, [&](const Configuration& at, const std::vector<Enclosure>& sums) {
      bool one = at.letters[slot] == asked;
      for (const bool away : at.away) one = one && !away;
      const Enclosure value = numbers_.round(sums[0]);
      require(one ? value.low >= net_.high : value.high <= net_.low,
              "digit " + std::to_string(row) + " of the readout is not always the machine's");
    });
  }

  const RecurrentNet& net_;
  const Numbers& numbers_;
  const StackNet& stack_;
  std::vector<std::optional<Enclosure>> known_;  // [2 unit + digit]
  std::map<std::vector<mpq_class>, UnitImage> images_;
};

}  // namespace

std::string check_stack_slots(const Json& certificate, const Json& result) {
  Fields fields(certificate, "");
  const RecurrentClaim read = read_recurrent_claim(fields, result);
  const std::string& name = read.claim.task.name;
  const std::string next_of = "dyck-next:";
  const bool recogniser = !name.starts_with(next_of);
  const auto shape = dyck(recogniser ? name : "dyck:" + name.substr(next_of.size()));
  require(shape.has_value(), "task.name: not dyck or dyck-next with kinds and a depth");
  require(
      fields.text("claim") == (recogniser ? "members, every length" : "next symbols, every length"),
      "claim: not the task's");
  require(fields.count("types") == shape->kinds && fields.count("depth") == shape->depth,
          "types, depth: not the task's");
  require(read.exact_unit.empty(), "arithmetic.exact: boxes need none");
  const RecurrentNet& net = read.net;
  if (net.cell == RecurrentNet::Cell::gru || net.hidden)
    throw NotChecked("boxes by stack slot are for simple cells and LSTMs without hidden readout");
  require(net.symbols() == 2 * shape->kinds, "the net reads another number of symbols");
  require(net.output.rows.size() == (recogniser ? 1 : 2 * shape->kinds + 1),
          "the net answers another number of digits");
  const StackNet stack(net, shape->kinds, shape->depth, recogniser, fields["words"],
                       fields["boxes"]);
  require(fields.count("copies") == stack.copies(), "copies: not those of the net");
  fields.finish();
  StackCheck(net, read.numbers, stack).run();
  return "every length: " + std::to_string(net.units()) +
         " units stay in the boxes of their digits" + not_covered();
}

}  // namespace checker

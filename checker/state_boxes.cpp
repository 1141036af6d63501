// The certificate "recurrent-by-state-boxes": boxes of hidden states that map into one another.
//
// `ranges` lists intervals [least, most]; a box, an entry of `list`, names a state of the automaton
// and one range for each unit's h, then for each unit's c if the cell is an LSTM, as numbers of
// ranges in a text. Checked is that
//   (1) the initial state lies in a box of the automaton's start;
//   (2) for every box and every symbol that leads from its automaton state to a viable one, the
//       image of the box lies in some box of that state;
//   (3) everything in a box reads as the answer of its automaton state.
// Then, by induction on the word, after each prefix of an input the net's state lies in a box of
// the automaton's state, and by (3) its answer is right: at every length. The images are enclosed
// by this program's own arithmetic (recurrent_net.hpp). The automaton is given by its tables and
// compared with the task's definition (task_automaton.hpp).
#include <algorithm>
#include <sstream>

#include "kinds.hpp"
#include "recurrent_claim.hpp"
#include "task_automaton.hpp"

namespace checker {
namespace {

bool inside(const Enclosure& inner, const Enclosure& outer) {
  return outer.low <= inner.low && inner.high <= outer.high;
}

struct Box {
  std::size_t automaton = 0;
  std::vector<std::size_t> ranges;
};

class Boxes {
 public:
  Boxes(const Json& ranges, const Json& boxes, const RecurrentNet& net,
        const TaskAutomaton& automaton)
      : units_(net.units()), of_state_(automaton.next.size()) {
    for (const Json& entry : list(ranges, "ranges")) {
      const std::vector<mpq_class> ends = read_numbers(entry, "ranges");
      require(ends.size() == 2 && ends[0] <= ends[1], "ranges: not a least and a largest number");
      ranges_.push_back({ends[0], ends[1]});
    }
    for (const Json& entry : list(boxes, "list")) {
      Fields fields(entry, "list");
      Box box{fields.below("automaton_state", of_state_.size()), {}};
      std::istringstream numbers(fields.text("box"));
      for (std::string number; std::getline(numbers, number, ' ');) {
        Json digits;
        digits.type = Json::Type::text;
        digits.text = number;
        box.ranges.push_back(below(digits, ranges_.size(), "list.box"));
      }
      fields.finish();
      require(box.ranges.size() == units_ + net.initial_memory.size(),
              "list.box: not a range for each unit");
      of_state_[box.automaton].push_back(boxes_.size());
      boxes_.push_back(std::move(box));
    }
  }

  const std::vector<Box>& boxes() const { return boxes_; }

  StateBox bounds(const Box& box) const {
    StateBox state;
    for (std::size_t i = 0; i < box.ranges.size(); ++i)
      (i < units_ ? state.hidden : state.memory).push_back(ranges_[box.ranges[i]]);
    return state;
  }

  /// Whether these states all lie in one box of that automaton state.
  bool cover(const StateBox& image, std::size_t automaton) const {
    return std::ranges::any_of(of_state_[automaton], [&](std::size_t b) {
      const std::vector<std::size_t>& ranges = boxes_[b].ranges;
      for (std::size_t i = 0; i < ranges.size(); ++i)
        if (!inside(i < units_ ? image.hidden[i] : image.memory[i - units_], ranges_[ranges[i]]))
          return false;
      return true;
    });
  }

  /// Whether every range and every box is used.
  bool all_used() const {
    std::vector<bool> used(ranges_.size());
    for (const Box& box : boxes_)
      for (const std::size_t r : box.ranges) used[r] = true;
    return std::ranges::find(used, false) == used.end();
  }

 private:
  std::size_t units_;
  std::vector<Enclosure> ranges_;
  std::vector<Box> boxes_;
  std::vector<std::vector<std::size_t>> of_state_;  // boxes by automaton state
};

}  // namespace

std::string check_state_boxes(const Json& certificate, const Json& result) {
  Fields fields(certificate, "");
  const RecurrentClaim read = read_recurrent_claim(fields, result);
  require(fields.text("claim") == "every length", "claim: not every length");
  require(read.exact_unit.empty(), "arithmetic.exact: boxes need none");
  const TaskAutomaton automaton = read_task_automaton(fields["automaton"], true);
  require(fields.count("automaton_states") == automaton.next.size(),
          "automaton_states: not as many as listed");
  const std::uint64_t number = fields.count("boxes");
  if (!fields.has("list"))
    throw NotChecked("the boxes were left out of the certificate for their number");
  const Boxes boxes(fields["ranges"], fields["list"], read.net, automaton);
  fields.finish();
  require(boxes.boxes().size() == number, "boxes: not as many as listed");
  require(boxes.all_used(), "ranges: one that no box names");

  const bool compared = compare_task(read.claim.task, automaton);
  require(automaton.alphabet() == read.net.symbols(), "the net reads another number of symbols");
  require(
      !automaton.viable[automaton.start] || boxes.cover(initial_state(read.net), automaton.start),
      "the initial state lies in no box of the automaton's start");
  for (std::size_t b = 0; b < boxes.boxes().size(); ++b) {
    const std::string which = "list " + std::to_string(b) + ": ";
    const std::size_t state = boxes.boxes()[b].automaton;
    const StateBox box = boxes.bounds(boxes.boxes()[b]);
    require(reads(read.net, outputs(read.net, read.numbers, box.hidden), automaton.answers[state]),
            which + "not everything in the box reads as the answer");
    for (std::size_t symbol = 0; symbol < automaton.alphabet(); ++symbol) {
      const std::size_t next = automaton.next[state][symbol];
      require(
          !automaton.viable[next] || boxes.cover(step(read.net, read.numbers, box, symbol), next),
          which + "its image by symbol " + std::to_string(symbol) + " lies in no box");
    }
  }
  return "every length: " + std::to_string(number) +
         " boxes, each mapped into one, every answer right" +
         (compared ? "" : "; TAKEN AS GIVEN: that the automaton is this task's") + not_covered();
}

}  // namespace checker

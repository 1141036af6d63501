#include "analysis/recurrent/state_boxes.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "analysis/recurrent/automaton_tables.hpp"
#include "analysis/recurrent/digit_rows.hpp"
#include "analysis/recurrent/fit.hpp"
#include "analysis/undecided.hpp"
#include "models/json_fields.hpp"
#include "models/recurrent_pass.hpp"
#include "numerics/enclosed.hpp"
#include "numerics/real_intervals.hpp"

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostBoxes = 4096;
/// Images of boxes, all rounds together.
constexpr std::uint64_t kMostImages = std::uint64_t{1} << 17;
/// Boxes of one automaton state are apart if some unit's midpoints differ by this much: below the
/// distance of two digits in every cell, above what noise does to a digit that can be read.
const Rational kApart(1, 4);
/// A certificate lists its boxes if they have no more than this many ranges, repeated or not.
constexpr std::size_t kMostRangesListed = std::size_t{1} << 20;

/// Ends of a box that moved are rounded outwards, so that the boxes stop growing and can be written
/// down; the grid does both by itself.
Range outwards(const RealIntervals&, const Range& r) {
  const Integer step = Integer(1) << 40U;
  return {Rational(floor(Rational(r.least * step)), step),
          Rational(ceil(Rational(r.most * step)), step)};
}
Range outwards(const Enclosed<Fixed<Integer>>&, const Range& r) { return r; }

template <class E>
class BoxExploration {
 public:
  BoxExploration(const RecurrentNetwork& net, const TaskAutomaton& automaton, E arithmetic)
      : pass_(std::move(arithmetic), net), automaton_(automaton) {}

  /// Throws Undecided where the argument does not go through.
  Json run(const Json& arithmetic, Work& work) {
    explore(work);
    check(work);
    Json certificate{{"kind", "recurrent-by-state-boxes"},
                     {"claim", "every length"},
                     {"arithmetic", arithmetic},
                     {"net", pass_.net().construction},
                     {"units", pass_.net().units()},
                     {"automaton_states", automaton_.dfa.states},
                     {"automaton", automaton_tables(automaton_, false)},
                     {"boxes", boxes_.size()}};
    if (boxes_.size() * boxes_.front().ranges.size() <= kMostRangesListed) list(certificate);
    return certificate;
  }

 private:
  /// Ranges of h, then those of c.
  struct Box {
    std::size_t reference = 0;
    std::vector<Range> ranges;
  };

  const E& e() const { return pass_.arithmetic(); }

  RecurrentState<E> state(const Box& box) const {
    RecurrentState<E> result;
    for (std::size_t i = 0; i < box.ranges.size(); ++i)
      (i < pass_.net().units() ? result.hidden : result.cell)
          .push_back(e().hull(e().constant(box.ranges[i].least), e().constant(box.ranges[i].most)));
    return result;
  }

  Box box(const RecurrentState<E>& state, std::size_t reference) const {
    Box result{reference, {}};
    for (const auto* part : {&state.hidden, &state.cell})
      for (const auto& v : *part) {
        if (!e().finite(v)) throw Undecided{"a value has no finite bounds"};
        result.ranges.push_back({e().lower(v), e().upper(v)});
      }
    return result;
  }

  Box initial() const { return box(pass_.initial(), automaton_.dfa.start); }

  Box image(const Box& from, Symbol s) const {
    return box(pass_.step(state(from), Token{0, s, {}}), automaton_.dfa.next(from.reference, s));
  }

  bool viable(const Box& from, Symbol s) const {
    return automaton_.viable[automaton_.dfa.next(from.reference, s)];
  }

  bool near(const Box& a, const Box& b) const {
    for (std::size_t u = 0; u < pass_.net().units(); ++u)
      if (abs(Rational(a.ranges[u].least + a.ranges[u].most - b.ranges[u].least -
                       b.ranges[u].most)) >= 2 * kApart)
        return false;
    return true;
  }

  static bool inside(const Box& inner, const Box& outer) {
    for (std::size_t i = 0; i < inner.ranges.size(); ++i)
      if (inner.ranges[i].least < outer.ranges[i].least ||
          inner.ranges[i].most > outer.ranges[i].most)
        return false;
    return true;
  }

  /// Enlarges one end to contain the image and an eighth of the way more.
  void enlarge(Range& range, const Range& image) const {
    Range wider = range;
    if (image.least < range.least) wider.least = image.least - (range.least - image.least) / 8;
    if (image.most > range.most) wider.most = image.most + (image.most - range.most) / 8;
    const Range rounded = outwards(e(), wider);
    if (wider.least != range.least) range.least = rounded.least;
    if (wider.most != range.most) range.most = rounded.most;
  }

  /// The image joins a box near it, or becomes one; that box must be looked at again.
  void add(Box image) {
    auto& known = of_reference_[image.reference];
    for (const std::size_t b : known) {
      if (!near(image, boxes_[b])) continue;
      if (inside(image, boxes_[b])) return;
      for (std::size_t i = 0; i < image.ranges.size(); ++i)
        enlarge(boxes_[b].ranges[i], image.ranges[i]);
      if (!waits_[b]) waiting_.push_back(b);
      waits_[b] = true;
      return;
    }
    if (boxes_.size() == kMostBoxes)
      throw Undecided{"more than " + std::to_string(kMostBoxes) + " boxes are needed"};
    known.push_back(boxes_.size());
    waiting_.push_back(boxes_.size());
    waits_.push_back(true);
    boxes_.push_back(std::move(image));
  }

  void explore(Work& work) {
    work.begin("boxes", 0);
    of_reference_.assign(automaton_.dfa.states, {});
    add(initial());
    std::uint64_t images = 0;
    while (!waiting_.empty()) {
      const std::size_t b = waiting_.front();
      waiting_.pop_front();
      waits_[b] = false;
      if (work.stopped()) throw Undecided{"interrupted"};
      work.advance(1);
      if (pass_.decode(pass_.output(state(boxes_[b]))) != automaton_.answers[boxes_[b].reference])
        throw Undecided{"a box grows until its answer is not decided, or is wrong"};
      for (Symbol s = 0; s < automaton_.dfa.alphabet; ++s) {
        if (!viable(boxes_[b], s)) continue;
        if (++images > kMostImages)
          throw Undecided{"the boxes still grow after " + std::to_string(kMostImages) + " images"};
        add(image(boxes_[b], s));
      }
    }
  }

  bool covered(const Box& image) const {
    const auto& known = of_reference_[image.reference];
    return std::any_of(known.begin(), known.end(),
                       [&](std::size_t b) { return inside(image, boxes_[b]); });
  }

  /// Hypotheses (1), (2) and (3), for boxes from wherever.
  void check(Work& work) const {
    if (!covered(initial())) throw Undecided{"the initial state is in no box"};
    for (const Box& from : boxes_) {
      if (work.stopped()) throw Undecided{"interrupted"};
      if (pass_.decode(pass_.output(state(from))) != automaton_.answers[from.reference])
        throw Undecided{"a box does not give the answer of its automaton state"};
      for (Symbol s = 0; s < automaton_.dfa.alphabet; ++s)
        if (viable(from, s) && !covered(image(from, s)))
          throw Undecided{"the image of a box lies in no box"};
    }
  }

  /// Few ranges are different, so boxes are texts of their numbers in a list of all.
  void list(Json& certificate) const {
    Json ranges = Json::array();
    std::map<std::pair<Rational, Rational>, std::size_t> numbers;
    Json list = Json::array();
    for (const Box& b : boxes_) {
      std::string box;
      for (const Range& r : b.ranges) {
        const auto [place, fresh] = numbers.emplace(std::pair{r.least, r.most}, numbers.size());
        if (fresh) ranges.push_back(Json::array({to_json_number(r.least), to_json_number(r.most)}));
        box += (box.empty() ? "" : " ") + std::to_string(place->second);
      }
      list.push_back(Json{{"automaton_state", b.reference}, {"box", std::move(box)}});
    }
    certificate["ranges"] = std::move(ranges);
    certificate["list"] = std::move(list);
  }

  RecurrentPass<E> pass_;
  const TaskAutomaton& automaton_;
  std::vector<Box> boxes_;
  std::vector<std::vector<std::size_t>> of_reference_;  // boxes by automaton state
  std::deque<std::size_t> waiting_;                     // boxes to be looked at, each once
  std::vector<bool> waits_;
};

template <class E>
Outcome certified(const RecurrentNetwork& net, const TaskAutomaton& automaton, E arithmetic,
                  const Json& name, Work& work) {
  Outcome outcome;
  try {
    outcome.certificate = BoxExploration<E>(net, automaton, std::move(arithmetic)).run(name, work);
    outcome.status = Status::certified;
  } catch (const Undecided& why) {
    outcome.reason = why.reason;
  }
  return outcome;
}

}  // namespace

Outcome certify_by_state_boxes(const RecurrentNetwork& net, const TaskAutomaton& automaton,
                               const Format& format, std::uint64_t grid_n, Work& work) {
  require_fit(net, automaton);
  Outcome outcome;
  if (automaton.dfa.states > kMostBoxes) {
    outcome.reason = "the automaton has " + std::to_string(automaton.dfa.states) +
                     " states, more than " + std::to_string(kMostBoxes);
    return outcome;
  }
  if (format.kind == Format::Kind::interval)
    return certified(net, automaton, RealIntervals(), Json{{"name", to_string(format)}}, work);
  if (format.kind == Format::Kind::fixed) {
    const Grid grid = make_grid(grid_n, format.kc, format.rounding);
    return certified(net, automaton, Enclosed(Fixed<Integer>(grid)),
                     Json{{"name", to_string(format)}, {"n", grid_n}}, work);
  }
  outcome.reason = "boxes of states are kept over the reals and on grids";
  return outcome;
}

}  // namespace separatrix

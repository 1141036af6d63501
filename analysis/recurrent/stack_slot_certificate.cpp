#include "analysis/recurrent/stack_slot_certificate.hpp"

#include <algorithm>
#include <string>

#include "analysis/recurrent/digit_rows.hpp"
#include "analysis/recurrent/stack_demands.hpp"
#include "analysis/recurrent/stack_machine.hpp"
#include "analysis/recurrent/stack_questions.hpp"
#include "analysis/recurrent/stack_slots.hpp"
#include "analysis/undecided.hpp"
#include "models/json_fields.hpp"
#include "numerics/enclosed.hpp"
#include "numerics/error.hpp"
#include "numerics/real_intervals.hpp"
#include "numerics/squashing.hpp"

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kMostRounds = 256;
/// Distances of a box's ends from the digit's value are rounded outwards to so many binary digits:
/// boxes that grow by less stand still, and the certificate stays short.
constexpr int kDigitsOfBoxes = 8;

/// The rounding of parameters into an arithmetic of boxes.
Rational rounded(const RealIntervals&, const Rational& r) { return r; }
Rational rounded(const Enclosed<Fixed<Integer>>& e, const Rational& r) {
  return e.point().lower(e.point().constant(r));
}

/// The smallest number >= x >= 0 with kDigitsOfBoxes significant binary digits.
Rational rounded_up(const Rational& x) {
  if (x == 0) return 0;
  const auto bits = [](const Integer& i) {
    return static_cast<long>(mpz_sizeinbase(i.backend().data(), 2));
  };
  const long exponent =
      bits(Integer(numerator(x))) - bits(Integer(denominator(x))) - kDigitsOfBoxes;
  const Rational unit = exponent >= 0
                            ? Rational(Integer(1) << static_cast<unsigned>(exponent))
                            : Rational(Integer(1), Integer(1) << static_cast<unsigned>(-exponent));
  return Rational(ceil(Rational(x / unit))) * unit;
}

/// Enlarges a box around `value` so that it contains `image`; whether it had to.
bool grow(Range& box, const Rational& value, const Range& image) {
  const Range before = box;
  if (image.least < box.least) box.least = value - rounded_up(value - image.least);
  if (image.most > box.most) box.most = value + rounded_up(image.most - value);
  return !(box == before);
}

bool inside(const Range& inner, const Range& outer) {
  return outer.least <= inner.least && inner.most <= outer.most;
}

/// The boxes of one subspace; those of an LSTM's memory are for both digits.
struct SubspaceBoxes {
  DigitBoxes hidden;
  Range memory{0, 0};
};

template <class E>
class StackSlotCertifier {
 public:
  StackSlotCertifier(const RecurrentNetwork& net, std::size_t types, std::size_t depth,
                     DyckAnswer answer, E arithmetic)
      : net_(net),
        machine_(types, depth),
        answer_(answer),
        e_(std::move(arithmetic)),
        lstm_(std::holds_alternative<LstmCell>(net.cell)) {
    require_kind();
    slots_ = find_stack_slots(net.state, depth);
    for (std::size_t i = 0; i < net.state.subspaces().size(); ++i)
      subspace_of_.insert(subspace_of_.end(), net.state.subspaces()[i].dimension, i);
    require_bearable_latches();
    read_rows();
    for (const Rational& h : net.initial)
      start_.push_back(2 * rounded(e_, h) > values_.off + values_.on);
    words_ = read_stack_words(slots_, machine_, start_, recogniser(),
                              [&](const auto& digits, Symbol symbol, std::size_t unit) {
                                return digital_next(digits, symbol, unit);
                              });
    questions().require_latches();  // hypothesis (3), but for what (2) says of each latch
    for (Letter letter = 0; letter <= machine_.empty(); ++letter)
      if (recogniser() || letter != machine_.poison()) letters_.push_back(letter);
  }

  /// Throws Undecided where the argument does not go through.
  Json run(const Json& arithmetic, Work& work) {
    work.begin("units", net_.units() + readout_.size());
    for (std::size_t u = 0; u < net_.units(); ++u) {
      units_.push_back(ask(unit_question(u)));
      if (work.stopped()) throw Undecided{"interrupted"};
      work.advance(1);
    }
    find_boxes(work);
    check_units();
    check_readout(work);
    return certificate(arithmetic);
  }

 private:
  bool recogniser() const { return answer_ == DyckAnswer::member; }
  StackQuestions questions() const { return {machine_, slots_, words_, recogniser()}; }

  void require_kind() {
    if (std::holds_alternative<GruCell>(net_.cell))
      throw Undecided{"boxes by stack slot handle simple cells and LSTMs, not GRUs"};
    if (const auto* simple = std::get_if<SimpleCell>(&net_.cell)) {
      activation_ = simple->activation;
      if (activation_ == Activation::relu)
        throw Undecided{"the units of a ReLU net are not digits"};
      values_ = activation_ == Activation::tanh ? DigitValues{-1, 1} : DigitValues{0, 1};
    } else {
      // On means tanh(1), or nearly so: the boxes take up the difference.
      const Integer fine = Integer(1) << 24U;
      const Rational on = separatrix::tanh(RealIntervals(), Interval(1)).lower();
      values_ = {0, Rational(floor(Rational(on * fine)), fine)};
    }
    if (net_.readout.hidden) throw Undecided{"the readout has a hidden layer"};
  }

  /// A latch is asked about every type in slot 1, every bracket and all latches; finding out what
  /// they notice takes as long, and cannot be interrupted.
  void require_bearable_latches() const {
    const std::uint64_t n = machine_.types();
    if (slots_.latches.size() > kMostLatches)
      throw Undecided{"the net has " + std::to_string(slots_.latches.size()) +
                      " latches, too many"};
    if (!slots_.latches.empty() && 2 * n * (n + 1) > kMostConfigurations)
      throw Undecided{"a latch has more than " + std::to_string(kMostConfigurations) +
                      " local configurations"};
  }

  void read_rows() {
    const auto round = [&](const Rational& r) { return rounded(e_, r); };
    std::vector<std::vector<Rational>> inputs = net_.embedding[0];
    for (auto& row : inputs)
      for (Rational& x : row) x = round(x);
    std::vector<const AffineMap*> maps;
    if (lstm_) {
      const auto& cell = std::get<LstmCell>(net_.cell);
      maps = {&cell.forget, &cell.input, &cell.output, &cell.candidate};
    } else {
      maps = {&std::get<SimpleCell>(net_.cell).update};
    }
    for (const AffineMap* map : maps)
      gates_.push_back(digit_rows(*map, net_.units(), inputs, values_, round));
    readout_ = digit_rows(net_.readout.output, net_.units(), {{}}, values_, round);
  }

  bool digital_next(const std::vector<bool>& digits, Symbol symbol, std::size_t unit) const {
    const auto sum = [&](std::size_t g) { return digital_sum(gates_[g][unit], digits, symbol); };
    if (lstm_) return sum(kInput) > 0 && sum(kOutput) > 0 && sum(kCandidate) > 0;
    return activation_ == Activation::saturated ? 2 * sum(0) > 1 : sum(0) > 0;
  }

  StackQuestion unit_question(std::size_t u) const {
    StackQuestion question = questions().of_unit(u);
    for (const auto& gate : gates_) question.rows.push_back(&gate[u]);
    return question;
  }
  StackQuestion readout_question(std::size_t row) const {
    StackQuestion question = questions().of_digit(row);
    question.rows = {&readout_[row]};
    return question;
  }

  StackDemands ask(const StackQuestion& question) const {
    return demands(question, slots_, machine_, words_, letters_, recogniser());
  }

  /// Encloses every rounded sum between the two exact ones: rounding is monotone.
  typename E::Value enclosed(const Range& sums, const Range& noise) const {
    return e_.hull(e_.constant(sums.least + noise.least), e_.constant(sums.most + noise.most));
  }
  typename E::Value enclosed(const Range& box) const { return enclosed(box, {0, 0}); }

  Range ends(const typename E::Value& v) const {
    if (!e_.finite(v)) throw Undecided{"a value has no finite bounds"};
    return {e_.lower(v), e_.upper(v)};
  }

  struct Image {
    Range hidden;
    Range memory{0, 0};
  };

  /// The next value of a unit, over all configurations of one demand.
  Image image(const std::vector<Range>& sums, const std::vector<Range>& noises,
              const Range& memory) const {
    if (!lstm_) {
      const auto v = enclosed(sums[0], noises[0]);
      if (activation_ == Activation::saturated) return {ends(saturate(e_, v))};
      return {ends(activation_ == Activation::sigmoid ? sigmoid(e_, v) : tanh(e_, v))};
    }
    const auto gate = [&](std::size_t g) { return enclosed(sums[g], noises[g]); };
    auto sum = e_.zero();
    e_.add_product(sum, sigmoid(e_, gate(kForget)), enclosed(memory));
    e_.add_product(sum, sigmoid(e_, gate(kInput)), tanh(e_, gate(kCandidate)));
    const auto cell = e_.round(sum);
    auto product = e_.zero();
    e_.add_product(product, sigmoid(e_, gate(kOutput)), tanh(e_, cell));
    return {ends(e_.round(product)), ends(cell)};
  }

  std::vector<DigitBoxes> unit_boxes() const {
    std::vector<DigitBoxes> boxes;
    for (const std::size_t i : subspace_of_) boxes.push_back(boxes_[i].hidden);
    return boxes;
  }

  /// Calls f(unit, digit, image) for every demand on every unit, over the present boxes.
  template <class F>
  void for_each_image(F&& f) const {
    const auto boxes = unit_boxes();
    for (std::size_t u = 0; u < net_.units(); ++u) {
      std::vector<Range> noises;
      for (const auto& gate : gates_) noises.push_back(noise(gate[u], boxes, values_));
      for (const auto& [asked, sums] : units_[u].extremes)
        f(u, asked.first, image(sums, noises, boxes_[subspace_of_[u]].memory));
    }
  }

  void find_boxes(Work& work) {
    const Range off{values_.off, values_.off};
    const Range on{values_.on, values_.on};
    boxes_.assign(net_.state.subspaces().size(), {{off, on}, {0, 0}});
    for (std::size_t u = 0; u < net_.units(); ++u) {
      SubspaceBoxes& box = boxes_[subspace_of_[u]];
      const Image initial = initial_image(u);
      grow_hidden(box, start_[u], initial.hidden);
      grow(box.memory, 0, initial.memory);
    }
    for (int round = 0; round < kMostRounds; ++round) {
      if (work.stopped()) throw Undecided{"interrupted"};
      bool grew = false;
      auto next = boxes_;
      for_each_image([&](std::size_t u, bool digit, const Image& image) {
        SubspaceBoxes& box = next[subspace_of_[u]];
        grew = grow_hidden(box, digit, image.hidden) || grew;
        grew = grow(box.memory, 0, image.memory) || grew;
        if (box.hidden.off.most >= box.hidden.on.least)
          throw Undecided{"in " + net_.state.subspaces()[subspace_of_[u]].name +
                          " the boxes of the digits 0 and 1 grow until they meet"};
      });
      if (!grew) return;
      boxes_ = std::move(next);
    }
    throw Undecided{"the boxes still grow after " + std::to_string(kMostRounds) + " rounds"};
  }

  bool grow_hidden(SubspaceBoxes& box, bool digit, const Range& image) const {
    return digit ? grow(box.hidden.on, values_.on, image)
                 : grow(box.hidden.off, values_.off, image);
  }

  Image initial_image(std::size_t u) const {
    const Rational h = rounded(e_, net_.initial[u]);
    const Rational c = lstm_ ? rounded(e_, net_.initial_cell[u]) : Rational(0);
    return {{h, h}, {c, c}};
  }

  /// Hypotheses (1) and (2), for boxes from wherever.
  void check_units() const {
    const auto require = [&](std::size_t u, bool digit, const Image& image) {
      const SubspaceBoxes& box = boxes_[subspace_of_[u]];
      if (!inside(image.hidden, digit ? box.hidden.on : box.hidden.off) ||
          !inside(image.memory, box.memory))
        throw Undecided{"a unit of " + net_.state.subspaces()[subspace_of_[u]].name +
                        " leaves its box"};
    };
    for (std::size_t u = 0; u < net_.units(); ++u) require(u, start_[u], initial_image(u));
    for_each_image(require);
  }

  /// Hypothesis (4).
  void check_readout(Work& work) const {
    const auto boxes = unit_boxes();
    for (std::size_t row = 0; row < readout_.size(); ++row) {
      const Range shift = noise(readout_[row], boxes, values_);
      for (const auto& [asked, sums] : ask(readout_question(row)).extremes) {
        const auto v = enclosed(sums[0], shift);
        const Tri right =
            asked.first ? e_.at_least(v, net_.readout.high) : e_.at_most(v, net_.readout.low);
        if (right != Tri::yes)
          throw Undecided{"digit " + std::to_string(row) + " of the readout is not always " +
                          (asked.first ? "1 where it should be" : "0 where it should be")};
      }
      if (work.stopped()) throw Undecided{"interrupted"};
      work.advance(1);
    }
  }

  Json certificate(const Json& arithmetic) const {
    const auto ends_of = [](const Range& r) {
      return Json::array({to_json_number(r.least), to_json_number(r.most)});
    };
    Json words = Json::array();
    for (const Letter letter : letters_) {
      std::string text;
      for (const bool digit : words_.words[letter]) text += digit ? '1' : '0';
      words.push_back(text);
    }
    Json subspaces = Json::object();
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
      Json box{{"0", ends_of(boxes_[i].hidden.off)}, {"1", ends_of(boxes_[i].hidden.on)}};
      if (lstm_) box["memory"] = ends_of(boxes_[i].memory);
      subspaces[net_.state.subspaces()[i].name] = std::move(box);
    }
    return Json{{"kind", "recurrent-by-stack-slots"},
                {"claim", recogniser() ? "members, every length" : "next symbols, every length"},
                {"types", machine_.types()},
                {"depth", machine_.depth()},
                {"arithmetic", arithmetic},
                {"net", net_.construction},
                {"units", net_.units()},
                {"copies", slots_.copies},
                {"words", words},
                {"boxes", subspaces}};
  }

  static constexpr std::size_t kForget = 0;
  static constexpr std::size_t kInput = 1;
  static constexpr std::size_t kOutput = 2;
  static constexpr std::size_t kCandidate = 3;

  const RecurrentNetwork& net_;
  StackMachine machine_;
  DyckAnswer answer_;
  E e_;
  bool lstm_;
  Activation activation_ = Activation::sigmoid;
  DigitValues values_;
  StackSlots slots_;
  StackWords words_;
  std::vector<Letter> letters_;               // that occur
  std::vector<std::size_t> subspace_of_;      // of each unit
  std::vector<std::vector<DigitRow>> gates_;  // [gate][unit]
  std::vector<DigitRow> readout_;
  std::vector<bool> start_;           // digits of the initial state
  std::vector<StackDemands> units_;   // on each unit
  std::vector<SubspaceBoxes> boxes_;  // of each subspace
};

template <class E>
Outcome certified(const RecurrentNetwork& net, std::size_t types, std::size_t depth,
                  DyckAnswer answer, E arithmetic, const Json& name, Work& work) {
  Outcome outcome;
  try {
    outcome.certificate =
        StackSlotCertifier<E>(net, types, depth, answer, std::move(arithmetic)).run(name, work);
    outcome.status = Status::certified;
  } catch (const Undecided& why) {
    outcome.reason = why.reason;
  }
  return outcome;
}

void require_fit(const RecurrentNetwork& net, std::size_t types, DyckAnswer answer) {
  net.validate();
  if (net.vocabulary.size() != 1 || net.vocabulary[0].values != 2 * types)
    throw Error("certify_by_stack_slots", "net",
                "the net must read one kind of token with " + std::to_string(2 * types) +
                    " values, the brackets");
  const std::size_t digits = answer == DyckAnswer::member ? 1 : 2 * types + 1;
  if (net.readout.output.out.dimension() != digits)
    throw Error("certify_by_stack_slots", "net",
                "the net must answer " + std::to_string(digits) + " digits, not " +
                    std::to_string(net.readout.output.out.dimension()));
}

}  // namespace

Outcome certify_by_stack_slots(const RecurrentNetwork& net, std::size_t types, std::size_t depth,
                               DyckAnswer answer, const Format& format, std::uint64_t grid_n,
                               Work& work) {
  require_fit(net, types, answer);
  if (format.kind == Format::Kind::interval)
    return certified(net, types, depth, answer, RealIntervals(), Json{{"name", to_string(format)}},
                     work);
  if (format.kind == Format::Kind::fixed) {
    const Grid grid = make_grid(grid_n, format.kc, format.rounding);
    return certified(net, types, depth, answer, Enclosed(Fixed<Integer>(grid)),
                     Json{{"name", to_string(format)}, {"n", grid_n}}, work);
  }
  Outcome outcome;
  outcome.reason = "boxes by stack slot need sums that do not depend on their order";
  return outcome;
}

}  // namespace separatrix

#include "stack_net.hpp"

namespace checker {
namespace {

constexpr std::uint64_t kMostConfigurations = std::uint64_t{1} << 24;
constexpr std::size_t kMostLatches = 8;

bool inside(const mpq_class& x, const Enclosure& box) { return box.low <= x && x <= box.high; }

bool equal(const std::vector<Enclosure>& a, const std::vector<Enclosure>& b) {
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i].low != b[i].low || a[i].high != b[i].high) return false;
  return true;
}

std::vector<Enclosure> sum(const std::vector<Enclosure>& a, const std::vector<Enclosure>& b) {
  std::vector<Enclosure> total;
  for (std::size_t i = 0; i < a.size(); ++i) total.push_back(a[i] + b[i]);
  return total;
}

Enclosure read_box(const Json& value) {
  const std::vector<mpq_class> ends = read_numbers(value, "boxes");
  require(ends.size() == 2 && ends[0] <= ends[1], "boxes: not a least and a largest number");
  return {ends[0], ends[1]};
}

/// A letter or symbol that stands for all that are alike.
struct Class {
  std::size_t which, role;
  bool empty;
  std::vector<Enclosure> sums;
};

void add(std::vector<Class>& classes, Class next) {
  for (const Class& known : classes)
    if (known.role == next.role && known.empty == next.empty && equal(known.sums, next.sums))
      return;
  classes.push_back(std::move(next));
}

/// The choices of a configuration, one after the other.
struct Enumeration {
  std::vector<std::size_t> slots;
  std::vector<std::vector<std::vector<Class>>> letters;  // [copy][which slot]
  std::vector<std::size_t> latches;
  std::vector<std::vector<Enclosure>> resting, away;  // [which latch]
  std::vector<Class> symbols;
  std::size_t empty = 0;
  bool latches_move = false;
  StackNet::Configuration here;
  std::uint64_t count = 0;

  void choose_letter(std::size_t i, const std::vector<Enclosure>& sums, const StackNet::Visit& f) {
    if (i == slots.size()) return choose_latch(0, sums, f);
    const bool nothing_above = i > 0 && here.letters[slots[i - 1]] == empty;
    for (const Class& letter : letters[here.copy][i]) {
      if (nothing_above && !letter.empty) continue;
      here.letters[slots[i]] = letter.which;
      choose_letter(i + 1, sum(sums, letter.sums), f);
    }
  }

  void choose_latch(std::size_t i, const std::vector<Enclosure>& sums, const StackNet::Visit& f) {
    if (i == latches.size()) return choose_symbol(sums, f);
    here.away[latches[i]] = false;
    choose_latch(i + 1, sum(sums, resting[i]), f);
    if (!latches_move) return;
    here.away[latches[i]] = true;
    choose_latch(i + 1, sum(sums, away[i]), f);
  }

  void choose_symbol(const std::vector<Enclosure>& sums, const StackNet::Visit& f) {
    count += symbols.size();
    if (count > kMostConfigurations) throw NotChecked("too many local configurations");
    for (const Class& symbol : symbols) {
      here.symbol = symbol.which;
      f(here, sum(sums, symbol.sums));
    }
  }
};

}  // namespace

StackNet::StackNet(const RecurrentNet& net, std::size_t kinds, std::size_t depth, bool recogniser,
                   const Json& words, const Json& boxes)
    : net_(net), kinds_(kinds), depth_(depth), recogniser_(recogniser) {
  find_slots();
  read_words(words);
  read_boxes(boxes);
  check_initial();
}

void StackNet::find_slots() {
  places_.resize(net_.units());
  const auto has = [&](const std::string& name) {
    for (const Subspace& part : net_.state.subspaces)
      if (part.name == name) return true;
    return false;
  };
  std::vector<std::string> names{"stack."};
  if (!has("stack.1")) names = {"push.", "pop."};
  copies_ = names.size();
  for (std::size_t c = 0; c < copies_; ++c)
    for (std::size_t slot = 1; slot <= depth_; ++slot) {
      const std::string name = names[c] + std::to_string(slot);
      if (!has(name)) throw NotChecked("the state has no subspace " + name);
      const Subspace& part = net_.state.at(name, "model.state");
      if (width_ == 0) width_ = part.dimension;
      require(part.dimension == width_, "model.state: slots of several widths");
      for (std::size_t p = 0; p < width_; ++p) places_[part.offset + p] = {c, slot, p};
    }
  for (std::size_t u = 0; u < net_.units(); ++u)
    if (places_[u].slot == 0) {
      places_[u].place = latches_.size();
      latches_.push_back(u);
    }
  if (latches_.size() > kMostLatches) throw NotChecked("the net has too many latches");
}

void StackNet::read_words(const Json& words) {
  const auto& listed = list(words, "words");
  require(listed.size() == kinds_ + (recogniser_ ? 2 : 1), "words: not one for each letter");
  words_.resize(kinds_ + 2);
  for (std::size_t i = 0; i < listed.size(); ++i) {
    const std::string& word = text(listed[i], "words");
    const std::size_t letter = i + 1 == listed.size() ? empty() : i;
    require(word.size() == width_, "words: not a digit for each unit of a slot");
    for (const char digit : word) {
      require(digit == '0' || (digit == '1' && letter != empty()),
              "words: not digits, or not 0..0 for the empty slot");
      words_[letter].push_back(digit == '1');
    }
  }
}

void StackNet::read_boxes(const Json& boxes) {
  Fields fields(boxes, "boxes");
  for (const Subspace& part : net_.state.subspaces) {
    Fields box(fields[part.name], "boxes." + part.name);
    Boxes read{{read_box(box["0"]), read_box(box["1"])}, point(0)};
    if (net_.cell == RecurrentNet::Cell::lstm) read.memory = read_box(box["memory"]);
    box.finish();
    require(read.digit[0].high < read.digit[1].low,
            "boxes." + part.name + ": the digits' boxes meet");
    boxes_.insert(boxes_.end(), part.dimension, read);
  }
  fields.finish();
}

void StackNet::check_initial() {
  for (const std::size_t unit : latches_)
    resting_.push_back(inside(net_.initial[unit], boxes_[unit].digit[1]));
  for (std::size_t u = 0; u < net_.units(); ++u) {
    const bool on = places_[u].slot == 0 && resting_[places_[u].place];
    require(inside(net_.initial[u], boxes_[u].digit[on ? 1 : 0]),
            "the initial state does not lie in the boxes of the empty stack");
    if (net_.cell == RecurrentNet::Cell::lstm)
      require(inside(net_.initial_memory[u], boxes_[u].memory),
              "the initial memory does not lie in its box");
  }
}

void StackNet::for_each(const Question& question, const Visit& f) const {
  const std::size_t rows = question.rows.size();
  std::set<std::size_t> slots = question.slots;
  std::set<std::size_t> latches = question.latches;
  // Terms by slot (0: latches), those that read a symbol apart.
  std::vector<std::vector<std::pair<std::size_t, const Term*>>> terms(depth_ + 1);
  std::vector<std::pair<std::size_t, const Term*>> of_symbol;
  for (std::size_t r = 0; r < rows; ++r)
    for (const Term& term : question.rows[r].map->rows[question.rows[r].row]) {
      if (term.column >= net_.units()) {
        of_symbol.emplace_back(r, &term);
        continue;
      }
      const Place& at = places_[term.column];
      if (at.slot > 0) slots.insert(at.slot);
      if (at.slot == 0) latches.insert(at.place);
      terms[at.slot].emplace_back(r, &term);
    }

  Enumeration all;
  all.slots.assign(slots.begin(), slots.end());
  all.latches.assign(latches.begin(), latches.end());
  all.empty = empty();
  all.latches_move = recogniser_;
  all.here.letters.assign(depth_ + 1, kNone);
  all.here.away.assign(latches_.size(), false);
  for (std::size_t copy = 0; copy < copies_; ++copy) {
    all.letters.emplace_back();
    for (const std::size_t slot : all.slots) {
      all.letters.back().emplace_back();
      for (std::size_t letter = 0; letter <= empty(); ++letter) {
        if (words_[letter].empty()) continue;  // a generator's poison
        std::vector<Enclosure> sums(rows, point(0));
        for (const auto& [r, term] : terms[slot]) {
          const Place& at = places_[term->column];
          const bool on = at.copy == copy && words_[letter][at.place];
          sums[r] = sums[r] + term->coefficient * boxes_[term->column].digit[on ? 1 : 0];
        }
        add(all.letters.back().back(),
            {letter, question.letter_role(letter), letter == empty(), std::move(sums)});
      }
    }
  }
  for (const std::size_t latch : all.latches)
    for (const bool away : {false, true}) {
      std::vector<Enclosure> sums(rows, point(0));
      for (const auto& [r, term] : terms[0])
        if (places_[term->column].place == latch)
          sums[r] = sums[r] +
                    term->coefficient * boxes_[term->column].digit[resting_[latch] != away ? 1 : 0];
      (away ? all.away : all.resting).push_back(std::move(sums));
    }
  for (std::size_t s = 0; s < (question.symbols ? net_.symbols() : 1); ++s) {
    std::vector<Enclosure> sums;
    for (const Row& row : question.rows) sums.push_back(point(row.map->bias[row.row]));
    for (const auto& [r, term] : of_symbol)
      sums[r] = sums[r] + point(term->coefficient * net_.embedding[s][term->column - net_.units()]);
    add(all.symbols, {s, question.symbol_role(s), false, std::move(sums)});
  }
  for (all.here.copy = 0; all.here.copy < copies_; ++all.here.copy)
    all.choose_letter(0, std::vector<Enclosure>(rows, point(0)), f);
}

}  // namespace checker

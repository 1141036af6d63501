// Kind "fooling-family": a fooling set at every length at once [KN97, 1.3].
//
// Statement. f is an automaton over pairs (x of Alice, y of Bob), letter x * bob + y, and G one
// over the same letters; the cells of length t are the pairs of words that G accepts. They are a
// fooling set for `value` at every t if and only if no walk from the starts reaches
//  - accepting in G and the other value in f: a cell of the wrong value;
//  - two different cells (a, b), (a', b') of G whose mixed cells f(a, b'), f(a', b) have both the
//    value ("mixed": "one"), or one of them has ("both").
// Then, at t = n / 2, a protocol after which both players know the answer needs ceil(log2 cells)
// bits; with "both" even one after which one player knows it (fooling_set.cpp).
//
// Proof. The states of the product after t letters are those of its parts after the words, and all
// that are reached are walked through. Cells are counted word by word in exact numbers.
//
// f is compared with the definition of the task (tasks.hpp) at every length.
#include "automaton.hpp"
#include "bound_claim.hpp"
#include "kinds.hpp"

namespace checker {
namespace {

constexpr std::size_t kMostNodes = std::size_t{1} << 24;

/// Walks through the numbers that are reached from `start`.
class Walk {
 public:
  Walk(std::size_t nodes, std::size_t start) : seen_(nodes, false) { visit(start); }
  bool step() {
    if (open_.empty()) return false;
    at = open_.back();
    open_.pop_back();
    return true;
  }
  void visit(std::size_t node) {
    if (seen_[node]) return;
    seen_[node] = true;
    open_.push_back(node);
  }
  std::size_t at = 0;

 private:
  std::vector<bool> seen_;
  std::vector<std::size_t> open_;
};

void check_members(const PairFunction& f, const Automaton& family, bool value) {
  const std::size_t states = f.automaton.states;
  Walk walk(family.states * states, family.start * states + f.automaton.start);
  while (walk.step()) {
    const std::size_t g = walk.at / states;
    const std::size_t s = walk.at % states;
    require(!family.accepting[g] || f.automaton.accepting[s] == value,
            "family: a member has the other value");
    for (std::size_t c = 0; c < family.letters; ++c)
      walk.visit(family.next(g, c) * states + f.automaton.next(s, c));
  }
}

void check_mixed(const PairFunction& f, const Automaton& family, bool value, bool both) {
  const Automaton& cell = f.automaton;
  const std::size_t m = family.states;
  const std::size_t s = cell.states;
  const auto node = [&](std::size_t first, std::size_t second, std::size_t across, std::size_t back,
                        bool differ) {
    return (((first * m + second) * s + across) * s + back) * 2 + (differ ? 1 : 0);
  };
  Walk walk(2 * m * m * s * s, node(family.start, family.start, cell.start, cell.start, false));
  while (walk.step()) {
    const bool differ = walk.at % 2 == 1;
    const std::size_t back = walk.at / 2 % s;
    const std::size_t across = walk.at / 2 / s % s;
    const std::size_t second = walk.at / 2 / s / s % m;
    const std::size_t first = walk.at / 2 / s / s / m;
    if (differ && family.accepting[first] && family.accepting[second]) {
      const bool x = cell.accepting[across] == value;
      const bool y = cell.accepting[back] == value;
      require(both ? !x && !y : !x || !y, "family: two members do not fool");
    }
    for (std::size_t c = 0; c < family.letters; ++c)
      for (std::size_t d = 0; d < family.letters; ++d)
        walk.visit(node(family.next(first, c), family.next(second, d),
                        cell.next(across, c / f.bob * f.bob + d % f.bob),
                        cell.next(back, d / f.bob * f.bob + c % f.bob), differ || c != d));
  }
}

/// The words of this length that the automaton accepts.
mpz_class words_of_length(const Automaton& automaton, std::uint64_t length) {
  std::vector<mpz_class> count(automaton.states);
  count[automaton.start] = 1;
  for (std::uint64_t t = 0; t < length; ++t) {
    std::vector<mpz_class> longer(automaton.states);
    for (std::size_t s = 0; s < automaton.states; ++s)
      for (std::size_t c = 0; c < automaton.letters; ++c) longer[automaton.next(s, c)] += count[s];
    count = std::move(longer);
  }
  mpz_class sum = 0;
  for (std::size_t s = 0; s < automaton.states; ++s)
    if (automaton.accepting[s]) sum += count[s];
  return sum;
}

}  // namespace

std::string check_fooling_family(const Json& certificate, const Json& result) {
  const Claim claim = read_bound_claim(result);
  Fields fields(certificate, "");
  fields["kind"];
  const bool value = fields.below("value", 2) == 1;
  const std::string& mixed = fields.text("mixed");
  require(mixed == "one" || mixed == "both", "mixed: neither one nor both");
  const bool both = mixed == "both";
  const PairFunction f = read_pair_function(fields["function"], claim.task);
  Fields inner(fields["family"], "family");
  const Automaton family = read_automaton(inner);
  inner.finish();
  fields.finish();
  require(family.letters == f.automaton.letters, "family: reads other letters than the function");
  const mpz_class product =
      power(mpz_class(family.states), 2) * power(mpz_class(f.automaton.states), 2) * 2;
  require(product <= kMostNodes, "family: a product of more than 2^24 states");
  check_members(f, family, value);
  check_mixed(f, family, value, both);

  const mpz_class cells = words_of_length(family, pairs_of(claim.task));
  require(cells > 0, "family: no member of this length");
  const std::uint64_t bits = ceil_log2(cells);
  require_only_bound(claim, {"communication",
                             both ? conventions::kOneKnows : conventions::kBothKnow,
                             f.partition,
                             mpz_class(bits),
                             {},
                             ""});
  return std::string("a fooling set for ") + (value ? "1" : "0") + " at every length, of " +
         (bits < 64 ? cells.get_str() : "above 2^" + std::to_string(bits - 1)) +
         " cells here: at least " + std::to_string(bits) + " bits";
}

}  // namespace checker

#include "languages/gadget.hpp"

#include <algorithm>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// What is common to all candidates: pieces that Alice and Bob write in turn, Alice first, and the
/// value of t.
struct Candidate {
  Witness witness;
  bool by_group;
  Element base;
  std::vector<Element> pieces;
  Element t;  // of one repetition
};

Candidate from_do(const SyntacticMonoid& m, Element x, Element y) {
  const Element xy = m.times(x, y);
  const Element e = m.omega(xy);
  const Element a = m.times(e, x);
  const Element b = m.times(y, m.inverse(xy));
  return {{x, y}, false, e, {a, e, b}, m.times(m.times(a, e), b)};
}

Candidate from_group(const SyntacticMonoid& m, Element x, Element y) {
  const Element from = m.times(m.times(x, y), m.times(m.inverse(x), m.inverse(y)));
  return {{x, y}, true, m.omega(x), {x, y, m.inverse(x), m.inverse(y)}, from};
}

std::size_t largest_prime_factor(std::size_t n) {
  std::size_t largest = 1;
  for (std::size_t d = 2; n > 1; ++d)
    for (; n % d == 0; n /= d) largest = d;
  return largest;
}

/// How often the pieces are repeated, and what that makes of t.
struct Repeated {
  std::size_t times;
  std::size_t modulus;  // 0: t^times is idempotent and not the base
};

Repeated repetition(const SyntacticMonoid& m, const Candidate& candidate) {
  if (m.omega(candidate.t) == candidate.base) {
    const std::size_t order = m.period(candidate.t);
    const std::size_t prime = largest_prime_factor(order);
    return {order / prime, prime};
  }
  std::size_t times = 1;
  for (Element s = candidate.t; !m.idempotent(s); s = m.times(s, candidate.t)) ++times;
  return {times, 0};
}

/// The letters of `word` at the next positions of one parity.
void write(PaddedWord& padded, const Word& word, std::size_t parity) {
  for (const Symbol symbol : word) {
    if (padded.size() % 2 != parity) padded.emplace_back();
    padded.emplace_back(symbol);
  }
}

void end_evenly(PaddedWord& padded) {
  if (padded.size() % 2 != 0) padded.emplace_back();
}

PaddedWord constant(const Word& word) {
  PaddedWord padded(word.begin(), word.end());
  return padded;
}

PaddedWord even_constant(const Word& word) {
  PaddedWord padded = constant(word);
  end_evenly(padded);
  return padded;
}

PaddedWord block_of(const SyntacticMonoid& m, const Candidate& candidate, std::size_t times) {
  PaddedWord block;
  for (std::size_t i = 0; i < times; ++i)
    for (std::size_t piece = 0; piece < candidate.pieces.size(); ++piece)
      write(block, m.word(candidate.pieces[piece]), piece % 2);
  end_evenly(block);
  return block;
}

Element value(const SyntacticMonoid& m, const PaddedWord& word, bool alice, bool bob) {
  Word letters;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (word[i] && (i % 2 == 0 ? alice : bob)) letters.push_back(*word[i]);
  return m.element(letters);
}

Element value(const SyntacticMonoid& m, const PaddedWord& word) {
  return value(m, word, true, true);
}

/// The products of the middle parts whose membership the answers tell.
std::vector<Element> middles(const SyntacticMonoid& m, const Gadget& gadget) {
  const Element e = value(m, gadget.base);
  const Element both = value(m, gadget.block);
  if (gadget.problem == Problem::order)
    return {m.times(value(m, gadget.block, false, true), value(m, gadget.block, true, false)),
            both};
  const std::size_t count = gadget.problem == Problem::disjointness ? 2 : gadget.modulus;
  std::vector<Element> powers{e};
  while (powers.size() < count) powers.push_back(m.times(powers.back(), both));
  return powers;
}

void add_contexts(Gadget& gadget, const SyntacticMonoid& m) {
  const std::vector<Element> middle = middles(m, gadget);
  const auto [left, right] = separating_context(m, middle[0], middle[1]);
  gadget.left = even_constant(left);
  gadget.right = constant(right);
  for (const Element s : middle) {
    const Element whole = m.times(m.times(m.element(left), s), m.element(right));
    gadget.answers.push_back(m.automaton().accepting[m.image(whole, m.automaton().start)]);
  }
}

Gadget order_gadget(const SyntacticMonoid& m) {
  const std::size_t letters = m.automaton().alphabet;
  Gadget gadget;
  for (Symbol a = 0; a < letters && gadget.block.empty(); ++a)
    for (Symbol b = 0; b < letters && gadget.block.empty(); ++b) {
      const Element x = m.element(Word{a});
      const Element y = m.element(Word{b});
      if (m.times(x, y) == m.times(y, x)) continue;
      gadget.witness = {x, y};
      gadget.block = {a, b};
    }
  add_contexts(gadget, m);  // the letters generate: if they all commute, the monoid does
  return gadget;
}

std::size_t single_one(const std::vector<bool>& bits) {
  if (std::count(bits.begin(), bits.end(), true) != 1)
    throw Error("gadget_answer", "x", "order compares two places: x and y need a single 1 each");
  return static_cast<std::size_t>(std::find(bits.begin(), bits.end(), true) - bits.begin());
}

std::vector<bool> bits_of(std::size_t number, std::size_t m) {
  std::vector<bool> bits(m);
  for (std::size_t i = 0; i < m; ++i) bits[i] = (number >> i & 1U) != 0;
  return bits;
}

/// Membership when k pairs of bits are both 1.
bool answer_at(const Gadget& gadget, std::size_t k) {
  return gadget.problem == Problem::disjointness ? gadget.answers[k > 0 ? 1 : 0]
                                                 : gadget.answers[k % gadget.modulus];
}

}  // namespace

std::string_view to_string(Problem problem) {
  switch (problem) {
    case Problem::order:
      return "order";
    case Problem::disjointness:
      return "disjointness";
    case Problem::inner_product:
      return "inner product";
  }
  throw Error("to_string", "problem", "not a problem: the value lies outside the enumeration");
}

std::optional<Gadget> find_gadget(const SyntacticMonoid& monoid, const MonoidClass& of) {
  if (!of.not_commutative) return std::nullopt;
  if (communication(of) == Communication::logarithmic) return order_gadget(monoid);
  std::optional<Candidate> best;
  std::size_t fewest = 0;
  const auto consider = [&](const Candidate& candidate) {
    std::size_t letters = 0;
    for (const Element piece : candidate.pieces) letters += monoid.word(piece).size();
    if (best && letters >= fewest) return;  // repetitions only add
    letters *= repetition(monoid, candidate).times;
    if (best && letters >= fewest) return;
    best = candidate;
    fewest = letters;
  };
  for (Element x = 0; x < monoid.size(); ++x)
    for (Element y = 0; y < monoid.size(); ++y) {
      const Element e = monoid.omega(monoid.times(x, y));
      const Element f = monoid.omega(monoid.times(y, x));
      if (monoid.times(monoid.times(e, f), e) != e) consider(from_do(monoid, x, y));
      if (in_nonabelian_group(monoid, x, y)) consider(from_group(monoid, x, y));
    }
  const Repeated repeated = repetition(monoid, *best);
  Gadget gadget;
  gadget.problem = repeated.modulus == 0 ? Problem::disjointness : Problem::inner_product;
  gadget.modulus = repeated.modulus;
  gadget.witness = best->witness;
  gadget.by_group = best->by_group;
  gadget.base = even_constant(monoid.word(best->base));
  gadget.block = block_of(monoid, *best, repeated.times);
  add_contexts(gadget, monoid);
  return gadget;
}

std::optional<std::string> gadget_fault(const Gadget& gadget, const SyntacticMonoid& m) {
  const bool order = gadget.problem == Problem::order;
  const bool product = gadget.problem == Problem::inner_product;
  for (const PaddedWord* part : {&gadget.left, &gadget.base, &gadget.block})
    if (part->size() % 2 != 0) return "left, base and block must have even length";
  for (const PaddedWord* part : {&gadget.left, &gadget.base, &gadget.block, &gadget.right})
    for (const auto& letter : *part)
      if (letter && *letter >= m.automaton().alphabet) return "a letter is outside the alphabet";
  if (product && (gadget.modulus < 2 || largest_prime_factor(gadget.modulus) != gadget.modulus))
    return "the modulus is not a prime";
  if (gadget.answers.size() != (product ? gadget.modulus : 2))
    return "there are too many or too few answers";

  const Element e = value(m, gadget.base);
  const Element alice = value(m, gadget.block, true, false);
  const Element bob = value(m, gadget.block, false, true);
  const Element both = value(m, gadget.block);
  const Element t = m.times(e, both);
  if (order) {
    if (e != 0) return "the base is not the identity";
    if (both != m.times(alice, bob)) return "in one block Alice's letter does not come first";
  } else {
    if (!m.idempotent(e)) return "e e = e fails";
    if (m.times(e, alice) != e) return "e v(1,0) = e fails";
    if (m.times(e, bob) != e) return "e v(0,1) = e fails";
    if (m.times(t, e) != t) return "t e = t fails";
    if (!product && !m.idempotent(t)) return "t t = t fails";
  }
  const std::vector<Element> middle = middles(m, gadget);
  if (product && m.times(middle.back(), both) != e) return "t^p = e fails";
  const Element left = value(m, gadget.left);
  const Element right = value(m, gadget.right);
  for (std::size_t k = 0; k < middle.size(); ++k) {
    const Element whole = m.times(m.times(left, middle[k]), right);
    if (m.automaton().accepting[m.image(whole, m.automaton().start)] != gadget.answers[k])
      return "an answer is not that of the language";
  }
  if (std::adjacent_find(gadget.answers.begin(), gadget.answers.end(), std::not_equal_to<>()) ==
      gadget.answers.end())
    return "all answers are the same";
  return std::nullopt;
}

PaddedWord gadget_input(const Gadget& gadget, const std::vector<bool>& x,
                        const std::vector<bool>& y) {
  if (x.size() != y.size()) throw Error("gadget_input", "y", "must have as many bits as x");
  PaddedWord word = gadget.left;
  word.insert(word.end(), gadget.base.begin(), gadget.base.end());
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t j = 0; j < gadget.block.size(); ++j)
      word.push_back((j % 2 == 0 ? x[i] : y[i]) ? gadget.block[j] : std::nullopt);
  word.insert(word.end(), gadget.right.begin(), gadget.right.end());
  return word;
}

bool gadget_answer(const Gadget& gadget, const std::vector<bool>& x, const std::vector<bool>& y) {
  if (gadget.problem == Problem::order)
    return gadget.answers[single_one(x) <= single_one(y) ? 1 : 0];
  std::size_t k = 0;
  for (std::size_t i = 0; i < x.size(); ++i) k += x[i] && y[i] ? 1 : 0;
  return answer_at(gadget, k);
}

std::optional<std::pair<std::vector<bool>, std::vector<bool>>> replay_gadget(const Gadget& gadget,
                                                                             const Dfa& dfa,
                                                                             std::size_t m) {
  if (m > 10) throw Error("replay_gadget", "m", "more than 4^10 inputs; choose at most 10");
  std::vector<std::vector<bool>> inputs;
  if (gadget.problem == Problem::order)
    for (std::size_t i = 0; i < m; ++i) inputs.push_back(bits_of(std::size_t{1} << i, m));
  else
    for (std::size_t i = 0; i < std::size_t{1} << m; ++i) inputs.push_back(bits_of(i, m));
  for (const auto& x : inputs)
    for (const auto& y : inputs)
      if (dfa.accepting[run(dfa, gadget_input(gadget, x, y))] != gadget_answer(gadget, x, y))
        return std::pair{x, y};
  return std::nullopt;
}

std::size_t run(const Dfa& dfa, const PaddedWord& word) {
  Word letters;
  for (const auto& letter : word)
    if (letter) letters.push_back(*letter);
  return run(dfa, letters);
}

std::size_t gadget_length(const Gadget& gadget, std::size_t m) {
  return gadget.left.size() + gadget.base.size() + m * gadget.block.size() + gadget.right.size();
}

Integer gadget_rank(const Gadget& gadget, std::size_t m) {
  if (gadget.problem == Problem::order) return gadget.answers[1] || m == 0 ? m : m - 1;
  std::vector<Integer> differences;  // D^s g at 0, 1, .., m - s
  for (std::size_t k = 0; k <= m; ++k) differences.emplace_back(answer_at(gadget, k) ? 1 : 0);
  Integer rank = 0;
  Integer binomial = 1;  // C(m, s)
  for (std::size_t s = 0; s <= m; ++s) {
    if (differences.front() != 0) rank += binomial;
    for (std::size_t k = 0; k + 1 < differences.size(); ++k)
      differences[k] = differences[k + 1] - differences[k];
    differences.pop_back();
    binomial = binomial * (m - s) / (s + 1);
  }
  return rank;
}

}  // namespace separatrix

// From an automaton to an expression, by eliminating states.
//
// Edges carry expressions. A fresh first and a fresh last state are joined to the start and to the
// accepting states by the empty word. Removing a state q adds, for every way p -> q -> r, the
// expression (p q)(q q)*(q r) to the edge p -> r; what is left between first and last is the
// answer.
#include <map>
#include <optional>
#include <utility>

#include "languages/regex.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

constexpr std::size_t kLongest = 100000;

/// An expression and what binds it together outermost.
struct Text {
  enum class Form { either, sequence, atom } form;
  std::string text;
};

Text empty_word() { return {Text::Form::atom, "()"}; }
bool is_empty_word(const Text& t) { return t.text == "()"; }

std::string within(const Text& t, Text::Form weakest) {
  return t.form >= weakest ? t.text : "(" + t.text + ")";
}

Text either(const Text& a, const Text& b) {
  if (a.text == b.text) return a;
  return {Text::Form::either, a.text + "|" + b.text};
}

Text joined(const Text& a, const Text& b) {
  if (is_empty_word(a)) return b;
  if (is_empty_word(b)) return a;
  return {Text::Form::sequence, within(a, Text::Form::sequence) + within(b, Text::Form::sequence)};
}

Text star(const std::optional<Text>& a) {
  if (!a || is_empty_word(*a)) return empty_word();
  return {Text::Form::sequence, within(*a, Text::Form::atom) + "*"};
}

std::string written(const std::string& letter) {
  if (letter.size() != 1 || letter[0] < ' ' || letter[0] > '~')
    throw Error("to_regex", "named",
                "the letter '" + letter + "' is not one printable ASCII character; rename it");
  constexpr std::string_view special = " ()[]|&~*+?.^\\";
  return (special.find(letter[0]) == std::string_view::npos ? "" : "\\") + letter;
}

class Edges {
 public:
  explicit Edges(const NamedDfa& named) {
    const Dfa& dfa = named.dfa;
    for (std::size_t s = 0; s < dfa.states; ++s)
      for (Symbol a = 0; a < dfa.alphabet; ++a)
        add(s, dfa.next(s, a), {Text::Form::atom, written(named.letters[a])});
  }

  void add(std::size_t from, std::size_t to, const Text& text) {
    const auto [edge, fresh] = edges_[from].try_emplace(to, text);
    if (!fresh) edge->second = either(edge->second, text);
    if (edge->second.text.size() > kLongest)
      throw Error("to_regex", "named",
                  "the expression has more than 10^5 characters; write the automaton to a file");
  }

  void eliminate(std::size_t q) {
    const std::optional<Text> own = at(q, q);
    const std::map<std::size_t, Text> out = edges_[q];
    edges_.erase(q);
    std::vector<std::pair<std::size_t, Text>> in;
    for (auto& [p, targets] : edges_)
      if (const auto edge = targets.find(q); edge != targets.end()) {
        in.emplace_back(p, edge->second);
        targets.erase(edge);
      }
    for (const auto& [p, first] : in)
      for (const auto& [r, last] : out)
        if (r != q) add(p, r, joined(joined(first, star(own)), last));
  }

  /// Ways through a state: pairs of an edge into it and one out of it.
  std::size_t ways(std::size_t q) const {
    std::size_t in = 0;
    for (const auto& [p, targets] : edges_) in += p != q && targets.contains(q) ? 1 : 0;
    const auto out = edges_.find(q);
    if (out == edges_.end()) return 0;
    return in * (out->second.size() - out->second.count(q));
  }

  std::optional<Text> at(std::size_t from, std::size_t to) const {
    const auto targets = edges_.find(from);
    if (targets == edges_.end()) return std::nullopt;
    const auto edge = targets->second.find(to);
    if (edge == targets->second.end()) return std::nullopt;
    return edge->second;
  }

 private:
  std::map<std::size_t, std::map<std::size_t, Text>> edges_;
};

}  // namespace

std::string to_regex(const NamedDfa& named) {
  check(named);
  const Dfa& dfa = named.dfa;
  Edges edges(named);
  const std::size_t first = dfa.states;
  const std::size_t last = dfa.states + 1;
  edges.add(first, dfa.start, empty_word());
  std::vector<std::size_t> left;
  for (std::size_t s = 0; s < dfa.states; ++s) {
    left.push_back(s);
    if (dfa.accepting[s]) edges.add(s, last, empty_word());
  }
  while (!left.empty()) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < left.size(); ++i)
      if (edges.ways(left[i]) < edges.ways(left[best])) best = i;
    edges.eliminate(left[best]);
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(best));
  }
  const std::optional<Text> whole = edges.at(first, last);
  return whole ? whole->text : "[]";
}

}  // namespace separatrix

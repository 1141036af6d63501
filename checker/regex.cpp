#include "regex.hpp"

#include <memory>
#include <set>

#include "regex_terms.hpp"

namespace checker {

namespace {

constexpr std::string_view kSpecial = " ()[]|&~*+?.^\\";
/// Groups nested deeper are left alone.
constexpr int kDeepest = 200;

struct NoExpression {};

class Parser {
 public:
  Parser(const std::string& text, const std::string& letters, Terms& terms)
      : text_(text), letters_(letters), terms_(terms) {}

  std::size_t whole() {
    const std::size_t term = either();
    if (at_ < text_.size()) throw NoExpression();
    return term;
  }

 private:
  bool sees(char c) const { return at_ < text_.size() && text_[at_] == c; }
  bool takes(char c) {
    if (!sees(c)) return false;
    ++at_;
    return true;
  }

  std::size_t either() {
    if (++depth_ > kDeepest) throw NoExpression();
    std::vector<std::size_t> terms{both()};
    while (takes('|')) terms.push_back(both());
    --depth_;
    return terms_.combine(Terms::either, terms);
  }
  std::size_t both() {
    std::vector<std::size_t> terms{sequence()};
    while (takes('&')) terms.push_back(sequence());
    return terms_.combine(Terms::both, terms);
  }
  std::size_t sequence() {
    std::size_t term = repeated();
    while (at_ < text_.size() && !sees('|') && !sees('&') && !sees(')'))
      term = terms_.join(term, repeated());
    return term;
  }
  std::size_t repeated() {
    bool odd = false;
    while (takes('~')) odd = !odd;
    std::size_t term = atom();
    for (;;) {
      if (takes('*'))
        term = terms_.repeat(term);
      else if (takes('+'))
        term = terms_.join(term, terms_.repeat(term));
      else if (takes('?'))
        term = terms_.combine(Terms::either, {term, terms_.empty()});
      else
        return odd ? terms_.complement(term) : term;
    }
  }
  std::size_t atom() {
    if (takes('(')) {
      if (takes(')')) return terms_.empty();
      const std::size_t term = either();
      if (!takes(')')) throw NoExpression();
      return term;
    }
    std::vector<std::size_t> chosen;
    if (takes('.')) {
      for (std::size_t a = 0; a < letters_.size(); ++a) chosen.push_back(a);
    } else if (takes('[')) {
      const bool others = takes('^');
      std::set<std::size_t> named;
      while (!takes(']')) named.insert(letter());
      for (std::size_t a = 0; a < letters_.size(); ++a)
        if (named.contains(a) != others) chosen.push_back(a);
    } else {
      chosen.push_back(letter());
    }
    return terms_.letters(chosen);
  }
  std::size_t letter() {
    const bool quoted = takes('\\');
    if (at_ == text_.size() || (!quoted && kSpecial.find(text_[at_]) != std::string_view::npos))
      throw NoExpression();
    const std::size_t a = letters_.find(text_[at_++]);
    if (a == std::string::npos) throw NoExpression();
    return a;
  }

  const std::string& text_;
  const std::string& letters_;
  Terms& terms_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

std::optional<Machine> regular(const std::string& expression, const std::string& letters) {
  const auto terms = std::make_shared<Terms>();
  std::size_t whole = 0;
  try {
    whole = Parser(expression, letters, *terms).whole();
  } catch (const NoExpression&) {
    return std::nullopt;
  }
  return Machine{
      {whole},
      [terms](const State& state, std::size_t a) { return State{terms->derivative(state[0], a)}; },
      [terms](const State& state) { return terms->has_empty_word(state[0]); }};
}

std::string letters_in(const std::string& expression) {
  std::set<char> letters;
  for (std::size_t i = 0; i < expression.size(); ++i) {
    if (expression[i] == '\\' && i + 1 < expression.size())
      letters.insert(expression[++i]);
    else if (kSpecial.find(expression[i]) == std::string_view::npos)
      letters.insert(expression[i]);
  }
  return {letters.begin(), letters.end()};
}

void compare(std::size_t start, const std::vector<std::vector<std::size_t>>& next,
             const std::function<bool(std::size_t)>& accepts, const Machine& defined,
             std::size_t letters) {
  std::set<std::pair<std::size_t, State>> seen{{start, defined.start}};
  std::vector<std::pair<std::size_t, State>> open(seen.begin(), seen.end());
  while (!open.empty()) {
    const auto [state, own] = open.back();
    open.pop_back();
    require(accepts(state) == defined.accepts(own), "automaton: not the language of that name");
    for (std::size_t a = 0; a < letters; ++a) {
      std::pair after(next[state][a], defined.next(own, a));
      if (seen.insert(after).second) open.push_back(std::move(after));
    }
  }
}

}  // namespace checker

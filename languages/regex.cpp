#include "languages/regex.hpp"

#include <algorithm>
#include <vector>

#include "languages/regex_terms.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

constexpr std::string_view kSpecial = "()[]|&~*+?.^\\";
constexpr std::size_t kMostCharacters = 4096;
constexpr std::size_t kDeepestNesting = 200;

bool printable(char c) { return c > ' ' && c <= '~'; }

[[noreturn]] void fail(std::size_t column, const std::string& message) {
  throw Error("parse_regex", "expression", "column " + std::to_string(column + 1) + ": " + message);
}

/// One character of the expression: an operator, or a letter that may have been escaped.
struct Token {
  char character;
  bool letter;
  std::size_t column;
};

std::vector<Token> tokens_of(std::string_view text) {
  if (text.size() > kMostCharacters)
    fail(kMostCharacters, "longer than " + std::to_string(kMostCharacters) +
                              " characters; use a shorter expression or a file with an automaton");
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t column = i;
    const bool escaped = text[i] == '\\';
    if (escaped && ++i == text.size())
      fail(column, "a backslash at the end; put the letter that it escapes behind it");
    if (!printable(text[i]) && !(escaped && text[i] == ' '))
      fail(i, text[i] == ' ' ? "a blank; write \\ and a blank for the letter, or remove it"
                             : "not a printable ASCII character; use other letters");
    tokens.push_back(
        {text[i], escaped || kSpecial.find(text[i]) == std::string_view::npos, column});
  }
  return tokens;
}

std::string letters_of(const std::vector<Token>& tokens) {
  std::string letters;
  for (const Token& token : tokens)
    if (token.letter) letters += token.character;
  std::sort(letters.begin(), letters.end());
  letters.erase(std::unique(letters.begin(), letters.end()), letters.end());
  if (letters.empty())
    throw Error("parse_regex", "alphabet",
                "no letter occurs in the expression; say which ones there are");
  return letters;
}

void check_alphabet(std::string_view alphabet) {
  const auto bad = [](const char* message) { throw Error("parse_regex", "alphabet", message); };
  if (alphabet.empty()) bad("has no letter; give at least one, such as ab");
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    if (!printable(alphabet[i]) && alphabet[i] != ' ')
      bad("has a letter that is not a printable ASCII character; use other letters");
    if (alphabet.find(alphabet[i]) != i) bad("has a letter twice; name every letter once");
  }
}

/// Recursive descent over the grammar of the header.
class Parser {
 public:
  Parser(std::vector<Token> tokens, std::size_t end, std::string_view alphabet)
      : tokens_(std::move(tokens)), end_(end), alphabet_(alphabet), terms_(alphabet.size()) {}

  Dfa automaton() {
    const RegexTerms::Id term = either();
    if (at_ < tokens_.size()) fail(column(), "')' without '('; remove it or open the group");
    return minimal(terms_.automaton(term, kMostRegexStates));
  }

 private:
  using Id = RegexTerms::Id;

  bool sees(char operation) const {
    return at_ < tokens_.size() && !tokens_[at_].letter && tokens_[at_].character == operation;
  }
  bool takes(char operation) {
    if (!sees(operation)) return false;
    ++at_;
    return true;
  }
  std::size_t column() const { return at_ < tokens_.size() ? tokens_[at_].column : end_; }

  Id either() {
    std::vector<Id> terms{both()};
    while (takes('|')) terms.push_back(both());
    return terms_.either(std::move(terms));
  }

  Id both() {
    std::vector<Id> terms{sequence()};
    while (takes('&')) terms.push_back(sequence());
    return terms_.both(std::move(terms));
  }

  Id sequence() {
    std::vector<Id> terms{repeated()};
    while (at_ < tokens_.size() && !sees('|') && !sees('&') && !sees(')'))
      terms.push_back(repeated());
    Id result = terms.back();  // from the right: every step is short
    for (auto term = terms.rbegin() + 1; term != terms.rend(); ++term)
      result = terms_.joined(*term, result);
    return result;
  }

  Id repeated() {
    const std::size_t opening = at_;
    while (takes('~')) {
    }
    const bool odd = (at_ - opening) % 2 == 1;
    Id term = atom();
    for (;;) {
      if (takes('*'))
        term = terms_.star(term);
      else if (takes('+'))
        term = terms_.joined(term, terms_.star(term));
      else if (takes('?'))
        term = terms_.either({term, terms_.empty_word()});
      else
        return odd ? terms_.complement(term) : term;
    }
  }

  Id atom() {
    if (takes('(')) return group();
    if (takes('[')) return letter_class();
    if (takes('.')) return terms_.letter(std::vector<bool>(alphabet_.size(), true));
    if (at_ < tokens_.size() && tokens_[at_].letter) {
      std::vector<bool> symbols(alphabet_.size());
      take_letter(symbols);
      return terms_.letter(symbols);
    }
    if (at_ == tokens_.size() || sees('|') || sees('&') || sees(')'))
      fail(column(), "an expression is missing; write () for the empty word");
    fail(column(), std::string("'") + tokens_[at_].character +
                       "' has nothing to work on; put \\ before it for the letter");
  }

  Id group() {
    const std::size_t opening = tokens_[at_ - 1].column;
    if (takes(')')) return terms_.empty_word();
    if (++nesting_ > kDeepestNesting)
      fail(opening, "groups are nested more than " + std::to_string(kDeepestNesting) + " deep");
    const Id term = either();
    if (!takes(')')) fail(opening, "'(' is never closed; add ')'");
    --nesting_;
    return term;
  }

  Id letter_class() {
    const std::size_t opening = tokens_[at_ - 1].column;
    const bool others = takes('^');
    std::vector<bool> symbols(alphabet_.size());
    while (!takes(']')) {
      if (at_ == tokens_.size()) fail(opening, "'[' is never closed; add ']'");
      if (!tokens_[at_].letter)
        fail(column(), "special inside [ ]; put \\ before it for the letter");
      take_letter(symbols);
    }
    if (others) symbols.flip();
    return terms_.letter(symbols);
  }

  void take_letter(std::vector<bool>& symbols) {
    const std::size_t symbol = alphabet_.find(tokens_[at_].character);
    if (symbol == std::string_view::npos)
      fail(column(), std::string("the letter '") + tokens_[at_].character +
                         "' is not in the alphabet; add it there");
    symbols[symbol] = true;
    ++at_;
  }

  std::vector<Token> tokens_;
  std::size_t end_;  // column behind the expression
  std::string_view alphabet_;
  RegexTerms terms_;
  std::size_t at_ = 0;
  std::size_t nesting_ = 0;
};

}  // namespace

NamedDfa parse_regex(std::string_view text, std::optional<std::string_view> alphabet) {
  std::vector<Token> tokens = tokens_of(text);
  if (tokens.empty()) fail(0, "an expression is missing; write () for the empty word");
  const std::string letters = alphabet ? std::string(*alphabet) : letters_of(tokens);
  check_alphabet(letters);
  NamedDfa named;
  for (const char letter : letters) named.letters.emplace_back(1, letter);
  named.dfa = Parser(std::move(tokens), text.size(), letters).automaton();
  return named;
}

}  // namespace separatrix

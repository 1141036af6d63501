#include "expression.hpp"

#include <algorithm>
#include <cctype>

#include "closed_forms.hpp"
#include "tasks.hpp"

namespace checker {
namespace {

constexpr std::size_t kMostNodes = 4096;
constexpr std::size_t kMostArguments = 64;
constexpr std::size_t kMostBits = std::size_t{1} << 17;
constexpr std::size_t kMostDigits = std::size_t{1} << 12;  // bits of what is written in digits

struct Word {
  const char* word;
  std::size_t least;
  std::size_t most;
};

constexpr Word kWords[] = {
    {"+", 2, kMostArguments},   {"-", 2, 2},
    {"*", 2, kMostArguments},   {"max", 2, kMostArguments},
    {"min", 2, kMostArguments}, {"ceil_div", 2, 2},
    {"ceil_log2", 1, 1},        {"floor_log2", 1, 1},
    {"power_of_two", 1, 1},     {"log2_power", 2, 2},
    {"digit_sum", 2, 2},        {"least", 2, 2},
};

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

bool is_name(const std::string& text) {
  return !text.empty() && is_letter(text.front()) && std::ranges::all_of(text, [](char c) {
    return is_letter(c) || c == '_' || std::isdigit(static_cast<unsigned char>(c)) != 0;
  });
}

Expression read(const Json& value, const std::string& what, std::size_t& nodes) {
  require(++nodes <= kMostNodes, what + ": a tree of more nodes than any formula needs");
  Expression e;
  if (value.type == Json::Type::text && is_name(value.text)) {
    e.name = value.text;
    return e;
  }
  if (value.type != Json::Type::list) {
    e.number = integer(value, what);
    return e;
  }
  require(!value.entries.empty(), what + ": an empty list");
  e.operation = text(value.entries[0], what);
  const auto* word =
      std::ranges::find_if(kWords, [&](const Word& w) { return w.word == e.operation; });
  require(word != std::end(kWords), what + ": no operation \"" + e.operation + "\"");
  std::size_t first = 1;
  if (e.operation == "least") {
    require(value.entries.size() > 1, what + ": least of nothing");
    e.name = text(value.entries[first++], what);
    require(is_name(e.name), what + ": \"" + e.name + "\" is no variable");
  }
  const std::size_t arguments = value.entries.size() - first;
  require(word->least <= arguments && arguments <= word->most,
          what + ": " + e.operation + " of so many arguments");
  for (std::size_t i = first; i < value.entries.size(); ++i)
    e.arguments.push_back(read(value.entries[i], what, nodes));
  return e;
}

std::size_t bits_of(const mpz_class& a) { return mpz_sizeinbase(a.get_mpz_t(), 2); }

void require_defined(bool holds, const Expression& e) {
  require(holds, "formula: " + e.operation + " is not defined there: " + text_of(e));
}

mpz_class product(const std::vector<mpz_class>& factors) {
  mpz_class all = 1;
  for (const mpz_class& factor : factors) {
    if (bits_of(all) + bits_of(factor) > kMostBits)
      throw NotChecked("a formula with numbers larger than this program multiplies");
    all *= factor;
  }
  return all;
}

mpz_class logarithm_of_power(const Expression& e, const mpz_class& s, const mpz_class& a) {
  require_defined(s >= 1 && a >= 0, e);
  if (bits_of(s) > 63 || bits_of(a) > 64)
    throw NotChecked("a logarithm of larger numbers than this program takes");
  const std::uint64_t base = s.get_ui();
  const bool exact = a == 0 || (base & (base - 1)) == 0;  // else no power of it is one of two
  return floor_log2_power(base, a) + (exact ? 0 : 1);
}

mpz_class sum_of_digits(const Expression& e, mpz_class a, const mpz_class& base) {
  require_defined(a >= 0 && base >= 2, e);
  if (bits_of(a) > kMostDigits) throw NotChecked("a number of too many digits");
  mpz_class sum = 0;
  for (; a > 0; a /= base) sum += a % base;
  return sum;
}

mpz_class applied(const Expression& e, const std::vector<mpz_class>& a) {
  const std::string& word = e.operation;
  if (word == "+") {
    mpz_class sum = 0;
    for (const mpz_class& x : a) sum += x;
    return sum;
  }
  if (word == "-") return a[0] - a[1];
  if (word == "*") return product(a);
  if (word == "max") return *std::ranges::max_element(a);
  if (word == "min") return *std::ranges::min_element(a);
  if (word == "ceil_div") {
    require_defined(a[1] > 0, e);
    mpz_class quotient;
    mpz_cdiv_q(quotient.get_mpz_t(), a[0].get_mpz_t(), a[1].get_mpz_t());
    return quotient;
  }
  if (word == "ceil_log2" || word == "floor_log2") {
    require_defined(a[0] >= 1, e);
    return word == "ceil_log2" ? mpz_class(ceil_log2(a[0])) : mpz_class(bits_of(a[0]) - 1);
  }
  if (word == "power_of_two") {
    require_defined(a[0] >= 0 && a[0] <= 1 << 16, e);
    return power(2, a[0].get_ui());
  }
  if (word == "log2_power") return logarithm_of_power(e, a[0], a[1]);
  if (word == "digit_sum") return sum_of_digits(e, a[0], a[1]);
  throw Rejected("formula: " + word + " has no value here");
}

enum class Trend { constant, up, down, unknown };

Trend reversed(Trend trend) {
  return trend == Trend::up ? Trend::down : trend == Trend::down ? Trend::up : trend;
}

/// Of what does not decrease in any argument.
Trend common(const std::vector<Trend>& trends) {
  Trend all = Trend::constant;
  for (const Trend trend : trends) {
    if (trend == Trend::constant || trend == all) continue;
    if (all != Trend::constant) return Trend::unknown;
    all = trend;
  }
  return all;
}

/// `first`: the values at x = 1, where what does not decrease is least.
Trend trend_of(const Expression& e, const std::string& x, const Values& first) {
  if (e.operation.empty()) return e.name == x ? Trend::up : Trend::constant;
  std::vector<Trend> trends;
  for (const Expression& argument : e.arguments) trends.push_back(trend_of(argument, x, first));
  const Trend all = common(trends);
  if (e.operation == "-") return common({trends[0], reversed(trends[1])});
  if (all == Trend::constant || all == Trend::unknown) return all;
  if (e.operation == "*") {
    const bool positive = std::ranges::all_of(
        e.arguments, [&](const Expression& factor) { return evaluate(factor, first) >= 0; });
    return all == Trend::up && positive ? Trend::up : Trend::unknown;
  }
  if (e.operation == "ceil_div") return trends[1] == Trend::constant ? trends[0] : Trend::unknown;
  if (e.operation == "digit_sum" || e.operation == "least") return Trend::unknown;
  return all;  // sums, extremes, logarithms, powers
}

/// How tightly a formula binds: sums, products, what needs no brackets.
int binding(const Expression& e) {
  return e.operation == "+" || e.operation == "-" ? 0 : e.operation == "*" ? 1 : 2;
}

std::string inside(const Expression& e, int least) {
  return binding(e) < least ? "(" + text_of(e) + ")" : text_of(e);
}

std::string joined(const Expression& e, const char* with, int least) {
  std::string text;
  for (const Expression& argument : e.arguments)
    text += (text.empty() ? "" : with) + inside(argument, least);
  return text;
}

/// Factors side by side, with a sign between two numbers.
std::string product_text(const Expression& e) {
  std::string text;
  bool after_number = false;
  for (const Expression& factor : e.arguments) {
    const bool number = factor.operation.empty() && factor.name.empty();
    text += (text.empty() ? "" : number && after_number ? " * " : " ") + inside(factor, 2);
    after_number = number;
  }
  return text;
}

}  // namespace

bool Expression::operator==(const Expression& other) const {
  return operation == other.operation && name == other.name && number == other.number &&
         arguments == other.arguments;
}

Expression read_expression(const Json& value, const std::string& what) {
  std::size_t nodes = 0;
  return read(value, what, nodes);
}

mpz_class evaluate(const Expression& e, const Values& values) {
  if (e.operation.empty()) {
    if (e.name.empty()) return e.number;
    const auto found = values.find(e.name);
    require(found != values.end(), "formula: " + e.name + " has no value");
    return found->second;
  }
  std::vector<mpz_class> numbers;
  if (e.operation != "least")
    for (const Expression& argument : e.arguments) numbers.push_back(evaluate(argument, values));
  return applied(e, numbers);
}

std::set<std::string> variables(const Expression& e) {
  if (e.operation.empty()) return e.name.empty() ? std::set<std::string>{} : std::set{e.name};
  std::set<std::string> all = variables(e.arguments[0]);
  if (e.operation == "least") all.erase(e.name);  // bound in the first argument alone
  for (const Expression& argument : std::vector(e.arguments.begin() + 1, e.arguments.end()))
    all.merge(variables(argument));
  return all;
}

bool nondecreasing(const Expression& e, const std::string& x, const Values& values) {
  Values first = values;
  first[x] = 1;
  const Trend trend = trend_of(e, x, first);
  return trend == Trend::up || trend == Trend::constant;
}

Expression with_numbers(const Expression& e, const Values& values) {
  const auto number = [](const mpz_class& value) { return Expression{"", "", value, {}}; };
  if (e.operation.empty()) {
    const auto found = values.find(e.name);
    return found == values.end() ? e : number(found->second);
  }
  Expression settled{e.operation, e.name, 0, {}};
  bool numbers = e.operation != "least";
  for (const Expression& argument : e.arguments) {
    settled.arguments.push_back(with_numbers(argument, values));
    const Expression& last = settled.arguments.back();
    numbers = numbers && last.operation.empty() && last.name.empty();
  }
  if (numbers) return number(evaluate(settled, {}));
  if (e.operation == "+" || e.operation == "*") {
    std::erase(settled.arguments, number(e.operation == "+" ? 0 : 1));
    if (settled.arguments.size() == 1) return Expression(settled.arguments.front());
    if (e.operation == "*" &&
        std::ranges::find(settled.arguments, number(0)) != settled.arguments.end())
      return number(0);
  }
  return settled;
}

std::string text_of(const Expression& e) {
  const std::string& word = e.operation;
  if (word.empty()) return e.name.empty() ? e.number.get_str() : e.name;
  if (word == "+") return joined(e, " + ", 0);
  if (word == "*") return product_text(e);
  if (word == "-") return inside(e.arguments[0], 0) + " - " + inside(e.arguments[1], 1);
  if (word == "power_of_two") return "2^" + inside(e.arguments[0], 2);
  if (word == "ceil_div")
    return "ceil(" + inside(e.arguments[0], 1) + " / " + inside(e.arguments[1], 2) + ")";
  if (word == "ceil_log2") return "ceil(log2 " + inside(e.arguments[0], 2) + ")";
  if (word == "floor_log2") return "floor(log2 " + inside(e.arguments[0], 2) + ")";
  if (word == "log2_power")
    return "ceil(" + inside(e.arguments[1], 1) + " log2 " + inside(e.arguments[0], 2) + ")";
  if (word == "least")
    return "least " + e.name + " with " + text_of(e.arguments[0]) +
           " >= " + text_of(e.arguments[1]);
  return word + "(" + joined(e, ", ", 0) + ")";
}

}  // namespace checker

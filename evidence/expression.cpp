#include "evidence/expression.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "numerics/error.hpp"
#include "numerics/logarithm.hpp"

namespace separatrix {

struct Expression::Node {
  Operation operation;
  Integer constant{};
  std::string name{};  // of a variable; of the bound variable of `least`
  std::vector<Expression> arguments{};
};

namespace {

using Operation = Expression::Operation;

struct Word {
  Operation operation;
  const char* word;
  std::size_t least_arguments;
  std::size_t most_arguments;
};

constexpr std::size_t kMany = 64;
constexpr std::array kWords{
    Word{Operation::add, "+", 2, kMany},
    Word{Operation::subtract, "-", 2, 2},
    Word{Operation::multiply, "*", 2, kMany},
    Word{Operation::max, "max", 2, kMany},
    Word{Operation::min, "min", 2, kMany},
    Word{Operation::ceil_div, "ceil_div", 2, 2},
    Word{Operation::ceil_log2, "ceil_log2", 1, 1},
    Word{Operation::floor_log2, "floor_log2", 1, 1},
    Word{Operation::power_of_two, "power_of_two", 1, 1},
    Word{Operation::log2_power, "log2_power", 2, 2},
    Word{Operation::digit_sum, "digit_sum", 2, 2},
    Word{Operation::least, "least", 2, 2},
};

constexpr int kDeepest = 64;

const Word& word_of(Operation operation) {
  return *std::ranges::find(kWords, operation, &Word::operation);
}

[[noreturn]] void undefined(Operation operation, const std::string& what) {
  throw Error("Expression::evaluate", word_of(operation).word, what);
}

bool is_name(std::string_view text) {
  return !text.empty() && std::isalpha(static_cast<unsigned char>(text.front())) != 0 &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

std::uint64_t word64(Operation operation, const Integer& a) {
  if (a < 0 || a > std::numeric_limits<std::uint64_t>::max())
    undefined(operation, "the argument " + a.str() + " does not fit 64 bits");
  return a.convert_to<std::uint64_t>();
}

Integer floor_log2_of(Operation operation, const Integer& a) {
  if (a < 1) undefined(operation, "the logarithm of " + a.str() + " is not defined");
  return Integer(boost::multiprecision::msb(a));
}

Integer digit_sum_of(Integer a, const Integer& base) {
  if (a < 0 || base < 2) undefined(Operation::digit_sum, "needs a >= 0 and a base of 2 or more");
  Integer sum = 0;
  for (; a > 0; a /= base) sum += a % base;
  return sum;
}

Integer apply_to(Operation operation, const std::vector<Integer>& a) {
  switch (operation) {
    case Operation::add: {
      Integer sum = 0;
      for (const Integer& x : a) sum += x;
      return sum;
    }
    case Operation::subtract:
      return a[0] - a[1];
    case Operation::multiply: {
      Integer product = 1;
      for (const Integer& x : a) product *= x;
      return product;
    }
    case Operation::max:
      return *std::ranges::max_element(a);
    case Operation::min:
      return *std::ranges::min_element(a);
    case Operation::ceil_div:
      if (a[1] <= 0) undefined(operation, "the divisor must be positive");
      return -floor_div(-a[0], a[1]);
    case Operation::ceil_log2:
      return a[0] == 1 ? Integer(0) : floor_log2_of(operation, a[0] - 1) + 1;
    case Operation::floor_log2:
      return floor_log2_of(operation, a[0]);
    case Operation::power_of_two:
      if (a[0] < 0 || a[0] > (1 << 16)) undefined(operation, "the exponent is not in 0..2^16");
      return power(2, a[0].convert_to<unsigned>());
    case Operation::log2_power: {
      const std::uint64_t s = word64(operation, a[0]);
      if (s == 0) undefined(operation, "the base must be at least 1");
      return ceil_log2_power(s, word64(operation, a[1]));
    }
    case Operation::digit_sum:
      return digit_sum_of(a[0], a[1]);
    default:
      throw Error("Expression::evaluate", "operation", "is not one of numbers");
  }
}

/// Doubling, then halving: about 2 log2 x evaluations.
Integer least_of(const std::string& name, const Expression& bits, const Integer& needed,
                 Assignment values) {
  const auto enough = [&](const Integer& x) {
    values[name] = x;
    return bits.evaluate(values) >= needed;
  };
  Integer high = 1;
  while (!enough(high)) {
    high *= 2;
    if (boost::multiprecision::msb(high) > 64)
      undefined(Operation::least, fmt::format("no {} up to 2^64 is enough", name));
  }
  Integer low = high / 2;  // not enough, or 0
  while (high - low > 1) {
    const Integer middle = (low + high) / 2;
    (enough(middle) ? high : low) = middle;
  }
  return high;
}

/// How tightly an operation binds: sums, products, atoms.
int binding(const Expression& e) {
  switch (e.operation()) {
    case Operation::add:
    case Operation::subtract:
      return 0;
    case Operation::multiply:
      return 1;
    default:
      return 2;
  }
}

std::string inside(const Expression& e, int least) {
  return binding(e) < least ? "(" + e.text() + ")" : e.text();
}

std::string joined(const std::vector<Expression>& parts, const char* with, int least) {
  std::string text;
  for (const Expression& part : parts) text += (text.empty() ? "" : with) + inside(part, least);
  return text;
}

/// Factors side by side, with a sign between two numbers.
std::string product_text(const std::vector<Expression>& factors) {
  std::string text;
  bool after_number = false;
  for (const Expression& factor : factors) {
    const bool number = factor.operation() == Operation::constant;
    text += (text.empty() ? "" : number && after_number ? " * " : " ") + inside(factor, 2);
    after_number = number;
  }
  return text;
}

Expression number_from(const nlohmann::ordered_json& json, std::string_view where) {
  if (json.is_number_integer()) {
    if (json.is_number_unsigned()) return Expression(Integer(json.get<std::uint64_t>()));
    return Expression(json.get<std::int64_t>());
  }
  const std::string text = json.get<std::string>();
  if (is_name(text)) return Expression::variable(text);
  return Expression(parse_integer(text, where));
}

Expression read(const nlohmann::ordered_json& json, std::string_view where, int depth) {
  const auto bad = [&](const std::string& what) {
    return Error("Expression::from_json", std::string(where), what);
  };
  if (depth > kDeepest) throw bad("the formula is nested too deeply");
  if (json.is_number_integer() || json.is_string()) return number_from(json, where);
  if (!json.is_array() || json.empty() || !json[0].is_string())
    throw bad("expected an integer, a variable or an array [operation, argument, ..]");
  const std::string word = json[0].get<std::string>();
  const auto found =
      std::ranges::find(kWords, word, [](const Word& w) { return std::string_view(w.word); });
  if (found == kWords.end()) throw bad("no operation \"" + word + "\"");
  std::vector<Expression> arguments;
  const bool least = found->operation == Operation::least;
  if (least && (json.size() != 4 || !json[1].is_string() || !is_name(json[1].get<std::string>())))
    throw bad("expected [\"least\", variable, bits, needed]");
  for (std::size_t i = least ? 2 : 1; i < json.size(); ++i)
    arguments.push_back(read(json[i], where, depth + 1));
  if (arguments.size() < found->least_arguments || arguments.size() > found->most_arguments)
    throw bad("\"" + word + "\" has the wrong number of arguments");
  if (least) return Expression::least(json[1].get<std::string>(), arguments[0], arguments[1]);
  return Expression::apply(found->operation, std::move(arguments));
}

/// The operation, worked out where all arguments are numbers, and without terms 0 and factors 1; a
/// product with a factor 0 is 0.
Expression settled(Operation operation, std::vector<Expression> arguments) {
  const auto is_number = [](const Expression& e) { return e.operation() == Operation::constant; };
  if (std::ranges::all_of(arguments, is_number))
    return Expression(Expression::apply(operation, std::move(arguments)).evaluate({}));
  const bool sum = operation == Operation::add;
  if (sum || operation == Operation::multiply) {
    const Expression neutral(sum ? 0 : 1);
    std::erase(arguments, neutral);
    if (arguments.size() == 1) return arguments.front();
    if (!sum && std::ranges::find(arguments, Expression(0)) != arguments.end()) return 0;
  }
  return Expression::apply(operation, std::move(arguments));
}

}  // namespace

Expression::Expression(std::int64_t constant) : Expression(Integer(constant)) {}
Expression::Expression(const Integer& constant)
    : node_(std::make_shared<const Node>(Node{Operation::constant, constant})) {}

Expression Expression::variable(const std::string& name) {
  if (!is_name(name))
    throw Error("Expression::variable", "name", "\"" + name + "\" is no name of a variable");
  return Expression(std::make_shared<const Node>(Node{Operation::variable, {}, name}));
}

Expression Expression::apply(Operation operation, std::vector<Expression> arguments) {
  return Expression(std::make_shared<const Node>(Node{operation, {}, {}, std::move(arguments)}));
}

Expression Expression::least(const std::string& name, Expression bits, Expression needed) {
  return Expression(std::make_shared<const Node>(
      Node{Operation::least, {}, name, {std::move(bits), std::move(needed)}}));
}

Expression::Operation Expression::operation() const { return node_->operation; }
const std::vector<Expression>& Expression::arguments() const { return node_->arguments; }

Integer Expression::evaluate(const Assignment& values) const {
  const auto& [operation, constant, name, arguments] = *node_;
  if (operation == Operation::constant) return constant;
  if (operation == Operation::variable) {
    const auto found = values.find(name);
    if (found == values.end()) throw Error("Expression::evaluate", name, "has no value");
    return found->second;
  }
  if (operation == Operation::least)
    return least_of(name, arguments[0], arguments[1].evaluate(values), values);
  std::vector<Integer> numbers;
  for (const Expression& argument : arguments) numbers.push_back(argument.evaluate(values));
  return apply_to(operation, numbers);
}

std::set<std::string> Expression::variables() const {
  if (operation() == Operation::variable) return {node_->name};
  std::set<std::string> all;
  for (const Expression& argument : arguments()) all.merge(argument.variables());
  if (operation() == Operation::least) {  // bound in the first argument only
    all = arguments()[0].variables();
    all.erase(node_->name);
    all.merge(arguments()[1].variables());
  }
  return all;
}

Expression Expression::with(const std::map<std::string, Expression, std::less<>>& values) const {
  if (operation() == Operation::constant) return *this;
  if (operation() == Operation::variable) {
    const auto found = values.find(node_->name);
    return found == values.end() ? *this : found->second;
  }
  if (operation() == Operation::least) {
    auto free = values;
    free.erase(node_->name);
    return least(node_->name, arguments()[0].with(free), arguments()[1].with(values));
  }
  std::vector<Expression> replaced;
  for (const Expression& argument : arguments()) replaced.push_back(argument.with(values));
  return settled(operation(), std::move(replaced));
}

std::string Expression::text() const {
  switch (operation()) {
    case Operation::constant:
      return node_->constant.str();
    case Operation::variable:
      return node_->name;
    case Operation::add:
      return joined(arguments(), " + ", 0);
    case Operation::subtract:
      return inside(arguments()[0], 0) + " - " + inside(arguments()[1], 1);
    case Operation::multiply:
      return product_text(arguments());
    case Operation::power_of_two:
      return "2^" + inside(arguments()[0], 2);
    case Operation::ceil_div:
      return "ceil(" + inside(arguments()[0], 1) + " / " + inside(arguments()[1], 2) + ")";
    case Operation::ceil_log2:
      return "ceil(log2 " + inside(arguments()[0], 2) + ")";
    case Operation::floor_log2:
      return "floor(log2 " + inside(arguments()[0], 2) + ")";
    case Operation::log2_power:
      return "ceil(" + inside(arguments()[1], 1) + " log2 " + inside(arguments()[0], 2) + ")";
    case Operation::least:
      return "least " + node_->name + " with " + arguments()[0].text() +
             " >= " + arguments()[1].text();
    case Operation::max:
    case Operation::min:
    case Operation::digit_sum:
      return std::string(word_of(operation()).word) + "(" + joined(arguments(), ", ", 0) + ")";
  }
  return {};
}

nlohmann::ordered_json Expression::to_json() const {
  if (operation() == Operation::variable) return node_->name;
  if (operation() == Operation::constant) {
    constexpr std::int64_t kExact = (std::int64_t{1} << 53) - 1;  // what every reader of JSON keeps
    if (abs(node_->constant) <= kExact) return node_->constant.convert_to<std::int64_t>();
    return node_->constant.str();
  }
  nlohmann::ordered_json json = nlohmann::ordered_json::array({word_of(operation()).word});
  if (operation() == Operation::least) json.push_back(node_->name);
  for (const Expression& argument : arguments()) json.push_back(argument.to_json());
  return json;
}

Expression Expression::from_json(const nlohmann::ordered_json& json, std::string_view where) {
  return read(json, where, 0);
}

bool Expression::operator==(const Expression& other) const {
  return node_ == other.node_ ||
         (operation() == other.operation() && node_->constant == other.node_->constant &&
          node_->name == other.node_->name && arguments() == other.arguments());
}

namespace {

/// Sums of sums and products of products are written flat.
Expression flat(Operation operation, const Expression& a, const Expression& b) {
  std::vector<Expression> parts;
  for (const Expression& part : {a, b}) {
    if (part.operation() == operation)
      parts.insert(parts.end(), part.arguments().begin(), part.arguments().end());
    else
      parts.push_back(part);
  }
  return Expression::apply(operation, std::move(parts));
}

}  // namespace

Expression operator+(const Expression& a, const Expression& b) {
  return flat(Operation::add, a, b);
}
Expression operator-(const Expression& a, const Expression& b) {
  return Expression::apply(Operation::subtract, {a, b});
}
Expression operator*(const Expression& a, const Expression& b) {
  return flat(Operation::multiply, a, b);
}
Expression max(const Expression& a, const Expression& b) {
  return Expression::apply(Operation::max, {a, b});
}
Expression min(const Expression& a, const Expression& b) {
  return Expression::apply(Operation::min, {a, b});
}
Expression ceil_div(const Expression& a, const Expression& b) {
  return Expression::apply(Operation::ceil_div, {a, b});
}
Expression ceil_log2(const Expression& a) { return Expression::apply(Operation::ceil_log2, {a}); }
Expression floor_log2(const Expression& a) { return Expression::apply(Operation::floor_log2, {a}); }
Expression power_of_two(const Expression& a) {
  return Expression::apply(Operation::power_of_two, {a});
}
Expression log2_power(const Expression& s, const Expression& a) {
  return Expression::apply(Operation::log2_power, {s, a});
}
Expression digit_sum(const Expression& a, const Expression& base) {
  return Expression::apply(Operation::digit_sum, {a, base});
}

}  // namespace separatrix

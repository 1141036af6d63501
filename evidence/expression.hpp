// A formula as a small tree: what a bound says, for the program and for a page to evaluate alike.
//
// Values are integers of any size. The tree travels in records as JSON: an integer is a number (a
// decimal string from 2^53 on), a variable is its name, an operation is an array that begins with
// its word:
//   ["+", a, b, ..]  ["-", a, b]  ["*", a, b, ..]   ["max", a, b, ..]  ["min", a, b, ..]
//   ["ceil_div", a, b]     ceil(a / b), b > 0
//   ["ceil_log2", a]       ceil(log2 a), a >= 1; ["floor_log2", a] likewise
//   ["power_of_two", a]    2^a, 0 <= a <= 2^16
//   ["log2_power", s, a]   ceil(a log2 s), s >= 1, a >= 0: bits that tell s^a messages apart
//   ["digit_sum", a, b]    sum of the digits of a >= 0 in base b >= 2
//   ["least", x, b, d]     the least x >= 1 with b >= d, where b does not decrease in the variable
//                          x; an error if b stays below d up to x = 2^64
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "numerics/rational.hpp"

namespace separatrix {

/// Values of variables.
using Assignment = std::map<std::string, Integer, std::less<>>;

class Expression {
 public:
  enum class Operation {
    constant,
    variable,
    add,
    subtract,
    multiply,
    max,
    min,
    ceil_div,
    ceil_log2,
    floor_log2,
    power_of_two,
    log2_power,
    digit_sum,
    least
  };

  Expression(std::int64_t constant);  // NOLINT: numbers are formulas
  Expression(int constant) : Expression(std::int64_t{constant}) {}
  explicit Expression(const Integer& constant);
  /// Error (argument "name") unless it is a letter followed by letters, digits and underscores.
  static Expression variable(const std::string& name);
  static Expression apply(Operation operation, std::vector<Expression> arguments);
  /// The least value of a variable, >= 1, with bits >= needed.
  static Expression least(const std::string& name, Expression bits, Expression needed);

  Operation operation() const;
  const std::vector<Expression>& arguments() const;

  /// Error (argument: the variable or the operation) for a variable without a value, and where an
  /// operation is not defined.
  Integer evaluate(const Assignment& values) const;
  /// The variables that need a value.
  std::set<std::string> variables() const;
  /// The same formula with expressions in the place of variables; sums and products of numbers are
  /// worked out, terms 0 and factors 1 left out. Variables of `least` are bound: they stay.
  Expression with(const std::map<std::string, Expression, std::less<>>& values) const;

  /// "L (m n + (kc - 1) m) p": as people write it.
  std::string text() const;
  nlohmann::ordered_json to_json() const;
  /// Error (argument `where`) for anything that is no such tree.
  static Expression from_json(const nlohmann::ordered_json& json, std::string_view where);

  bool operator==(const Expression& other) const;

 private:
  struct Node;
  explicit Expression(std::shared_ptr<const Node> node) : node_(std::move(node)) {}
  std::shared_ptr<const Node> node_;
};

Expression operator+(const Expression& a, const Expression& b);
Expression operator-(const Expression& a, const Expression& b);
Expression operator*(const Expression& a, const Expression& b);
Expression max(const Expression& a, const Expression& b);
Expression min(const Expression& a, const Expression& b);
Expression ceil_div(const Expression& a, const Expression& b);
Expression ceil_log2(const Expression& a);
Expression floor_log2(const Expression& a);
Expression power_of_two(const Expression& a);
Expression log2_power(const Expression& s, const Expression& a);
Expression digit_sum(const Expression& a, const Expression& base);

/// A formula with its name: "bits that cross", "least m".
struct Formula {
  std::string name;
  Expression expression;
  bool operator==(const Formula&) const = default;
};

}  // namespace separatrix

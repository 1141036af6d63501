// Formulas of records: small trees over whole numbers, evaluated exactly.
//
//   a whole number, or its digits as a text; a variable's name: a letter, letters, digits, "_"
//   ["+", a, b, ..]  ["-", a, b]  ["*", a, b, ..]  ["max", a, b, ..]  ["min", a, b, ..]
//   ["ceil_div", a, b]    ceil(a / b), b > 0
//   ["ceil_log2", a], ["floor_log2", a]    of log2 a, a >= 1
//   ["power_of_two", a]   2^a, 0 <= a <= 2^16
//   ["log2_power", s, a]  ceil(a log2 s), s >= 1, a >= 0
//   ["digit_sum", a, b]   sum of the digits of a >= 0 in base b >= 2
//   ["least", x, b, d]    the least x >= 1 with b >= d; read and written, not evaluated here:
//                         whoever claims its value says the value, which the inequality proves
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "json.hpp"

namespace checker {

/// Values of variables.
using Values = std::map<std::string, mpz_class>;

struct Expression {
  std::string operation;  ///< its word; "" for numbers and variables
  std::string name;       ///< of a variable; of the one that `least` binds
  mpz_class number;
  std::vector<Expression> arguments;

  bool operator==(const Expression& other) const;
};

/// Rejected, beginning with `what`, for anything that is no such tree or has more than 4096 nodes.
Expression read_expression(const Json& value, const std::string& what);

/// Rejected for a variable without a value and where an operation is not defined; NotChecked for
/// numbers of more than 2^17 bits.
mpz_class evaluate(const Expression& e, const Values& values);

/// The variables that need a value.
std::set<std::string> variables(const Expression& e);

/// Is the value, where it is defined, nondecreasing in x = 1, 2, ..? By the structure of the tree:
/// false does not say that it falls anywhere. `values` are those of the other variables.
bool nondecreasing(const Expression& e, const std::string& x, const Values& values);

/// The formula with numbers in the place of variables: subtrees without variables are worked out,
/// terms 0 and factors 1 left away. Of two formulas, one got from the other by putting trees in the
/// place of variables, the same tree once all these variables are numbers.
Expression with_numbers(const Expression& e, const Values& values);

/// As records write it for people: "(k - 1) m p", "ceil(n log2 3)".
std::string text_of(const Expression& e);

}  // namespace checker

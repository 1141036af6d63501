// evaluate_formulas CASES: a JSON list of [formula, {variable: decimal string}]; writes the list of
// their values as decimal strings, null where the program refuses the formula or its value. What
// the page's own evaluation is compared with.
#include <fstream>
#include <iostream>

#include "evidence/expression.hpp"
#include "numerics/error.hpp"

namespace {

using namespace separatrix;
using Json = nlohmann::ordered_json;

Json value(const Json& formula, const Json& assignment) {
  Assignment at;
  for (const auto& [name, number] : assignment.items())
    at[name] = parse_integer(number.get<std::string>(), name);
  try {
    return Expression::from_json(formula, "formula").evaluate(at).str();
  } catch (const Error&) {
    return nullptr;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::ifstream file(argv[1]);
  Json values = Json::array();
  for (const Json& one : Json::parse(file)) values.push_back(value(one.at(0), one.at(1)));
  std::cout << values.dump() << '\n';
}

#include <iostream>

#include "analysis/verify.hpp"
#include "constructions/catalogue.hpp"
#include "tasks/index_lookup.hpp"

int main() {
  using namespace separatrix;
  Work work;
  const IndexLookup task(1024, 64, true);
  ModelRequest request;
  request.vectors.family = "linear-code";
  request.vectors.gamma = Rational(1, 4);
  const BuiltModel built = build_model(task, request, work);
  const Outcome outcome = verify(built.model, task, Mode::certified, Format{}, {}, work);
  std::cout << to_string(outcome.status) << "\n";
  return outcome.status == Status::certified ? 0 : 1;
}

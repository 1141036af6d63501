#include "lookup_models.hpp"

#include "models/forward.hpp"

namespace separatrix::testing {

BuiltModel build(const IndexLookup& task, const std::string& family, const ScaleChoice& scale) {
  ModelRequest request;
  request.vectors.family = family;
  request.vectors.n = task.n();
  request.vectors.gamma = Rational(1, 4);
  request.vectors.sides = Sides::two;
  request.vectors.seed = 1;
  request.scale = scale;
  Work work;
  return build_model(task, request, work);
}

BuiltModel build_at(const IndexLookup& task, const std::string& family, const Rational& eta) {
  return build(task, family, {ScaleChoice::Rule::value, eta});
}

bool really_fails(const Transformer& model, const Task& task, const Format& format,
                  const Input& input) {
  return with_arithmetic(format, task.grid_n(), 1U << 20, [&](const auto& arithmetic) {
    const ForwardPass pass(arithmetic, model);
    const auto got = pass.decode(pass.run(input));
    return !got || *got != task.reference(input);
  });
}

}  // namespace separatrix::testing

// Index-lookup models for the tests, and a plain judgement of single inputs.
#pragma once

#include <string>

#include "analysis/outcome.hpp"
#include "constructions/catalogue.hpp"
#include "models/transformer.hpp"
#include "numerics/format.hpp"
#include "tasks/index_lookup.hpp"

namespace separatrix::testing {

BuiltModel build(const IndexLookup& task, const std::string& family,
                 const ScaleChoice& scale = {ScaleChoice::Rule::smallest, 0});
BuiltModel build_at(const IndexLookup& task, const std::string& family, const Rational& eta);

/// Runs the input through the plain forward pass of the format: is the answer wrong?
bool really_fails(const Transformer& model, const Task& task, const Format& format,
                  const Input& input);

}  // namespace separatrix::testing

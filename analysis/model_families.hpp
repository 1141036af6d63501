// The model types of config.json files, one reader for each.
#pragma once

#include <span>

#include "analysis/config_fields.hpp"
#include "analysis/model_config.hpp"
#include "evidence/expression.hpp"

namespace separatrix {

/// Reads the fields of its model type and adds the layers, with what is assumed.
struct ModelFamily {
  const char* model_type;
  void (*read)(ConfigFields& config, ModelOutline& outline);
};

std::span<const ModelFamily> model_families();

/// A size of the model in its formulas.
inline Expression var(const char* name) { return Expression::variable(name); }

/// The reader of the plain form of this program (own_model.cpp).
void read_own_model(ConfigFields& config, ModelOutline& outline);

/// Kinds of layers of that form.
std::vector<std::string> own_layer_kinds();

}  // namespace separatrix

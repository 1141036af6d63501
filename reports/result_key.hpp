// What question a result answers, apart from what it says: by this results of two runs are matched.
#pragma once

#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "evidence/result.hpp"

namespace separatrix {

/// Kind, theorem, task, architecture, claim, arithmetic, construction and family of vectors, the
/// quantities bounded and the model of a hidden size, as an object. Of the construction's
/// parameters only the words and booleans count: numbers (a scale, a dimension) are what a search
/// finds, and a better one must not look like another question. A sampler named in the notes
/// counts too.
nlohmann::ordered_json result_key(const Result& result);

/// The keys of all results, in their order. Where several have one key, the second and later ones
/// have a field "repeat": 2, 3, ...; so all are different.
std::vector<nlohmann::ordered_json> result_keys(std::span<const Result> results);

/// A key on one line for people: "T1 verify index-lookup, n = 20, paper, fixed:3:down".
std::string key_text(const nlohmann::ordered_json& key);

}  // namespace separatrix

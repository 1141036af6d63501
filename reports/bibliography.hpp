// The sources that the project cites, by key.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace separatrix {

/// The whole bibliography as BibTeX (UTF-8).
std::string_view bibliography();

/// All keys, in the order of the file.
std::vector<std::string_view> citation_keys();

bool has_key(std::string_view key);

/// The BibTeX entry with this key, from "@" to its closing brace. Error if there is none.
std::string_view entry(std::string_view key);

/// One field of an entry as plain text: braces and line breaks removed, "--" as an en dash; empty
/// if the entry has no such field. Error if there is no such key.
std::string field(std::string_view key, std::string_view name);

}  // namespace separatrix

// The web page of a record.
#pragma once

#include <string>
#include <string_view>

#include "reports/record.hpp"

namespace separatrix {

/// One self-contained page (no network, no scripts, light and dark, readable on a phone): how many
/// results have which status, every theorem with its results, the other results, the sources.
std::string html_page(const Record& record);

/// Text with the characters that HTML treats specially made visible; control characters become
/// spaces.
std::string html_escape(std::string_view text);

}  // namespace separatrix
